"""Committed, fully checked, registered steps through the door, beside the hand-written transaction of the same rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Final

from app.assembly import opened
from bench.circle import circles, commands
from bench.crew import OURS, Task, crew
from bench.ground import Ground, Kind, done, founded
from bench.laps import Laps, interleaved
from bench.profiling import Profile, sampled
from bench.report import Aim, Line, at_least, at_most, micro
from bench.tape import Taped, counts, record

CASES: Final = 24
WARM: Final = 60
PROFILED: Final = 6_000


@dataclass(frozen=True)
class Size:
    """How many laps of how many steps."""

    rounds: int = 11
    steps: int = 240

    @property
    def tape(self) -> int:
        """The steps that one worker needs."""
        return WARM + self.rounds * self.steps


def measured(grounds: Mapping[Kind, Ground], size: Size) -> Iterator[Line]:
    """SQLite in one process, PostgreSQL in one and in two."""
    yield from _sqlite(grounds["sqlite"], size)
    yield from _postgres(grounds["postgresql"], size)


def _sqlite(ground: Ground, size: Size) -> Iterator[Line]:
    start, tape = _taped(ground, size.tape)
    laps = _run(ground, start, ("sqlite3",), [tape], size)
    yield _line("step, SQLite, 1 process", laps, "sqlite3", at_least(0.35))
    yield _cpu("step, SQLite: processor time of Python", laps, "sqlite3")


def _postgres(ground: Ground, size: Size) -> Iterator[Line]:
    start, tape = _taped(ground, 2 * size.tape)
    bare = ("psycopg", "psycopg, one statement")
    one = _run(ground, start, bare, [tape], size)
    yield _line("step, PostgreSQL, 1 process", one, "psycopg", at_least(0.7))
    yield _line("… beside one statement by hand", one, "psycopg, one statement")
    yield _cpu("… processor time of Python", one, "psycopg", at_most(2.5))
    two = _run(ground, start, bare, _parted(tape), size)
    yield _line("step, PostgreSQL, 2 processes", two, "psycopg", at_least(0.5))
    yield _line("… beside one statement by hand", two, "psycopg, one statement")


def profiled(ground: Ground) -> Profile:
    """Where the processor's time of a step goes."""
    with opened(ground.settings(founded(ground))) as found:
        endless = commands(circles(found, CASES))
        chosen = list(islice(endless, WARM + PROFILED))
        for command in chosen[:WARM]:
            done(found, command)

        def work() -> int:
            for command in chosen[WARM:]:
                found.service.handle(command)
            return PROFILED

        return sampled(work)


def _taped(ground: Ground, length: int) -> tuple[str, list[Taped]]:
    """An installation to copy, and the tape of what will happen on each copy."""
    start = founded(ground)
    with opened(ground.settings(start)) as found:
        made = circles(found, CASES)
    with opened(ground.settings(ground.copy(start))) as found:
        return start, record(found, islice(commands(made), length))


def _parted(tape: Sequence[Taped]) -> list[list[Taped]]:
    """The tape for two workers: each has half of the cases."""
    names = sorted({step.writes.case for step in tape})
    half = frozenset(names[::2])
    return [[step for step in tape if (step.writes.case in half) is which] for which in (True, False)]


def _run(ground: Ground, start: str, bare: Sequence[str], tapes: Sequence[list[Taped]], size: Size) -> Laps:
    ours, theirs = ground.copy(start), {name: ground.copy(start) for name in bare}
    tasks = [Task(ground.settings(ours), theirs, tape) for tape in tapes]
    with crew(tasks) as workers:
        for name in (OURS, *bare):
            workers.turn(name, WARM)
        laps = interleaved(size.rounds, {name: partial(workers.turn, name, size.steps) for name in (OURS, *bare)})
    _same_rows(ground, [ours, *theirs.values()])
    return laps


def _same_rows(ground: Ground, urls: Sequence[str]) -> None:
    """Everybody has written as much as everybody else; otherwise the ratio means nothing."""
    told = []
    for url in urls:
        with opened(ground.settings(url)) as found, found.engines.read.connect() as connection:
            told.append(counts(connection))
    if any(one != told[0] for one in told):
        raise RuntimeError(f"the contenders wrote different rows: {told}")


def _line(about: str, laps: Laps, bare: str, aim: Aim | None = None) -> Line:
    each, other = laps.each(OURS), laps.each(bare)
    return Line(about, laps.ratio(bare, OURS), micro(each), f"{micro(other)} {bare}", laps.noise(bare), aim)


def _cpu(about: str, laps: Laps, bare: str, aim: Aim | None = None) -> Line:
    each, other = laps.cpu_each(OURS), laps.cpu_each(bare)
    return Line(about, laps.cpu_ratio(OURS, bare), micro(each), f"{micro(other)} {bare}", laps.noise(bare), aim)
