"""A notice moves the ends of many cases: counting them anew, beside the hand-written writing of the same rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, Final

from app.assembly import Installation, opened
from app.demo.walker import Walker
from audit_log.register import COLUMNS as ENTRY_COLUMNS
from bench import bulk
from bench.bare import insertion, one_period, updated_case
from bench.circle import openings
from bench.ground import Ground, done, founded
from bench.laps import Lap, interleaved, lap
from bench.profiling import Profile, sampled
from bench.report import Line, at_least, rate
from bench.tape import CASE_COLUMNS, Cells
from engine.commands import ConfirmNotice, RecordNotice
from engine.recounting import first_settled, recount
from engine.service import MANY

CASES: Final = 2_000
OURS: Final = "recount"
BARE: Final = "writes"
DAY: Final = date(2026, 4, 20)
"""A workday, in the middle of a period of five of them that begins on the day of the clock."""
_NOTICE: Final[dict[str, Any]] = {"number": "府办〔2026〕1号", "document": "a" * 64}


class Standing:
    """A clock that stands still, so that the notice meets every period on the same day, whenever this is run."""

    def now(self) -> datetime:
        """Its instant."""
        return datetime(2026, 4, 15, 1, tzinfo=UTC)


CLOCK: Final = Standing()


@dataclass(frozen=True)
class Noticed:
    """An installation to copy in which a notice has come, and nothing is counted anew yet."""

    ground: Ground
    start: str
    act: str
    cases: int

    def recount_in(self, url: str) -> Lap:
        """Count anew as the command does."""
        with opened(self.ground.settings(url), CLOCK) as found:
            return lap(lambda: self.recounted(found))

    def recounted(self, found: Installation) -> int:
        """Count anew. Raises where not every case has moved: the ratio would mean nothing."""
        changed = recount(found.service, self.act, first_settled(DAY.year, [DAY])).changed
        if changed != self.cases:
            raise RuntimeError(f"{changed} of {self.cases} cases were moved")
        return changed

    def write_into(self, url: str, batches: Sequence["Batch"]) -> Lap:
        """Write the same rows, 200 cases a commit."""
        with bulk.driver(url) as connection:
            return lap(lambda: sum(batch.write(connection) for batch in batches))

    def rows(self, url: str) -> bulk.Rows:
        """Every row of an installation."""
        with opened(self.ground.settings(url), CLOCK) as found, found.engines.read.connect() as connection:
            return bulk.all_rows(connection)


@dataclass(frozen=True)
class Batch:
    """The rows of one transaction."""

    cases: Sequence[Cells]
    periods: Sequence[Cells]
    entries: Sequence[Cells]
    streams: Sequence[Cells]

    def write(self, connection: Any) -> int:
        """Write and commit; the number of cases."""
        cursor, mark = connection.cursor(), bulk.mark_of(connection)
        cursor.executemany(updated_case(mark), self.cases)
        cursor.executemany(one_period(mark), self.periods)
        cursor.executemany(insertion("register_entry", ENTRY_COLUMNS, mark), self.entries)
        # The act's own entry, at the end.
        cursor.executemany(f"DELETE FROM streams WHERE stream = {mark}", [row[:1] for row in self.streams])
        cursor.executemany(insertion("streams", bulk.columns_of("streams"), mark), self.streams)
        connection.commit()
        return len(self.cases)


def measured(ground: Ground, rounds: int, cases: int = CASES) -> Iterator[Line]:
    """Cases a second."""
    job = noticed(ground, cases)
    batches = taped(job)
    laps = interleaved(
        rounds,
        {
            OURS: lambda: job.recount_in(ground.copy(job.start)),
            BARE: lambda: job.write_into(ground.copy(job.start), batches),
        },
    )
    about = f"recounting {cases:,} cases after a notice, {ground.kind}"
    ours, bare = laps.each(OURS), laps.each(BARE)
    yield Line(about, laps.ratio(BARE, OURS), rate(ours), f"{rate(bare)} {BARE}", laps.noise(BARE), at_least(0.3))


def profiled(ground: Ground) -> Profile:
    """Where the processor's time of a recounted case goes."""
    job = noticed(ground, CASES)
    with opened(ground.settings(job.start), CLOCK) as found:
        return sampled(lambda: job.recounted(found))


def noticed(ground: Ground, cases: int) -> Noticed:
    """So many cases, each with a period that runs over a day that has become a day off."""
    start = founded(ground, CLOCK)
    with opened(ground.settings(start), CLOCK) as found:
        opening = openings(found, managed_outside=True)
        for first in range(0, cases, MANY):
            found.service.handle_many(list(islice(opening, min(MANY, cases - first))))
        return Noticed(ground, start, _notice(found), cases)


def taped(job: Noticed) -> list[Batch]:
    """What a recount writes, read back. Raises where the same rows, written by hand, aren't the same."""
    counted, written = job.ground.copy(job.start), job.ground.copy(job.start)
    job.recount_in(counted)
    before, after = job.rows(job.start), job.rows(counted)
    new = bulk.new_rows(before, after)
    found = [
        Batch(
            [_changed(row) for row in part["cases"]], part["deadlines"], part["register_entry"], part.get("streams", ())
        )
        for part in bulk.batches(new, max(1, job.cases // MANY))
    ]
    job.write_into(written, found)
    if _sets(bulk.new_rows(before, job.rows(written))) != _sets(new):
        raise RuntimeError("the contenders wrote different rows")
    return found


def _sets(rows: bulk.Rows) -> dict[str, set[Cells]]:
    """The rows in no order: they are read in whichever the database has them."""
    return {name: set(found) for name, found in rows.items()}


def _changed(row: Cells) -> Cells:
    """The values of the update that makes a case what it is in this row."""
    told = dict(zip(bulk.columns_of("cases"), row, strict=True))
    return (*(told[name] for name in CASE_COLUMNS), told["id"], told["seq"] - 1)


def _notice(found: Installation) -> str:
    """The mass act of local days that the prefecture's organ has told, by two of its officers."""
    walker = Walker(found.service, found.reading)
    (organ, *_) = walker.organs("prefecture")
    first, second, *_ = walker.officers(organ, "handler", ("case_supervision",))
    told = {**_NOTICE, "issued_on": date(2026, 4, 1), "year": DAY.year, "off": {DAY.isoformat(): "地方节日"}}
    recorded = done(found, RecordNotice(id="record", actor=first.officer, post=first.id, organ=organ, **told, on={}))
    confirming = ConfirmNotice(id="confirm", actor=second.officer, post=second.id, recorded=recorded.seq, **_NOTICE)
    return str(done(found, confirming).data["notice"]["act"])
