"""What the register tells besides a case: definitions, the organisation of each version, meetings, hand-overs."""

from dataclasses import dataclass
from typing import Protocol

from engine.deadlines.policy import Policy
from engine.legality.entry import Entry
from engine.organisation import Organisation
from engine.registry import Definition
from engine.working_calendar import WorkingCalendar
from engine.world import Meeting


@dataclass(frozen=True, slots=True)
class Registered:
    """A definition as the register has it, and the instant of its last entry."""

    definition: Definition
    at: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """A meeting as the register has it, and the instant of its entry."""

    meeting: Meeting
    at: str


@dataclass(frozen=True, slots=True)
class Begun:
    """A hand-over as the register has it: who began it, and from whom to whom."""

    actor: str
    officer: str
    to: str
    at: str


class Books(Protocol):
    """The register beside one case. None is the answer for what it doesn't hold."""

    def definition(self, digest: str) -> Registered | None:
        """The definition of this digest, put together again from its entries."""

    def organisation(self, version: int) -> Organisation | None:
        """The organisation after the entry of this `seq` in its stream."""

    def calendar(self, version: int) -> WorkingCalendar | None:
        """The calendar after the entry of this `seq` in its stream."""

    def policy(self, version: int) -> Policy | None:
        """The configured lengths after the entry of this `seq` in its stream."""

    def meeting(self, meeting: str) -> Recorded | None:
        """The meeting of this id."""

    def entry(self, place: str) -> Entry | None:
        """The entry at this place, as entries name each other: its stream, # and `seq`."""

    def begun(self, act: str) -> Begun | None:
        """The hand-over of this id."""
