"""How near the end of a period is: blue, yellow, red (蓝、黄、红), and the working days that are left. Pure.

A period warns from its first declared warning point on (blue), from its last one, and on its last working day, in
yellow; it is red from the very instant of its end. Warning points of days are moved back to a working day, so that a
warning is never first read after the holidays; those of a limit stay where they are, at any hour.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal

from engine.deadlines.clock import over
from engine.deadlines.counting import add_months, day_of, midnight
from engine.definition import Deadline, Span
from engine.working_calendar import OrganCalendar

Band = Literal["", "blue", "yellow", "red"]
BAND_NAMES: Final = {"": "正常", "blue": "蓝色预警", "yellow": "黄色预警", "red": "已逾期"}
_DAY: Final = timedelta(days=1)

Json = Mapping[str, Any]


def band_of(deadline: Deadline, due: Json, now: datetime, days: OrganCalendar) -> Band:
    """The band at this instant; empty before the first warning."""
    if over(due, now):
        return "red"
    points = sorted(warnings(deadline, due, days))
    if (len(points) > 1 and now >= points[-1]) or on_its_last_day(due["last_day"], now, days):
        return "yellow"
    return "blue" if points and now >= points[0] else ""


def warnings(deadline: Deadline, due: Json, days: OrganCalendar) -> Iterator[datetime]:
    """The instants at which the period begins to warn."""
    end = datetime.fromisoformat(due["due_at"])
    last = date.fromisoformat(due["last_day"])
    for span in deadline.warn:
        if span.hours:
            yield end - timedelta(hours=span.hours)
        elif deadline.kind == "limit":
            yield midnight(_back(last, span, days))
        else:
            yield midnight(_worked_before(_back(last, span, days), days))


def working_days_left(due: Json, now: datetime, days: OrganCalendar) -> int:
    """Working days from today to the last day, both included; after the end, those since it, as a negative number."""
    today, last = day_of(now), date.fromisoformat(due["last_day"])
    if over(due, now):
        return -sum(days.is_working(day) for day in _days_between(last + _DAY, today))
    return sum(days.is_working(day) for day in _days_between(today, last))


def _days_between(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += _DAY


def _back(last: date, span: Span, days: OrganCalendar) -> date:
    """The day so long before the last one."""
    day = add_months(last, -span.months)[0] - _DAY * span.days
    left = span.working_days
    while left:
        day -= _DAY
        left -= days.is_working(day)
    return day


def _worked_before(day: date, days: OrganCalendar) -> date:
    while not days.is_working(day):
        day -= _DAY
    return day


def on_its_last_day(last_day: str, now: datetime, days: OrganCalendar) -> bool:
    """Whether a period that ends with this day is on its last working day, or behind it."""
    return now >= midnight(_worked_before(date.fromisoformat(last_day), days))
