"""Inboxes: what overdue periods have reached an officer's posts. Content-free, since he may not see every matter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.ports import SoughtEscalations, Transaction, Values
from engine.registry import Registry
from engine.timetable import Due, board_row
from engine.visibility import reader
from engine.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalated(Due):
    """An open escalation: number, organ, deadline and days, and nothing of the matter.

    `key`: whose inbox; `reached`: level, instant, who read it, the last answer.
    """

    level: int
    key: str
    reached: Mapping[str, Any]

    @property
    def id(self) -> str:
        """How an address names it."""
        return f"{self.case}~{self.deadline.id}~{self.level}"


Place = tuple[str, str, str, int]


def sought_by(officer: str, world: World, after: Place | None, limit: int) -> SoughtEscalations:
    """The question for a page of what has reached an officer by the posts that he holds today."""
    return SoughtEscalations(officer, tuple(sorted(reader(officer, world).keys)), after=after, limit=limit)


def inbox_of(tx: Transaction, sought: SoughtEscalations, world: World, registry: Registry) -> Sequence[Escalated]:
    """A page of what has reached the officer and is still open, the oldest first."""
    return [_told(row, world, registry) for row in tx.escalations(sought)] if sought.keys else ()


def _told(row: Values, world: World, registry: Registry) -> Escalated:
    reached = {"level": row["level"], "key": row["key"], "reached": row["body"]["reached"]}
    return Escalated(**board_row(row, registry, world), **reached)
