"""Boards of what is due among a country's running periods: each page beside the bare query of an index.

Overdue in an organ's subtree and the worklist by due date, of an organ of every level, on the first page and far
behind; the list of a handler, by the keys of his posts. The officer who asks is kept from some cases.
"""

import math
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import text

from app.assembly import Installation, opened
from bench.country import BARRED, BEGAN, Country, settle
from bench.ground import Ground, founded
from bench.pages import page_of, touched
from bench.report import Line, at_most, micro
from engine.ports import SoughtDue, Transaction
from store.boards import SHOWN
from store.tables import LEVEL_COLUMNS

OVERDUE: Final = BEGAN.replace(year=2026, month=11, day=25).isoformat()
FAR: Final = 10_000
"""Pages behind the first one, or as far as a third of the subtree."""


@dataclass(frozen=True)
class Board:
    """One question, and the bare query of one index that answers it: a column, its value."""

    about: str
    sought: SoughtDue
    column: str
    value: str

    def bare(self, mark: str) -> tuple[str, tuple[Any, ...]]:
        """The page as one would write it by hand, for an officer from whom nothing is kept."""
        where, values = [f"{self.column} = {mark}", "due_at IS NOT NULL"], [self.value]
        if self.sought.until:
            where, values = [*where, f"due_at <= {mark}"], [*values, self.sought.until]
        if self.sought.after:
            where.append(f"(due_at, case_id, deadline) > ({mark}, {mark}, {mark})")
            values += self.sought.after
        order = f"ORDER BY due_at, case_id, deadline LIMIT {self.sought.limit}"
        return f"SELECT {', '.join(SHOWN)} FROM deadlines WHERE {' AND '.join(where)} {order}", tuple(values)


def measured(ground: Ground, country: Country, times: int) -> Iterator[Line]:
    """Each page asked for so many times, in turns with the bare query."""
    with opened(ground.settings(founded(ground))) as found:
        settle(found, country)
    with opened(ground.settings(found.settings.url)) as found, found.storage.read() as tx:
        for board in boards(found, country):
            yield from _lines(ground, found, tx, board, times)


def boards(found: Installation, country: Country) -> Iterator[Board]:
    """The boards of one line of the tree, and the list of one handler."""
    line = country.line(_busiest(found))
    for level, organ in line.items():
        sought, column = SoughtDue(organ=organ, officer=BARRED), LEVEL_COLUMNS[level]
        yield Board(f"overdue in a subtree, {level}", replace(sought, until=OVERDUE), column, organ)
        yield Board(f"by due date, {level}", sought, column, organ)
        for page, after in _behind(found, column, organ):
            yield Board(f"by due date, {level}, page {page:,}", replace(sought, after=after), column, organ)
    county = line["county"]
    office = f"{county}-0"
    keys = (f"office:{office}", "officer:h0", f"function:supervision@{county}", f"handler:{county}")
    own = SoughtDue(keys=keys, officer=BARRED)
    yield Board("a handler's list", own, "office", office)
    yield Board("a handler's list, overdue", replace(own, until=OVERDUE), "office", office)
    yield Board("a handler's list, his office", replace(own, office=office), "office", office)
    for page, after in _behind(found, "office", office):
        yield Board(f"a handler's list, page {page:,}", replace(own, after=after), "office", office)


def _busiest(found: Installation) -> int:
    """The township in which most is overdue."""
    with found.engines.read.connect() as connection:
        most = text(
            "SELECT anc_township FROM deadlines WHERE anc_township IS NOT NULL AND due_at <= :until "
            "GROUP BY anc_township ORDER BY count(*) DESC, anc_township LIMIT 1"
        )
        return int(connection.execute(most, {"until": OVERDUE}).scalar_one().removeprefix("t"))


def _behind(found: Installation, column: str, value: str) -> Iterator[tuple[int, tuple[str, str, str]]]:
    """A page far behind, and the key of the last row before it; nothing where there are few pages."""
    with found.engines.read.connect() as connection:
        count = connection.execute(
            text(f"SELECT count(*) FROM deadlines WHERE {column} = :value AND due_at IS NOT NULL"), {"value": value}
        ).scalar_one()
        before = min(FAR, count // 150)
        if not before:
            return
        row = connection.execute(
            text(
                f"SELECT due_at, case_id, deadline FROM deadlines WHERE {column} = :value AND due_at IS NOT NULL "
                "ORDER BY due_at, case_id, deadline LIMIT 1 OFFSET :before"
            ),
            {"value": value, "before": before * 50 - 1},
        ).one()
    yield before + 1, (row.due_at, row.case_id, row.deadline)


def _lines(ground: Ground, found: Installation, tx: Transaction, board: Board, times: int) -> Iterator[Line]:
    if not tx.due(board.sought):
        raise RuntimeError(f"{board.about}: an empty page tells nothing")
    ours, bare = _times(found, tx, board, times)
    about, noise = f"{board.about}, {ground.kind}", _spread(bare)
    told = f"{micro(_high(bare))} bare"
    yield Line(f"{about}: p95", _high(ours) / _high(bare), micro(_high(ours)), told, noise, at_most(4))
    engine = found.engines.read
    pages = touched(engine, page_of(engine, lambda: tx.due(board.sought)))
    bare_pages = touched(engine, [board.bare("?" if found.engines.embedded else "%s")])
    if pages is not None:
        yield Line("… pages", pages, f"{pages:,} pages", f"{bare_pages:,} pages bare", noise, at_most(100))


def _times(found: Installation, tx: Transaction, board: Board, times: int) -> tuple[list[float], list[float]]:
    """Seconds of each page, ours and the bare one's, in turns."""
    statement, values = board.bare("?" if found.engines.embedded else "%s")
    with found.engines.read.connect() as connection:
        cursor = connection.connection.cursor()

        def bare() -> None:
            cursor.execute(statement, values)
            cursor.fetchall()

        def ours() -> None:
            tx.due(board.sought)

        contenders = (ours, bare)
        taken: tuple[list[float], list[float]] = ([], [])
        for _ in range(times):
            for work, noted in zip(contenders, taken, strict=True):
                start = time.perf_counter()
                work()
                noted.append(time.perf_counter() - start)
    return taken


def _high(times: list[float]) -> float:
    """The 95th percentile."""
    return sorted(times)[math.ceil(0.95 * len(times)) - 1]


def _spread(times: list[float]) -> float:
    low, middle, high = statistics.quantiles(times, n=4)
    return (high - low) / middle
