"""The rounds of periods as rows: what an entry has touched of them, the same for the door and a rebuild. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from engine.deadlines.clock import LAPSING, begins_at
from engine.registry import Definition
from engine.terms import PRESSING

Json = Mapping[str, Any]

_ENDS: Final = {"meet": "met", "supersede": "superseded", "lapse": "lapsed"}
"""The events that end a round, and how it is called afterwards."""


@dataclass(frozen=True, slots=True)
class Entered:
    """An entry of a case: its committed body before and after, its `seq` and instant, and its data."""

    before: Json
    after: Json
    seq: int
    at: str
    data: Json

    @property
    def told(self) -> Sequence[Json]:
        """What it told of periods."""
        return tuple(self.data.get("deadlines", ()))

    @property
    def escalated(self) -> Sequence[Json]:
        """What it told of escalations."""
        return tuple(self.data.get("escalations", ()))


def period_rows(definition: Definition, entered: Entered, ancestors: Mapping[str, str]) -> tuple[dict[str, Any], ...]:
    """The rows of the rounds that began, ended or changed with the entry, and of all that moved with their case."""
    made = _Rows(definition, entered, ancestors)
    return (*made.ended(), *made.standing())


@dataclass(frozen=True, slots=True)
class _Rows:
    definition: Definition
    entered: Entered
    ancestors: Mapping[str, str]

    def ended(self) -> Iterator[dict[str, Any]]:
        """Rounds that the entry has ended, as they were, and when they ended."""
        was, due = self.entered.before.get("clocks") or {}, self.entered.before.get("due") or {}
        for told in self.entered.told:
            clock = was.get(told["id"])
            if told["event"] in _ENDS and clock and clock["round"] == told["round"] and "length" in clock:
                more = {name: told[name] for name in ("late", "because", "stated_in_time") if name in told}
                ended = {"at": self.entered.at, "seq": self.entered.seq, **more}
                yield self._row(told["id"], clock, _ENDS[told["event"]], due.get(told["id"]), ended)

    def standing(self) -> Iterator[dict[str, Any]]:
        """Rounds that run, or stand still."""
        before, after = self.entered.before, self.entered.after
        was, now = before.get("clocks") or {}, after.get("clocks") or {}
        had, due = before.get("due") or {}, after.get("due") or {}
        moved = any(before.get(name) != after.get(name) for name in ("organ", "office", "reorganised"))
        climbed, climbs = before.get("ladders") or {}, after.get("ladders") or {}
        for name, clock in now.items():
            runs = "length" in clock and not {"met", "lapsed"} & {*clock}
            told = (clock, due.get(name), climbs.get(name)) != (was.get(name), had.get(name), climbed.get(name))
            if runs and (moved or told):
                yield self._row(name, clock, "paused" if clock.get("held") else "running", due.get(name), None)

    def _row(self, name: str, clock: Json, status: str, due: Json | None, ended: Json | None) -> dict[str, Any]:
        case, kind = self.entered.after, self.definition.lookup.deadline(name).kind
        running = due is not None and status == "running"
        ladder = (case.get("ladders") or {}).get(name) if running else None
        body = {"clock": clock, "due": due, "ended": ended}
        return {
            "case_id": case["id"],
            "deadline": name,
            "round": clock["round"],
            "workflow": case["workflow"],
            "definition": case["definition"],
            "number": case["number"],
            "kind": kind,
            "status": status,
            "organ": case["organ"],
            "office": case.get("office"),
            "ancestors": self.ancestors,
            "due_at": due["due_at"] if due and running else None,
            "next_at": _next_at(kind, due, ladder, case.get("taken_over_at")) if due and running else None,
            "body": {part: value for part, value in body.items() if value is not None},
        }


def _next_at(kind: str, due: Json, ladder: Json | None, taken_over_at: str | None) -> str | None:
    """When the clock has something to do: a ladder begins or climbs, a right lapses, a term ends. A bar just ends."""
    if kind in PRESSING:
        return str(ladder["next_at"] if ladder else begins_at(due, taken_over_at))
    return str(due["due_at"]) if kind in LAPSING else None
