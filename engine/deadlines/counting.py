"""From a start to an end: the last day of a period, and the instant at which it is over. Pure.

Hours count from the event. Days and months count from the next day; months end on the same-numbered day, or on the
last day of a month that lacks it. A period that is counted from its first day (a limit on a measure, a term) ends on
the day before the same-numbered day. The end is exclusive: 00:00 in Asia/Shanghai after the last day. Sums of months,
days and working days are counted in this order from the original start, never one end from another.
"""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from engine.definition import Span
from engine.working_calendar import OrganCalendar

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
_DAY: Final = timedelta(days=1)

Start = date | datetime
"""A day, or an aware instant where the hour counts."""


@dataclass(frozen=True, slots=True)
class Standstill:
    """A time that doesn't count, from one instant to another."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Rule:
    """How a period is counted: its first day too, and on to the next working day where it ends on a day off."""

    first_day_counts: bool = False
    rolls: bool = False


PLAIN: Final = Rule()
"""Without the first day, ending on whatever day it is."""


@dataclass(frozen=True, slots=True)
class End:
    """The end of a period.

    `last_day` is the last day on which something is still in time; `due_at` the first instant (UTC) that is too late.
    `provisional`: days on which it rests may still be settled otherwise (暂定).
    """

    last_day: date
    due_at: datetime
    provisional: bool = False


def end_of(
    start: Start, spans: Iterable[Span], days: OrganCalendar, pauses: Sequence[Standstill] = (), rule: Rule = PLAIN
) -> End:
    """The end of a period of these lengths in sum. Raises `OverflowError` beyond the year 9999.

    Raises `ValueError` for hours beside another unit: a period has one or the other.
    """
    total = _sum(spans)
    if total.hours:
        return _hours(start, total, pauses)
    return _days(_day_of(start), total, days, pauses, rule)


def midnight(day: date) -> datetime:
    """00:00 of the day in Asia/Shanghai, as an instant in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI).astimezone(UTC)


def day_of(instant: datetime) -> date:
    """The day of an instant in Asia/Shanghai."""
    return instant.astimezone(SHANGHAI).date()


def add_months(day: date, months: int) -> tuple[date, bool]:
    """The same-numbered day so many months later, and whether the month has one; else its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError("beyond the calendar")
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)), day.day <= last


def _day_of(start: Start) -> date:
    return day_of(start) if isinstance(start, datetime) else start


def _sum(spans: Iterable[Span]) -> Span:
    hours = days = working_days = months = 0
    for span in spans:
        hours, days = hours + span.hours, days + span.days
        working_days, months = working_days + span.working_days, months + span.months
    if hours and (days or working_days or months):
        raise ValueError("hours don't add up with days or months")
    return Span(hours=hours, days=days, working_days=working_days, months=months)


def _hours(start: Start, total: Span, pauses: Sequence[Standstill]) -> End:
    due = (start if isinstance(start, datetime) else midnight(start)) + timedelta(hours=total.hours)
    for pause in sorted(pauses, key=lambda one: one.since):
        # What stood still after the end had come moves nothing.
        if pause.since < due:
            due += pause.until - pause.since
    due = due.astimezone(UTC)
    return End(day_of(due - timedelta(microseconds=1)), due)


def _days(start: date, total: Span, days: OrganCalendar, pauses: Sequence[Standstill], rule: Rule) -> End:
    still = sorted((max(day_of(pause.since), start), day_of(pause.until)) for pause in pauses)
    last = _pushed(_plain_end(start, total, first_day_counts=rule.first_day_counts), still)
    provisional = False
    if total.working_days:
        last, provisional = _worked(last, total.working_days, days, still)
    if total.working_days or rule.rolls:
        last, moved = _at_work(last, days, still)
        provisional |= moved
    return End(last, midnight(last + _DAY), provisional)


def _plain_end(start: date, total: Span, *, first_day_counts: bool) -> date:
    """The last day by months and calendar days alone; with none of them, the day before the first that counts."""
    last = start
    if total.months:
        last, exact = add_months(start, total.months)
        return last - _DAY * (first_day_counts and exact) + _DAY * total.days
    return last - _DAY * first_day_counts + _DAY * total.days


def _pushed(last: date, still: Sequence[tuple[date, date]]) -> date:
    """The last day after each pause that began in time: what was left then is left from its end on."""
    for since, until in still:
        if since <= last and until > since:
            last += until - since
    return last


def _worked(
    last: date, working_days: int, days: OrganCalendar, still: Sequence[tuple[date, date]]
) -> tuple[date, bool]:
    """The last of so many working days: on the day of a pause the clock still ran, on that of its end not yet."""
    provisional = False
    while working_days:
        last += _DAY
        provisional |= days.is_provisional(last)
        working_days -= days.is_working(last) and not any(since < last <= until for since, until in still)
    return last, provisional


def _at_work(last: date, days: OrganCalendar, still: Sequence[tuple[date, date]]) -> tuple[date, bool]:
    """The last day, where it is to be a working day.

    Who was stopped on it, or on the days off before it, has what was left on the day on which the clock goes on; and
    there he may be stopped again.
    """
    last, provisional = _rolled(last, days)
    for since, until in still:
        if since <= last < until:
            last, rolled = _rolled(until, days)
            provisional |= rolled
    return last, provisional


def _rolled(day: date, days: OrganCalendar) -> tuple[date, bool]:
    """The day, or the first working day after it, and whether that may still turn out otherwise."""
    provisional = days.is_provisional(day)
    while not days.is_working(day):
        day += _DAY
        provisional |= days.is_provisional(day)
    return day, provisional
