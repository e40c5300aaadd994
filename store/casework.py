"""Cases, streams and secrets in a transaction: what nearly every command reads and writes."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import orjson
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, Row, bindparam, select
from sqlalchemy.dialects.postgresql import insert as upserting

from engine.ports import CaseRow, Head, KnownCommand, Moment, Sealed, Secret, StoredCase, Values
from store.among import among
from store.known import CASE, CASE_LOCKED, WORLD
from store.parts import CHANGED, FIXED, GONE, REGISTER
from store.session import Session
from store.shared import Shared
from store.tables import ANCESTORS, LEVEL_COLUMNS, cases, streams, vault_keys, vault_values
from store.types import to_text

FIRST: Final = Head(0, "")
_CASE: Final = "case/"
_ACCESS: Final = "access/"

_HEAD = select(streams.c.seq, streams.c.head).where(streams.c.stream == bindparam("stream")).with_for_update()
# Reserves the row of a stream that doesn't exist yet, or waits for whoever is doing the same.
_RESERVING = upserting(streams).values(stream=bindparam("stream"), seq=-1, head="")
_RESERVE = _RESERVING.on_conflict_do_update(
    index_elements=[streams.c.stream], set_={"stream": _RESERVING.excluded.stream}
).returning(streams.c.seq, streams.c.head)
_KEY = select(vault_keys.c.wrapped).where(
    vault_keys.c.owner == bindparam("owner"), vault_keys.c["class"] == bindparam("kept_as")
)
_VALUE = select(vault_values.c.blob).where(
    vault_values.c.stream == bindparam("stream"),
    vault_values.c.seq == bindparam("seq"),
    vault_values.c.field == bindparam("field"),
)
_VALUES = (
    select(vault_values.c.seq, vault_values.c.field, vault_values.c.blob)
    .where(vault_values.c.stream == bindparam("stream"), vault_values.c["class"] == bindparam("kept_as"))
    .order_by(vault_values.c.seq, vault_values.c.field)
)
_LINKED = {
    embedded: select(cases.c.body).where(among(cases.c.id, "among", embedded=embedded)).order_by(cases.c.id)
    for embedded in (True, False)
}


class Casework(Session):
    """The part of a transaction that is about cases."""

    def __init__(self, connection: Connection, shared: Shared) -> None:
        super().__init__(connection, shared)
        self._moment: Moment | None = None
        self._known: dict[tuple[str, str], KnownCommand | None] = {}
        self._cases: dict[str, StoredCase] = {}
        self._locked: set[str] = set()
        self._wrapped: dict[tuple[str, str], bytes | None] = {}

    def foresee(self, actor: str, command: str, case: str | None) -> None:
        """Read at once, and lock, what a command on a case will ask for; the next calls answer from it."""
        if case is None or any(case in buffer.cases or (actor, command) in buffer.commands for buffer in self._buffers):
            return
        reads = self._shared.register
        beginning = reads.beginning_locked if self._locks(case) else reads.beginning
        found = self._run(beginning, case=case, stream=_CASE + case, actor=actor, command=command).first()
        if found is None:
            return
        self._tell(found, actor, command)
        self._keep(case, found)
        self._locked.add(case)

    def moment(self) -> Moment:
        """The versions of the world, and the newest entry's instant, this transaction's own included."""
        if self._moment is None:
            found = self._run(self._shared.register.moment).one()
            self._moment = _moment(found)
        newest = max(self._moment.newest_at, *(buffer.newest_at for buffer in self._buffers))
        return Moment({stream: self._version(stream) for stream in WORLD}, newest)

    def known_command(self, actor: str, command: str) -> KnownCommand | None:
        """The primary entry of this command of this officer, if there is one."""
        if any((actor, command) in buffer.commands for buffer in self._buffers):
            self.settle()
        elif (actor, command) in self._known:
            return self._known[actor, command]
        self._tell(self._run(self._shared.register.command, actor=actor, command=command).one(), actor, command)
        return self._known[actor, command]

    def case(self, case: str, *, lock: bool) -> StoredCase | None:
        """A case as stored; with `lock`, this transaction is the next to change it, or ends with `Raced`."""
        if any(case in buffer.cases for buffer in self._buffers):
            self.settle()
        elif case in self._cases and (case in self._locked or not lock):
            return self._cases[case]
        statement = CASE_LOCKED if lock and self._locks(case) else CASE
        found = self._run(statement, case=case, stream=_CASE + case).first()
        if found is None:
            return None
        if lock:
            self._locked.add(case)
        return self._keep(case, found)

    def linked(self, cases: Sequence[str]) -> tuple[Values, ...]:
        """The committed bodies of these cases, by id."""
        if not cases:
            return ()
        if any(case in buffer.cases for case in cases for buffer in self._buffers):
            self.settle()
        return tuple(orjson.loads(body) for body in self._run_among(_LINKED, cases).scalars())

    def head(self, stream: str) -> Head:
        """The end of a stream, which nobody else can append to before this transaction ends."""
        for buffer in reversed(self._buffers):
            if stream in buffer.heads:
                return buffer.heads[stream]
        if stream.startswith(_CASE):
            stored = self.case(stream.removeprefix(_CASE), lock=True)
            return stored.head if stored else FIRST
        self.hold()
        found = self._run(_HEAD, stream=stream).first()
        # Other new streams have ids nobody else can know; two refusals on one case may well come at once.
        if found is None and stream.startswith(_ACCESS) and not self._shared.embedded:
            found = self._write_now(_RESERVE, stream=stream).one()
        return Head(found.seq + 1, found.head) if found is not None else FIRST

    def append(self, stream: str, sealed: Sealed) -> None:
        """Add an entry at the end of a stream; a case's own stream moves on with `put_case`."""
        row = dict(sealed.row)
        buffer = self._buffers[-1]
        buffer.rows[REGISTER].append(row)
        buffer.newest_at = max(buffer.newest_at, row["recorded_at"])
        if row["command"] is not None:
            buffer.commands.add((row["actor"], row["command"]))
        if not stream.startswith(_CASE):
            buffer.heads[stream] = sealed.head

    def put_case(self, row: CaseRow, before: StoredCase | None, head: Head) -> None:
        """Keep the case as it stands after an entry. The write raises `Conflict` if somebody else was first."""
        case = str(row.body["id"])
        if any(case in buffer.cases for buffer in self._buffers):
            self.settle()
        columns = _columns(row, head, max(buffer.newest_at for buffer in self._buffers))
        if before is None:
            self._put("cases", columns)
        else:
            for fixed in FIXED:
                del columns[fixed]
            self._put(CHANGED, {**columns, "id": case, "before": before.head.next_seq - 1})
        self._put_readers(row, before.readers if before else frozenset())
        self._buffers[-1].cases.add(case)
        self._cases.pop(case, None)

    def commit_secret(self, stream: str, seq: int, secret: Secret) -> str:
        """Keep a value in the vault, sealed for its place; its commitment, in hex."""
        fresh = seq == 0 and stream in (secret.owner, _CASE + secret.owner)
        cipher = self._cipher(secret.owner, secret.kept_as, fresh=fresh) or self._new_key(secret.owner, secret.kept_as)
        field = _place(secret)
        commit, blob = self._shared.vault.seal(cipher, stream, seq, field, secret.values)
        self._put(
            "vault_values",
            {
                "stream": stream,
                "seq": seq,
                "field": field,
                "owner": secret.owner,
                "class": secret.kept_as,
                "commit": commit,
                "blob": blob,
            },
        )
        return commit

    def values(self, case: str, kept_as: str) -> Sequence[tuple[int, str, Values]]:
        """Every vault value of one class of a case, opened: (seq, field, values), oldest first."""
        return self._opened(case, _CASE + case, kept_as)

    def entries(self, stream: str, after: int, limit: int) -> Sequence[Values]:
        """Entries of a stream with `seq` > after, parsed, oldest first."""
        self.settle()
        found = self._run(self._shared.register.entries, stream=stream, after=after, limit=limit)
        return [orjson.loads(body) for body in found.scalars()]

    def index_name(self, owner: str, name: str) -> None:
        """Let the owner be found by this name."""
        if name.strip():
            self._put("vault_names", {"owner": owner, "index": self._shared.vault.name_index(name)})

    def _locks(self, case: str) -> bool:
        """Whether a case is locked while it is read: where a transaction is open anyway, or officers compete for it."""
        if case in self._shared.competed:
            self.hold()
        return self._held

    def _forget(self) -> None:
        self._cases.clear()
        self._known.clear()
        self._wrapped.clear()

    def _opened(self, owner: str, stream: str, kept_as: str) -> Sequence[tuple[int, str, Values]]:
        self.settle()
        cipher = self._cipher(owner, kept_as)
        if cipher is None:
            return []
        found = self._run(_VALUES, stream=stream, kept_as=kept_as).all()
        return [(row.seq, row.field.removeprefix(f"{kept_as}."), self._open(cipher, stream, row)) for row in found]

    def _open(self, cipher: AESGCM, stream: str, row: Row[Any]) -> Values:
        return self._shared.vault.open(cipher, stream, row.seq, row.field, row.blob)

    def _version(self, stream: str) -> int:
        for buffer in reversed(self._buffers):
            if stream in buffer.heads:
                return buffer.heads[stream].next_seq - 1
        if self._moment is None:
            self._moment = _moment(self._run(self._shared.register.moment).one())
        return self._moment.versions[stream]

    def _tell(self, found: Row[Any], actor: str, command: str) -> None:
        self._moment = _moment(found)
        known = None
        if found.known_body is not None:
            entry = orjson.loads(found.known_body)
            known = KnownCommand(entry["command"]["request"], found.known_stream, found.known_seq, entry)
        self._known[actor, command] = known

    def _keep(self, case: str, found: Row[Any]) -> StoredCase:
        body = orjson.loads(found.body)
        self._wrapped[case, "subject"] = found.subject_wrapped
        self._wrapped[case, "content"] = found.content_wrapped
        pending_at = (body.get("pending") or {}).get("seq")
        facts = self._secret(case, "subject", body.get("facts_at"), found.subject_blob)
        proposal = self._secret(case, "content", pending_at, found.content_blob)
        stored = StoredCase(
            body, Head(found.seq + 1, found.head), facts, proposal, frozenset(orjson.loads(found.readers))
        )
        if self._moment is not None and found.changed_at > self._moment.newest_at:
            self._moment = Moment(self._moment.versions, found.changed_at)
        self._cases[case] = stored
        return stored

    def _secret(self, case: str, kept_as: str, at: int | None, blob: bytes | None) -> Values:
        if at is None:
            return {}
        stream = _CASE + case
        if blob is None:
            # A row that waited for its lock is newer than what the statement could see beside it.
            blob = self._run(_VALUE, stream=stream, seq=at, field=kept_as).scalar()
            del self._wrapped[case, kept_as]
        cipher = self._cipher(case, kept_as)
        # Erased: the key or the value is gone, and the case stands without it.
        if blob is None or cipher is None:
            return {}
        return self._shared.vault.open(cipher, stream, at, kept_as, blob)

    def _cipher(self, owner: str, kept_as: str, *, fresh: bool = False) -> AESGCM | None:
        for buffer in reversed(self._buffers):
            if (owner, kept_as) in buffer.ciphers:
                return buffer.ciphers[owner, kept_as]
        if fresh:
            return None
        if (owner, kept_as) in self._wrapped:
            wrapped = self._wrapped[owner, kept_as]
        else:
            cipher = self._shared.vault.known(owner, kept_as)
            if cipher is not None:
                return cipher
            wrapped = self._run(_KEY, owner=owner, kept_as=kept_as).scalar()
        return self._shared.vault.unwrap(owner, kept_as, wrapped) if wrapped is not None else None

    def _new_key(self, owner: str, kept_as: str) -> AESGCM:
        cipher, wrapped = self._shared.vault.new_key()
        self._put("vault_keys", {"owner": owner, "class": kept_as, "wrapped": wrapped})
        self._buffers[-1].ciphers[owner, kept_as] = cipher
        return cipher

    def _put_readers(self, row: CaseRow, before: frozenset[str]) -> None:
        case, opened_at = row.body["id"], row.body["opened_at"]
        for key in sorted(before - row.readers):
            self._put(GONE, {"case_id": case, "key": key})
        for key in sorted(row.readers - before):
            self._put("readers", {"case_id": case, "key": key, "opened_at": opened_at})


def _columns(row: CaseRow, head: Head, changed_at: str) -> dict[str, Any]:
    body: Mapping[str, Any] = row.body
    columns = {name: body.get(name) for name in _FROM_BODY}
    columns.update((LEVEL_COLUMNS[level], code) for level, code in row.ancestors.items())
    columns.update(
        closed=int(body.get("closed", False)),
        secrecy=body.get("secrecy", 0),
        facts_at=body.get("facts_at"),
        pending_at=(body.get("pending") or {}).get("seq"),
        seq=head.next_seq - 1,
        head=head.leaf,
        changed_at=changed_at,
        state_hash=row.state_hash,
        readers=to_text(sorted(row.readers)),
        body=to_text(body),
    )
    return columns


_FROM_BODY: Final = (
    *("id", "matter", "workflow", "definition", "state", "phase", "version", "number"),
    *("organ", "competent", "office", "received_on", "opened_at", *ANCESTORS),
)


def _moment(found: Row[Any]) -> Moment:
    versions = {"organisation": found.organisation, "calendar": found.calendar, "policy": found.policy}
    return Moment({stream: seq if seq is not None else 0 for stream, seq in versions.items()}, found.newest_at or "")


def _place(secret: Secret) -> str:
    return secret.kept_as if secret.field == secret.kept_as else f"{secret.kept_as}.{secret.field}"
