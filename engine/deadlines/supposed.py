"""What would have been late under other lengths or another calendar: each round is counted once more. Pure.

Nothing is supposed but what is asked: starts, extensions, pauses and the moments of the work stay as they were.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from engine.deadlines.clock import Clock, end_of_clock, span_body, spans_of
from engine.definition import Deadline
from engine.terms import PRESSING
from engine.working_calendar import OrganCalendar, WorkingCalendar


@dataclass(frozen=True, slots=True)
class Supposed:
    """A question: lengths by workflow and deadline (`{"days": 20}`), and a calendar; without one, the newest."""

    lengths: Mapping[tuple[str, str], Mapping[str, int]] = field(default_factory=dict)
    calendar: WorkingCalendar | None = None

    def concerns(self, workflow: str, deadline: Deadline) -> bool:
        """Whether the question is about rounds of this period."""
        asked = self.calendar is not None or (workflow, deadline.id) in self.lengths
        return asked and deadline.kind in PRESSING


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rounds there were, how many of them late as it was, and late as supposed; both counts, and the changes.

    `newly`: late only as supposed; `no_longer`: late only as it was.
    """

    rounds: int = 0
    late: int = 0
    late_then: int = 0
    newly: int = 0
    no_longer: int = 0

    def with_round(self, *, was: bool, then: bool) -> "Tally":
        """The tally with one more round."""
        return self + Tally(1, was, then, then and not was, was and not then)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.rounds + other.rounds,
            self.late + other.late,
            self.late_then + other.late_then,
            self.newly + other.newly,
            self.no_longer + other.no_longer,
        )


def lateness(
    row: Mapping[str, Any], deadline: Deadline, supposed: Supposed, days: OrganCalendar, now: datetime
) -> tuple[bool, bool] | None:
    """Whether the round was (or is) late, and whether it would be; None while it stands still, without an end."""
    length = supposed.lengths.get((row["workflow"], deadline.id))
    clock = Clock.read(row["clock"])
    if length is not None and "document" not in (clock.source or {}):
        # What the document states for this one matter would have been stated under any general length.
        clock = replace(clock, length=length)
    due, then = row.get("due"), end_of_clock(deadline, clock, days)
    if due is None or then is None:
        return None
    done = datetime.fromisoformat(row["ended"]["at"]) if row.get("ended") else now
    return done >= datetime.fromisoformat(due["due_at"]), done >= then.due_at


def fits(length: Mapping[str, int], deadline: Deadline) -> bool:
    """Whether the length can stand for the declared one: hours for hours, and no working days for a limit (S316)."""
    declared = {unit for span in spans_of(deadline.length) for unit in span_body(span)}
    in_hours = "hours" in length
    return in_hours == ("hours" in declared) and not (deadline.kind == "limit" and "working_days" in length)
