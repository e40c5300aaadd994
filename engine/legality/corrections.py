"""Corrections: what they tell is what they change, and who approved what is corrected approves them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any, Final

from engine.case import WAITING, Case, Request
from engine.corrections import digest_of
from engine.definition import SpanWhen, Taken
from engine.legality.entry import Fault, illegal
from engine.legality.general import stays_within
from engine.legality.reviewed import Reviewed
from engine.past import Move

_TOLD: Final = ("corrected", "recomputed", "reversed")
_LEFT: Final = frozenset(
    {"version", "last_occurred_at", "counts", "served", "approvers", "issued", "pending"}
    | {"asides", "clocks", "rounds", "due", "ladders"}
)
"""Fields that a step taken back doesn't lead back; each is judged by itself."""
_SAME: Final = ("kind", "post", "body", "organ", "office", "present", "passing")


def told_as_it_is(reviewed: Reviewed, step: Taken, request: Request) -> Iterator[Fault]:
    """A correction tells what it corrects, the same when it is proposed and when it is carried out."""
    told = {name: reviewed.entry.told[name] for name in _TOLD if name in reviewed.entry.told}
    if request.digest != digest_of(told):
        yield illegal("shown_other", f"“{step.label}”登记的内容与报批时所示的不同。")
    if {*told} != {"facts": {"corrected", "recomputed"}, "last_step": {"reversed"}, "": set()}[step.corrects]:
        yield illegal("correction_other", f"“{step.label}”没有按规定写明更正了什么。")
    elif step.corrects == "facts":
        yield from _of_facts(reviewed, step)
    elif step.corrects == "last_step":
        yield from _of_last_step(reviewed)


def approvers(reviewed: Reviewed, step: Taken) -> list[dict[str, Any]]:
    """Who approved what the correction is about, as steps that wait; none where nobody had to."""
    last = reviewed.past.last
    if step.corrects == "last_step" and last:
        return _once(last.approvals)
    return _once(_resting(reviewed)) if step.corrects == "facts" else []


def corrected(reviewed: Reviewed, step: Taken) -> Iterator[Fault]:
    """The case was changed as far as the correction leads, and no further."""
    if reviewed.after.times(step.id) != reviewed.before.times(step.id) + 1:
        yield illegal("miscounted", f"“{step.label}”的办理次数没有加一。")
    if step.corrects == "facts":
        yield from stays_within(reviewed, frozenset({"counts", "served", "pending", "approvers", "track", "competent"}))
        yield from _facts_rewritten(reviewed)
    elif reviewed.past.last is not None:
        yield from stays_within(reviewed, frozenset(item.name for item in fields(Case)))
        yield from _led_back(reviewed, reviewed.past.last)


def _of_facts(reviewed: Reviewed, step: Taken) -> Iterator[Fault]:
    form = reviewed.definition.lookup.form_of(step)
    known = {field.id for field in form.fields} if form else set()
    named = reviewed.entry.told["corrected"]
    if not named or {*named} - known:
        yield illegal("correction_other", f"“{step.label}”更正的不是登记的事实。")
    told, changed = reviewed.entry.told["recomputed"], _conditions_changed(reviewed)
    if changed - {*reviewed.definition.conditions} or {*told.get("steps", ())} - {*reviewed.past.approved}:
        yield illegal("correction_other", f"“{step.label}”列出了定义中没有的条件，或者没有办理过的步骤。")
    if {change["id"] for change in told.get("deadlines", ())} - _deadlines_on(reviewed, changed):
        yield illegal("correction_other", f"“{step.label}”列出的期限不因条件的改变而不同。")


def _deadlines_on(reviewed: Reviewed, conditions: set[str]) -> set[str]:
    """The deadlines whose length hangs on one of these conditions."""
    deadlines = reviewed.definition.workflow.deadlines
    return {
        deadline.id
        for deadline in deadlines
        if conditions & {length.condition for length in deadline.length if isinstance(length, SpanWhen)}
    }


def _of_last_step(reviewed: Reviewed) -> Iterator[Fault]:
    last, told = reviewed.past.last, reviewed.entry.told["reversed"]
    if last is None:
        yield illegal("nothing_to_take_back", "更正上一步骤时，其后已有其他办理，或者没有可更正的步骤。")
        return
    effects = {name: last.told.data.get(name) for name in ("begun", "fulfilled", "paused", "notified")}
    numbers = {one["series"] for one in last.told.data.get("drawn") or ()}
    same = (told["seq"], told["step"]) == (last.told.seq, last.told.event)
    if not same or any(told.get(name) != known for name, known in effects.items()):
        yield illegal("reversed_other", "更正的不是上一步骤，或者所列的期限、告知与该步骤的登记不符。")
    issued = last.told.data["set"].get("issued") or {}
    if (told.get("void") or {}) != {series: issued[series] for series in numbers}:
        yield illegal("reversed_other", "所列作废的文号不是被更正步骤制发的文号。")


def _facts_rewritten(reviewed: Reviewed) -> Iterator[Fault]:
    told, before, after = reviewed.entry.told.get("recomputed") or {}, reviewed.before, reviewed.after
    if "subject" not in (reviewed.entry.commits or {}):
        yield illegal("facts_unnamed", "更正事实的登记没有新的事实。")
    for name, was, now in (("track", before.track, after.track), ("competent", before.competent, after.competent)):
        if told.get(name) != (None if was == now else {"before": was, "after": now}):
            yield illegal("recomputed_other", f"重新计算的“{name}”与事项的变更不符。")


def _led_back(reviewed: Reviewed, last: Move) -> Iterator[Fault]:
    """Everything stands as it did before the step, but for what has been done and can't be undone."""
    was, before, after = Case.read(last.before), reviewed.before, reviewed.after
    for item in fields(Case):
        if item.name not in _LEFT and getattr(after, item.name) != getattr(was, item.name):
            yield illegal("not_led_back", f"更正上一步骤后，“{item.name}”不是该步骤之前的情形。")
    others = {name: times for name, times in (after.counts or {}).items() if name != reviewed.entry.event}
    if others != {name: times for name, times in (was.counts or {}).items() if name != reviewed.entry.event}:
        yield illegal("miscounted", "更正上一步骤后，其他步骤的办理次数不对。")
    if after.issued != before.issued or not {*before.approvers} <= {*after.approvers}:
        yield illegal("changed_too_much", "更正上一步骤不得改动文号和审批人员。")
    if any(not {*officers} <= after.served_in([phase]) for phase, officers in (before.served or {}).items()):
        yield illegal("changed_too_much", "更正上一步骤不得去掉参加过办理的人员。")


def _resting(reviewed: Reviewed) -> Iterator[Mapping[str, Any]]:
    """The approvals of steps that set a corrected fact, or that rest on a condition which is another now."""
    lookup, named = reviewed.definition.lookup, {*reviewed.entry.told.get("corrected", ())}
    conditions = _conditions_changed(reviewed)
    for name, approved in reviewed.past.approved.items():
        step = lookup.step(name)
        form = lookup.form_of(step) if step else None
        asks = {field.id for field in form.fields} if form else set()
        if named & asks or conditions & {*approved.rules, *(step.only_if if step else ())}:
            yield from approved.steps


def _conditions_changed(reviewed: Reviewed) -> set[str]:
    told = reviewed.entry.told.get("recomputed") or {}
    return {change["id"] for change in told.get("conditions", ()) if change["before"] != change["after"]}


def _once(steps: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for step in steps:
        key = tuple(step.get(name) for name in _SAME)
        found.setdefault(key, {name: step[name] for name in _SAME if name in step} | {"status": WAITING})
        if step.get("delegable") is False:
            found[key]["delegable"] = False
    return list(found.values())
