"""The days of one notice (国务院办公厅关于某年部分节假日安排的通知), from the package or from a file; see `reading`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from app.calendars.errors import YearNotPublished
from app.calendars.published import FIRST_YEAR, LAST_YEAR, OFF, ON

_JANUARY: Final = 1
_DECEMBER: Final = 12

Days = Mapping[date, str]
"""Days with the name of their holiday, in order."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What the notice of a year says: days off with the weekend days among them, and make-up workdays."""

    year: int
    off: Days
    on: Days

    def to_json(self) -> dict[str, Any]:
        """The `notice` that an entry of the calendar's stream tells (ISO day → name)."""
        off, on = ({day.isoformat(): name for day, name in days.items()} for days in (self.off, self.on))
        return {"year": self.year, "off": off, "on": on}


def of_package(year: int) -> Notice:
    """The notice of a year as the installed package has it. Raises `YearNotPublished`."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise YearNotPublished(year, FIRST_YEAR, LAST_YEAR)
    off, on = ({day: name for day, name in days.items() if _year_of(day) == year} for days in (OFF, ON))
    return Notice(year, off, on)


def may_name(year: int, day: date) -> bool:
    """Whether the notice of the year may name the day: 元旦 reaches into December before it, a holiday into January."""
    return (
        day.year == year
        or (day.year, day.month) == (year - 1, _DECEMBER)
        or (day.year, day.month) == (year + 1, _JANUARY)
    )


def _year_of(day: date) -> int:
    """The year whose notice named the day: what happens in December happens for the 元旦 after it (2018-12-29)."""
    return day.year + (day.month == _DECEMBER)
