"""A full house: opening, stepping and listing with many cases in the database, beside a nearly empty one."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Final

from sqlalchemy import text

from app.assembly import Installation, opened
from app.demo.walker import Walker
from bench.circle import circles, commands, openings
from bench.ground import Ground, founded
from bench.importing import prepared
from bench.laps import Lap, interleaved, lap
from bench.pages import page_of, touched
from bench.report import Line, at_most, micro
from engine.commands import Command
from engine.errors import Refused
from engine.ports import Sought

FEW: Final = 10
SOME: Final = 1_200
"""As few as fill a page for everybody who is asked."""
STEPS: Final = 120
PAGES: Final = 20
LEVELS: Final = ("prefecture", "county", "office")


@dataclass(frozen=True)
class House:
    """An open installation with endless work of two kinds."""

    found: Installation
    steps: Iterator[Command]
    openings: Iterator[Command]

    @classmethod
    def of(cls, found: Installation) -> "House":
        """Ten cases of it are walked; what else is in the database only has to be passed by."""
        return cls(found, commands(circles(found, FEW)), openings(found))

    def turn(self, work: Iterator[Command]) -> Lap:
        """The next commands, carried out."""
        chosen = list(islice(work, STEPS))
        return lap(lambda: self._handle(chosen))

    def _handle(self, chosen: Sequence[Command]) -> int:
        for command in chosen:
            answer = self.found.service.handle(command)
            if isinstance(answer, Refused):
                raise RuntimeError(answer.code)
        return len(chosen)


def measured(ground: Ground, full: str, cases: int, rounds: int) -> Iterator[Line]:
    """`full` is an installation with so many cases."""
    with ExitStack() as stack:
        small = House.of(stack.enter_context(opened(ground.settings(founded(ground)))))
        large = House.of(stack.enter_context(opened(ground.settings(full))))
        contenders: dict[str, Callable[[], Lap]] = {
            "step": lambda: small.turn(small.steps),
            "step, full": lambda: large.turn(large.steps),
            "opening": lambda: small.turn(small.openings),
            "opening, full": lambda: large.turn(large.openings),
        }
        for warm in contenders.values():
            warm()
        laps = interleaved(rounds, contenders)
        for over, under, aim in (
            ("step, full", "step", 1.2),
            ("opening, full", "opening", 1.2),
            ("opening", "step", 2.0),
        ):
            about = f"{over} ({cases:,}) beside {under} ({FEW})" if "full" in over else f"{over} beside {under}"
            ratio, told = laps.ratio(over, under), micro(laps.each(over))
            beside = f"{micro(laps.each(under))} {under}"
            yield Line(f"{about}, {ground.kind}", ratio, told, beside, laps.noise(under), at_most(aim))
        some = stack.enter_context(opened(ground.settings(filled(ground, SOME))))
        yield from _lists(ground, some, large.found, rounds, cases)


def filled(ground: Ground, cases: int) -> str:
    """An installation with so many cases, brought in by a ledger."""
    url = founded(ground)
    prepared(ground, url, cases).import_into(url)
    if ground.server is not None:
        with opened(ground.settings(url)) as found, found.engines.write.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM ANALYZE"))
    return url


def _lists(ground: Ground, some: Installation, large: Installation, rounds: int, cases: int) -> Iterator[Line]:
    """The first page of 50, as officers of each level see it."""
    for level in LEVELS:
        officer, sought = _reader(large, level)
        few, many = partial(_pages, some, officer, sought), partial(_pages, large, officer, sought)
        laps = interleaved(rounds, {"few": few, "many": many})
        ours = f"{micro(laps.each('many'))}{_blocks(ground, large, officer, sought)}"
        about = f"page of 50 for {level}, {cases:,} cases beside {SOME:,}, {ground.kind}"
        yield Line(about, laps.ratio("many", "few"), ours, micro(laps.each("few")), laps.noise("few"))


def _reader(found: Installation, level: str) -> tuple[str, Sought]:
    """Who looks, and at what: a principal at his organ's subtree, a handler at his office's cases."""
    walker = Walker(found.service, found.reading)
    if level == "office":
        (organ, *_) = walker.organs("county")
        post = walker.officers(organ, "handler", ("supervision",))[0]
        return post.officer, Sought(office=post.office)
    (organ, *_) = walker.organs(level)
    return walker.officers(organ, "principal")[0].officer, Sought(organ=organ)


def _pages(found: Installation, officer: str, sought: Sought) -> Lap:
    def work() -> int:
        for _ in range(PAGES):
            if len(found.reading.cases(officer, sought)) < sought.limit:
                raise RuntimeError("the page isn't full")
        return PAGES

    return lap(work)


def _blocks(ground: Ground, found: Installation, officer: str, sought: Sought) -> str:
    """How many pages of the database a list touches, where the database tells."""
    if ground.server is None:
        return ""
    engine = found.engines.read
    page = page_of(engine, partial(found.reading.cases, officer, sought))
    return f", {touched(engine, page):,} blocks"
