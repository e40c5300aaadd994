"""What a step that is carried out does to the periods of its case: the turn that its declaration asks for. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from engine import corrections
from engine.asked import Asked
from engine.case import Case
from engine.deadlines.checks import by_of
from engine.deadlines.clock import Clock
from engine.deadlines.effects import Happened, Moved, Turn
from engine.deadlines.requests import OnDeadline
from engine.registry import Definition

_WHERE: Final = ("state", "phase", "office", "track", "competent", "organ", "designating")
"""Fields of a case on which the states, the calendar and the lengths of its periods hang."""
_LENGTHS: Final = frozenset({"track", "competent", "organ", "designating"})


def moved(asked: Asked, changes: Mapping[str, Any], values: Mapping[str, Any]) -> Moved:
    """What becomes of the periods, when the step makes these changes of the case with these inputs."""
    turn = Turn(_happened(asked, changes, values), asked.case)
    last = asked.file.past.last
    if asked.step.corrects == "last_step" and last:
        turn.lead_back(last.before.get("clocks"))
    elif isinstance(asked.step, OnDeadline):
        _on_request(turn, asked, asked.step)
    else:
        _as_declared(turn, asked)
    turn.settle()
    return turn.moved()


def asides_left(definition: Definition, case: Case, changes: Mapping[str, Any]) -> Moved:
    """The requests about periods that have ended with this entry are closed, with the reason."""
    if not case.asides or "clocks" not in changes:
        return Moved()
    after = replace(case, clocks=changes["clocks"])
    ended = {name for name, told in case.asides.items() if not still_about(definition, case, after, told["step"])}
    if not ended:
        return Moved()
    left = {name: told for name, told in case.asides.items() if name not in ended}
    lapsed = [{"request": name, "because": "deadline_not_running"} for name in sorted(ended)]
    return Moved({"asides": left or None}, {"lapsed_beside": lapsed})


def still_about(definition: Definition, before: Case, after: Case, step: str) -> bool:
    """Whether the round that a pending request is about runs on: what is asked of one isn't granted to the next."""
    act = definition.lookup.step(step)
    if not isinstance(act, OnDeadline):
        return False
    was, now = ((case.clocks or {}).get(act.deadline) for case in (before, after))
    return was is not None and now is not None and was["round"] == now["round"] and Clock.read(now).runs


def _as_declared(turn: Turn, asked: Asked) -> None:
    step = asked.step
    turn.meet(step.fulfils)
    turn.ask_lengths_again()
    turn.begin((*step.begins, *step.reports_upward))
    turn.hold(step.pauses)


def _on_request(turn: Turn, asked: Asked, act: OnDeadline) -> None:
    if act.how == "extend":
        by = by_of(act, asked.definition.lookup.deadline(act.deadline), asked.command.inputs)
        turn.extend(act.deadline, by, act.id, [_who(step) for step in asked.approved])
    elif act.how == "pause":
        turn.pause(act.deadline, [_who(step) for step in asked.approved])
    else:
        turn.resume(act.deadline)


def _happened(asked: Asked, changes: Mapping[str, Any], values: Mapping[str, Any]) -> Happened:
    facts = asked.file.facts if asked.step.opens else corrections.facts_after(asked)
    where = {name: changes[name] for name in _WHERE if name in changes}
    return Happened(
        definition=asked.definition,
        case=replace(asked.case, **where) if where else asked.case,
        facts=facts,
        world=asked.world,
        seq=asked.file.seq,
        event=asked.command.occurred_at or asked.world.now,
        decided_on=_decided_on(asked.approved),
        inputs=values,
        facts_changed=facts != asked.file.facts or not _LENGTHS.isdisjoint(changes),
    )


def _decided_on(approved: tuple[Mapping[str, Any], ...]) -> date | None:
    """The day of the last body's decision: it decides collectively, or by a sheet from outside (PZ 5)."""
    days = [step.get("held_on") or step.get("issued_on") for step in approved if step["kind"] != "rank"]
    found = [day for day in days if day]
    return date.fromisoformat(found[-1]) if found else None


def _who(step: Mapping[str, Any]) -> str:
    return str(step.get("post") or step["body"].partition("@")[0])
