"""What a step does to the periods of its case: meets, begins, stops, goes on, and counts anew. Pure.

One turn has one order: what the step meets ends, lengths follow changed facts, what it begins starts, states let
periods stand still or go on, and then every end is counted. Each change is told with the round it is about.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from engine.case import Case
from engine.deadlines import lengths
from engine.deadlines.bands import warnings
from engine.deadlines.clock import (
    DECIDED,
    HELD_BY_ACT,
    RECEIVED,
    Clock,
    due_body,
    end_of_clock,
    over,
    overdue_at_rest,
    span_body,
)
from engine.definition import Deadline, SpanWhen, StatedIn
from engine.registry import Definition
from engine.terms import PRESSING
from engine.working_calendar import OrganCalendar
from engine.world import World

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Happened:
    """What happens to a case in one entry: the case as it stands afterwards, and all that periods may hang on.

    `event` is when it happened; `decided_on` the day of the sitting that approved it; `inputs` what was entered;
    `facts_changed`: lengths that hang on conditions are to be asked again.
    """

    definition: Definition
    case: Case
    facts: Mapping[str, Any]
    world: World
    seq: int
    event: datetime
    decided_on: date | None = None
    inputs: Mapping[str, Any] = field(default_factory=dict)
    facts_changed: bool = False

    @property
    def days(self) -> OrganCalendar:
        """The calendar of the organ that holds the case."""
        return self.world.days_of(self.case.organ)


@dataclass(frozen=True, slots=True)
class Moved:
    """The fields of the committed case that change (a null takes one away), and what the entry tells of it."""

    changes: Json = field(default_factory=dict)
    told: Json = field(default_factory=dict)


class Turn:
    """The periods of a case while one entry works on them."""

    def __init__(self, happened: Happened, before: Case | None) -> None:
        self._now = happened
        told = dict(before.clocks or {}) if before else {}
        self._clocks = {name: Clock.read(clock) for name, clock in told.items()}
        self._before = dict(self._clocks)
        self._due: Json = (before.due if before else None) or {}
        # Another organ has other local days.
        self._elsewhere = before is not None and before.organ != happened.case.organ
        self._rounds_before = dict((before.rounds if before else None) or {})
        self._rounds = dict(self._rounds_before)
        self._told: list[dict[str, Any]] = []

    # --- What a step says ---------------------------------------------------------------------------------------

    def meet(self, names: Iterable[str]) -> None:
        """What the step fulfils is met; a period that would go on is kept, the others are done with."""
        for name in names:
            clock = self._clocks.get(name)
            if clock is None or clock.met or clock.lapsed:
                continue
            deadline = self._deadline(name)
            if clock.runs:
                self._tell(name, clock, "meet", **self._lateness(name))
            if clock.runs and not deadline.resets:
                self._clocks[name] = _ended(replace(clock, met=self._at), self._goes_on(clock))
            else:
                del self._clocks[name]

    def begin(self, names: Iterable[str], since: str | None = None) -> None:
        """What the step begins starts a new round, or goes on where it stood. `since`: the day it counts from."""
        for name in names:
            deadline, clock = self._deadline(name), self._clocks.get(name)
            if clock is not None and not deadline.resets:
                if clock.met:
                    self._go_on(name, clock, clock.met)
                continue
            if clock is not None and clock.runs:
                self._tell(name, clock, "supersede", because="restarted")
            self._start(name, since or self._since(deadline))

    def ask_lengths_again(self) -> None:
        """Lengths that hang on conditions follow the facts: some periods end with them, some turn out to run."""
        if not self._now.facts_changed:
            return
        for name, clock in list(self._clocks.items()):
            deadline = self._deadline(name)
            if clock.met or clock.lapsed or not any(isinstance(one, SpanWhen) for one in deadline.length):
                continue
            length, source = self._length(deadline, clock.source)
            if length == clock.length:
                continue
            changed = replace(clock, length=length, source=source)
            self._clocks[name] = changed
            if length is None:
                self._tell(name, clock, "supersede", because="not_applicable")
            else:
                self._tell(name, changed, "recompute" if clock.length else "begin", because="facts")

    def hold(self, names: Iterable[str]) -> None:
        """What the step pauses stands still while the case is in the state that it leads to."""
        for name in names:
            clock = self._clocks.get(name)
            if clock is not None and clock.runs:
                self._stop(name, clock, self._now.case.state)

    def settle(self) -> None:
        """States and phases let periods stand still, and let go on what stood still for one that was left."""
        here = {self._now.case.state, self._now.case.phase}
        for name, clock in list(self._clocks.items()):
            if not clock.runs:
                continue
            suspended = sorted(here & {*self._deadline(name).suspended_while})
            stays = (why for why in clock.held if why == HELD_BY_ACT or why in here)
            held = tuple(dict.fromkeys((*stays, *suspended)))
            if held and not clock.held:
                self._stop(name, clock, *held)
            elif clock.held and not held:
                self._resume(name, clock)
            else:
                self._clocks[name] = replace(clock, held=held)

    # --- What officers asked for --------------------------------------------------------------------------------

    def extend(self, name: str, by: Json, step: str, ranks: Sequence[str]) -> None:
        """An extension was granted: added to the original length, counted from the original start."""
        clock = self._clocks[name]
        granted = {"by": dict(by), "seq": self._now.seq, "step": step} | ({"approved": list(ranks)} if ranks else {})
        self._clocks[name] = replace(clock, extended=(*clock.extended, granted))
        self._tell(name, clock, "extend", by=dict(by), **self._before_it(name))

    def pause(self, name: str, ranks: Sequence[str]) -> None:
        """A pause was granted: it lasts until somebody lets the period go on."""
        self._stop(name, self._clocks[name], HELD_BY_ACT, approved=ranks)

    def resume(self, name: str) -> None:
        """The period goes on, unless the state that the case is in holds it too."""
        clock = self._clocks[name]
        left = tuple(why for why in clock.held if why != HELD_BY_ACT)
        if left:
            self._clocks[name] = replace(clock, held=left)
        else:
            self._resume(name, clock)

    def lapse(self, name: str) -> None:
        """A right has lapsed, or a term has ended, by itself."""
        clock = self._clocks[name]
        self._tell(name, clock, "lapse")
        if self._deadline(name).kind == "right":
            self._clocks[name] = replace(clock, lapsed=self._at)
        else:
            del self._clocks[name]

    def drop(self, name: str, because: str) -> None:
        """The round is over without having been met."""
        self._tell(name, self._clocks.pop(name), "supersede", because=because)

    def lead_back(self, clocks: Json | None) -> None:
        """The last step was taken back: periods stand as they did before it; rounds keep their numbers.

        But those of approvals: what was being approved then isn't being approved again.
        """
        of_approvals = self._now.definition.lookup.of_approvals
        stays = {name: one for name, one in self._clocks.items() if of_approvals(name)}
        told = ((name, clock) for name, clock in (clocks or {}).items() if not of_approvals(name))
        was = {name: Clock.read(clock) for name, clock in told} | stays
        for name in [*self._clocks, *(name for name in was if name not in self._clocks)]:
            now, then = self._clocks.get(name), was.get(name)
            if now != then and now is not None and now.runs:
                self._tell(name, now, "supersede", because="reversed")
            if now != then and then is not None and then.runs:
                self._tell(name, then, "restore", because="reversed")
        self._clocks = was

    # --- What comes of it ---------------------------------------------------------------------------------------

    def moved(self) -> Moved:
        """Every end counted, and everything told."""
        due = {name: self._due_of(name, clock) for name, clock in self._clocks.items()}
        ends = {name: one for name, one in due.items() if one is not None}
        changes: dict[str, Any] = {}
        if self._clocks != self._before:
            changes["clocks"] = {name: clock.body() for name, clock in self._clocks.items()} or None
        if self._rounds != self._rounds_before:
            changes["rounds"] = self._rounds
        if ends != self._due:
            changes["due"] = ends or None
        told = [*self._told, *self._recounted(ends)]
        return Moved(changes, {"deadlines": told} if told else {})

    def _recounted(self, ends: Json) -> list[dict[str, Any]]:
        """Periods that nothing was said about, and that end on another day all the same.

        The calendar knows more by now, or the case lies with an organ that has other days off.
        """
        spoken_of = {told["id"] for told in self._told}
        moved = (name for name in ends if name in self._due and ends[name] != self._due[name])
        return [
            {
                "id": name,
                "round": self._clocks[name].round,
                "event": "recompute",
                "because": "organ" if self._elsewhere else "calendar",
                "before": self._due[name]["due_at"],
            }
            for name in moved
            if name not in spoken_of
        ]

    def _due_of(self, name: str, clock: Clock) -> dict[str, Any] | None:
        known = self._due.get(name)
        days = self._now.days
        counted_here = known and known["calendar"] == days.version and not self._elsewhere
        if known and counted_here and clock == self._before.get(name):
            return dict(known)
        end = end_of_clock(self._deadline(name), clock, days)
        if end is None:
            return None
        counted = _with_warnings(due_body(end, days), self._deadline(name), days)
        # A newer calendar that comes to the same end leaves the derivation as it is.
        same = known and {**known, "calendar": 0} == {**counted, "calendar": 0}
        return dict(known) if known and same else counted

    # --- One round ----------------------------------------------------------------------------------------------

    def _start(self, name: str, since: str) -> None:
        deadline = self._deadline(name)
        self._rounds[name] = self._rounds.get(name, 0) + 1
        own = lengths.configured(self._now.definition, deadline, self._now.case.organ, self._now.world)
        length, source = self._length(deadline, own)
        clock = Clock(self._rounds[name], self._now.seq, since, length, source)
        self._clocks[name] = clock
        if length is not None:
            self._tell(name, clock, "begin")

    def _go_on(self, name: str, clock: Clock, since: str) -> None:
        """A period that was met, or stood still, goes on as declared: anew, with what was left, or to the same end."""
        if self._deadline(name).resume_means == "restart":
            self._start(name, max(self._event, since))
            return
        self._rounds[name] = self._rounds.get(name, 0) + 1
        stood = {"from": since, "to": max(self._event, since), "seq": self._now.seq}
        again = replace(clock, round=self._rounds[name], met=None, paused=(*clock.paused, stood))
        self._clocks[name] = again
        self._tell(name, again, "begin", because="resumed")

    def _stop(self, name: str, clock: Clock, *why: str, approved: Sequence[str] = ()) -> None:
        held = tuple(dict.fromkeys((*clock.held, *why)))
        stood = {"from": self._at, "seq": self._now.seq} | ({"approved": list(approved)} if approved else {})
        paused = clock.paused if clock.held else (*clock.paused, stood)
        self._clocks[name] = replace(clock, held=held, paused=paused)
        if not clock.held:
            self._tell(name, clock, "pause", because=why[0], **self._before_it(name))

    def _resume(self, name: str, clock: Clock) -> None:
        ended = {**clock.paused[-1], "to": self._goes_on(clock), "resumed": self._now.seq}
        if self._deadline(name).resume_means == "restart":
            self._tell(name, clock, "supersede", because="resumed")
            self._start(name, ended["to"])
            return
        self._clocks[name] = replace(clock, held=(), paused=(*clock.paused[:-1], ended))
        self._tell(name, clock, "resume")

    def _length(self, deadline: Deadline, source: Json | None) -> tuple[Json | None, Json | None]:
        """The length for this subject and its source; what was configured when the round began counts until its end."""
        now = self._now
        found = lengths.declared(now.definition, deadline, now.facts, now.case, now.world)
        if found is None:
            return None, source
        if source and "span" in source:
            return source["span"], source
        if isinstance(found, StatedIn):
            span, where = lengths.stated(found, now.inputs)
            return span_body(span), where
        return span_body(found), source

    def _since(self, deadline: Deadline) -> str:
        """The day or the instant that the declaration counts from."""
        word, now = deadline.counts_from, self._now
        if word == RECEIVED:
            return now.case.received_on
        if word == DECIDED:
            return now.decided_on.isoformat() if now.decided_on else self._event
        return str(now.inputs.get(word) or self._event) if word else self._event

    def _lateness(self, name: str) -> dict[str, Any]:
        """Late is what is recorded too late; that it is said to have happened in time is told beside."""
        due = self._due.get(name)
        if due is None:
            stood = overdue_at_rest(self._deadline(name), self._clocks[name], self._now.days)
            return {"late": True, "before": stood} if stood else {}
        if not over(due, self._now.world.now):
            return {}
        return {"late": True, "before": due["due_at"]} | (
            {} if over(due, self._now.event) else {"stated_in_time": True}
        )

    def _goes_on(self, clock: Clock) -> str:
        """When a pause ends: with the event, whenever it is recorded. What is stated never lengthens a pause."""
        return max(self._event, clock.paused[-1]["from"] if clock.paused else self._event)

    def _before_it(self, name: str) -> dict[str, Any]:
        due = self._due.get(name)
        return {"before": due["due_at"]} if due else {}

    def _tell(self, name: str, clock: Clock, event: str, **more: Any) -> None:
        self._told.append({"id": name, "round": clock.round, "event": event, **more})

    def _deadline(self, name: str) -> Deadline:
        return self._now.definition.lookup.deadline(name)

    @property
    def _at(self) -> str:
        return self._now.world.now.astimezone(UTC).isoformat()

    @property
    def _event(self) -> str:
        return self._now.event.astimezone(UTC).isoformat()


def _with_warnings(due: dict[str, Any], deadline: Deadline, days: OrganCalendar) -> dict[str, Any]:
    """The end, and the instants at which it warns: what is nobody's duty warns nobody."""
    points = sorted(warnings(deadline, due, days)) if deadline.kind in PRESSING else []
    return due | ({"warns": [point.isoformat() for point in points]} if points else {})


def _ended(clock: Clock, at: str) -> Clock:
    """The clock with its open pause ended: what is met doesn't stand still any more."""
    if not clock.held:
        return clock
    return replace(clock, held=(), paused=(*clock.paused[:-1], {**clock.paused[-1], "to": at}))
