"""Inboxes: what overdue periods have reached an officer's posts. Content-free, since he may not see every matter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.deadlines.bands import BAND_NAMES, Band, band_of, working_days_left
from engine.definition import Deadline
from engine.ports import SoughtEscalations, Transaction, Values
from engine.registry import Registry
from engine.visibility import reader
from engine.world import World


@dataclass(frozen=True, slots=True)
class Escalated:
    """An open escalation: number, organ, deadline and days, and nothing of the matter.

    `reached`: level, instant, who read it, the last answer. `left`: working days; negative after the end.
    """

    case: str
    number: str
    workflow: str
    deadline: Deadline
    round: int
    level: int
    organ: str
    office: str | None
    key: str
    reached: Mapping[str, Any]
    due: Mapping[str, Any]
    band: Band
    left: int

    @property
    def id(self) -> str:
        """How an address names it."""
        return f"{self.case}~{self.deadline.id}~{self.level}"

    @property
    def band_label(self) -> str:
        """The band in words."""
        return BAND_NAMES[self.band]


Place = tuple[str, str, str, int]


def sought_by(officer: str, world: World, after: Place | None, limit: int) -> SoughtEscalations:
    """The question for a page of what has reached an officer by the posts that he holds today."""
    return SoughtEscalations(officer, tuple(sorted(reader(officer, world).keys)), after=after, limit=limit)


def inbox_of(tx: Transaction, sought: SoughtEscalations, world: World, registry: Registry) -> Sequence[Escalated]:
    """A page of what has reached the officer and is still open, the oldest first."""
    return [_told(row, world, registry) for row in tx.escalations(sought)] if sought.keys else ()


def _told(row: Values, world: World, registry: Registry) -> Escalated:
    definition = registry.by_digest(row["definition"])
    deadline, due = definition.lookup.deadline(row["deadline"]), row["body"]["due"]
    days = world.days_of(row["organ"])
    return Escalated(
        row["case_id"],
        row["number"],
        definition.workflow.label,
        deadline,
        row["round"],
        row["level"],
        row["organ"],
        row["office"],
        row["key"],
        row["body"]["reached"],
        due,
        band_of(deadline, due, world.now, days),
        working_days_left(due, world.now, days),
    )
