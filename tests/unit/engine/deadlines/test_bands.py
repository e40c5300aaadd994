"""Blue, yellow, red: when a period warns, and how many working days are left."""

from datetime import datetime

import pytest

from engine.deadlines.bands import band_of, working_days_left
from engine.deadlines.counting import SHANGHAI
from engine.definition import Deadline, Span
from engine.law import ZJ
from tests.unit.engine.deadlines import calendars

NATIONAL = calendars.NATIONAL.of_line(())
DUE = {"last_day": "2026-10-30", "due_at": "2026-10-30T16:00:00+00:00", "calendar": 1}
"""A Friday."""


def at(text: str) -> datetime:
    """A moment in Asia/Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def warned(*warn: Span, kind: str = "duty") -> Deadline:
    return Deadline("d", "期限", kind, [Span(months=1)], warn=warn, basis=[ZJ(21)])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("warn", "moment", "band"),
    [
        ((), "2026-10-29T23:59", ""),
        ((), "2026-10-30T00:00", "yellow"),  # the last working day
        ((), "2026-10-30T23:59", "yellow"),
        ((), "2026-10-31T00:00", "red"),  # the end is exclusive
        ((Span(working_days=3),), "2026-10-26T23:59", ""),
        ((Span(working_days=3),), "2026-10-27T00:00", "blue"),  # 29, 28, 27
        ((Span(working_days=5), Span(working_days=2)), "2026-10-23T09:00", "blue"),
        ((Span(working_days=5), Span(working_days=2)), "2026-10-28T00:00", "yellow"),
        ((Span(days=5),), "2026-10-22T23:59", ""),
        ((Span(days=5),), "2026-10-23T00:00", "blue"),  # the 25th is a Sunday: moved back to Friday
        ((Span(days=25),), "2026-09-30T00:00", "blue"),  # the 5th lies in the holidays: moved before them
    ],
)
def test_a_duty_warns_on_working_days_before_its_end(warn: tuple[Span, ...], moment: str, band: str) -> None:
    assert band_of(warned(*warn), DUE, at(moment), NATIONAL) == band


@pytest.mark.parametrize(
    ("warn", "moment", "band"),
    [
        (Span(days=5), "2026-10-24T23:59", ""),
        (Span(days=5), "2026-10-25T00:00", "blue"),  # a Sunday all the same
        (Span(hours=30), "2026-10-29T17:59", ""),
        (Span(hours=30), "2026-10-29T18:00", "blue"),
    ],
)
def test_a_limit_warns_at_any_hour_of_any_day(warn: Span, moment: str, band: str) -> None:
    assert band_of(warned(warn, kind="limit"), DUE, at(moment), NATIONAL) == band


@pytest.mark.parametrize(
    ("moment", "left"),
    [
        ("2026-10-30T10:00", 1),  # today still counts
        ("2026-10-28T10:00", 3),
        ("2026-10-24T10:00", 5),  # a Saturday
        ("2026-09-30T10:00", 19),  # past the National Day holidays, and Saturday the 10th is worked
        ("2026-10-31T10:00", 0),  # over, and no working day has passed since
        ("2026-11-02T10:00", -1),
    ],
)
def test_working_days_are_counted_to_the_last_day_and_since(moment: str, left: int) -> None:
    assert working_days_left(DUE, at(moment), NATIONAL) == left
