"""Whom an escalation tells outside the house, and when: nothing of the matter, in office hours but for limits. Pure.

A notice says only that something waits in the inbox; what it is, is read there.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final

from engine.case import Case
from engine.deadlines.counting import SHANGHAI
from engine.definition import Deadline
from engine.escalation.levels import Level, levels_of
from engine.registry import Definition
from engine.working_calendar import OrganCalendar
from engine.world import World

OPENS: Final = time(8, 30)
CLOSES: Final = time(17, 30)
"""The office hours in which what isn't a limit is sent, on working days of the recipient's organ."""

_AGAIN: Final = frozenset({"repeat", "alarm"})
"""What tells those of a level once more: whoever holds its post by now."""


@dataclass(frozen=True, slots=True)
class Notice:
    """An officer is to be told, not before `at` (RFC 3339, UTC), of a level that has reached him in an organ."""

    case: str
    deadline: str
    level: int
    officer: str
    organ: str
    at: str


def notices_of(definition: Definition, case: Case, told: Sequence[Mapping[str, Any]], world: World) -> Iterator[Notice]:
    """The notices that follow from what an entry tells of escalations; `case` is as the entry leaves it."""
    for name in dict.fromkeys(one["id"] for one in told):
        deadline = definition.lookup.deadline(name)
        levels = {level.number: level for level in levels_of(deadline, case, world)}
        for event in (one for one in told if one["id"] == name):
            for number, officers in _reached(event, levels):
                level = levels[number]
                at = _sent_at(deadline, world, level).astimezone(UTC).isoformat()
                yield from (Notice(case.id, name, number, officer, level.organ, at) for officer in officers)


def in_office_hours(moment: datetime, days: OrganCalendar) -> datetime:
    """The moment itself, if the office is open then; else when it next opens."""
    local = moment.astimezone(SHANGHAI)
    if days.is_working(local.date()) and local.time() < CLOSES:
        return max(moment, datetime.combine(local.date(), OPENS, SHANGHAI))
    day = local.date() + timedelta(days=1)
    while not days.is_working(day):
        day += timedelta(days=1)
    return datetime.combine(day, OPENS, SHANGHAI)


def _reached(event: Mapping[str, Any], levels: Mapping[int, Level]) -> Iterator[tuple[int, Sequence[str]]]:
    if event["event"] == "open":
        yield event["level"], event["to"]
    elif event["event"] in _AGAIN:
        numbers = event.get("levels", (event.get("level"),))
        yield from ((number, levels[number].officers) for number in numbers if number in levels)


def _sent_at(deadline: Deadline, world: World, level: Level) -> datetime:
    if deadline.kind == "limit":
        return world.now
    return in_office_hours(world.now, world.days_of(level.organ))
