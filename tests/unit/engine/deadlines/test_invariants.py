"""What holds of every period, whatever its start, its length, its pauses and the course of its case."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.deadlines.clock import HELD_BY_ACT
from engine.deadlines.counting import End, Rule, Standstill, day_of, end_of, midnight
from engine.definition import Span
from tests.recounting.first import PERIOD, Engine
from tests.recounting.histories import STATES, Course, Event, a_course
from tests.unit.engine.deadlines.calendars import NATIONAL

often = settings(max_examples=300, deadline=None)
some = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])

EVENTS: Final = 10
HOUR: Final = timedelta(hours=1)

starts = st.dates(date(2024, 1, 1), date(2027, 6, 30))
rules = st.builds(Rule, first_day_counts=st.booleans(), rolls=st.booleans())
lengths = st.one_of(
    st.builds(Span, days=st.integers(1, 90)),
    st.builds(Span, working_days=st.integers(1, 40)),
    st.builds(Span, months=st.integers(1, 24)),
)
in_hours = st.builds(Span, hours=st.integers(1, 96))
courses = st.builds(a_course, st.randoms(use_true_random=False))
courses_of_limits = st.builds(a_course, st.randoms(use_true_random=False), st.just(("limit",)))


@st.composite
def in_turn(draw: st.DrawFn) -> tuple[date, tuple[Standstill, ...]]:
    """A start, and up to three pauses after it, one after the other."""
    start = draw(starts)
    at, pauses = midnight(start), list[Standstill]()
    for _ in range(draw(st.integers(0, 3))):
        since = at + draw(st.integers(0, 24 * 40)) * HOUR
        at = since + draw(st.integers(0, 24 * 20)) * HOUR
        pauses.append(Standstill(since, at))
    return start, tuple(pauses)


def ends(
    start: date | datetime, spans: tuple[Span, ...], pauses: tuple[Standstill, ...] = (), rule: Rule | None = None
) -> End:
    return end_of(start, spans, NATIONAL.of_line(()), pauses, rule or Rule())


# --- Counting -----------------------------------------------------------------------------------------------------


@often
@given(in_turn(), st.lists(lengths, min_size=1, max_size=3), lengths, rules)
def test_an_extension_never_leads_to_an_earlier_end(
    course: tuple[date, tuple[Standstill, ...]], spans: list[Span], more: Span, rule: Rule
) -> None:
    start, pauses = course

    before, after = ends(start, tuple(spans), pauses, rule), ends(start, (*spans, more), pauses, rule)

    assert after.due_at >= before.due_at


@often
@given(in_turn(), in_hours, in_hours)
def test_more_hours_are_more_time(course: tuple[date, tuple[Standstill, ...]], length: Span, more: Span) -> None:
    start, pauses = course

    assert ends(start, (length, more), pauses).due_at >= ends(start, (length,), pauses).due_at + more.hours * HOUR


@often
@given(starts, lengths, rules, st.integers(1, 40))
def test_what_begins_later_never_ends_earlier(start: date, length: Span, rule: Rule, days: int) -> None:
    later = start + timedelta(days=days)

    assert ends(later, (length,), rule=rule).due_at >= ends(start, (length,), rule=rule).due_at


@often
@given(in_turn(), lengths | in_hours, rules)
def test_no_pause_leads_to_an_earlier_end(
    course: tuple[date, tuple[Standstill, ...]], length: Span, rule: Rule
) -> None:
    start, pauses = course
    counted = [ends(start, (length,), pauses[:number], rule).due_at for number in range(len(pauses) + 1)]

    assert counted == sorted(counted)


@often
@given(in_turn(), lengths, rules, st.integers(1, 30))
def test_a_longer_pause_never_leads_to_an_earlier_end(
    course: tuple[date, tuple[Standstill, ...]], length: Span, rule: Rule, days: int
) -> None:
    start, pauses = course
    longer = tuple(replace(pause, until=pause.until + timedelta(days=days)) for pause in pauses[-1:])

    before, after = ends(start, (length,), pauses, rule), ends(start, (length,), (*pauses[:-1], *longer), rule)

    assert after.due_at >= before.due_at


@often
@given(in_turn(), lengths, rules)
def test_nobody_loses_the_time_that_was_left_when_he_was_stopped(
    course: tuple[date, tuple[Standstill, ...]], length: Span, rule: Rule
) -> None:
    """No end falls into a pause: who was stopped in time is in time on the day on which it goes on."""
    start, pauses = course

    last_day = ends(start, (length,), pauses, rule).last_day

    assert not any(day_of(pause.since) <= last_day < day_of(pause.until) for pause in pauses)


# --- The course of a case -----------------------------------------------------------------------------------------


def engine_of(course: Course) -> Engine:
    return Engine(course.declared, course.organ, course.state)


def happens(course: Course, engine: Engine) -> Event:
    """One more event of the course, which happens to the engine's case too."""
    event = course.go_on()
    engine.take(event)
    return event


def clock(engine: Engine) -> Mapping[str, Any]:
    """The period as the case holds it while it is neither met nor lapsed; else nothing."""
    told = (engine.case.clocks or {}).get(PERIOD, {})
    return {} if {"met", "lapsed"} & {*told} else told


def begun(engine: Engine) -> list[str]:
    return [told["event"] for told in engine.told if told["event"] == "begin"]


@some
@given(courses)
def test_no_end_moves_without_being_told(course: Course) -> None:
    engine = engine_of(course)

    for _ in range(EVENTS):
        before = engine.due
        happens(course, engine)

        assert engine.due == before or engine.told


@some
@given(courses_of_limits)
def test_nothing_moves_a_limit_but_a_granted_extension(course: Course) -> None:
    """Steps, states, local days and time leave the limit of a measure alone: until it ends it is what it was."""
    course.declared = course.history.declared = replace(course.declared, resets=True)
    engine = engine_of(course)

    for _ in range(EVENTS):
        number, before = engine.standing.number, engine.due
        event = happens(course, engine)

        same_round = before is not None and engine.standing.number == number
        assert not same_round or event.word == "extend" or engine.due == before


@some
@given(courses_of_limits)
def test_a_limit_never_stands_still(course: Course) -> None:
    engine = engine_of(course)

    for _ in range(EVENTS):
        happens(course, engine)

        assert not engine.standing.stands_still


@some
@given(courses)
def test_a_begun_period_runs_or_stands_still_until_it_is_met_or_lapses(course: Course) -> None:
    """No gap: a period that is open has an end to come, or a reason for which it stands still, and never both."""
    engine = engine_of(course)

    for _ in range(EVENTS):
        was_open = bool(clock(engine))
        event = happens(course, engine)

        ends_it = event.meets or event.word in {"lapse", "take_back"}
        assert clock(engine) or not was_open or ends_it
        assert bool(clock(engine)) == (engine.due is not None) + engine.standing.stands_still


@some
@given(courses)
def test_a_period_stands_still_while_a_state_suspends_it_and_never_without_a_reason(course: Course) -> None:
    engine = engine_of(course)

    for _ in range(EVENTS):
        happens(course, engine)

        here = {engine.case.state, STATES[engine.case.state]}
        reasons = {*clock(engine).get("held", ())}
        assert reasons <= here | {HELD_BY_ACT}
        assert not clock(engine) or course.declared.suspended & here <= reasons


@some
@given(courses)
def test_pauses_follow_one_another(course: Course) -> None:
    engine = engine_of(course)

    for _ in range(EVENTS):
        happens(course, engine)

        instants = [
            pause[side] for pause in clock(engine).get("paused", ()) for side in ("from", "to") if side in pause
        ]
        assert instants == sorted(instants)


@some
@given(courses)
def test_every_round_has_a_number_of_its_own(course: Course) -> None:
    """As many rounds as were told to begin, even if a step was taken back: no number is given twice."""
    engine, told = engine_of(course), 0

    for _ in range(EVENTS):
        happens(course, engine)

        told += len(begun(engine))
        assert (engine.case.rounds or {}).get(PERIOD, 0) == told
