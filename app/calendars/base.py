"""The base of the working calendar: all published years at once, and the festivals of the years after them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.calendars.festivals import UNTIL, festivals
from app.calendars.published import LAST_YEAR, OFF, ON


def base() -> dict[str, Any]:
    """The `base` that an entry of the calendar's stream tells; the same in every process, its days in order.

    `off` and `on` (ISO day → name) are the days off and the make-up workdays that the notices name, `published` is the
    last year with a notice, `statutory` are the festivals of the years after it.
    """
    ahead = {day: name for year in range(LAST_YEAR + 1, UNTIL + 1) for day, name in festivals(year).items()}
    return {"off": _told(OFF), "on": _told(ON), "published": LAST_YEAR, "statutory": _told(ahead)}


def _told(days: Mapping[date, str]) -> dict[str, str]:
    return {day.isoformat(): name for day, name in days.items()}
