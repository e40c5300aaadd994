"""A running period as the committed case holds it: JSON without a due date, which follows from it and the calendar.

    {"round": 2, "seq": 7, "from": "2026-09-30", "length": {"months": 1}, …}

`seq` is the entry that began the round; `from` a day or an instant; `length` is missing while the period doesn't
apply to this subject. Due dates stand beside (`Case.due`) and are no part of the state's hash.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from engine.deadlines.counting import End, Rule, Standstill, Start, end_of
from engine.definition import Deadline, Span, SpanWhen, StatedIn
from engine.working_calendar import OrganCalendar

RECEIVED: Final = "received"
"""`counts_from`: the day on which the matter was received."""
DECIDED: Final = "decided"
"""`counts_from`: the day of the sitting, or of the outside sheet, that approved the step."""
UNITS: Final = ("hours", "days", "working_days", "months")
LAPSING: Final = ("right", "term")
"""The kinds of periods that end by themselves."""
HELD_BY_ACT: Final = "act"
"""The reason of a pause that officers asked for; the other reasons are states and phases."""

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Clock:
    """One round of a deadline.

    `source`: the policy's version, or the document, that the length comes from, where the definition only gives a
    default; `extended` the granted extensions with the entries that granted them; `paused` the pauses, the last one
    open while the period stands still for the reasons `held`. `met`: when it was met, for a period that goes on where
    it stood if it begins again; `lapsed`: when a right lapsed.
    """

    round: int
    seq: int
    since: str
    length: Json | None = None
    source: Json | None = None
    extended: tuple[Json, ...] = ()
    paused: tuple[Json, ...] = ()
    held: tuple[str, ...] = ()
    met: str | None = None
    lapsed: str | None = None

    @classmethod
    def read(cls, told: Json) -> "Clock":
        """The clock of its committed form."""
        return cls(
            told["round"],
            told["seq"],
            told["from"],
            told.get("length"),
            told.get("source"),
            tuple(told.get("extended", ())),
            tuple(told.get("paused", ())),
            tuple(told.get("held", ())),
            told.get("met"),
            told.get("lapsed"),
        )

    def body(self) -> dict[str, Any]:
        """The committed form: what is empty is left out."""
        told = {
            "round": self.round,
            "seq": self.seq,
            "from": self.since,
            "length": self.length,
            "source": self.source,
            "extended": list(self.extended),
            "paused": list(self.paused),
            "held": list(self.held),
            "met": self.met,
            "lapsed": self.lapsed,
        }
        return {name: value for name, value in told.items() if value is not None and value != []}

    @property
    def runs(self) -> bool:
        """Whether it applies, and is neither met nor lapsed: it may stand still."""
        return self.length is not None and self.met is None and self.lapsed is None

    @property
    def stands_still(self) -> bool:
        """Whether it is paused."""
        return bool(self.held)

    @property
    def start(self) -> Start:
        """The day or the instant that it counts from."""
        return datetime.fromisoformat(self.since) if "T" in self.since else date.fromisoformat(self.since)

    @property
    def spans(self) -> tuple[Span, ...]:
        """The length and every granted extension."""
        return tuple(span_of(one) for one in (self.length or {}, *(one["by"] for one in self.extended)))

    @property
    def pauses(self) -> tuple[Standstill, ...]:
        """The pauses that have ended."""
        return tuple(
            Standstill(datetime.fromisoformat(one["from"]), datetime.fromisoformat(one["to"]))
            for one in self.paused
            if "to" in one
        )


def span_of(told: Json) -> Span:
    """The span of its JSON."""
    return Span(**told)


def span_body(span: Span) -> dict[str, int]:
    """A span as JSON: its unit and its number."""
    return {unit: getattr(span, unit) for unit in UNITS if getattr(span, unit)}


def rule_of(deadline: Deadline) -> Rule:
    """How the declaration counts: a limit and a term from the first day, a duty as its article says."""
    return Rule(deadline.kind in {"limit", "term"}, deadline.rolls_to_working_day)


def end_of_clock(deadline: Deadline, clock: Clock, days: OrganCalendar) -> End | None:
    """When the round ends; None while it stands still, doesn't apply, or has been met."""
    if not clock.runs or clock.stands_still:
        return None
    pauses = () if deadline.resume_means == "keep" else clock.pauses
    return end_of(clock.start, clock.spans, days, pauses, rule_of(deadline))


def overdue_at_rest(deadline: Deadline, clock: Clock, days: OrganCalendar) -> str | None:
    """The end of a round that was over already when it was let stand still; None where it wasn't, or doesn't."""
    if not clock.runs or not clock.stands_still:
        return None
    *ended, stood = clock.paused
    end = end_of_clock(deadline, replace(clock, held=(), paused=tuple(ended)), days)
    return end.due_at.isoformat() if end and datetime.fromisoformat(stood["from"]) >= end.due_at else None


def due_body(end: End, days: OrganCalendar) -> dict[str, Any]:
    """An end as the case tells it, beside the version of the calendar that it was counted with."""
    told: dict[str, Any] = {
        "last_day": end.last_day.isoformat(),
        "due_at": end.due_at.isoformat(),
        "calendar": days.version,
    }
    return told | ({"provisional": True} if end.provisional else {})


def begins_at(due: Json, taken_over_at: str | None = None) -> str:
    """The instant from which somebody is told of a period: its first warning, else its end.

    What was taken over begins then: nobody was told here of what lay elsewhere.
    """
    first = min(str(one) for one in (*due.get("warns", ()), due["due_at"]))
    return max(first, taken_over_at or first)


def spans_of(lengths: Sequence[Span | SpanWhen | StatedIn]) -> list[Span]:
    """The spans that a declaration names."""
    return [_span(length) for length in lengths]


def _span(length: Span | SpanWhen | StatedIn) -> Span:
    if isinstance(length, SpanWhen):
        return length.span
    return length.otherwise if isinstance(length, StatedIn) else length


def within(length: Mapping[str, int], deadline: Deadline) -> bool:
    """Whether a length is of the bounds' unit and between them, and leads where its kind may lead.

    A right only gets longer and a limit only shorter than the declared lengths.
    """
    if deadline.bounds is None:
        return False
    least, most = span_body(deadline.bounds.least), span_body(deadline.bounds.most)
    if not {*length} == {*least} == {*most}:
        return False
    [unit] = length
    if type(length[unit]) is not int:
        return False
    inside = least[unit] <= length[unit] <= most[unit]
    spans = [span_body(span).get(unit, 0) for span in spans_of(deadline.length)]
    if deadline.kind == "right":
        return inside and length[unit] >= max(spans)
    return inside and (deadline.kind != "limit" or length[unit] <= min(spans))


def over(due: Json, now: datetime) -> bool:
    """Whether a period is over: it is at the very instant of its end, and nowhere else is this asked."""
    return now >= datetime.fromisoformat(due["due_at"])
