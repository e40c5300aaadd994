"""The smaller books in a transaction: meetings, definitions, tokens, numbers, sheets, ledger rows, tallies, files."""

from collections.abc import Iterable, Mapping
from typing import Final

import orjson
from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import insert as upserting

from engine.ports import Values
from engine.world import Meeting
from store.among import among
from store.casework import Casework
from store.tables import (
    definitions,
    ledger_rows,
    matters,
    meetings,
    numbers,
    outside_sheets,
    refusal_tally,
    tokens,
    vault_files,
)
from store.types import to_text

EACH: Final = 10
"""Equal refusals of one minute that are entries of their own; those beyond are told as one count."""

_MEETING = select(meetings.c.body).where(meetings.c.id == bindparam("id"))
_PUT_MEETING = meetings.insert().values(id=bindparam("id"), organ=bindparam("organ"), body=bindparam("body"))
_MATTER = select(matters.c.body).where(matters.c.id == bindparam("id"))

_TOKEN = select(tokens.c.body).where(tokens.c.id == bindparam("id"))
_TOKEN_BY_SECRET = select(tokens.c.body).where(tokens.c.secret_hash == bindparam("secret_hash"))
_TOKENS = upserting(tokens).values(id=bindparam("id"), secret_hash=bindparam("secret_hash"), body=bindparam("body"))
_PUT_TOKEN = _TOKENS.on_conflict_do_update(index_elements=[tokens.c.id], set_={"body": _TOKENS.excluded.body})

_DIGEST = select(definitions.c.digest).where(
    definitions.c.workflow == bindparam("workflow"), definitions.c.version == bindparam("version")
)
_PUT_DEFINITION = definitions.insert().from_select(
    ["position", "digest", "workflow", "version", "body"],
    select(
        func.coalesce(func.max(definitions.c.position), -1) + 1,
        bindparam("digest", type_=definitions.c.digest.type),
        bindparam("workflow", type_=definitions.c.workflow.type),
        bindparam("version", type_=definitions.c.version.type),
        bindparam("body", type_=definitions.c.body.type),
    ),
)
DEFINITIONS = select(definitions.c.body).order_by(definitions.c.position)

_NUMBERS = upserting(numbers).values(
    organ=bindparam("organ"), series=bindparam("series"), year=bindparam("year"), last=1
)
_DRAW = _NUMBERS.on_conflict_do_update(
    index_elements=[numbers.c.organ, numbers.c.series, numbers.c.year], set_={"last": numbers.c.last + 1}
).returning(numbers.c.last)

_SHEETS = upserting(outside_sheets).values(body=bindparam("body"), number=bindparam("number"), case=bindparam("case"))
# The same sheet may be typed again for its own case, after a return; for another case it is refused.
_PUT_SHEET = _SHEETS.on_conflict_do_update(
    index_elements=[outside_sheets.c.body, outside_sheets.c.number],
    set_={"case": _SHEETS.excluded["case"]},
    where=outside_sheets.c["case"] == _SHEETS.excluded["case"],
).returning(outside_sheets.c["case"])

_LEDGER = {
    embedded: select(ledger_rows.c.person, ledger_rows.c.content).where(
        among(ledger_rows.c.person, "among", embedded=embedded)
    )
    for embedded in (True, False)
}

_TALLIES = upserting(refusal_tally).values(key=bindparam("key"), minute=bindparam("minute"), count=1)
_TALLY = _TALLIES.on_conflict_do_update(
    index_elements=[refusal_tally.c.key, refusal_tally.c.minute], set_={"count": refusal_tally.c.count + 1}
).returning(refusal_tally.c.count)
_SETTLE = (
    delete(refusal_tally)
    .where(refusal_tally.c.key == bindparam("key"), refusal_tally.c.minute < bindparam("minute"))
    .returning(refusal_tally.c.minute, refusal_tally.c.count)
)

_FILES = {
    embedded: select(vault_files.c.digest).where(
        vault_files.c["case"] == bindparam("case"), among(vault_files.c.digest, "among", embedded=embedded)
    )
    for embedded in (True, False)
}
_FILE = select(vault_files.c.blob).where(
    vault_files.c["case"] == bindparam("case"), vault_files.c.digest == bindparam("digest")
)
_PUT_FILE = (
    upserting(vault_files)
    .values({column.name: bindparam(column.name) for column in vault_files.c})
    .on_conflict_do_nothing()
)


class Books(Casework):
    """The part of a transaction that is about everything beside cases and the organisation."""

    def meeting(self, meeting: str) -> Meeting | None:
        """A recorded meeting."""
        body = self._run(_MEETING, id=meeting).scalar()
        return Meeting.read(orjson.loads(body)) if body is not None else None

    def put_meeting(self, data: Values) -> None:
        """Keep a meeting as its entry tells it."""
        self._write_now(_PUT_MEETING, id=data["meeting"], organ=data["organ"], body=to_text(data))

    def matter(self, matter: str) -> Values | None:
        """What a matter groups, as its newest entry tells it."""
        self.settle()
        body = self._run(_MATTER, id=matter).scalar()
        return orjson.loads(body) if body is not None else None

    def put_matter(self, matter: str, body: Values) -> None:
        """Keep what a matter groups."""
        self._put("matters", {"id": matter, "body": to_text(body)})

    def token(self, token_id: str) -> Values | None:
        """A token by its id."""
        return self._token(self._run(_TOKEN, id=token_id).scalar())

    def token_by_secret(self, secret_hash: str) -> Values | None:
        """The token whose secret has this SHA-256 (hex); whether it is still good is for the caller to judge."""
        return self._token(self._run(_TOKEN_BY_SECRET, secret_hash=secret_hash).scalar())

    def put_token(self, token: Values) -> None:
        """Keep a token, or its newest form."""
        self._write_now(_PUT_TOKEN, id=token["id"], secret_hash=token["secret_hash"], body=to_text(token))

    def definition_digest(self, workflow: str, version: str) -> str | None:
        """The digest under which this version of a workflow is registered."""
        digest: str | None = self._run(_DIGEST, workflow=workflow, version=version).scalar()
        return digest

    def put_definition(self, digest: str, workflow: str, version: str, body: bytes) -> None:
        """Keep a definition beside its entries."""
        self._write_now(_PUT_DEFINITION, digest=digest, workflow=workflow, version=version, body=body)

    def next_number(self, organ: str, series: str, year: int) -> int:
        """The next number of a series; without gaps, because the series waits for this transaction."""
        key = (organ, series, year)
        for buffer in reversed(self._buffers):
            if key in buffer.numbers:
                drawn = buffer.numbers[key] + 1
                break
        else:
            drawn = self._write_now(_DRAW, organ=organ, series=series, year=year).scalar()
        self._buffers[-1].numbers[key] = drawn
        return drawn

    def put_sheet(self, body: str, number: str, case: str) -> bool:
        """Use a document number of an outside body; False when another case has used it."""
        return self._write_now(_PUT_SHEET, body=body, number=number, case=case).first() is not None

    def ledger_rows(self, indexes: Iterable[str]) -> Mapping[str, str]:
        """The content digest of each ledger row that the system has, by its keyed index."""
        self.settle()
        return {row.person: row.content for row in self._run_among(_LEDGER, indexes).all()}

    def put_ledger_row(self, index: str, content: str, case: str) -> None:
        """Remember which ledger row a case came from."""
        self._put("ledger_rows", {"person": index, "content": content, "case": case})

    def tally_refusal(self, key: str, minute: str) -> int:
        """How many equal refusals this minute has seen, this one included."""
        return int(self._write_now(_TALLY, key=key, minute=minute).scalar())

    def settle_tally(self, key: str, minute: str) -> Iterable[int]:
        """Of each earlier minute that saw more than `EACH` equal refusals: how many have no entry of their own."""
        earlier = sorted(self._write_now(_SETTLE, key=key, minute=minute).all())
        return [count - EACH for _, count in earlier if count > EACH]

    def files(self, case: str, digests: Iterable[str]) -> frozenset[str]:
        """Those of the digests that were uploaded to this case."""
        wanted = frozenset(digests)
        asked, found = self._files.get(case, (frozenset(), frozenset()))
        if not wanted <= asked:
            return frozenset(self._run_among(_FILES, wanted, case=case).scalars())
        return found & wanted

    def file(self, case: str, digest: str) -> bytes | None:
        """An uploaded file, decrypted."""
        blob = self._run(_FILE, case=case, digest=digest).scalar()
        cipher = self._cipher(case, "content")
        if blob is None or cipher is None:
            return None
        return self._shared.vault.open_file(cipher, case, digest, blob)

    def put_file(self, case: str, digest: str, content: bytes, officer: str, at: str) -> None:
        """Keep a file of a case, sealed under the key of the case's content; the same file again is no change."""
        if self.files(case, [digest]):
            return
        cipher = self._cipher(case, "content") or self._new_key(case, "content")
        self._write_now(
            _PUT_FILE,
            case=case,
            digest=digest,
            blob=self._shared.vault.seal_file(cipher, case, digest, content),
            size=len(content),
            uploaded_by=officer,
            uploaded_at=at,
        )
        self._files.pop(case, None)

    @staticmethod
    def _token(body: str | None) -> Values | None:
        return orjson.loads(body) if body is not None else None
