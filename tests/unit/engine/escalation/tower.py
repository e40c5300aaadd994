"""A tower of organs of random height, one above the other, in which posts fall vacant and officers go on leave."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from engine.case import Case, fold
from engine.definition import Rank, Rung
from engine.escalation.climbing import climb, left
from engine.escalation.ladder import Ladder
from engine.organisation import Leave, Office, Organ, Organisation, Post
from engine.registry import Definition
from engine.world import World
from tests.drill import DRILL
from tests.unit.engine.deadlines.calendars import NATIONAL

LEVELS: Final = ("county", "prefecture", "province", "central")
BEGAN: Final = datetime(2026, 3, 2, 1, tzinfo=UTC)
LADDER: Final = (
    Rung(Rank("office_head"), 2),
    Rung(Rank("overseeing_deputy"), 2),
    Rung(Rank("principal"), 3),
    Rung(Rank("principal", "superior"), 4),
)
_DECLARED: Final = tuple(replace(one, ladder=LADDER) if one.ladder else one for one in DRILL.deadlines)
DEFINITION: Final = Definition.of(replace(DRILL, deadlines=_DECLARED))
DUTY, LIMIT = (DEFINITION.lookup.deadline(name) for name in ("inquiry", "measure"))
POSTS: Final = ("office_head", "deputy_leader", "principal")


def organ(height: int) -> str:
    """The organ of a height, 0 the lowest."""
    return f"o{height}"


@dataclass
class Tower:
    """One case with its periods, in the lowest organ of a tower; `at` is the clock."""

    height: int = 3
    at: datetime = BEGAN
    vacant: set[tuple[int, str]] = field(default_factory=set)
    away: set[tuple[int, str]] = field(default_factory=set)
    body: dict[str, Any] = field(default_factory=dict)
    seq: int = 0
    told: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.body = self.body or {
            **dict.fromkeys(("id", "matter", "workflow", "definition", "number", "competent", "opened_by"), "x"),
            **dict.fromkeys(("opened_at", "last_occurred_at"), BEGAN.isoformat()),
            "state": "inquiring",
            "phase": "inquiry",
            "version": 1,
            "track": "discipline",
            "received_on": "2026-03-02",
            "organ": "o0",
            "office": "o0-JC",
            "handler": "handler",
        }

    @property
    def case(self) -> Case:
        """The case as it stands."""
        return Case.read(self.body)

    @property
    def world(self) -> World:
        """The world of this moment."""
        return World(self.at, self._organisation(), calendar=NATIONAL)

    def ladder(self, name: str = "inquiry") -> Ladder | None:
        """The ladder of a period."""
        told = (self.body.get("ladders") or {}).get(name)
        return Ladder.read(told) if told else None

    def levels(self, name: str = "inquiry") -> list[int]:
        """The levels that are open."""
        ladder = self.ladder(name)
        return [one.level for one in ladder.reached] if ladder else []

    def sweep(self) -> bool:
        """What the sweep does to this case; whether it did anything."""
        moved = climb(DEFINITION, self.case, self.world, self.seq)
        self._enter(moved.changes, moved.told)
        return bool(moved.changes)

    def run(
        self, name: str, due: datetime, round_: int, *, warns: Iterable[datetime] = (), event: str = "begin"
    ) -> None:
        """A period runs in this round until this instant."""
        told = [point.isoformat() for point in warns]
        body = {"due_at": due.isoformat(), "last_day": "2026-01-01", "calendar": 1} | ({"warns": told} if told else {})
        clocks = {**(self.body.get("clocks") or {}), name: {"round": round_, "seq": 0, "from": "x", "length": {}}}
        self.change(name, event, {"clocks": clocks, "due": {**(self.body.get("due") or {}), name: body}})

    def end(self, name: str, event: str) -> None:
        """A period has no end any more: it was met, or stands still."""
        without = {key: one for key, one in (self.body.get("due") or {}).items() if key != name}
        clocks = dict(self.body.get("clocks") or {})
        if event == "meet":
            clocks.pop(name, None)
        self.change(name, event, {"clocks": clocks or None, "due": without or None})

    def change(self, name: str, event: str, changes: dict[str, Any]) -> None:
        """An entry of a step that does this to a period."""
        closed = left(self.case, changes, [{"id": name, "event": event}])
        self._enter({**changes, **closed.changes}, closed.told)

    def later(self, **span: float) -> None:
        """Time passes."""
        self.at += timedelta(**span)

    def _enter(self, changes: Any, told: Any) -> None:
        self.body = fold(self.body, changes)
        self.seq += 1
        self.told += told.get("escalations", ())

    def _organisation(self) -> Organisation:
        organs = {organ(n): Organ(organ(n), f"第{n}层", LEVELS[min(n, 3)], "commission", self._above(n)) for n in self}
        functions = {"JC": "investigation", "AG": "case_supervision"}
        offices = {
            f"{organ(n)}-{name}": Office(f"{organ(n)}-{name}", organ(n), name, function)
            for n in self
            for name, function in functions.items()
        }
        held = [post for n in self for post in self._posts(n)]
        leaves = tuple(Leave(f"{position}{n}", date.min, date.max) for n, position in sorted(self.away))
        return Organisation(1, organs, offices, tuple(held), leaves=leaves)

    def __iter__(self) -> Any:
        return iter(range(self.height))

    def _above(self, height: int) -> str | None:
        return organ(height + 1) if height + 1 < self.height else None

    def _posts(self, height: int) -> Iterable[Post]:
        code = organ(height)
        if height == 0:
            yield Post("handler", code, f"{code}-JC", "handler")
        offices = {"office_head": f"{code}-JC" if height == 0 else f"{code}-AG"}
        for position in POSTS:
            if (height, position) not in self.vacant:
                named = Post(f"{position}{height}", code, offices.get(position), position)
                yield replace(named, oversees=(f"{code}-JC",)) if position == "deputy_leader" else named
