"""The years that a State Council notice has settled, as the package `chinese_calendar` carries them."""

from collections.abc import Mapping
from datetime import date
from typing import Final

import chinese_calendar

# The notices say 节 where the package leaves it out; a day has one name, whether it was typed in or came along.
_NAMES: Final = {
    holiday.value: {"清明": "清明节", "端午": "端午节", "中秋": "中秋节"}.get(holiday.chinese, holiday.chinese)
    for holiday in chinese_calendar.Holiday
}


def _named(days: Mapping[date, str]) -> dict[date, str]:
    return {day: _NAMES[days[day]] for day in sorted(days)}


OFF: Final = _named(chinese_calendar.holidays)
"""The days off that a notice names, the weekend days among them; other Saturdays and Sundays aren't here."""
ON: Final = _named(chinese_calendar.workdays)
"""The make-up workdays, each with the holiday that it makes up for."""
FIRST_YEAR: Final = min(OFF).year
LAST_YEAR: Final = max(OFF).year
