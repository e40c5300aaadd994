"""Periods in the course of their case: what the calendar does to them, and bugs that are buried under their stories."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from tests.builders import COUNTY, OTHER_COUNTY, PREFECTURE
from tests.recounting.first import Engine
from tests.recounting.histories import SHANGHAI, Event
from tests.recounting.organs import notices
from tests.recounting.second import Declared, Length, Moment
from tests.unit.engine.deadlines.calendars import told

IN_WORKING_DAYS = Declared("duty", Length(working_days=5))
ANEW_AFTER_A_TRIAL = Declared("duty", Length(days=10), resume_means="restart", suspended=frozenset({"on_trial"}))


def _on(day: str, stated: str = "") -> Moment:
    """Recorded at nine on this day, and said to have happened then or on an earlier one."""
    now = datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=SHANGHAI)
    return Moment(now, datetime.fromisoformat(f"{stated}T09:00").replace(tzinfo=SHANGHAI) if stated else now)


def _begun(declared: Declared, organ: str = COUNTY, day: str = "2026-03-03") -> Engine:
    """The period began on this day, a Tuesday in March unless it is told, with a step to an inquiry."""
    engine = Engine(declared, organ, "received")
    engine.take(Event("step", _on(day), "inquiring", begins=True))
    return engine


def _last_day(engine: Engine) -> str:
    assert engine.due is not None
    return str(engine.due["last_day"])


def test_a_case_that_moves_is_counted_with_the_days_of_the_organ_to_which_it_goes() -> None:
    # Once the end was kept as it had been counted for the organ before, as long as no notice came.
    engine = _begun(IN_WORKING_DAYS)
    assert _last_day(engine) == "2026-03-12"  # 4, 5, 6, 9; this county has the 10th and 11th off; 12

    engine.take(Event("move", _on("2026-03-04"), PREFECTURE))

    assert _last_day(engine) == "2026-03-10"
    [told] = engine.told
    assert (told["event"], told["because"]) == ("recompute", "organ")


def test_a_move_tells_nothing_of_a_period_that_ends_on_the_same_day() -> None:
    engine = _begun(Declared("duty", Length(months=1)))

    engine.take(Event("move", _on("2026-03-04"), OTHER_COUNTY))

    assert engine.told == ()


def test_a_period_that_restarts_counts_from_the_event_and_not_from_its_recording() -> None:
    # Once whoever recorded it late had so many days more; the other meanings of going on never gave them.
    engine = _begun(ANEW_AFTER_A_TRIAL)
    engine.take(Event("step", _on("2026-03-05"), "on_trial"))

    engine.take(Event("step", _on("2026-03-20", stated="2026-03-16"), "inquiring"))

    assert _last_day(engine) == "2026-03-26"


def test_what_was_late_when_it_was_let_stand_still_is_late_when_it_is_met() -> None:
    # Once what stood still had no end, and so was never late.
    engine = _begun(Declared("duty", Length(days=10), suspended=frozenset({"on_trial"})))
    engine.take(Event("step", _on("2026-03-20"), "on_trial"))

    engine.take(Event("step", _on("2026-03-25"), "on_trial", meets=True))

    [told] = engine.told
    assert (told["event"], told["late"], told["before"]) == ("meet", True, "2026-03-13T16:00:00+00:00")


def test_what_stood_still_in_time_is_in_time_when_it_is_met() -> None:
    engine = _begun(Declared("duty", Length(days=10), suspended=frozenset({"on_trial"})))
    engine.take(Event("step", _on("2026-03-13"), "on_trial"))

    engine.take(Event("step", _on("2026-05-25"), "on_trial", meets=True))

    assert "late" not in engine.told[0]


def test_a_period_that_was_met_and_restarts_counts_from_the_event_as_well() -> None:
    engine = _begun(Declared("duty", Length(days=10), resume_means="restart", resets=False))
    engine.take(Event("step", _on("2026-03-05"), "on_trial", meets=True))

    engine.take(Event("step", _on("2026-03-20", stated="2026-03-16"), "inquiring", begins=True))

    assert _last_day(engine) == "2026-03-26"


# As if Monday, 4 January 2027 were a day off, and Sunday, 10 January worked for it.
NOTICE = {"year": 2027, "off": {"2027-01-01": "元旦", "2027-01-04": "元旦"}, "on": {"2027-01-10": "元旦"}}


def _hears_of(notice: dict[str, Any], engine: Engine) -> None:
    """The notice is registered, and the case goes on with a step that says nothing of its period."""
    engine.world = replace(engine.world, calendar=told(*notices(), notice))
    engine.take(Event("step", _on("2026-12-30"), "inquiring"))


def test_a_notice_that_moves_an_end_is_told() -> None:
    engine = _begun(IN_WORKING_DAYS, PREFECTURE, "2026-12-29")
    assert engine.due is not None
    # 30, 31; Friday is New Year's Day by law; 4, 5, 6.
    assert (engine.due["last_day"], engine.due["provisional"]) == ("2027-01-06", True)

    _hears_of(NOTICE, engine)

    # 30, 31; 5, 6, 7.
    assert _last_day(engine) == "2027-01-07"
    assert "provisional" not in engine.due
    assert [(one["event"], one["because"]) for one in engine.told] == [("recompute", "calendar")]


def test_a_notice_that_moves_no_end_changes_nothing() -> None:
    engine = _begun(IN_WORKING_DAYS, PREFECTURE)
    before = engine.due

    _hears_of(NOTICE, engine)

    assert (engine.due, engine.told) == (before, ())
