"""Days off and make-up workdays as the State Council's notices list them: a plain list to be read beside the notices.

Days off that fall on a Saturday or Sunday are listed too, as in the notices; all other weekends are off anyway.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

Days = Mapping[date, str]


def _days(year: int, told: Mapping[str, str]) -> dict[date, str]:
    return {date.fromisoformat(f"{year}-{day}"): name for name, days in told.items() for day in days.split()}


# 国办发明电〔2023〕7号, the arrangement for 2024. New Year's Eve, 9 February, is no day off in it.
_OFF_2024: Final = {
    "元旦": "01-01",
    "春节": "02-10 02-11 02-12 02-13 02-14 02-15 02-16 02-17",
    "清明节": "04-04 04-05 04-06",
    "劳动节": "05-01 05-02 05-03 05-04 05-05",
    "端午节": "06-10",
    "中秋节": "09-15 09-16 09-17",
    "国庆节": "10-01 10-02 10-03 10-04 10-05 10-06 10-07",
}
_ON_2024: Final = {
    "春节": "02-04 02-18",
    "清明节": "04-07",
    "劳动节": "04-28 05-11",
    "中秋节": "09-14",
    "国庆节": "09-29 10-12",
}

# 国办发明电〔2024〕12号, the arrangement for 2025.
_OFF_2025: Final = {
    "元旦": "01-01",
    "春节": "01-28 01-29 01-30 01-31 02-01 02-02 02-03 02-04",
    "清明节": "04-04 04-05 04-06",
    "劳动节": "05-01 05-02 05-03 05-04 05-05",
    "端午节": "05-31 06-01 06-02",
    "国庆节、中秋节": "10-01 10-02 10-03 10-04 10-05 10-06 10-07 10-08",
}
_ON_2025: Final = {
    "春节": "01-26 02-08",
    "劳动节": "04-27",
    "国庆节、中秋节": "09-28 10-11",
}

# 国办发明电〔2025〕7号, the arrangement for 2026.
_OFF_2026: Final = {
    "元旦": "01-01 01-02 01-03",
    "春节": "02-15 02-16 02-17 02-18 02-19 02-20 02-21 02-22 02-23",
    "清明节": "04-04 04-05 04-06",
    "劳动节": "05-01 05-02 05-03 05-04 05-05",
    "端午节": "06-19 06-20 06-21",
    "中秋节": "09-25 09-26 09-27",
    "国庆节": "10-01 10-02 10-03 10-04 10-05 10-06 10-07",
}
_ON_2026: Final = {
    "元旦": "01-04",
    "春节": "02-14 02-28",
    "劳动节": "05-09",
    "国庆节": "09-20 10-10",
}

# No notice yet. 全国年节及纪念日放假办法 (国令第795号) gives thirteen days by themselves; 2027 begins its lunar year on
# 6 February, so New Year's Eve is the 5th.
_STATUTORY_2027: Final = {
    "元旦": "01-01",
    "春节": "02-05 02-06 02-07 02-08",
    "清明节": "04-05",
    "劳动节": "05-01 05-02",
    "端午节": "06-09",
    "中秋节": "09-15",
    "国庆节": "10-01 10-02 10-03",
}

OFF: Final[Days] = MappingProxyType(_days(2024, _OFF_2024) | _days(2025, _OFF_2025) | _days(2026, _OFF_2026))
ON: Final[Days] = MappingProxyType(_days(2024, _ON_2024) | _days(2025, _ON_2025) | _days(2026, _ON_2026))
STATUTORY: Final[Days] = MappingProxyType(_days(2027, _STATUTORY_2027))
"""Festivals of years without a notice."""
PUBLISHED: Final = 2026
"""The last year with a notice."""
