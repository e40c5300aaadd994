"""Random histories of one period: what happens, one event after the other, as a case may meet with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from random import Random
from typing import Final, Literal

from tests.builders import COUNTY
from tests.recounting.organs import LINES
from tests.recounting.second import ASKED, Declared, End, History, Kind, Length, Meaning, Moment

SHANGHAI: Final = timezone(timedelta(hours=8))
STATES: Final = {"received": "intake", "allocated": "intake", "inquiring": "inquiry", "on_trial": "trial"}
"""States of the drill, and their phases."""

Word = Literal["step", "take_back", "extend", "pause", "resume", "lapse", "move"]

_LENGTHS: Final[Mapping[Kind, Sequence[Length]]] = {
    "duty": (
        Length(working_days=5),
        Length(working_days=15),
        Length(months=1),
        Length(months=2),
        Length(months=3),
        Length(days=15),
        Length(days=30),
        Length(hours=24),
    ),
    "limit": (Length(hours=12), Length(days=7), Length(months=3), Length(months=12)),
    "right": (Length(months=1), Length(days=30), Length(working_days=15)),
    "term": (Length(months=6), Length(months=12), Length(months=18)),
    "bar": (Length(hours=24), Length(days=3)),
}
_MEANINGS: Final[Sequence[Meaning]] = ("resume", "resume", "keep", "restart")
_NOTHING: Final = Length()
_MORE: Final = (Length(months=1), Length(months=3), Length(days=10), Length(days=30), Length(working_days=5))
_GAPS: Final = (
    timedelta(minutes=1),
    timedelta(hours=5),
    timedelta(days=1),
    timedelta(days=4),
    timedelta(days=9),
    timedelta(days=40),
)


@dataclass(frozen=True)
class Event:
    """Something that happens to the case. `to`: the state of a step, or the organ of a move."""

    word: Word
    moment: Moment
    to: str = ""
    meets: bool = False
    begins: bool = False
    holds: bool = False
    by: Length = _NOTHING

    def __str__(self) -> str:
        """A line of the report."""
        does = [word for word in ("meets", "begins", "holds") if getattr(self, word)]
        by = [f"{unit}={number}" for unit, number in self.by._asdict().items() if number]
        stated = [] if self.moment.now == self.moment.event else [f"said to be of {self.moment.event:%Y-%m-%d %H:%M}"]
        return " ".join([f"{self.moment.now:%Y-%m-%d %H:%M}", self.word, self.to, *does, *by, *stated])


@dataclass
class Course:
    """A history as the second program sees it, from one event to the next."""

    random: Random
    declared: Declared
    now: datetime
    organ: str = COUNTY
    state: str = "received"
    events: list[Event] = field(default_factory=list)
    ends: list[End | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        """The case lies in its first state, and nothing has begun."""
        self.history = History(self.declared, frozenset(_place(self.state)))
        self._was = self.state

    def go_on(self) -> Event:
        """One more event, carried out."""
        event = self._next_event()
        self.events.append(event)
        _carry_out(self.history, event)
        if event.word == "step":
            self._was, self.state = self.state, event.to
        elif event.word == "take_back":
            self.state = self._was
        elif event.word == "move":
            self.organ = event.to
        self.ends.append(self.history.end(LINES[self.organ]))
        return event

    def _next_event(self) -> Event:
        moment = self._next_moment()
        word = self.random.choice(self._possible(moment.now))
        if word == "step":
            return self._step(moment)
        if word == "move":
            return Event(word, moment, to=self.random.choice([organ for organ in LINES if organ != self.organ]))
        if word == "extend":
            return Event(word, moment, by=self._more())
        return Event(word, moment)

    def _more(self) -> Length:
        """How much an extension gives: hours to hours, and no working days to a limit, which no holiday moves."""
        if self.declared.length.hours:
            return Length(hours=self.random.choice((1, 12)))
        by = self.random.choice(_MORE)
        return by if self.declared.kind != "limit" or not by.working_days else Length(days=by.working_days)

    def _next_moment(self) -> Moment:
        """Some time later: often about the end of the period, where mistakes live.

        What is stated lies before it, but never before what it follows is said to have happened.
        """
        last, end = self.now, self.ends[-1] if self.ends else None
        later = last + self.random.choice(_GAPS) * self.random.choice((1, 1, 2))
        if end and end.due_at > last and self.random.random() < 0.5:
            later = end.due_at + self.random.choice((-30, -25, -1, -1, 0, 1, 25)) * timedelta(hours=1)
        self.now = max(later, last + timedelta(minutes=1))
        earliest = self.events[-1].moment.event if self.events else last
        stated = earliest + (self.now - earliest) // self.random.choice((2, 5))
        return Moment(self.now, stated if self.random.random() < 0.3 else self.now)

    def _possible(self, now: datetime) -> Sequence[Word]:
        """What the engine's checks let pass now: only what runs is extended or paused, a limit never stands still."""
        words: list[Word] = ["step", "step", "step", "move"]
        end, declared = self.ends[-1] if self.ends else None, self.declared
        over = end is not None and now >= end.due_at
        if self.events and self.events[-1].word in {"step", "lapse"} and self._steps_ago(1):
            words.append("take_back")
        if end is not None and not over:
            words += ["extend", "extend"]
        if end is not None and declared.kind != "limit":
            words += ["pause", "pause"]
        if over and declared.kind in {"right", "term"}:
            words += ["lapse", "lapse"]
        if self.history.round is not None and ASKED in self.history.round.reasons:
            words += ["resume", "resume", "resume"]
        return words

    def _steps_ago(self, number: int) -> bool:
        """Whether there is a step to be taken back with nothing but a lapse after it."""
        return [event.word for event in self.events if event.word != "lapse"][-number:] == ["step"]

    def _step(self, moment: Moment) -> Event:
        begins = self.history.round is None or self.random.random() < 0.3
        return Event(
            "step",
            moment,
            to=self.random.choice(list(STATES)),
            meets=self.random.random() < 0.25,
            begins=begins,
            holds=self.declared.kind != "limit" and self.random.random() < 0.2,
        )


def a_course(random: Random, kinds: Sequence[Kind] = tuple(_LENGTHS)) -> Course:
    """The beginning of a random history of a period of one of these kinds."""
    kind = random.choice(kinds)
    suspended = frozenset({random.choice(["on_trial", "intake"])}) if random.random() < 0.4 else frozenset[str]()
    declared = Declared(
        kind,
        random.choice(_LENGTHS[kind]),
        resume_means=random.choice(_MEANINGS),
        resets=random.random() < 0.6,
        rolls=kind not in {"limit", "term"} and random.random() < 0.4,
        suspended=frozenset() if kind == "limit" else suspended,
    )
    start = datetime(2024, 1, 1, tzinfo=SHANGHAI) + timedelta(minutes=random.randrange(3 * 365 * 24 * 60))
    return Course(random, declared, start)


def _place(state: str) -> tuple[str, str]:
    return state, STATES[state]


def _carry_out(history: History, event: Event) -> None:
    moment = event.moment
    if event.word == "step":
        history.step(moment, _place(event.to), meets=event.meets, begins=event.begins, holds=event.holds)
    elif event.word == "take_back":
        history.take_back(moment)
    elif event.word == "extend":
        history.extend(event.by)
    elif event.word == "pause":
        history.pause(moment)
    elif event.word == "resume":
        history.resume(moment)
    elif event.word == "lapse":
        history.lapse()
