"""Work that never ends: six steps that lead a case back to where it was.

Two signatures, a report proposed and approved, its return proposed and approved: of the six entries two are
signatures, two proposals, two approvals that carry a transition out. All have documents and a value in the vault.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, Final

from app.assembly import Installation, RandomIds
from app.demo.walker import Walker
from engine.commands import CaseCommand, Command, DecideRequest, OpenMatter
from engine.desks.desk import Answer
from engine.errors import Refused

SUBJECT: Final[Mapping[str, Any]] = {
    "name": "赵示例",
    "unit_and_post": "某镇某村党支部书记、村民委员会主任",
    "rank": "village_cadre",
    "supervised": True,
    "party_member": True,
    "next_lower_principal": False,
    "source": "supervision",
    "problem": "反映其在集体三资管理中虚报冒领，群众反映强烈，请予核查处理。",
    "informant": "匿名",
}


@dataclass(frozen=True)
class Circle:
    """One case in verification, and the commands of its first way round."""

    case: str
    commands: tuple[CaseCommand, ...]

    def round(self, number: int) -> Iterator[CaseCommand]:
        """The same commands again, fit for the versions that the case will then have."""
        for command in self.commands:
            told: dict[str, Any] = {"id": RandomIds().new()}
            if isinstance(command, DecideRequest):
                start, _, version = command.request.rpartition("-r")
                told["request"] = f"{start}-r{int(version) + number * len(self.commands)}"
            yield replace(command, **told)


class _Noting(Walker):
    """A walker that notes what it sends."""

    def __init__(self, found: Installation) -> None:
        super().__init__(found.service, found.reading)
        self.noted: list[Command] = []

    def handle(self, command: Command) -> Answer | Refused:
        self.noted.append(command)
        return super().handle(command)


def circles(found: Installation, cases: int) -> list[Circle]:
    """Open so many cases in the counties, bring them into verification, and walk each once round."""
    walker, made = _Noting(found), []
    organs = walker.organs("county")
    for number in range(cases):
        walk = walker.open(organs[number % len(organs)], SUBJECT)[0].takes("allocate", "receive", "verify")
        walker.noted.clear()
        walk.takes("report_verification", "return_verification")
        made.append(Circle(walk.id, tuple(one for one in walker.noted if isinstance(one, CaseCommand))))
    return made


def commands(made: Sequence[Circle]) -> Iterator[CaseCommand]:
    """Commands without end, case after case and step after step."""
    for number in count(1):
        for together in zip(*(one.round(number) for one in made), strict=True):
            yield from together


def openings(found: Installation, **more: Any) -> Iterator[OpenMatter]:
    """Commands without end that open a matter with one case each; `more` is told of its subject."""
    walker, ids = Walker(found.service, found.reading), RandomIds()
    organs = walker.organs("county")
    posts = [walker.opener(organ, "clue_disposal") for organ in organs]
    day = walker.world().today
    for number in count():
        post = posts[number % len(posts)]
        yield OpenMatter(
            id=ids.new(),
            actor=post.officer,
            post=post.id,
            workflow="clue_disposal",
            subjects=({**SUBJECT, **more},),
            received_on=day,
        )
