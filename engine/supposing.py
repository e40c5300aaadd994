"""What would have been late, by office: the rounds of an organ and everything below it, judged one organ at a time.

A page of rounds is read in a transaction of its own, and nothing is written. Cost grows with the rounds of the organs
asked for.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from engine.deadlines.requests import LONGEST, UNIT_NAMES
from engine.deadlines.supposed import Supposed, Tally, fits, lateness
from engine.errors import Refused
from engine.law import ENGINE
from engine.organisation import Organisation
from engine.ports import Values
from engine.reading import Reading
from engine.recounting import Progress, silent
from engine.terms import PRESSING
from engine.timetable import no_such_organ, not_watching, watches
from engine.world import World

PAGE: Final = 1000


@dataclass(frozen=True, slots=True)
class Place:
    """An office, or an organ without offices (`office` is None), with what was counted there."""

    organ: str
    office: str | None
    name: str
    tally: Tally


def suppose(
    reading: Reading, officer: str, organ: str, supposed: Supposed, progress: Progress = silent
) -> tuple[Place, ...] | Refused:
    """The offices of an organ and everything below it that had rounds of the periods asked about, in order."""
    with reading.storage.read() as tx:
        world = reading.world(tx)
    refused = _not_asked_so(reading, officer, organ, supposed, world)
    if refused:
        return refused
    organs, asked = world.organisation.below(organ), _Asked(reading, officer, supposed, world)
    tallies: defaultdict[tuple[str, str | None], Tally] = defaultdict(Tally)
    for done, code in enumerate(organs, start=1):
        for office, was, then in asked.judged(code):
            tallies[code, office] = tallies[code, office].with_round(was=was, then=then)
        progress(done, len(organs))
    found = sorted(tallies.items(), key=lambda one: (one[0][0], one[0][1] or ""))
    return tuple(Place(*place, _name(*place, world.organisation), tally) for place, tally in found)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The question, by whom and in which world."""

    reading: Reading
    officer: str
    supposed: Supposed
    world: World

    def judged(self, organ: str) -> Iterator[tuple[str | None, bool, bool]]:
        """The rounds of an organ that the question is about: their office, late as it was, late as supposed."""
        calendar = self.supposed.calendar or self.world.calendar
        days = calendar.of_line([one.code for one in self.world.organisation.line(organ)])
        for row in self._rounds(organ):
            deadline = self.reading.registry.by_digest(row["definition"]).lookup.deadline(row["deadline"])
            if self.supposed.concerns(row["workflow"], deadline):
                late = lateness(row, deadline, self.supposed, days, self.world.now)
                if late is not None:
                    yield row["office"], *late

    def _rounds(self, organ: str) -> Iterator[Values]:
        after, page = ("", "", -1), list[Values]()
        while not after[0] or len(page) == PAGE:
            with self.reading.storage.read() as tx:
                page = list(tx.rounds(organ, self.officer, after, PAGE))
            if not page:
                return
            yield from page
            after = (page[-1]["case_id"], page[-1]["deadline"], page[-1]["round"])


def _not_asked_so(reading: Reading, officer: str, organ: str, supposed: Supposed, world: World) -> Refused | None:
    if organ not in world.organisation.organs:
        return no_such_organ()
    if not watches(officer, organ, world):
        return not_watching("请由上述人员查看。")
    return next((refused for key, length in supposed.lengths.items() if (refused := _bad(reading, *key, length))), None)


def _bad(reading: Reading, workflow: str, name: str, length: Mapping[str, int]) -> Refused | None:
    known = (one.workflow for one in reading.registry if one.workflow.id == workflow)
    found = [one for declared in known for one in declared.deadlines if one.id == name and one.kind in PRESSING]
    if not found:
        sentence = f"没有办理时限或者措施期限“{workflow}.{name}”。"
        remedy = f"标识见 mingjian workflows table {workflow}。"
        return Refused("unknown_deadline", sentence, remedy, ENGINE, ("set",))
    [(unit, number)] = length.items()
    if not 1 <= number <= LONGEST[unit]:
        sentence = f"“{name}”的长度应在1至{LONGEST[unit]}{UNIT_NAMES[unit]}之间。"
        return Refused("out_of_bounds", sentence, "请核对长度。", ENGINE, ("set",))
    if not all(fits(length, one) for one in found):
        sentence = f"“{found[-1].label}”不能以{UNIT_NAMES[unit]}计算。"
        return Refused("out_of_bounds", sentence, "请使用声明的单位。", ENGINE, ("set",))
    return None


def _name(organ: str, office: str | None, organisation: Organisation) -> str:
    known = organisation.offices.get(office or "")
    return organisation.organs[organ].name + (known.name if known else "")
