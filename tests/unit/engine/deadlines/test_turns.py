"""Bugs of periods in the course of their case, each buried under its story."""

from datetime import datetime

from tests.builders import COUNTY, OTHER_COUNTY, PREFECTURE
from tests.recounting.first import Engine
from tests.recounting.histories import SHANGHAI, Event
from tests.recounting.second import Declared, Length, Moment

IN_WORKING_DAYS = Declared("duty", Length(working_days=5))
ANEW_AFTER_A_TRIAL = Declared("duty", Length(days=10), resume_means="restart", suspended=frozenset({"on_trial"}))


def _on(day: str, stated: str = "") -> Moment:
    """Recorded at nine on this day, and said to have happened then or on an earlier one."""
    now = datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=SHANGHAI)
    return Moment(now, datetime.fromisoformat(f"{stated}T09:00").replace(tzinfo=SHANGHAI) if stated else now)


def _begun(declared: Declared, organ: str = COUNTY) -> Engine:
    """The period began on Tuesday, 3 March 2026, with a step to an inquiry."""
    engine = Engine(declared, organ, "received")
    engine.take(Event("step", _on("2026-03-03"), "inquiring", begins=True))
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


def test_a_period_that_was_met_and_restarts_counts_from_the_event_as_well() -> None:
    engine = _begun(Declared("duty", Length(days=10), resume_means="restart", resets=False))
    engine.take(Event("step", _on("2026-03-05"), "on_trial", meets=True))

    engine.take(Event("step", _on("2026-03-20", stated="2026-03-16"), "inquiring", begins=True))

    assert _last_day(engine) == "2026-03-26"
