"""The rounds of periods as rows: what an entry has touched of them, the same for the door and a rebuild. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from engine.registry import Definition

Json = Mapping[str, Any]

_ENDS: Final = {"meet": "met", "supersede": "superseded", "lapse": "lapsed"}
"""The events that end a round, and how it is called afterwards."""


@dataclass(frozen=True, slots=True)
class Entered:
    """An entry of a case: its committed body before and after, its `seq` and instant, what it told of periods."""

    before: Json
    after: Json
    seq: int
    at: str
    told: Sequence[Json] = ()


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
        moved = any(before.get(name) != after.get(name) for name in ("organ", "office"))
        for name, clock in now.items():
            runs = "length" in clock and not {"met", "lapsed"} & {*clock}
            if runs and (moved or clock != was.get(name) or due.get(name) != had.get(name)):
                yield self._row(name, clock, "paused" if clock.get("held") else "running", due.get(name), None)

    def _row(self, name: str, clock: Json, status: str, due: Json | None, ended: Json | None) -> dict[str, Any]:
        case = self.entered.after
        body = {"clock": clock, "due": due, "ended": ended}
        return {
            "case_id": case["id"],
            "deadline": name,
            "round": clock["round"],
            "workflow": case["workflow"],
            "definition": case["definition"],
            "number": case["number"],
            "kind": self.definition.lookup.deadline(name).kind,
            "status": status,
            "organ": case["organ"],
            "office": case.get("office"),
            "ancestors": self.ancestors,
            "due_at": due["due_at"] if due and status == "running" else None,
            "body": {part: value for part, value in body.items() if value is not None},
        }
