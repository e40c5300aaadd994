"""Corrections (更正): a fact of the subject, or the last transition, by an act with approvers and a reason. Pure.

What a correction tells in its entries holds no value that describes the subject: names of facts, results of
conditions, steps. The approvers see the same that is carried out, or the request lapses (`Request.digest`).
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, Final

from engine.asked import Asked, Check
from engine.case import WAITING, Case, canonical
from engine.conditions import chain_for, holds
from engine.deadlines.clock import span_body
from engine.deadlines.lengths import declared
from engine.definition import Chain, Deadline, StatedIn, Step, When
from engine.errors import Refused
from engine.inputs import split
from engine.opening import competent_organ, track_of
from engine.past import Approved, Move
from engine.registry import Definition
from engine.submission import inputs_of

Facts = Mapping[str, Any]

_STAYS: Final = frozenset(
    {"version", "last_occurred_at", "counts", "served", "approvers", "issued", "pending"}
    | {"asides", "clocks", "rounds", "due", "ladders"}
)
"""What taking a step back doesn't take back: who has served and approved has, a number that was used is used.

Of periods `engine.deadlines.moving` takes care: a round keeps its number too.
"""
_TOLD_OF_A_STEP: Final = ("begun", "fulfilled", "paused", "notified")
_NAMES: Final = ("kind", "post", "body", "organ", "office", "present", "passing")
"""What makes an approval step the same one."""


# --- What it comes to ---------------------------------------------------------------------------------------------


def facts_after(asked: Asked) -> dict[str, Any]:
    """What is known of the subject once the step has told its part; a corrected blank is known no more."""
    values = inputs_of(asked)
    told = {} if isinstance(values, Refused) else split(asked.definition.lookup.form_of(asked.step), values)[0]
    return {name: value for name, value in {**asked.file.facts, **told}.items() if value is not None}


def told(asked: Asked) -> dict[str, Any]:
    """What the entries of a correction tell of it; nothing for any other step."""
    if asked.step.corrects == "facts":
        after = facts_after(asked)
        return {"corrected": _corrected(asked.file.facts, after), "recomputed": _recomputed(asked, after)}
    if asked.step.corrects == "last_step" and asked.file.past.last:
        return {"reversed": _reversed(asked.file.past.last)}
    return {}


def digest_of(told: Mapping[str, Any]) -> str:
    """The digest under which a request remembers what its approvers were shown; empty for any other step."""
    return hashlib.sha256(canonical(told)).hexdigest() if told else ""


def changes(asked: Asked) -> dict[str, Any]:
    """The fields of the committed case that a correction sets; nothing for any other step."""
    if asked.step.corrects == "facts":
        return _derived(asked, facts_after(asked))
    if asked.step.corrects == "last_step" and asked.file.past.last:
        return _restored(asked, asked.file.past.last)
    return {}


def _corrected(before: Facts, after: Facts) -> list[str]:
    return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))


def _derived(asked: Asked, after: Facts) -> dict[str, Any]:
    """The track and the competent organ, where what they follow from has changed."""
    before, case = asked.file.facts, asked.case
    derived: dict[str, Any] = {}
    if track_of(before) != track_of(after):
        derived["track"] = track_of(after)
    if before.get("authority") != after.get("authority"):
        derived["competent"] = competent_organ(after.get("authority"), case.organ, asked.world.organisation)
    return derived


def _restored(asked: Asked, last: Move) -> dict[str, Any]:
    was, case = Case.read(last.before), asked.case
    names = (item.name for item in fields(Case) if item.name not in _STAYS)
    back = {name: last.before.get(name) for name in names if getattr(was, name) != getattr(case, name)}
    return {**back, "counts": {**(was.counts or {}), asked.step.id: case.times(asked.step.id) + 1}}


def _reversed(last: Move) -> dict[str, Any]:
    entry, data = last.told, last.told.data
    void = {one["series"]: data["set"]["issued"][one["series"]] for one in data.get("drawn") or ()}
    effects = {name: data[name] for name in _TOLD_OF_A_STEP if data.get(name)}
    return {"seq": entry.seq, "step": entry.event, **effects, **({"void": void} if void else {})}


# --- What follows from a fact -------------------------------------------------------------------------------------


def _recomputed(asked: Asked, after: Facts) -> dict[str, Any]:
    """What changes with the facts: track, organ, conditions, lengths of deadlines, and steps approved otherwise."""
    case, before = asked.case, asked.file.facts
    then = replace(case, **_derived(asked, after))
    deadlines = asked.definition.workflow.deadlines
    told = {
        "track": _change(case.track, then.track),
        "competent": _change(case.competent, then.competent),
        "conditions": _changes(
            (name, _holds(asked, name, before, case), _holds(asked, name, after, then))
            for name in asked.definition.conditions
        ),
        "deadlines": _changes(
            (deadline.id, _length(asked, deadline, before, case), _length(asked, deadline, after, then))
            for deadline in deadlines
        ),
        "steps": [name for name, step in asked.file.past.approved.items() if _outgrown(asked, name, step, after, then)],
    }
    return {name: change for name, change in told.items() if change}


def _change(before: Any, after: Any) -> dict[str, Any] | None:
    return None if before == after else {"before": before, "after": after}


def _changes(results: Iterable[tuple[str, Any, Any]]) -> list[dict[str, Any]]:
    return [{"id": name, "before": before, "after": after} for name, before, after in results if before != after]


def _holds(asked: Asked, name: str, facts: Facts, case: Case) -> bool:
    return holds(asked.definition, name, facts, case, asked.world)


def _length(asked: Asked, deadline: Deadline, facts: Facts, case: Case) -> dict[str, Any] | None:
    """The declared length for this subject, as JSON; None: the deadline doesn't exist for him."""
    found = declared(asked.definition, deadline, facts, case, asked.world)
    if isinstance(found, StatedIn):
        return {"stated_in": found.document}
    return span_body(found) if found else None


def _outgrown(asked: Asked, name: str, approved: Approved, after: Facts, then: Case) -> bool:
    chain, _ = chain_for(asked.definition, name, after, then, asked.world)
    return chain != _chain_then(asked.definition, name, approved.rules)


def _chain_then(definition: Definition, name: str, rules: Mapping[str, bool]) -> tuple[Step, ...]:
    """The chain that the step had, by the results that its entry logged."""
    for branch in definition.lookup.approval(name):
        if isinstance(branch, Chain):
            return tuple(branch.steps)
        if not isinstance(branch, When) or rules.get(branch.condition):
            return tuple(branch.chain.steps)
    return ()


# --- Who approves -------------------------------------------------------------------------------------------------


def approvers(asked: Asked) -> list[dict[str, Any]]:
    """Who approved what is corrected, as approval steps that wait; empty where nobody did, and for any other step."""
    if asked.step.corrects == "last_step" and asked.file.past.last:
        return _again(asked.file.past.last.approvals)
    if asked.step.corrects == "facts":
        return _again(step for approved in _resting(asked) for step in approved.steps)
    return []


def _resting(asked: Asked) -> Iterator[Approved]:
    """The approved steps that set a corrected fact, or asked a condition whose result changes with it."""
    of_it = told(asked)
    changed = {change["id"] for change in of_it["recomputed"].get("conditions", ())}
    for name, approved in asked.file.past.approved.items():
        step = asked.definition.lookup.step(name)
        form = asked.definition.lookup.form_of(step) if step else None
        sets = {field.id for field in form.fields} if form else set()
        if sets & {*of_it["corrected"]} or changed & {*approved.rules, *(step.only_if if step else ())}:
            yield approved


def _again(steps: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The same approvals anew, each once; not to be delegated if one of them wasn't."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for step in steps:
        key = tuple(step.get(name) for name in _NAMES)
        strict = {"delegable": False} if step.get("delegable", True) is False else {}
        placed = {name: step[name] for name in _NAMES if name in step}
        found[key] = {**found.get(key, {}), **placed, **strict, "status": WAITING}
    return list(found.values())


# --- Checks -------------------------------------------------------------------------------------------------------


def _reason_given(asked: Asked) -> Refused | None:
    if not asked.step.corrects or asked.command.reason.strip():
        return None
    return asked.refuse("reason_missing", "更正须说明理由。", "请写明原登记有何错误。", "reason")


def _known_already(asked: Asked) -> Refused | None:
    """A fact that another form asks for is corrected once a step has set it, and set by no correction."""
    if asked.step.corrects != "facts":
        return None
    lookup = asked.definition.lookup
    opening = lookup.form(lookup.workflow.opening.form)
    anytime = {field.id for field in opening.fields} if opening else set()
    early = [name for name in asked.command.inputs if name not in anytime and name not in asked.file.facts]
    if not early:
        return None
    return asked.refuse("not_known_yet", "所列事实尚未登记，无从更正。", "请在登记该事实的步骤中填写。", *early)


def _something_differs(asked: Asked) -> Refused | None:
    if asked.step.corrects != "facts" or told(asked)["corrected"]:
        return None
    return asked.refuse("nothing_corrected", "所填内容与现有登记相同，没有需要更正的。", "请填写正确的事实。", "inputs")


CORRECTING: Final[tuple[Check, ...]] = (_reason_given, _known_already, _something_differs)
"""Asked of every step after what was handed in, when it is taken and again at the last approval."""
