"""Ends of periods on real days, counted by hand: each row can be checked with a calendar and the notices.

The numbers in brackets are the working days as they are counted. Where a row names a deadline, it is the catalogue's.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple

import pytest

from engine.deadlines.counting import PLAIN, SHANGHAI, Rule, Standstill, Start, end_of
from engine.definition import Span
from engine.working_calendar import UNTOLD
from tests.unit.engine.deadlines.calendars import NATIONAL, a_local_notice, told

FROM_DAY_ONE: Final = Rule(first_day_counts=True)
"""A limit on a measure, or a term: the day on which it begins is its first."""
ROLLING: Final = Rule(rolls=True)
"""Its article lets it end on a working day."""


class Row(NamedTuple):
    """What happened, and by hand the last day on which one is still in time."""

    why: str
    start: str
    spans: tuple[Span, ...]
    last_day: str
    pauses: tuple[tuple[str, str], ...] = ()
    rule: Rule = PLAIN
    provisional: bool = False


def wd(number: int) -> Span:
    return Span(working_days=number)


def cd(number: int) -> Span:
    return Span(days=number)


def mo(number: int) -> Span:
    return Span(months=number)


def h(number: int) -> Span:
    return Span(hours=number)


def at(told_at: str) -> datetime:
    """An instant in Shanghai; with a Z at its end, in UTC."""
    instant = datetime.fromisoformat(told_at)
    return instant if instant.tzinfo else instant.replace(tzinfo=SHANGHAI)


def start_of(told_at: str) -> Start:
    """A day, or an instant where an hour is told."""
    return at(told_at) if ":" in told_at else date.fromisoformat(told_at)


def still(pauses: tuple[tuple[str, str], ...]) -> tuple[Standstill, ...]:
    return tuple(Standstill(at(since), at(until)) for since, until in pauses)


def why(row: object) -> str | None:
    return row.why if isinstance(row, Row) else None


WORKING_DAYS: Final = (
    # Mon 2 March: Tue 3 (1), 4 (2), 5 (3), 6 (4), Mon 9 (5).
    Row("an ordinary week", "2026-03-02", (wd(5),), "2026-03-09"),
    # Fri 6 March: Mon 9 (1) … Fri 13 (5).
    Row("received on a Friday", "2026-03-06", (wd(5),), "2026-03-13"),
    # Sat 7 March: the first working day after receipt is Mon 9 (1).
    Row("received on a Saturday", "2026-03-07", (wd(5),), "2026-03-13"),
    # The day of receipt isn't counted, whatever the hour: the same as for the whole Friday.
    Row("received on a Friday at 23:59", "2026-03-06 23:59", (wd(5),), "2026-03-13"),
    # Mon 9 March: 10 (1), 11 (2), 12 (3), 13 (4), 16 (5).
    Row("received on a Monday at 23:59", "2026-03-09 23:59", (wd(5),), "2026-03-16"),
    # One minute later it is Tue 10 March: 11 (1), 12 (2), 13 (3), 16 (4), 17 (5).
    Row("received on a Tuesday at 00:00", "2026-03-10 00:00", (wd(5),), "2026-03-17"),
    # 16:00 in UTC on the 9th is 00:00 on the 10th in Shanghai.
    Row("received at 16:00 UTC, the next day here", "2026-03-09 16:00Z", (wd(5),), "2026-03-17"),
    # 2024-09-14 is a make-up Saturday.
    Row("one working day on a make-up Saturday", "2024-09-13", (wd(1),), "2024-09-14"),
    # 1 to 8 October are off: 9 (1), 10 (2), make-up Sat 11 (3), 13 (4), 14 (5).
    Row("received on a holiday", "2025-10-03", (wd(5),), "2025-10-14"),
    # Wed 1 January is off: 31 Dec (1), 2 Jan (2), 3 (3), 6 (4), 7 (5).
    Row("New Year 2025", "2024-12-30", (wd(5),), "2025-01-07"),
    # 1 to 3 January are off, Sun 4 is a make-up day: 31 Dec (1), 4 (2), 5 (3), 6 (4), 7 (5).
    Row("New Year 2026", "2025-12-30", (wd(5),), "2026-01-07"),
    # Sun 4 February 2024 is a make-up day: 4 (1), 5 (2), 6 (3), 7 (4), 8 (5).
    Row("make-up Sunday before Spring Festival 2024", "2024-02-02", (wd(5),), "2024-02-08"),
    # New Year's Eve, Fri 9, is no day off in 2024: 6 (1), 7 (2), 8 (3), 9 (4); 10 to 17 off; make-up Sun 18 (5).
    Row("New Year's Eve 2024 is a workday", "2024-02-05", (wd(5),), "2024-02-18"),
    # 2025-01-26 is a make-up Sunday: 26 (1), 27 (2); 28 January to 4 February off; 5 (3), 6 (4), 7 (5).
    Row("make-up Sunday before Spring Festival 2025", "2025-01-24", (wd(5),), "2025-02-07"),
    # Received on the make-up Sunday itself: 27 (1); 5 (2), 6 (3), 7 (4), make-up Sat 8 (5).
    Row("ends on a make-up Saturday", "2025-01-26", (wd(5),), "2025-02-08"),
    # INQUIRY_REPLY: 24 (1), 26 (2), 27 (3), 5 (4), 6 (5), 7 (6), 8 (7), 10 (8) … 14 (12), 17 (13), 18 (14), 19 (15).
    Row("15 working days over Spring Festival 2025", "2025-01-23", (wd(15),), "2025-02-19"),
    # Fri 13 (1), make-up Sat 14 (2); 15 to 23 February off; 24 (3), 25 (4), 26 (5).
    Row("Spring Festival 2026", "2026-02-12", (wd(5),), "2026-02-26"),
    # 11 (1) … 14 (4); 24 (5) … 27 (8), make-up Sat 28 (9); 2 March (10) … 6 (14), 9 (15).
    Row("15 working days over Spring Festival 2026", "2026-02-10", (wd(15),), "2026-03-09"),
    # 3 (1); 4 to 6 April off; make-up Sun 7 (2), 8 (3), 9 (4), 10 (5).
    Row("Tomb-sweeping Day 2024", "2024-04-02", (wd(5),), "2024-04-10"),
    # 2 (1), 3 (2); Fri 4 to Sun 6 off, none is made up; 7 (3), 8 (4), 9 (5).
    Row("Tomb-sweeping Day 2025", "2025-04-01", (wd(5),), "2025-04-09"),
    # Sat 4 to Mon 6 April off: 2 (1), 3 (2), 7 (3), 8 (4), 9 (5).
    Row("Tomb-sweeping Day 2026", "2026-04-01", (wd(5),), "2026-04-09"),
    # Make-up Sun 28 (1), 29 (2), 30 (3); 1 to 5 May off; 6 (4), 7 (5).
    Row("Labour Day 2024", "2024-04-26", (wd(5),), "2024-05-07"),
    # Make-up Sun 27 (1), 28 (2), 29 (3), 30 (4); 1 to 5 May off; Tue 6 (5).
    Row("Labour Day 2025", "2025-04-25", (wd(5),), "2025-05-06"),
    # 30 (1); 1 to 5 May off; 6 (2), 7 (3), 8 (4), make-up Sat 9 (5).
    Row("Labour Day 2026", "2026-04-29", (wd(5),), "2026-05-09"),
    # 7 (1); weekend and Mon 10 June off; 11 (2), 12 (3), 13 (4), 14 (5).
    Row("Dragon Boat Festival 2024", "2024-06-06", (wd(5),), "2024-06-14"),
    # 29 (1), 30 (2); 31 May to 2 June off; 3 (3), 4 (4), 5 (5).
    Row("Dragon Boat Festival 2025", "2025-05-28", (wd(5),), "2025-06-05"),
    # 18 (1); Fri 19 to Sun 21 June off; 22 (2), 23 (3), 24 (4), 25 (5).
    Row("Dragon Boat Festival 2026", "2026-06-17", (wd(5),), "2026-06-25"),
    # 13 (1), make-up Sat 14 (2); 15 to 17 September off; 18 (3), 19 (4), 20 (5).
    Row("Mid-autumn Festival 2024", "2024-09-12", (wd(5),), "2024-09-20"),
    # Make-up Sun 29 (1), 30 (2); 1 to 7 October off; 8 (3), 9 (4), 10 (5).
    Row("National Day 2024", "2024-09-27", (wd(5),), "2024-10-10"),
    # 23 (1) … 27 (5), make-up 29 (6), 30 (7); 8 (8) … 11 (11), make-up Sat 12 (12), 14 (13), 15 (14), 16 (15).
    Row("15 working days over National Day 2024", "2024-09-20", (wd(15),), "2024-10-16"),
    # Make-up Sun 28 (1), 29 (2), 30 (3); 1 to 8 October off; 9 (4), 10 (5).
    Row("National Day and Mid-autumn 2025", "2025-09-26", (wd(5),), "2025-10-10"),
    # Make-up Sun 20 (1), 21 (2), 22 (3), 23 (4), 24 (5).
    Row("make-up Sunday before National Day 2026", "2026-09-18", (wd(5),), "2026-09-24"),
    # 25 to 27 September off; 28 (1), 29 (2), 30 (3); 1 to 7 October off; 8 (4), 9 (5).
    Row("Mid-autumn and National Day 2026", "2026-09-24", (wd(5),), "2026-10-09"),
    # 18 (1), 20 (2) … 24 (6); 28 (7), 29 (8), 30 (9); 8 (10), 9 (11), make-up Sat 10 (12), 12 (13), 13 (14), 14 (15).
    Row("15 working days over both festivals 2026", "2026-09-17", (wd(15),), "2026-10-14"),
)

MONTHS: Final = (
    # 15 February 2026 is a Sunday and the first day of Spring Festival: months of organs aren't moved by it.
    Row("CLUE_PROPOSE ends on a holiday", "2026-01-15", (mo(1),), "2026-02-15"),
    # February 2025 has no 31st, 30th, 29th.
    Row("31 January to the end of February", "2025-01-31", (mo(1),), "2025-02-28"),
    Row("30 January to the end of February", "2025-01-30", (mo(1),), "2025-02-28"),
    Row("29 January to the end of February", "2025-01-29", (mo(1),), "2025-02-28"),
    # February 2024 has a 29th.
    Row("31 January in a leap year", "2024-01-31", (mo(1),), "2024-02-29"),
    Row("29 January in a leap year", "2024-01-29", (mo(1),), "2024-02-29"),
    # The same-numbered day, not the month's end.
    Row("28 February isn't every month's end", "2025-02-28", (mo(1),), "2025-03-28"),
    Row("from leap day to the 29th", "2024-02-29", (mo(1),), "2024-03-29"),
    Row("INVESTIGATE_SUP from leap day", "2024-02-29", (mo(12),), "2025-02-28"),
    Row("INVESTIGATE_SUP from the day the law came into force", "2025-06-01", (mo(12),), "2026-06-01"),
    # April, November, September have thirty days.
    Row("TRIAL from 31 March", "2025-03-31", (mo(1),), "2025-04-30"),
    Row("TRIAL from 31 October", "2025-10-31", (mo(1),), "2025-11-30"),
    Row("PRELIM_VERIFY from 31 July", "2025-07-31", (mo(2),), "2025-09-30"),
    Row("INVESTIGATE_PARTY from 30 August", "2025-08-30", (mo(3),), "2025-11-30"),
    Row("INVESTIGATE_PARTY over the year's end to February", "2025-11-30", (mo(3),), "2026-02-28"),
    Row("PRELIM_VERIFY from New Year's Eve", "2025-12-31", (mo(2),), "2026-02-28"),
    Row("TRIAL over the year's end", "2025-12-15", (mo(1),), "2026-01-15"),
    # February 2026 has no 29th, none has a 31st.
    Row("EXEC_REPORT from 29 August", "2025-08-29", (mo(6),), "2026-02-28"),
    Row("EXEC_REPORT from 31 August", "2024-08-31", (mo(6),), "2025-02-28"),
    # The last minute of May is still in May; 16:00 UTC is the first minute of June.
    Row("event on the last minute of a month", "2025-05-31 23:59", (mo(1),), "2025-06-30"),
    Row("event on the first minute of a month", "2025-05-31 16:00Z", (mo(1),), "2025-07-01"),
)

DAYS: Final = (
    # Holidays count as calendar days.
    Row("XF_ROUTE over Spring Festival", "2026-02-09", (cd(15),), "2026-02-24"),
    # 29 February is day 28, 1 March day 29.
    Row("30 days in a leap February", "2024-02-01", (cd(30),), "2024-03-02"),
    # 28 February is day 27.
    Row("30 days in a common February", "2025-02-01", (cd(30),), "2025-03-03"),
    Row("UNFREEZE over the year's end", "2025-12-30", (cd(3),), "2026-01-02"),
    Row("seven days to serve an answer end in a holiday", "2025-09-28", (cd(7),), "2025-10-05"),
    # 31 July is day 28, 31 August day 59.
    Row("XF_CONCLUDE", "2025-07-03", (cd(60),), "2025-09-01"),
    Row("the clock strikes midnight before the first day", "2026-03-02 00:00", (cd(3),), "2026-03-05"),
)

EXTENDED: Final = (
    # Three months from 31 December; 28 February and a month more would only be 28 March.
    Row("PRELIM_VERIFY 2+1 from the original start", "2025-12-31", (mo(2), mo(1)), "2026-03-31"),
    Row("TRIAL 1+1 from 31 January", "2025-01-31", (mo(1), mo(1)), "2025-03-31"),
    # Three months would end on 31 January, four on the last day of February.
    Row("INVESTIGATE_PARTY 3+1 from 31 October", "2025-10-31", (mo(3), mo(1)), "2026-02-28"),
    Row("TASKED_COMPLAINT 3+3 from 31 August", "2025-08-31", (mo(3), mo(3)), "2026-02-28"),
    Row("three extensions of a month each", "2025-10-31", (mo(1), mo(1), mo(1)), "2026-01-31"),
    # Day 60 is 1 September, 30 September day 89. It ends on National Day: the regulation doesn't move it.
    Row("XF_CONCLUDE 60+30", "2025-07-03", (cd(60), cd(30)), "2025-10-01"),
    # 19 February was the fifteenth: 20 (16), 21 (17), 24 (18), 25 (19), 26 (20).
    Row("15+5 working days", "2025-01-23", (wd(15), wd(5)), "2025-02-26"),
    # 23 February, a holiday, ends the month: 24 (1), 25 (2), 26 (3), 27 (4), make-up Sat 28 (5).
    Row("a month and five working days", "2026-01-23", (mo(1), wd(5)), "2026-02-28"),
    # The month ends on 30 September, ten days later is 10 October: make-up Sat 11 (1), 13 (2), 14 (3).
    Row("months, then days, then working days", "2025-08-31", (mo(1), cd(10), wd(3)), "2025-10-14"),
    Row("the order of granting doesn't matter", "2025-08-31", (wd(3), cd(10), mo(1)), "2025-10-14"),
    # The month ends on 28 February, five days later is 5 March.
    Row("a month and five days", "2025-01-31", (mo(1), cd(5)), "2025-03-05"),
)

PAUSED: Final = (
    # Would end on 2 April; ten days later.
    Row("30 days paused for ten", "2025-03-03", (cd(30),), "2025-04-12", (("2025-03-10 09:00", "2025-03-20 17:00"),)),
    # Would end on 10 September; fourteen days later.
    Row("two months paused for 14", "2025-07-10", (mo(2),), "2025-09-24", (("2025-08-01 09:00", "2025-08-15 09:00"),)),
    # 23 (1), 24 (2), 25 (3), on which it stopped; 10 October (4), make-up 11 (5), 13 (6) … 17 (10), 20 (11) … 24 (15).
    Row(
        "15 working days paused over National Day",
        "2025-09-22",
        (wd(15),),
        "2025-10-24",
        (("2025-09-25 16:00", "2025-10-09 10:00"),),
    ),
    # 30 (1), 9 (2), 10 (3), make-up 11 (4), 13 (5): no working day lies in the pause.
    Row(
        "working days paused within a holiday",
        "2025-09-29",
        (wd(5),),
        "2025-10-13",
        (("2025-10-02 09:00", "2025-10-06 09:00"),),
    ),
    # Would end on 9 October; calendar days of a holiday stand still as others do.
    Row(
        "calendar days paused within a holiday",
        "2025-09-29",
        (cd(10),),
        "2025-10-13",
        (("2025-10-02 09:00", "2025-10-06 09:00"),),
    ),
    # Goes on at Fri 6 March, of which nothing is counted: 9 (1) … 13 (5).
    Row(
        "paused on the day of receipt",
        "2026-03-02",
        (wd(5),),
        "2026-03-13",
        (("2026-03-02 15:00", "2026-03-06 09:00"),),
    ),
    # Resumed on Sat 7 March: 3 (1), 4 (2), 9 (3), 10 (4), 11 (5).
    Row("resumed on a weekend", "2026-03-02", (wd(5),), "2026-03-11", (("2026-03-04 15:00", "2026-03-07 09:00"),)),
    # Begun on Sat 7 March, no working day: 3 (1) … 6 (4); Wed 11 isn't counted; 12 (5).
    Row("paused on a weekend", "2026-03-02", (wd(5),), "2026-03-12", (("2026-03-07 15:00", "2026-03-11 09:00"),)),
    # 9 March is the last day; what was left of it is left on Wed 18 March.
    Row("stopped on the last day", "2026-03-02", (wd(5),), "2026-03-18", (("2026-03-09 11:00", "2026-03-18 09:00"),)),
    # Sat 14 March is no working day: the rest is left on Mon 16.
    Row("goes on upon a Saturday", "2026-03-02", (wd(5),), "2026-03-16", (("2026-03-09 11:00", "2026-03-14 09:00"),)),
    # 21 (1) … 25 (5); resumed on Sat 26 April; Sun 27 is a make-up day.
    Row(
        "goes on before a make-up day",
        "2025-04-18",
        (wd(5),),
        "2025-04-27",
        (("2025-04-25 11:00", "2025-04-26 09:00"),),
    ),
    # The rest of 9 March is left on Thu 12, and stopped once more.
    Row(
        "stopped on the last day, and again on the day on which it goes on",
        "2026-03-02",
        (wd(5),),
        "2026-03-18",
        (("2026-03-09 11:00", "2026-03-12 09:00"), ("2026-03-12 15:00", "2026-03-18 09:00")),
    ),
    # Resumed on Sat 14, the rest is left on Mon 16; but on Sun 15 it stops again, until Thu 19.
    Row(
        "stopped again before the day on which it goes on",
        "2026-03-02",
        (wd(5),),
        "2026-03-19",
        (("2026-03-09 11:00", "2026-03-14 09:00"), ("2026-03-15 15:00", "2026-03-19 09:00")),
    ),
    # 9 March was the last day, whatever stood still afterwards.
    Row("too late for a pause", "2026-03-02", (wd(5),), "2026-03-09", (("2026-03-10 00:00", "2026-03-18 09:00"),)),
    # 17 March is the last day; it goes on at the 27th.
    Row(
        "days stopped on the last day",
        "2026-03-02",
        (cd(15),),
        "2026-03-27",
        (("2026-03-17 23:59", "2026-03-27 09:00"),),
    ),
    Row(
        "days too late for a pause", "2026-03-02", (cd(15),), "2026-03-17", (("2026-03-18 00:00", "2026-03-27 09:00"),)
    ),
    # B - A is 0 days.
    Row("paused for some hours", "2026-03-02", (wd(5),), "2026-03-09", (("2026-03-05 09:00", "2026-03-05 17:00"),)),
    # Twenty minutes, but from the 5th to the 6th: one day.
    Row("paused over midnight", "2026-03-02", (cd(15),), "2026-03-18", (("2026-03-05 23:50", "2026-03-06 00:10"),)),
    # 15:50 UTC is 23:50 here, 16:10 the next day.
    Row(
        "paused over midnight in UTC",
        "2026-03-02",
        (cd(15),),
        "2026-03-18",
        (("2026-03-05 15:50Z", "2026-03-05 16:10Z"),),
    ),
    # 10 September, moved to the 20th by the first; the second began on the 15th, in time.
    Row(
        "a second pause after the original end",
        "2025-07-10",
        (mo(2),),
        "2025-09-30",
        (("2025-07-20 09:00", "2025-07-30 09:00"), ("2025-09-15 09:00", "2025-09-25 09:00")),
    ),
    # The 20th is over when the second begins.
    Row(
        "a second pause after the moved end",
        "2025-07-10",
        (mo(2),),
        "2025-09-20",
        (("2025-07-20 09:00", "2025-07-30 09:00"), ("2025-09-21 09:00", "2025-09-25 09:00")),
    ),
    # Three months from 30 December end on 30 March, five days later; a month after 5 March would be 5 April.
    Row(
        "paused and extended",
        "2025-12-30",
        (mo(2), mo(1)),
        "2026-04-04",
        (("2026-01-10 09:00", "2026-01-15 09:00"),),
    ),
    # 30 days end on Wed 1 April, before the pause; of the 5 working days more: 2 (1), 3 (2), 7 (3), 8 (4), on which it
    # stopped; resumed on Fri 10, Mon 13 (5).
    Row(
        "paused during the working days that were added",
        "2026-03-02",
        (cd(30), wd(5)),
        "2026-04-13",
        (("2026-04-08 09:00", "2026-04-10 09:00"),),
    ),
)

ROLLED: Final = (
    # 3 October 2025 is a holiday, Thu 9 the first working day after it.
    Row("SUP_REVIEW_APPLY ends in a holiday", "2025-09-03", (mo(1),), "2025-10-09", rule=ROLLING),
    Row("the same where no article moves it", "2025-09-03", (mo(1),), "2025-10-03"),
    # 9 August 2025 is a Saturday.
    Row("ends on a Saturday", "2025-07-10", (cd(30),), "2025-08-11", rule=ROLLING),
    Row("ends on a working day", "2025-01-11", (mo(1),), "2025-02-11", rule=ROLLING),
    # 14 February 2026 is a make-up Saturday, 27 April 2025 a make-up Sunday.
    Row("ends on a make-up Saturday", "2026-01-14", (mo(1),), "2026-02-14", rule=ROLLING),
    Row("ends on a make-up Sunday", "2025-03-27", (mo(1),), "2025-04-27", rule=ROLLING),
    Row("ends the day before a make-up Sunday", "2025-03-26", (mo(1),), "2025-04-27", rule=ROLLING),
    # 15 to 23 February are off, Tue 24 is the first working day.
    Row("ends in Spring Festival 2026", "2026-01-20", (mo(1),), "2026-02-24", rule=ROLLING),
    # 28 January to 4 February are off.
    Row("ends on New Year's Eve 2025", "2024-12-28", (mo(1),), "2025-02-05", rule=ROLLING),
    # Two months end on Mon 3 November: that 3 October was a holiday counts for nothing.
    Row("extended, rolled only at the end", "2025-09-03", (mo(1), mo(1)), "2025-11-03", rule=ROLLING),
    # 20 September and eleven days are 1 October; then on to the 9th.
    Row(
        "paused into a holiday",
        "2025-08-20",
        (mo(1),),
        "2025-10-09",
        (("2025-09-01 09:00", "2025-09-12 09:00"),),
        rule=ROLLING,
    ),
    # Sat 21 March, so Mon 23 is the last day; stopped on Sun 22, so what was left is left on Wed 25.
    Row(
        "paused on the weekend that prolongs it",
        "2026-03-06",
        (cd(15),),
        "2026-03-25",
        (("2026-03-22 09:00", "2026-03-25 09:00"),),
        rule=ROLLING,
    ),
    # Mon 23 is the last day, and over when the pause begins.
    Row(
        "too late for a pause after the weekend",
        "2026-03-06",
        (cd(15),),
        "2026-03-23",
        (("2026-03-24 00:00", "2026-03-25 09:00"),),
        rule=ROLLING,
    ),
)

LIMITS: Final = (
    # The day of announcement is day one: three months from 1 March end on 31 May.
    Row("DETAIN announced on 1 March", "2026-03-01", (mo(3),), "2026-05-31", rule=FROM_DAY_ONE),
    Row("DETAIN announced on New Year's Day", "2026-01-01", (mo(3),), "2026-03-31", rule=FROM_DAY_ONE),
    # 28 February 2026 is the same-numbered day, so the limit ends on the day before.
    Row("DETAIN announced on 28 November", "2025-11-28", (mo(3),), "2026-02-27", rule=FROM_DAY_ONE),
    # February 2026 has no 29th and no 30th: the month's end.
    Row("DETAIN announced on 29 November", "2025-11-29", (mo(3),), "2026-02-28", rule=FROM_DAY_ONE),
    Row("DETAIN announced on 30 November", "2025-11-30", (mo(3),), "2026-02-28", rule=FROM_DAY_ONE),
    # The day before 15 February, whatever day that is.
    Row("DETAIN 3+3", "2025-08-15", (mo(3), mo(3)), "2026-02-14", rule=FROM_DAY_ONE),
    Row("DETAIN 3+3 from 31 August", "2025-08-31", (mo(3), mo(3)), "2026-02-28", rule=FROM_DAY_ONE),
    # Eight months from 30 June 2025: February has no 30th.
    Row("DETAIN 3+3+2", "2025-06-30", (mo(3), mo(3), mo(2)), "2026-02-28", rule=FROM_DAY_ONE),
    # 20 to 23 February are Spring Festival: no holiday moves a limit.
    Row("CARE ends in Spring Festival", "2026-02-14", (cd(7),), "2026-02-20", rule=FROM_DAY_ONE),
    Row("CARE 7+3", "2026-02-14", (cd(7), cd(3)), "2026-02-23", rule=FROM_DAY_ONE),
    # Its one minute is day one all the same.
    Row("CARE announced at 23:59", "2026-02-14 23:59", (cd(7),), "2026-02-20", rule=FROM_DAY_ONE),
    Row("CONFINE to leap day", "2024-02-23", (cd(7),), "2024-02-29", rule=FROM_DAY_ONE),
    Row("one day is the day itself", "2026-03-02", (cd(1),), "2026-03-02", rule=FROM_DAY_ONE),
    # 2025 has no 29 February: the month's end. 2026 has a 1 March: the day before.
    Row("WAIT_ORDER from leap day", "2024-02-29", (mo(12),), "2025-02-28", rule=FROM_DAY_ONE),
    Row("WAIT_ORDER from 1 March", "2025-03-01", (mo(12),), "2026-02-28", rule=FROM_DAY_ONE),
    # August has a 31st, November hasn't.
    Row("TECH from 31 May", "2025-05-31", (mo(3),), "2025-08-30", rule=FROM_DAY_ONE),
    Row("TECH 3+3 from 31 May", "2025-05-31", (mo(3), mo(3)), "2025-11-30", rule=FROM_DAY_ONE),
    Row("a month from the last day of February", "2025-02-28", (mo(1),), "2025-03-27", rule=FROM_DAY_ONE),
)

TERMS: Final = (
    Row("administrative warning, 6 months from 31 August", "2025-08-31", (mo(6),), "2026-02-28", rule=FROM_DAY_ONE),
    Row("Party warning, 1 year", "2025-06-18", (mo(12),), "2026-06-17", rule=FROM_DAY_ONE),
    Row("Party warning decided on New Year's Day", "2025-01-01", (mo(12),), "2025-12-31", rule=FROM_DAY_ONE),
    # 18 months from 15 December 2024: 15 June 2026.
    Row("severe warning, 18 months", "2024-12-15", (mo(18),), "2026-06-14", rule=FROM_DAY_ONE),
    # February 2026 has no 31st.
    Row("severe warning, 18 months from 31 August", "2024-08-31", (mo(18),), "2026-02-28", rule=FROM_DAY_ONE),
    Row("removal from Party posts, 24 months from leap day", "2024-02-29", (mo(24),), "2026-02-28", rule=FROM_DAY_ONE),
    Row("removal from Party posts, 24 months from 1 March", "2024-03-01", (mo(24),), "2026-02-28", rule=FROM_DAY_ONE),
    # 2028 has a 29 February: the day before it.
    Row("several sanctions, 48 months from leap day", "2024-02-29", (mo(48),), "2028-02-28", rule=FROM_DAY_ONE),
    # 2029 has none: the month's end.
    Row("expulsion, 5 years from leap day", "2024-02-29", (mo(60),), "2029-02-28", rule=FROM_DAY_ONE),
    # Five months remain and twelve are new; June 2027 has no 31st. Not provisional: no working day is counted.
    Row("a new sanction while one has effect", "2026-01-31", (mo(5), mo(12)), "2027-06-30", rule=FROM_DAY_ONE),
)

PROVISIONAL: Final = (
    # 23 (1) … 27 November (5): settled.
    Row("ends in November 2026", "2026-11-20", (wd(5),), "2026-11-27"),
    # Sun 29 November; Mon 30 (1).
    Row("ends on the last settled day", "2026-11-29", (wd(1),), "2026-11-30"),
    # 30 November (1), 1 (2), 2 (3), 3 (4), 4 December (5).
    Row("runs into December 2026", "2026-11-27", (wd(5),), "2026-12-04", provisional=True),
    # The notice for 2026 has come: 2 (1) … 5 (4), 8 (5).
    Row("December 2025 is settled", "2025-12-01", (wd(5),), "2025-12-08"),
    # No working day is asked for.
    Row("a month to December 2026", "2026-11-15", (mo(1),), "2026-12-15"),
    Row("thirty days to 2027", "2026-12-15", (cd(30),), "2027-01-14"),
    # Sat 12 December, so Mon 14; and Mon 14 itself may be made a day off.
    Row("rolled in December 2026", "2026-11-12", (mo(1),), "2026-12-14", rule=ROLLING, provisional=True),
    Row("perhaps to be rolled in December 2026", "2026-11-14", (mo(1),), "2026-12-14", rule=ROLLING, provisional=True),
    # 30 (1), 31 (2); Fri 1 January is off by law, then a weekend; 4 (3), 5 (4), 6 (5).
    Row("New Year 2027", "2026-12-29", (wd(5),), "2027-01-06", provisional=True),
    # 29 (1), 1 (2) … 4 (5); Fri 5 to Mon 8 February are off by law; 9 (6) … 12 (9), 15 (10) … 19 (14), 22 (15).
    Row("Spring Festival 2027", "2027-01-28", (wd(15),), "2027-02-22", provisional=True),
    # Mon 5 April 2027 is Tomb-sweeping Day.
    Row("rolled over a festival by law", "2027-03-06", (cd(30),), "2027-04-06", rule=ROLLING, provisional=True),
    # 26 (1), 27 November (2), on which it stopped; Tue 1 December isn't counted; 2 (3), 3 (4), 4 (5).
    Row(
        "paused into December 2026",
        "2026-11-25",
        (wd(5),),
        "2026-12-04",
        (("2026-11-27 09:00", "2026-12-01 09:00"),),
        provisional=True,
    ),
    # 27 November is the last day; it goes on at Tue 1 December, if that stays a working day.
    Row(
        "stopped on the last day until December 2026",
        "2026-11-20",
        (wd(5),),
        "2026-12-01",
        (("2026-11-27 09:00", "2026-12-01 09:00"),),
        provisional=True,
    ),
)

BY_DAYS: Final = (
    *WORKING_DAYS,
    *MONTHS,
    *DAYS,
    *EXTENDED,
    *PAUSED,
    *ROLLED,
    *LIMITS,
    *TERMS,
    *PROVISIONAL,
)


@pytest.mark.parametrize("row", BY_DAYS, ids=why)
def test_a_period_in_days_ends_with_its_last_day(row: Row) -> None:
    end = end_of(start_of(row.start), row.spans, NATIONAL.of_line(()), still(row.pauses), row.rule)

    last_day = date.fromisoformat(row.last_day)
    too_late = datetime.combine(last_day + timedelta(days=1), datetime.min.time(), SHANGHAI)
    assert (end.last_day, end.provisional) == (last_day, row.provisional)
    assert end.due_at == too_late
    assert end.due_at.tzinfo is UTC


HOURS: Final = (
    # Here the end is told instead of the last day.
    Row("SUMMON over midnight", "2026-03-02 20:15", (h(12),), "2026-03-03 08:15"),
    Row("SUMMON with care or detention", "2026-03-02 20:15", (h(12), h(12)), "2026-03-03 20:15"),
    Row("ends a minute after midnight", "2026-03-02 12:01", (h(12),), "2026-03-03 00:01"),
    Row("CARE_TO_PLACE over a month's end", "2026-02-28 18:00", (h(24),), "2026-03-01 18:00"),
    Row("SUMMON_GAP to leap day", "2024-02-28 23:59", (h(24),), "2024-02-29 23:59"),
    # No holiday moves an hour.
    Row("ACCIDENT in Spring Festival", "2026-02-17 01:00", (h(24),), "2026-02-18 01:00"),
    Row("SUMMON over the year's end", "2025-12-31 20:00", (h(12),), "2026-01-01 08:00"),
    # 12:15 UTC is 20:15 here.
    Row("told in UTC", "2026-03-02 12:15Z", (h(12),), "2026-03-03 08:15"),
    # 19 hours are left at 15:00, and are counted on from 9:30 three days later.
    Row(
        "DETAIN_NOTIFY while the investigation would be hindered",
        "2026-03-02 10:00",
        (h(24),),
        "2026-03-06 04:30",
        (("2026-03-02 15:00", "2026-03-05 09:30"),),
    ),
    # Ten minutes are ten minutes, over midnight too.
    Row(
        "hours paused over midnight",
        "2026-03-02 20:00",
        (h(12),),
        "2026-03-03 08:10",
        (("2026-03-02 23:55", "2026-03-03 00:05"),),
    ),
    # One minute is left at 19:59; at 20:00 nothing.
    Row(
        "stopped in the last minute",
        "2026-03-02 08:00",
        (h(12),),
        "2026-03-03 09:01",
        (("2026-03-02 19:59", "2026-03-03 09:00"),),
    ),
    Row(
        "stopped when it was over",
        "2026-03-02 08:00",
        (h(12),),
        "2026-03-02 20:00",
        (("2026-03-02 20:00", "2026-03-03 09:00"),),
    ),
)


@pytest.mark.parametrize("row", HOURS, ids=why)
def test_a_period_in_hours_ends_to_the_minute(row: Row) -> None:
    end = end_of(at(row.start), row.spans, NATIONAL.of_line(()), still(row.pauses))

    until = at(row.last_day)
    assert (end.due_at, end.last_day, end.provisional) == (until, until.date(), False)


def test_what_ends_at_midnight_has_its_last_day_before() -> None:
    end = end_of(at("2026-03-02 12:00"), (h(12),), NATIONAL.of_line(()))

    assert (end.due_at, end.last_day) == (at("2026-03-03 00:00"), date(2026, 3, 2))


def test_hours_from_a_day_count_from_its_beginning() -> None:
    # The earlier reading, where nobody has told the hour.
    end = end_of(date(2026, 3, 2), (h(12),), NATIONAL.of_line(()))

    assert end.due_at == at("2026-03-02 12:00")


REGION, COUNTY_THERE, COUNTY_ELSEWHERE = "45", "450101", "990101"
SANYUESAN = a_local_notice(REGION, off="2025-03-31 2025-04-01", on="2025-04-12")
"""The third day of the third month is 31 March 2025. The region gives two days off and has Saturday 12 April worked."""
COUNTY_WORKS = a_local_notice(COUNTY_THERE, on="2025-04-01")
"""One county of the region works on the second day."""
THERE, ELSEWHERE = (COUNTY_THERE, REGION), (COUNTY_ELSEWHERE, "99")

LOCAL: Final = (
    # 31 (1), 1 April (2), 2 (3), 3 (4); Tomb-sweeping Day; 7 (5).
    (ELSEWHERE, "2025-03-28", (wd(5),), PLAIN, "2025-04-07"),
    # 2 (1), 3 (2); 7 (3), 8 (4), 9 (5).
    (THERE, "2025-03-28", (wd(5),), PLAIN, "2025-04-09"),
    # 10 (1), 11 (2), 14 (3), 15 (4), 16 (5).
    (ELSEWHERE, "2025-04-09", (wd(5),), PLAIN, "2025-04-16"),
    # Sat 12 is worked: 10 (1), 11 (2), 12 (3), 14 (4), 15 (5).
    (THERE, "2025-04-09", (wd(5),), PLAIN, "2025-04-15"),
    # 31 March is a Monday: a day off there only.
    (ELSEWHERE, "2025-03-01", (cd(30),), ROLLING, "2025-03-31"),
    (THERE, "2025-03-01", (cd(30),), ROLLING, "2025-04-02"),
    # No local day moves a period in months, or a limit.
    (THERE, "2025-02-28", (mo(1), cd(3)), PLAIN, "2025-03-31"),
    (THERE, "2025-03-25", (cd(7),), FROM_DAY_ONE, "2025-03-31"),
)


@pytest.mark.parametrize(("line", "start", "spans", "rule", "last_day"), LOCAL)
def test_the_local_days_of_an_autonomous_region_count_there_and_nowhere_else(
    line: tuple[str, ...], start: str, spans: tuple[Span, ...], rule: Rule, last_day: str
) -> None:
    end = end_of(start_of(start), spans, told(SANYUESAN).of_line(line), (), rule)

    assert (end.last_day, end.provisional) == (date.fromisoformat(last_day), False)


def test_the_county_s_own_days_go_before_those_of_its_region() -> None:
    days = told(COUNTY_WORKS, SANYUESAN)

    # 1 (1), 2 (2), 3 (3); 7 (4), 8 (5).
    assert end_of(date(2025, 3, 28), (wd(5),), days.of_line(THERE)).last_day == date(2025, 4, 8)
    assert end_of(date(2025, 3, 28), (wd(5),), days.of_line((REGION,))).last_day == date(2025, 4, 9)


def test_a_later_local_notice_goes_before_an_earlier_one() -> None:
    withdrawn = a_local_notice(REGION, on="2025-04-01")

    end = end_of(date(2025, 3, 28), (wd(5),), told(SANYUESAN, withdrawn).of_line(THERE))

    assert end.last_day == date(2025, 4, 8)


def test_a_notice_for_the_next_year_settles_its_days_and_moves_what_was_provisional() -> None:
    # As if Sat 2 January 2027 were to be worked: 30 (1), 31 (2), 2 (3), 4 (4), 5 (5).
    notice = {"year": 2027, "off": {"2027-01-01": "元旦"}, "on": {"2027-01-02": "元旦"}}

    before = end_of(date(2026, 12, 29), (wd(5),), NATIONAL.of_line(()))
    after = end_of(date(2026, 12, 29), (wd(5),), told(notice).of_line(()))

    assert (before.last_day, before.provisional) == (date(2027, 1, 6), True)
    assert (after.last_day, after.provisional) == (date(2027, 1, 5), False)


def test_before_any_notice_every_working_day_is_provisional() -> None:
    end = end_of(date(2026, 3, 2), (wd(5),), UNTOLD.of_line(()))

    assert (end.last_day, end.provisional) == (date(2026, 3, 9), True)


def test_hours_don_t_add_up_with_days() -> None:
    with pytest.raises(ValueError, match="hours"):
        end_of(date(2026, 3, 2), (h(12), cd(1)), NATIONAL.of_line(()))


def test_what_ends_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(OverflowError):
        end_of(date(2026, 3, 2), (mo(12 * 8000),), NATIONAL.of_line(()))
