"""The thirteen statutory days off (全国年节及纪念日放假办法, State Council decree No. 795, art. 2).

They are known long before the notice of a year says how the days around them are moved.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from chinese_calendar import get_solar_terms

from app.calendars.lunar import FESTIVALS

SINCE: Final = 2025
"""The first year of the decree: before it, 除夕 and 5月2日 were no statutory days."""
UNTIL: Final = 2050
"""The last year of the table of lunar festivals."""


def festivals(year: int) -> dict[date, str]:
    """The statutory days of a year with their names, in order.

    Two festivals on one day (中秋节 2028 is 10月3日) share it under both names. Raises `ValueError` for a year outside
    `SINCE` … `UNTIL`.
    """
    if not SINCE <= year <= UNTIL:
        raise ValueError(f"statutory days are known from {SINCE} to {UNTIL}, not for {year}")
    names: dict[date, str] = {}
    for day, name in _festivals(year):
        names[day] = f"{names[day]}、{name}" if day in names else name
    return dict(sorted(names.items()))


def _festivals(year: int) -> Iterator[tuple[date, str]]:
    yield date(year, 1, 1), "元旦"
    new_year, dragon_boats, full_moon = (date.fromisoformat(f"{year}-{day}") for day in FESTIVALS[year])
    for days in (-1, 0, 1, 2):  # 除夕 is the 29th or the 30th of its month, but always the day before
        yield new_year + timedelta(days), "春节"
    yield _pure_brightness(year), "清明节"
    for day in (1, 2):
        yield date(year, 5, day), "劳动节"
    yield dragon_boats, "端午节"
    yield full_moon, "中秋节"
    for day in (1, 2, 3):
        yield date(year, 10, day), "国庆节"


def _pure_brightness(year: int) -> date:
    """The solar term 清明, which falls on April 4, 5 or 6."""
    terms: list[tuple[date, str]] = get_solar_terms(date(year, 4, 1), date(year, 4, 10))
    return next(day for day, name in terms if name == "清明")
