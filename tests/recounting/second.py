"""The ends of periods, counted a second time from the law and the plain list of holidays, without the engine.

It is slow and simple on purpose: it walks from day to day and asks of each whether it counts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from functools import cache
from typing import Final, Literal, NamedTuple

from tests.recounting.holidays import OFF, ON, PUBLISHED, STATUTORY

_SHANGHAI: Final = timezone(timedelta(hours=8))
_DAY: Final = timedelta(days=1)
Kind = Literal["duty", "limit", "right", "term", "bar"]
Meaning = Literal["resume", "restart", "keep"]
ASKED: Final = "asked"
"""The reason of a pause that officers asked for; the others are states."""


# --- Days ---------------------------------------------------------------------------------------------------------


class Local(NamedTuple):
    """What one organ has off, and works, by its own notice."""

    off: frozenset[date]
    on: frozenset[date]


@dataclass(frozen=True)
class Days:
    """The days of an organ: its own list goes before that of its superior, and this before the national one."""

    line: tuple[Local, ...] = ()

    def worked(self, day: date) -> bool:
        """Whether it is a working day, as far as is known."""
        for local in self.line:
            if day in local.off or day in local.on:
                return day in local.on
        if day in OFF or day in ON:
            return day in ON
        return day.isoweekday() <= 5 and day not in STATUTORY

    def open(self, day: date) -> bool:
        """Whether a coming notice may make something else of it (暂定): from December of the last notice's year on."""
        named = any(day in local.off or day in local.on for local in self.line)
        return not named and day >= date(PUBLISHED, 12, 1)


# --- One period ---------------------------------------------------------------------------------------------------


class Length(NamedTuple):
    """So much of each unit."""

    months: int = 0
    days: int = 0
    working_days: int = 0
    hours: int = 0


class End(NamedTuple):
    """The last day that is in time, the first instant that isn't, and whether a coming notice may move them."""

    last_day: date
    due_at: datetime
    provisional: bool


class Pause(NamedTuple):
    """The clock stood still from the one instant to the other."""

    since: datetime
    until: datetime


@dataclass(frozen=True)
class Counted:
    """What is to be counted."""

    start: datetime
    lengths: tuple[Length, ...]
    pauses: tuple[Pause, ...]
    from_day_one: bool
    rolls: bool


def end(what: Counted, days: Days) -> End:
    """Where it ends."""
    total = Length(*(sum(unit) for unit in zip(*what.lengths, strict=True)))
    if total.hours:
        return _end_in_hours(what.start, timedelta(hours=total.hours), what.pauses)
    return _end_in_days(what, total, days)


def _end_in_hours(start: datetime, left: timedelta, pauses: Sequence[Pause]) -> End:
    """Run until the next pause, stand still, run on."""
    at = start
    for since, until in pauses:
        if left <= since - at:
            break
        left, at = left - (since - at), until
    due = at + left
    return End((due - timedelta(seconds=1)).astimezone(_SHANGHAI).date(), due, provisional=False)


def _end_in_days(what: Counted, total: Length, days: Days) -> End:
    start = _day(what.start)
    still = [(_day(pause.since), _day(pause.until)) for pause in what.pauses]
    day = start - _DAY if what.from_day_one else start
    running = _running_after(day, still)
    for _ in range(_in_months(start, total.months, from_day_one=what.from_day_one) + total.days):
        day = next(running)
    seen = []
    for _ in range(total.working_days):
        day = next(running)
        seen.append(day)
        while not days.worked(day):
            day = next(running)
            seen.append(day)
    on_working_days = bool(total.working_days) or what.rolls
    day, more = _goes_on(day, still, days if on_working_days else None)
    due = datetime.combine(day + _DAY, datetime.min.time(), _SHANGHAI)
    return End(day, due, any(days.open(one) for one in (*seen, *more)))


def _running_after(day: date, still: Sequence[tuple[date, date]]) -> Iterator[date]:
    """The days on which the clock runs: that on which a pause begins does, those after it until its end don't."""
    while True:
        day += _DAY
        if not any(since < day <= until for since, until in still):
            yield day


@cache
def _in_months(start: date, months: int, *, from_day_one: bool) -> int:
    """How many days so many months have: the same-numbered day comes round, or a month ends that lacks it."""
    day, lacking = start, False
    while months:
        day += _DAY
        lacking = day.day < start.day and (day + _DAY).day == 1
        months -= day.day == start.day or lacking
    # From the first day on, the end lies before the same-numbered day, but a month that lacks it is used up.
    return (day - start).days + (from_day_one and lacking)


def _goes_on(day: date, still: Sequence[tuple[date, date]], works: Days | None) -> tuple[date, list[date]]:
    """The last day after all: whoever is stopped on it has the rest of it when the clock goes on.

    Where the last day is to be a working day, the days that were looked at are told too.
    """
    seen = [day] if works else []
    while True:
        stopped = [until for since, until in still if since <= day < until]
        if stopped:
            day = stopped[0]
        elif works and not works.worked(day):
            day += _DAY
        else:
            return day, seen
        seen += [day] if works else []


def _day(instant: datetime) -> date:
    return instant.astimezone(_SHANGHAI).date()


# --- A period in the course of its case ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Declared:
    """What the procedure says of the period. `suspended`: states and phases in which it stands still."""

    kind: Kind
    length: Length
    resume_means: Meaning = "resume"
    resets: bool = True
    rolls: bool = False
    suspended: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Round:
    """One round: running or standing still as long as it is neither met nor lapsed."""

    number: int
    start: datetime
    extended: tuple[Length, ...] = ()
    pauses: tuple[Pause, ...] = ()
    stopped_at: datetime | None = None
    reasons: frozenset[str] = frozenset()
    met_at: datetime | None = None
    lapsed: bool = False

    @property
    def alive(self) -> bool:
        """Whether it still has an end to come, or stands still."""
        return self.met_at is None and not self.lapsed

    def ended_pause(self, until: datetime) -> "Round":
        """The round with its pause at an end; a stated instant never lies before the pause."""
        if self.stopped_at is None:
            return self
        pause = Pause(self.stopped_at, max(until, self.stopped_at))
        return replace(self, pauses=(*self.pauses, pause), stopped_at=None, reasons=frozenset())


class Moment(NamedTuple):
    """When something is recorded, and when it is said to have happened: that or earlier."""

    now: datetime
    event: datetime


@dataclass
class History:
    """A period from event to event. `here` are the state of the case and its phase."""

    declared: Declared
    here: frozenset[str] = frozenset()
    rounds: int = 0
    round: Round | None = None
    _before_step: Round | None = field(default=None, repr=False)
    _was_here: frozenset[str] = field(default=frozenset(), repr=False)

    # Four things that a step of the case may do, in this order.

    def step(self, moment: Moment, to: Sequence[str], *, meets: bool, begins: bool, holds: bool) -> None:
        """The case goes to a state (named with its phase)."""
        self._before_step, self._was_here = self.round, self.here
        self.here = frozenset(to)
        if meets:
            self._meet(moment)
        if begins:
            self._begin(moment)
        if holds and self.alive:
            self._stop(moment, to[0])
        self._heed_states(moment)

    def take_back(self, moment: Moment) -> None:
        """The step just taken never was; only the numbers of rounds are used up."""
        self.round, self.here = self._before_step, self._was_here
        self._heed_states(moment)

    def _meet(self, moment: Moment) -> None:
        if self.round is not None and self.alive:
            kept = replace(self.round.ended_pause(moment.event), met_at=moment.now)
            self.round = None if self.declared.resets else kept

    def _begin(self, moment: Moment) -> None:
        if self.round is None or self.declared.resets:
            self._anew(moment.event)
        elif self.round.met_at is not None:
            self._return(self.round, self.round.met_at, max(moment.event, self.round.met_at))

    def _return(self, was: Round, met_at: datetime, event: datetime) -> None:
        """What was met is to be done again, and isn't a new period: the time in between was a pause."""
        if self.declared.resume_means == "restart":
            self._anew(event)
            return
        self.rounds += 1
        self.round = replace(was, number=self.rounds, met_at=None, pauses=(*was.pauses, Pause(met_at, event)))

    def _anew(self, start: datetime) -> None:
        self.rounds += 1
        self.round = Round(self.rounds, start)

    def _stop(self, moment: Moment, why: str) -> None:
        assert self.round is not None
        since = self.round.stopped_at or moment.now
        self.round = replace(self.round, stopped_at=since, reasons=self.round.reasons | {why})

    def _heed_states(self, moment: Moment) -> None:
        """States stop what they suspend, and let go on what another state had stopped."""
        if self.round is None or not self.alive:
            return
        stay = self.round.reasons & (self.here | {ASKED})
        reasons = stay | (self.declared.suspended & self.here)
        if reasons:
            since = self.round.stopped_at or moment.now
            self.round = replace(self.round, stopped_at=since, reasons=reasons)
        else:
            self._let_go_on(moment)

    def _let_go_on(self, moment: Moment) -> None:
        if self.round is None or self.round.stopped_at is None:
            return
        if self.declared.resume_means == "restart":
            self._anew(max(moment.event, self.round.stopped_at))
        else:
            self.round = self.round.ended_pause(moment.event)

    # What officers ask for, and what time does.

    def pause(self, moment: Moment) -> None:
        """Somebody approved that it stand still."""
        self._stop(moment, ASKED)

    def resume(self, moment: Moment) -> None:
        """It goes on, unless the state of the case stops it too."""
        assert self.round is not None
        self.round = replace(self.round, reasons=self.round.reasons - {ASKED})
        self._heed_states(moment)

    def extend(self, by: Length) -> None:
        """It is longer by so much, from its original start."""
        assert self.round is not None
        self.round = replace(self.round, extended=(*self.round.extended, by))

    def lapse(self) -> None:
        """A right is lost; a term is over, and nothing is left of it."""
        assert self.round is not None
        self.round = replace(self.round, lapsed=True) if self.declared.kind == "right" else None

    # How it stands.

    @property
    def alive(self) -> bool:
        """Whether a round is open."""
        return self.round is not None and self.round.alive

    @property
    def runs(self) -> bool:
        """Whether the clock runs now."""
        return self.round is not None and self.alive and self.round.stopped_at is None

    def end(self, days: Days) -> End | None:
        """Where it ends for an organ with these days; None while nothing runs."""
        if self.round is None or not self.runs:
            return None
        declared = self.declared
        pauses = () if declared.resume_means == "keep" else self.round.pauses
        from_day_one = declared.kind in {"limit", "term"}
        lengths = (declared.length, *self.round.extended)
        return end(Counted(self.round.start, lengths, pauses, from_day_one, declared.rolls), days)
