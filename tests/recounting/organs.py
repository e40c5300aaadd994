"""Local days of organs, as plain lists for both programs: many more than any notice gives, so that a move matters."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from tests.builders import COUNTY, OTHER_COUNTY, PREFECTURE, TOWNSHIP
from tests.recounting.second import Days, Local
from tests.unit.engine.deadlines.calendars import a_local_notice

_MONTHS: Final = tuple((year, month) for year in (2024, 2025, 2026, 2027, 2028) for month in range(1, 13))


def _each_month(*days: int) -> frozenset[date]:
    return frozenset(date(year, month, day) for year, month in _MONTHS for day in days)


_NONE: Final[frozenset[date]] = frozenset()
_COUNTY: Final = Local(off=_each_month(10, 11), on=_each_month(20))
_TOWNSHIP: Final = Local(off=_each_month(21), on=_each_month(10))
_OTHER_COUNTY: Final = Local(off=_each_month(1, 12, 28), on=_NONE)

LINES: Final[Mapping[str, Days]] = {
    PREFECTURE: Days(),
    COUNTY: Days((_COUNTY,)),
    TOWNSHIP: Days((_TOWNSHIP, _COUNTY)),
    OTHER_COUNTY: Days((_OTHER_COUNTY,)),
}
"""The days of each organ, its own before those of its superior."""


def notices() -> list[dict[str, Any]]:
    """The same lists as notices for the engine's calendar, which finds out by itself who is whose superior."""
    told = {COUNTY: _COUNTY, TOWNSHIP: _TOWNSHIP, OTHER_COUNTY: _OTHER_COUNTY}
    return [a_local_notice(organ, off=_body(local.off), on=_body(local.on)) for organ, local in told.items()]


def _body(days: frozenset[date]) -> str:
    return " ".join(day.isoformat() for day in sorted(days))
