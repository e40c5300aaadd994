"""The engine's calendar as the register would tell it, from the plain list of holidays."""

from collections.abc import Mapping
from typing import Any, Final

from engine.working_calendar import WorkingCalendar
from tests.recounting.holidays import OFF, ON, PUBLISHED, STATUTORY, Days


def told(*notices: Mapping[str, Any]) -> WorkingCalendar:
    """The published years, and further notices one after the other."""
    base = {"off": _body(OFF), "on": _body(ON), "statutory": _body(STATUTORY), "published": PUBLISHED}
    entries: list[Mapping[str, Any]] = [{"base": base}, *({"notice": notice} for notice in notices)]
    return WorkingCalendar.of(enumerate(entries, start=1))


def a_local_notice(organ: str, *, off: str = "", on: str = "", name: str = "三月三") -> dict[str, Any]:
    """An organ's own days off and at work, as a notice tells them; days apart by spaces."""
    return {"organ": organ, "off": dict.fromkeys(off.split(), name), "on": dict.fromkeys(on.split(), name)}


def _body(days: Days) -> dict[str, str]:
    return {day.isoformat(): name for day, name in days.items()}


NATIONAL: Final = told()
"""2024, 2025 and 2026 as published; 2027 by the law alone."""
