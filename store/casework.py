"""Cases and streams in a transaction: what nearly every command reads and writes."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

import orjson
from sqlalchemy import Connection, Row, bindparam, select
from sqlalchemy.dialects.postgresql import insert as upserting

from engine.ports import FIRST, CaseRow, Head, KnownCommand, Moment, Sealed, StoredCase, Values
from store.among import among, listed
from store.confidential import CASE_STREAM, Confidential
from store.known import CASE, CASE_LOCKED, WORLD
from store.parts import CHANGED, FIXED, GONE, REGISTER
from store.shared import Shared
from store.tables import ANCESTORS, LEVEL_COLUMNS, cases, streams
from store.types import to_text

_ACCESS: Final = "access/"
_ACT: Final = "act/"

_HEAD = select(streams.c.seq, streams.c.head).where(streams.c.stream == bindparam("stream")).with_for_update()
_HEADS = {
    embedded: select(streams.c.stream, streams.c.seq, streams.c.head)
    .where(among(streams.c.stream, "among", embedded=embedded))
    .order_by(streams.c.stream)
    .with_for_update()
    for embedded in (True, False)
}
# Reserves the row of a stream that doesn't exist yet, or waits for whoever is doing the same.
_RESERVING = upserting(streams).values(stream=bindparam("stream"), seq=-1, head="")
_RESERVE = _RESERVING.on_conflict_do_update(
    index_elements=[streams.c.stream], set_={"stream": _RESERVING.excluded.stream}
).returning(streams.c.seq, streams.c.head)
_UNOPENED = {
    embedded: select(cases.c.body, cases.c.seq, cases.c.head, cases.c.readers, cases.c.changed_at)
    .where(among(cases.c.id, "among", embedded=embedded))
    .order_by(cases.c.id)
    .with_for_update()
    for embedded in (True, False)
}
_LINKED = {
    embedded: select(cases.c.body).where(among(cases.c.id, "among", embedded=embedded)).order_by(cases.c.id)
    for embedded in (True, False)
}
_OF_MATTER = select(cases.c.body).where(cases.c.matter == bindparam("matter")).order_by(cases.c.id)


class Casework(Confidential):
    """The part of a transaction that is about cases."""

    def __init__(self, connection: Connection, shared: Shared) -> None:
        super().__init__(connection, shared)
        self._moment: Moment | None = None
        self._known: dict[tuple[str, str], KnownCommand | None] = {}
        self._heads: dict[str, Head] = {}
        self._files: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
        self._cases: dict[str, StoredCase] = {}
        self._begun: dict[str, Values] = {}
        self._locked: set[str] = set()

    def foresee(self, actor: str, command: str, case: str, files: Collection[str] = ()) -> None:
        """Read at once, and lock, what a command on a case will ask for; the next calls answer from it."""
        if any(case in buffer.cases or (actor, command) in buffer.commands for buffer in self._buffers):
            return
        reads = self._shared.register
        beginning = reads.beginning_locked if self._locks(case) else reads.beginning
        wanted = listed(files, embedded=self._shared.embedded)
        stream = CASE_STREAM + case
        found = self._run(beginning, case=case, stream=stream, actor=actor, command=command, files=wanted).first()
        if found is None:
            return
        self._tell(found, actor, command)
        self._keep(case, found)
        self._locked.add(case)
        self._files[case] = (frozenset(files), frozenset(found.files.split(",") if found.files else ()))

    def foresee_many(self, commands: Collection[tuple[str, str]], streams: Collection[str]) -> None:
        """Read at once which of the commands were carried out, and read and lock where the streams end."""
        for actor in {actor for actor, _ in commands}:
            ids = [command for one, command in commands if one == actor]
            wanted = listed(ids, embedded=self._shared.embedded)
            found = self._run(self._shared.register.commands, actor=actor, among=wanted).all()
            self._known.update(((actor, command), None) for command in ids)
            self._known.update(((actor, row.known_command), _known(row)) for row in found)
        self.hold()
        self._heads.update(dict.fromkeys(streams, FIRST))
        self._heads.update((row.stream, Head(row.seq + 1, row.head)) for row in self._run_among(_HEADS, streams).all())

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

    def command_ids(self, actor: str, prefix: str) -> Sequence[str]:
        """The ids, sorted, of an officer's commands that begin so, with an id in hex behind."""
        self.settle()
        # One range of the index, in every order that has digits before letters.
        found = self._run(self._shared.register.command_ids, actor=actor, first=f"{prefix}0", last=f"{prefix}g")
        return sorted(command for command in found.scalars() if command.startswith(prefix))

    def begun(self, act: str) -> Values | None:
        """The entry that began a mass act: read once, since it never changes."""
        stream = f"{_ACT}{act}"
        if act not in self._begun:
            if any(stream in buffer.heads for buffer in self._buffers):
                self.settle()
            body = self._run(self._shared.register.entries, stream=stream, after=-1, limit=1).scalar()
            if body is None:
                return None
            self._begun[act] = orjson.loads(body)
        return self._begun[act]

    def case(self, case: str, *, lock: bool) -> StoredCase | None:
        """A case as stored; with `lock`, this transaction is the next to change it, or ends with `Raced`."""
        if any(case in buffer.cases for buffer in self._buffers):
            self.settle()
        elif case in self._cases and (case in self._locked or not lock):
            return self._cases[case]
        statement = CASE_LOCKED if lock and self._locks(case) else CASE
        found = self._run(statement, case=case, stream=CASE_STREAM + case).first()
        if found is None:
            return None
        if lock:
            self._locked.add(case)
        return self._keep(case, found)

    def cases_unopened(self, cases: Sequence[str]) -> Sequence[StoredCase]:
        """Cases as stored, by id, which nobody else changes meanwhile; what the vault has of them stays closed."""
        self.settle()
        self.hold()
        return [self._unopened(found) for found in self._run_among(_UNOPENED, cases).all()]

    def linked(self, cases: Sequence[str]) -> tuple[Values, ...]:
        """The committed bodies of these cases, by id."""
        if not cases:
            return ()
        if any(case in buffer.cases for case in cases for buffer in self._buffers):
            self.settle()
        return tuple(orjson.loads(body) for body in self._run_among(_LINKED, cases).scalars())

    def of_matter(self, matter: str) -> tuple[Values, ...]:
        """The committed bodies of every case of a matter, by id."""
        self.settle()
        return tuple(orjson.loads(body) for body in self._run(_OF_MATTER, matter=matter).scalars())

    def head(self, stream: str) -> Head:
        """The end of a stream, which nobody else can append to before this transaction ends."""
        for buffer in reversed(self._buffers):
            if stream in buffer.heads:
                return buffer.heads[stream]
        if stream.startswith(CASE_STREAM):
            stored = self.case(stream.removeprefix(CASE_STREAM), lock=True)
            return stored.head if stored else FIRST
        if stream in self._heads:
            return self._heads[stream]
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
            self._known.pop((row["actor"], row["command"]), None)
        if not stream.startswith(CASE_STREAM):
            buffer.heads[stream] = sealed.head
            self._heads.pop(stream, None)

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
        for period in row.periods:
            self._put("deadlines", _period(period))
        for level in row.escalations:
            self._put("escalations", {**level, "body": to_text(level["body"])})
        self._buffers[-1].cases.add(case)
        self._cases.pop(case, None)

    def entries(self, stream: str, after: int, limit: int) -> Sequence[Values]:
        """Entries of a stream with `seq` > after, parsed, oldest first."""
        self.settle()
        found = self._run(self._shared.register.entries, stream=stream, after=after, limit=limit)
        return [orjson.loads(body) for body in found.scalars()]

    def _locks(self, case: str) -> bool:
        """Whether a case is locked while it is read: where a transaction is open anyway, or officers compete for it."""
        if case in self._shared.competed:
            self.hold()
        return self._held

    def _forget(self) -> None:
        self._cases.clear()
        self._known.clear()
        self._begun.clear()
        super()._forget()

    def _version(self, stream: str) -> int:
        for buffer in reversed(self._buffers):
            if stream in buffer.heads:
                return buffer.heads[stream].next_seq - 1
        if self._moment is None:
            self._moment = _moment(self._run(self._shared.register.moment).one())
        return self._moment.versions[stream]

    def _tell(self, found: Row[Any], actor: str, command: str) -> None:
        self._moment = _moment(found)
        self._known[actor, command] = _known(found) if found.known_body is not None else None

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
        self._not_before(found.changed_at)
        self._cases[case] = stored
        return stored

    def _unopened(self, found: Row[Any]) -> StoredCase:
        self._not_before(found.changed_at)
        readers = frozenset(orjson.loads(found.readers))
        return StoredCase(orjson.loads(found.body), Head(found.seq + 1, found.head), {}, {}, readers)

    def _not_before(self, changed_at: str) -> None:
        """A case may have changed since the moment was read: nothing happens to it earlier than that."""
        if self._moment is not None and changed_at > self._moment.newest_at:
            self._moment = Moment(self._moment.versions, changed_at)

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


def _period(row: Values) -> dict[str, Any]:
    columns = {name: value for name, value in row.items() if name != "ancestors"} | dict.fromkeys(ANCESTORS)
    columns.update((LEVEL_COLUMNS[level], code) for level, code in row["ancestors"].items())
    return {**columns, "body": to_text(row["body"])}


_FROM_BODY: Final = (
    *("id", "matter", "workflow", "definition", "state", "phase", "version", "number"),
    *("organ", "competent", "office", "received_on", "opened_at", *ANCESTORS),
)


def _known(found: Row[Any]) -> KnownCommand:
    entry = orjson.loads(found.known_body)
    return KnownCommand(entry["command"]["request"], found.known_stream, found.known_seq, entry)


def _moment(found: Row[Any]) -> Moment:
    versions = {"organisation": found.organisation, "calendar": found.calendar, "policy": found.policy}
    return Moment({stream: seq if seq is not None else 0 for stream, seq in versions.items()}, found.newest_at or "")
