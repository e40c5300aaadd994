"""Escalations as rows: what an entry has opened, changed or closed; the same for the door and for a rebuild. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from engine.deadlines.rows import Entered
from engine.registry import Definition

Json = Mapping[str, Any]


def escalation_rows(definition: Definition, entered: Entered) -> tuple[dict[str, Any], ...]:
    """The rows of the levels that the entry has reached, changed or closed."""
    return (*_closed(definition, entered), *_open(definition, entered))


def _open(definition: Definition, entered: Entered) -> Iterator[dict[str, Any]]:
    was = entered.before.get("ladders") or {}
    for name, ladder in (entered.after.get("ladders") or {}).items():
        known = was.get(name, {}).get("reached", ())
        for reached in ladder["reached"]:
            if reached not in known:
                yield _row(_Of(definition, entered.after, name, ladder), reached)


def _closed(definition: Definition, entered: Entered) -> Iterator[dict[str, Any]]:
    because = {told["id"]: told["because"] for told in entered.escalated if told["event"] == "close"}
    for name, ladder in (entered.before.get("ladders") or {}).items():
        if name in because:
            ended = {"at": entered.at, "seq": entered.seq, "because": because[name]}
            for reached in ladder["reached"]:
                yield _row(_Of(definition, entered.before, name, ladder), reached, ended)


class _Of(NamedTuple):
    """Whose level it is: the ladder of a period of a case."""

    definition: Definition
    case: Json
    deadline: str
    ladder: Json


def _row(of: _Of, reached: Json, ended: Json | None = None) -> dict[str, Any]:
    case = of.case
    body = {"reached": reached, "due": (case.get("due") or {}).get(of.deadline), "ended": ended}
    return {
        "case_id": case["id"],
        "deadline": of.deadline,
        "round": of.ladder["round"],
        "level": reached["level"],
        "seq": reached["seq"],
        "definition": case["definition"],
        "number": case["number"],
        "kind": of.definition.lookup.deadline(of.deadline).kind,
        "organ": case["organ"],
        "office": case.get("office"),
        "key": reached["key"],
        "opened_at": reached["at"],
        "status": "closed" if ended else "open",
        "body": {part: value for part, value in body.items() if value is not None},
    }
