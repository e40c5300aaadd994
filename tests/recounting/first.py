"""The same histories as the engine sees them: its turns over a case of the drill, folded one after the other."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any, Final, NamedTuple

from engine.case import Case
from engine.deadlines.clock import Clock, span_body
from engine.deadlines.effects import Happened, Turn
from engine.definition import Deadline, Span
from engine.machine import compile_workflow
from engine.registry import Definition
from engine.world import World
from tests.builders import a_case, a_definition, a_world
from tests.drill import DRILL
from tests.recounting.histories import STATES, Event
from tests.recounting.organs import notices
from tests.recounting.second import Declared, End, Length
from tests.unit.engine.deadlines.calendars import told

PERIOD: Final = "period"


@cache
def the_world() -> World:
    """The prefecture, with the local days of its organs."""
    return a_world(calendar=told(*notices()))


@cache
def the_definition(declared: Declared) -> Definition:
    """The drill with this period alone. Soundness would ask for more than a period: it is only compiled."""
    deadline = Deadline(
        PERIOD,
        "期限",
        declared.kind,
        [_span(declared.length)],
        suspended_while=tuple(sorted(declared.suspended)),
        resume_means=declared.resume_means,
        resets=declared.resets,
        rolls_to_working_day=declared.rolls,
    )
    workflow = replace(DRILL, deadlines=(deadline,))
    return replace(a_definition(), workflow=workflow, lookup=compile_workflow(workflow))


class Standing(NamedTuple):
    """How a period stands after an event: the number of its round, and its end while the clock runs."""

    number: int | None
    stands_still: bool
    end: End | None


class Engine:
    """A case of the engine with one period."""

    def __init__(self, declared: Declared, organ: str, state: str) -> None:
        self.definition = the_definition(declared)
        self.case = a_case(state, organ=organ, phase=STATES[state])
        self.world = the_world()
        self.told: tuple[Mapping[str, Any], ...] = ()
        self._before_step = self.case

    def take(self, event: Event) -> None:
        """The event happens to the case."""
        turn, case = self._turn(event)
        if event.word == "step":
            self._before_step = self.case
            turn.meet([PERIOD] * event.meets)
            turn.begin([PERIOD] * event.begins)
            turn.hold([PERIOD] * event.holds)
        elif event.word == "take_back":
            turn.lead_back(self._before_step.clocks)
        elif event.word == "extend":
            turn.extend(PERIOD, span_body(_span(event.by)), "extend", ())
        elif event.word == "pause":
            turn.pause(PERIOD, ())
        elif event.word == "resume":
            turn.resume(PERIOD)
        elif event.word == "lapse":
            turn.lapse(PERIOD)
        self._keep(turn, case)

    def _keep(self, turn: Turn, case: Case) -> None:
        turn.settle()
        moved = turn.moved()
        self.told = tuple(moved.told.get("deadlines", ()))
        self.case = replace(case, **moved.changes)

    def _turn(self, event: Event) -> tuple[Turn, Case]:
        case = self.case
        if event.word == "move":
            case = replace(case, organ=event.to)
        elif event.word == "step":
            case = replace(case, state=event.to, phase=STATES[event.to])
        elif event.word == "take_back":
            case = replace(case, state=self._before_step.state, phase=self._before_step.phase)
        now, occurred = event.moment
        world = replace(self.world, now=now)
        return Turn(Happened(self.definition, case, {}, world, 1, occurred), self.case), case

    @property
    def due(self) -> Mapping[str, Any] | None:
        """The end as the case tells it."""
        return (self.case.due or {}).get(PERIOD)

    @property
    def standing(self) -> Standing:
        """How the period stands."""
        body = (self.case.clocks or {}).get(PERIOD)
        clock = Clock.read(body) if body else None
        if clock is None or not clock.runs:
            return Standing(None, stands_still=False, end=None)
        return Standing(clock.round, clock.stands_still, self._end())

    def _end(self) -> End | None:
        due = self.due
        if due is None:
            return None
        last_day, due_at = date.fromisoformat(due["last_day"]), datetime.fromisoformat(due["due_at"])
        return End(last_day, due_at, due.get("provisional", False))


def _span(length: Length) -> Span:
    return Span(**length._asdict())
