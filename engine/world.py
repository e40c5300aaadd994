"""What a decision may look at besides its case: the organisation, the moment, meetings, linked cases, files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from engine.case import Case
from engine.deadlines.counting import SHANGHAI
from engine.deadlines.policy import DECLARED, Policy
from engine.organisation import Organisation, Post
from engine.past import Past
from engine.working_calendar import UNTOLD, OrganCalendar, WorkingCalendar

__all__ = ["SHANGHAI", "CaseFile", "Meeting", "World"]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A recorded meeting, as decisions cite it."""

    id: str
    organ: str
    office: str | None
    body: str
    held_on: date
    present: tuple[str, ...]
    recused: tuple[str, ...]
    items: Mapping[tuple[str, str], Mapping[str, str]]
    recorded_by: str
    rounds: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """How many transitions each case had taken when the meeting was recorded."""

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Meeting":
        """The meeting that the data of its entry describes."""
        return cls(
            data["meeting"],
            data["organ"],
            data["office"],
            data["body"],
            date.fromisoformat(data["held_on"]),
            tuple(data["present"]),
            tuple(data["recused"]),
            {(item["case"], item["subject"]): item["opinions"] for item in data["items"]},
            data["recorded_by"],
            {(item["case"], item["subject"]): item["round"] for item in data["items"] if "round" in item},
        )


@dataclass(frozen=True, slots=True)
class World:
    """The world of one moment.

    `files` are the digests uploaded to the case; `other` is the case that the command names beside its own, None
    where its officer may not see it. For an opening, `linked`: of the cases that its form names, those its officer may
    see, and `namesakes`: officers of his line in office by the name, spelled one way, that they share with a subject.
    """

    now: datetime
    organisation: Organisation
    meetings: Mapping[str, Meeting] = field(default_factory=dict)
    linked: tuple[Case, ...] = ()
    other: Case | None = None
    files: frozenset[str] = frozenset()
    namesakes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    calendar: WorkingCalendar = UNTOLD
    policy: Policy = DECLARED

    @property
    def today(self) -> date:
        """The day in Asia/Shanghai."""
        return self.now.astimezone(SHANGHAI).date()

    def posts(self, officer: str) -> tuple[Post, ...]:
        """The posts the officer holds today."""
        return self.organisation.posts_of(officer, self.today)

    def days_of(self, organ: str) -> OrganCalendar:
        """The calendar of an organ, with the local days of its line."""
        if not self.calendar.local:
            return self.calendar.of_line(())
        return self.calendar.of_line([one.code for one in self.organisation.line(organ)])


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with what the vault opened for this decision: the subject's facts, and the pending proposal.

    `past` is what its entries tell; they are read for a correction only. `seq` is that of the entry to come.
    """

    case: Case
    facts: Mapping[str, Any] = field(default_factory=dict)
    proposal: Mapping[str, Any] = field(default_factory=dict)
    past: Past = field(default_factory=Past)
    seq: int = 0
