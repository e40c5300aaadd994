"""Working days as the State Council's notices settle them, and what isn't settled yet. Pure.

A calendar is told by entries of the register: the base of published years, then one notice after the other, then the
local days of an organ and everything below it. It knows what it doesn't know: from December of the last published
year on a day is *provisional* (暂定), since the next notice may still move it (2018-12-29 became a workday so).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any, Final

Days = Mapping[date, str]
"""Days with the name of their holiday."""
_NONE: Final[Days] = MappingProxyType({})
_DECEMBER: Final = 12
_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Local:
    """Days that one organ and everything below it have off, or work, beside the national ones (三月三、古尔邦节)."""

    organ: str
    off: Days = field(default_factory=dict)
    on: Days = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The calendar after the entry `version` of its stream; without entries every day is provisional.

    `off` and `on` hold the days that the notices name; `statutory` the festivals of years without a notice;
    `published` is the last year that a notice settles, 0 before the first; `waiting` the recorded notices that no
    second officer has confirmed, by their entry; `newest` the one that was confirmed last.
    """

    version: int = 0
    off: Days = field(default_factory=dict)
    on: Days = field(default_factory=dict)
    statutory: Days = field(default_factory=dict)
    published: int = 0
    local: tuple[Local, ...] = ()
    waiting: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    newest: Mapping[str, Any] | None = None
    _lines: dict[tuple[str, ...], "OrganCalendar"] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, entries: Iterable[tuple[int, Mapping[str, Any]]]) -> "WorkingCalendar":
        """The calendar that the entries (seq, data) of its stream tell, in order."""
        calendar = cls()
        for seq, data in entries:
            calendar = calendar.after(seq, data)
        return calendar

    def after(self, seq: int, data: Mapping[str, Any]) -> "WorkingCalendar":
        """The calendar after one more entry; a notice that waits for its second officer changes no day."""
        told = replace(self, version=seq, _lines={})
        if "recorded" in data:
            return replace(told, waiting={**told.waiting, seq: data["recorded"]})
        if "base" in data and isinstance(data["base"], Mapping):
            base = data["base"]
            return replace(
                told,
                off=_days(base["off"]),
                on=_days(base["on"]),
                statutory=_days(base["statutory"]),
                published=base["published"],
            )
        notice = data.get("notice")
        return _with_notice(told, notice) if notice else told

    def of_line(self, organs: Sequence[str]) -> "OrganCalendar":
        """The calendar of an organ: its own local days before those of its superiors, before the national ones."""
        known = {local.organ for local in self.local}
        line = tuple(organ for organ in organs if organ in known)
        if line not in self._lines:
            local = tuple(one for organ in line for one in reversed(self.local) if one.organ == organ)
            self._lines[line] = OrganCalendar(self, local)
        return self._lines[line]


@dataclass(frozen=True, slots=True)
class OrganCalendar:
    """The days of one organ."""

    national: WorkingCalendar
    local: tuple[Local, ...] = ()

    @property
    def version(self) -> int:
        """The version of the calendar."""
        return self.national.version

    def is_working(self, day: date) -> bool:
        """Whether the organ works on the day, as far as is known."""
        for local in self.local:
            if day in local.off:
                return False
            if day in local.on:
                return True
        national = self.national
        if day in national.on:
            return True
        weekend = day.weekday() >= _SATURDAY
        return not (weekend or day in national.off or (day.year > national.published and day in national.statutory))

    def is_provisional(self, day: date) -> bool:
        """Whether a coming notice may still make another day of it."""
        published = self.national.published
        settled = day.year < published or (day.year == published and day.month < _DECEMBER)
        return not settled and not any(day in local.off or day in local.on for local in self.local)

    def name_of(self, day: date) -> str:
        """The name of the holiday, of the make-up workday's holiday, or "" for an ordinary day."""
        places = [days for local in self.local for days in (local.off, local.on)]
        national = self.national
        ahead = national.statutory if day.year > national.published else _NONE
        return next((days[day] for days in (*places, national.on, national.off, ahead) if day in days), "")


UNTOLD: Final = WorkingCalendar()
"""Before anything is told: Saturdays and Sundays are off, and nothing is certain."""


def _with_notice(told: WorkingCalendar, notice: Mapping[str, Any]) -> WorkingCalendar:
    off, on = _days(notice["off"]), _days(notice["on"])
    waiting = {seq: one for seq, one in told.waiting.items() if seq != notice.get("of")}
    told = replace(told, waiting=waiting, newest=notice)
    if notice.get("organ"):
        # A later notice about the same organ goes before an earlier one, day by day.
        return replace(told, local=(*told.local, Local(notice["organ"], off, on)))
    named = {*off, *on}
    return replace(
        told,
        off=_merged(told.off, off, named),
        on=_merged(told.on, on, named),
        published=max(told.published, notice["year"]),
    )


def _merged(before: Days, more: Days, named: set[date]) -> Days:
    """The days of a list after a notice: it speaks anew of every day that it names, in either list."""
    return MappingProxyType({day: name for day, name in before.items() if day not in named} | dict(more))


def _days(told: Mapping[str, str]) -> Days:
    return MappingProxyType({date.fromisoformat(day): name for day, name in told.items()})
