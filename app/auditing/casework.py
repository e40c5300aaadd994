"""Every case, one after the other: folded, judged step by step, and compared with its live row."""

from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import groupby
from typing import Any, Final, NamedTuple

import orjson
from sqlalchemy import Connection, select

from app.auditing import live
from app.auditing.books import RegisterBooks
from audit_log.findings import Finding
from audit_log.tables import register_entry
from engine.case import Body
from engine.desks.casebook import case_row
from engine.errors import UNREADABLE
from engine.legality import Entry, Standing, review
from engine.legality.numbers import Numbers

_BATCH: Final = 1_000
_TOGETHER: Final = 300
"""Cases whose live rows are read at once."""


class Folded(NamedTuple):
    """A case at the end of its entries, all of which were in order."""

    case: str
    seq: int
    body: Body
    world: int


class Casework:
    """The legality of every case, and the live rows at their end. Memory doesn't grow with the entries."""

    def __init__(self, connection: Connection, books: RegisterBooks, read: Callable[[], None]) -> None:
        self._connection = connection
        self._books = books
        self._read = read
        self._numbers = Numbers()
        self.cases = 0

    def findings(self) -> Iterator[Finding]:
        """Read all entries of cases, stream by stream."""
        table = register_entry.c
        statement = select(table.id, table.stream, table.seq, table.body).where(table.stream.like("case/%"))
        ordered = statement.order_by(table.stream, table.seq).execution_options(yield_per=_BATCH)
        waiting: list[Folded] = []
        for _, entries in groupby(self._connection.execute(ordered), key=lambda row: row.stream):
            self.cases += 1
            folded = yield from self._one(entries)
            waiting += [folded] if folded else []
            if len(waiting) >= _TOGETHER:
                yield from self._compared(waiting)
                waiting = []
        yield from self._compared(waiting)

    def _one(self, entries: Iterable[Any]) -> Generator[Finding, None, Folded | None]:
        """Judge a case until its first faulty entry: what follows a wrong step only repeats the news."""
        standing: Standing | None = None
        last: Entry | None = None
        for row in entries:
            self._read()
            last = _entry(row.body)
            if last is None:
                return None
            before = standing
            standing, faults = review(before, last, self._books)
            for fault in faults or self._numbers.given(last, before.case.issued if before else None):
                yield Finding(fault.level, row.stream, row.seq, fault.code, fault.message, row.id)
                standing = None
            if standing is None:
                return None
        return (
            Folded(standing.case.id, last.seq, standing.body, last.world["organisation"]) if standing and last else None
        )

    def _compared(self, folded: list[Folded]) -> Iterator[Finding]:
        ids = [one.case for one in folded]
        rows, keys = live.rows_of(self._connection, ids), live.keys_of(self._connection, ids)
        for one in folded:
            registered, organisation = (
                self._books.definition(one.body["definition"]),
                self._books.organisation(one.world),
            )
            if one.case in rows and registered is not None and organisation is not None:
                made = case_row(registered.definition, one.body, organisation)
                other = live.differences(rows[one.case], keys[one.case], made)
                yield from (Finding("V8", f"case/{one.case}", one.seq, code, message) for code, message in other)


def _entry(body: bytes) -> Entry | None:
    """The entry of these bytes; None where they aren't one: of that, the pass over the bytes has told."""
    try:
        return Entry.read(orjson.loads(body))
    except UNREADABLE:
        return None
