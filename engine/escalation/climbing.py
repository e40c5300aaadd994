"""What must happen now to the ladders of a case, and when next; what ends them. Pure.

A duty reminds its handler when it warns. From its end on one level after the other is reached: the next one when the
working days of grace of the last have passed. A level that nobody holds is passed by, and the entry says so. At the
top it stays, and is repeated every week. A limit is another thing: at each of its warnings, at its end, and every hour
behind it, at any hour of any day, it alarms everybody up to the top.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from engine.case import Case
from engine.deadlines.clock import begins_at, over
from engine.deadlines.counting import day_of, end_of
from engine.deadlines.effects import Moved
from engine.definition import Deadline, Span
from engine.escalation.ladder import Ladder, Reached
from engine.escalation.levels import Level, levels_of
from engine.registry import Definition
from engine.terms import PRESSING
from engine.world import World

Json = Mapping[str, Any]

WEEK: Final = timedelta(days=7)
HOUR: Final = timedelta(hours=1)
_CLOSED_BY: Final = {"meet": "met", "extend": "extended", "pause": "paused"}
"""What was told of a period that closes its escalations; whatever else moves it supersedes them."""


def climb(definition: Definition, case: Case, world: World, seq: int) -> Moved:
    """Every ladder that is due climbs, in the entry `seq`; nothing where none is."""
    ladders, told = dict(case.ladders or {}), list[Json]()
    for name, due in sorted((case.due or {}).items()):
        deadline = definition.lookup.deadline(name)
        known = Ladder.read(ladders[name]) if name in ladders else None
        if deadline.kind not in PRESSING or world.now < datetime.fromisoformat(next_at(due, known, case.taken_over_at)):
            continue
        turn = _Turn(deadline, case, world, seq)
        ladder = turn.climbed(known or Ladder((case.clocks or {})[name]["round"], due["due_at"], ""), due)
        ladders[name] = ladder.body()
        told += [{"id": name, "round": ladder.round, **one} for one in turn.told]
    changed = ladders != (case.ladders or {})
    return Moved({"ladders": ladders}, {"escalations": told}) if changed else Moved()


def next_at(due: Json, ladder: Ladder | None, taken_over_at: str | None = None) -> str:
    """The instant at which something must happen to the ladder of a period."""
    return ladder.next_at if ladder else begins_at(due, taken_over_at)


def grace_ends(level: Level, world: World) -> str:
    """The instant at which the grace of a level ends that is reached, or answered, now."""
    days = world.days_of(level.organ)
    return end_of(day_of(world.now), (Span(working_days=level.grace),), days).due_at.isoformat()


def left(case: Case, changes: Json, told: Sequence[Json]) -> Moved:
    """Ladders whose period was met, extended, paused or superseded are closed; `told` is what was told of periods.

    Another organ has another ladder: what was reached in the old one is superseded, and the new one begins below.
    """
    known = case.ladders or {}
    clocks, due = (changes.get(name, getattr(case, name)) or {} for name in ("clocks", "due"))
    moves = changes.get("organ", case.organ) != case.organ
    gone = {name: one for name, one in known.items() if moves or not _stands(one, clocks.get(name), due.get(name))}
    if not gone:
        return Moved()
    kept = {name: one for name, one in known.items() if name not in gone}
    closed = [
        {
            "id": name,
            "round": one["round"],
            "event": "close",
            "because": _because(name, told),
            "levels": [reached["level"] for reached in one["reached"]],
        }
        for name, one in sorted(gone.items())
    ]
    return Moved({"ladders": kept or None}, {"escalations": closed})


def _stands(ladder: Json, clock: Json | None, due: Json | None) -> bool:
    ends = clock and due and (clock["round"], due["due_at"])
    return bool(ends == (ladder["round"], ladder["due_at"]))


def _because(name: str, told: Sequence[Json]) -> str:
    events = [one["event"] for one in told if one["id"] == name]
    return next((why for event, why in _CLOSED_BY.items() if event in events), "superseded")


@dataclass(slots=True)
class _Turn:
    """One ladder while one entry works on it."""

    deadline: Deadline
    case: Case
    world: World
    seq: int
    told: list[dict[str, Any]] = field(default_factory=list)

    def climbed(self, ladder: Ladder, due: Json) -> Ladder:
        """The ladder after what must happen now."""
        ahead = [one for one in levels_of(self.deadline, self.case, self.world) if one.number > ladder.highest]
        if self.deadline.kind == "limit":
            return self._alarmed(ladder, due, ahead)
        if not over(due, self.world.now):
            return self._reminded(ladder, due, ahead)
        return self._raised(ladder, ahead)

    def _reminded(self, ladder: Ladder, due: Json, ahead: Sequence[Level]) -> Ladder:
        """A warning before the end is for the handler alone."""
        handler = [level for level in ahead if level.number == 0]
        return replace(self._opened(ladder, handler), next_at=due["due_at"])

    def _raised(self, ladder: Ladder, ahead: Sequence[Level]) -> Ladder:
        """The handler, if he doesn't know yet, and the first level above that somebody holds."""
        first = next((level for level in ahead if level.number > 0 and not level.missing), None)
        if first is None:
            return self._at_the_top(ladder, ahead)
        # That nobody handles the case yet was said when it warned.
        warned = bool(ladder.next_at)
        passed = [
            one for one in ahead if one.number <= first.number and not (one.number == 0 and one.missing and warned)
        ]
        return replace(self._opened(ladder, passed), next_at=grace_ends(first, self.world), top=False)

    def _at_the_top(self, ladder: Ladder, ahead: Sequence[Level]) -> Ladder:
        later = (self.world.now + WEEK).astimezone(UTC).isoformat()
        if not ladder.top:
            ladder = self._opened(ladder, ahead)
        self.told.append({"event": "repeat" if ladder.top else "top", "level": ladder.highest})
        return replace(ladder, next_at=later, top=True)

    def _alarmed(self, ladder: Ladder, due: Json, ahead: Sequence[Level]) -> Ladder:
        known = [one.level for one in ladder.reached]
        if known:
            self.told.append({"event": "alarm", "levels": known})
        return replace(self._opened(ladder, ahead), next_at=self._next_alarm(due), top=True)

    def _next_alarm(self, due: Json) -> str:
        points = sorted((*due.get("warns", ()), due["due_at"]))
        hourly = (self.world.now + HOUR).astimezone(UTC).isoformat()
        return next((point for point in points if datetime.fromisoformat(point) > self.world.now), hourly)

    def _opened(self, ladder: Ladder, levels: Sequence[Level]) -> Ladder:
        reached = [*ladder.reached, *self._reach(levels)]
        return replace(ladder, reached=tuple(reached))

    def _reach(self, levels: Sequence[Level]) -> Iterator[Reached]:
        at = self.world.now.astimezone(UTC).isoformat()
        for level in levels:
            if level.missing:
                self.told.append({"event": "skip", "level": level.number, "key": level.key, "because": level.missing})
                continue
            self.told.append({"event": "open", "level": level.number, "key": level.key, "to": list(level.officers)})
            yield Reached(level.number, self.seq, at, level.key, level.officers)
