"""Periods: begun, met, stopped and lengthened as the step is declared to do, and nothing else of them moved.

Ends are counted again here from the clock that the case holds and the calendar that the entry names; what a document
or a form said of a length or of a day lies in the vault, and is taken as the entry logs it.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from engine.case import Case
from engine.deadlines.clock import (
    DECIDED,
    LAPSING,
    RECEIVED,
    Clock,
    end_of_clock,
    over,
    overdue_at_rest,
    span_body,
    spans_of,
)
from engine.deadlines.moving import still_about
from engine.deadlines.requests import APPROVAL_OF, OnDeadline
from engine.definition import Deadline, SpanWhen, Taken, Transition
from engine.legality.entry import Fault, illegal
from engine.legality.general import stays_within
from engine.legality.reviewed import Reviewed

Json = Mapping[str, Any]

_LENGTHS: Final = frozenset({"track", "competent", "organ", "designating", "facts_hash"})
"""Fields on which the lengths of periods hang."""


def of_step(reviewed: Reviewed, step: Taken) -> Iterator[Fault]:
    """The step was in time, and did to the periods what its declaration says."""
    yield from _in_time(reviewed, step)
    yield from _only(reviewed, _touched(reviewed, step))
    if isinstance(step, OnDeadline):
        yield from _as_asked(reviewed, step)
    elif step.corrects == "last_step":
        yield from _led_back(reviewed)
    else:
        yield from _met(reviewed, step)
        yield from _begun(reviewed, (*step.begins, *step.reports_upward))
    yield from _beside(reviewed)
    yield from counted(reviewed)


def of_opening(reviewed: Reviewed) -> Iterator[Fault]:
    """What begins with the case runs: what its opening begins, or the way into the state that it was taken over in."""
    workflow, state = reviewed.definition.workflow, reviewed.after.state
    begins = tuple(workflow.opening.begins)
    if state != workflow.opening.to:
        ways = (step.begins for step in workflow.transitions if step.to == state)
        begins = tuple(dict.fromkeys(name for names in ways for name in names))
    yield from _only(reviewed, {*begins})
    yield from _begun(reviewed, begins)
    yield from counted(reviewed)


def untouched(reviewed: Reviewed) -> Iterator[Fault]:
    """An entry that takes no step moves no period, but those of approvals."""
    if any(_others(reviewed, name) for name in ("clocks", "due", "rounds")):
        yield illegal("period_moved", "本条登记不是办理步骤，却改动了期限。")


def _others(reviewed: Reviewed, name: str) -> bool:
    """Whether this field was changed of any period that isn't that of an approval."""
    before, after = (getattr(case, name) or {} for case in (reviewed.before, reviewed.after))
    return any(before.get(one) != after.get(one) for one in _but_approvals(reviewed, {*before, *after}))


def _but_approvals(reviewed: Reviewed, names: Iterable[str]) -> list[str]:
    return sorted(name for name in names if not reviewed.definition.lookup.of_approvals(name))


def on_deadline(reviewed: Reviewed) -> Iterator[Fault]:
    """A right has lapsed, a term has ended, or an end was counted anew: by the clock or the calendar alone."""
    before, entry = reviewed.before, reviewed.entry
    yield from stays_within(reviewed, frozenset({"asides"}))
    if entry.actor != "system" or before.last_occurred_at != reviewed.after.last_occurred_at:
        yield illegal("wrong_role", "期限届满和重新计算的登记不是由系统作出的。")
    lapsed = {told["id"] for told in _told(reviewed) if told["event"] == "lapse"}
    if entry.event not in {"lapse", "recompute"} or (entry.event == "lapse") != bool(lapsed):
        yield illegal("kind_unknown", "期限的登记既不是届满，也不是重新计算。")
    for name in sorted(lapsed):
        due = (before.due or {}).get(name)
        kind = reviewed.definition.lookup.deadline(name).kind
        if kind not in LAPSING or due is None or not over(due, entry.moment):
            yield illegal("lapsed_early", f"“{_label(reviewed, name)}”尚未届满，或者不会自行届满。")
    yield from _only(reviewed, lapsed)
    yield from _beside(reviewed)
    yield from counted(reviewed)


def of_reorganisation(reviewed: Reviewed) -> Iterator[Fault]:
    """No period was begun, met or moved; ends are those of the calendar of the organ that has the case now."""
    yield from _only(reviewed, set())
    yield from counted(reviewed)


def counted(reviewed: Reviewed) -> Iterator[Fault]:
    """Every period that runs ends when its clock and the calendar say, and none that doesn't run has an end."""
    case, days = reviewed.after, reviewed.world.days_of(reviewed.after.organ)
    ends = dict(case.due or {})
    for name, told in (case.clocks or {}).items():
        end = end_of_clock(reviewed.definition.lookup.deadline(name), Clock.read(told), days)
        due = ends.pop(name, None)
        due_at = due and (due["last_day"], due["due_at"], due.get("provisional", False))
        if due_at != (end and (end.last_day.isoformat(), end.due_at.isoformat(), end.provisional)):
            yield illegal("due_other", f"“{_label(reviewed, name)}”的届满日与所记的起算、长度、暂停和日历不符。")
        elif due and due["calendar"] > days.version:
            yield illegal("due_other", f"“{_label(reviewed, name)}”依据的日历在其后才登记。")
    for name in sorted(ends):
        yield illegal("due_other", f"“{name}”没有在计算，却有届满日。")


def _beside(reviewed: Reviewed) -> Iterator[Fault]:
    """Requests about periods stay, but for the one that was carried out, and those whose period has ended."""
    before, after = reviewed.before.asides or {}, reviewed.after.asides or {}
    done = {reviewed.entry.told.get("request")} | {
        name
        for name, told in before.items()
        if not still_about(reviewed.definition, reviewed.before, reviewed.after, told["step"])
    }
    if {name: told for name, told in before.items() if name not in done} != dict(after):
        yield illegal("changed_too_much", "本条登记改动了关于期限的报批事项，或者留下了已无对象的报批事项。")


def _in_time(reviewed: Reviewed, step: Taken) -> Iterator[Fault]:
    """What bars, rights and limits forbade was not done."""
    due, moment = reviewed.before.due or {}, reviewed.entry.moment
    ends = isinstance(step, Transition) and step.ends_measure
    for name, one in due.items():
        kind = reviewed.definition.lookup.deadline(name).kind
        if kind == "limit" and over(one, moment) and not ends:
            yield illegal("limit_over", f"“{_label(reviewed, name)}”届满以后，办理了“{step.label}”。")
    for name in step.not_before:
        if name in due and not over(due[name], moment):
            yield illegal("too_early", f"“{_label(reviewed, name)}”届满以前，办理了“{step.label}”。")
    for name in step.within:
        lapsed = "lapsed" in (reviewed.before.clocks or {}).get(name, {})
        if lapsed or (name in due and over(due[name], moment)):
            yield illegal("right_lapsed", f"“{_label(reviewed, name)}”届满以后，办理了“{step.label}”。")


def _touched(reviewed: Reviewed, step: Taken) -> set[str]:
    """The periods that the step may move."""
    if step.corrects == "last_step":
        return {*(reviewed.before.clocks or {}), *(reviewed.after.clocks or {})}
    named = {step.deadline} if isinstance(step, OnDeadline) else set[str]()
    named |= {*step.begins, *step.reports_upward, *step.fulfils, *step.pauses}
    hangs = bool(_LENGTHS & reviewed.changed)
    for name, told in (reviewed.before.clocks or {}).items():
        deadline = reviewed.definition.lookup.deadline(name)
        if told.get("held") or _places(reviewed.after) & {*deadline.suspended_while}:
            named.add(name)
        if hangs and any(isinstance(length, SpanWhen) for length in deadline.length):
            named.add(name)
    return named


def _places(case: Case) -> set[str]:
    return {case.state, case.phase}


def _only(reviewed: Reviewed, touched: set[str]) -> Iterator[Fault]:
    before, after = reviewed.before.clocks or {}, reviewed.after.clocks or {}
    for name in _but_approvals(reviewed, {*before, *after} - touched):
        if before.get(name) != after.get(name):
            yield illegal("period_moved", f"本条登记无权改动“{_label(reviewed, name)}”。")


def _met(reviewed: Reviewed, step: Taken) -> Iterator[Fault]:
    """What the step fulfils runs no more, and was told as late when it was."""
    due = reviewed.before.due or {}
    told = {one["id"]: one for one in _told(reviewed) if one["event"] == "meet"}
    for name in step.fulfils:
        was, now = (reviewed.before.clocks or {}).get(name), (reviewed.after.clocks or {}).get(name)
        if was is None or not Clock.read(was).runs:
            continue
        if now is not None and "met" not in now and name not in (*step.begins, *step.reports_upward):
            yield illegal("not_met", f"“{step.label}”办理以后，“{_label(reviewed, name)}”仍在计算。")
        days, deadline = reviewed.world.days_of(reviewed.before.organ), reviewed.definition.lookup.deadline(name)
        at_rest = overdue_at_rest(deadline, Clock.read(was), days) is not None
        late = over(due[name], reviewed.entry.moment) if name in due else at_rest
        if name not in told or told[name].get("late", False) != late:
            yield illegal("lateness_other", f"“{step.label}”没有如实写明“{_label(reviewed, name)}”是否逾期。")


def _begun(reviewed: Reviewed, names: tuple[str, ...]) -> Iterator[Fault]:
    """What the step begins is there: a new round from the right day and of a declared length, or one that goes on."""
    for name in names:
        deadline = reviewed.definition.lookup.deadline(name)
        was, now = (reviewed.before.clocks or {}).get(name), (reviewed.after.clocks or {}).get(name)
        if now is None:
            # An installation counts from the day on which its calendar was laid down.
            if reviewed.world.calendar.published:
                yield illegal("not_begun", f"应当开始计算的“{deadline.label}”没有开始。")
            continue
        goes_on = was is not None and not deadline.resets and deadline.resume_means != "restart"
        if not goes_on or "met" in (was or {}):
            yield from _new_round(reviewed, deadline, now)
        if not goes_on and now["seq"] == reviewed.entry.seq:
            yield from _as_declared(reviewed, deadline, now)


def _new_round(reviewed: Reviewed, deadline: Deadline, now: Json) -> Iterator[Fault]:
    before, after = reviewed.before.rounds or {}, reviewed.after.rounds or {}
    number = after.get(deadline.id)
    if number is None or number != before.get(deadline.id, 0) + 1 or now["round"] != number:
        yield illegal("round_other", f"“{deadline.label}”的轮次没有加一。")


def _as_declared(reviewed: Reviewed, deadline: Deadline, now: Json) -> Iterator[Fault]:
    if not _starts(reviewed, deadline, now["from"]):
        yield illegal("start_other", f"“{deadline.label}”不是从规定的日期起算。")
    if not _measured(reviewed, deadline, now):
        yield illegal("length_other", f"“{deadline.label}”的长度不是规定、载明或者配置的长度。")


def _starts(reviewed: Reviewed, deadline: Deadline, since: str) -> bool:
    entry, word = reviewed.entry, deadline.counts_from
    if entry.kind == "open" and reviewed.after.imported:
        return _has_come(reviewed, since)
    if word == RECEIVED:
        return since == reviewed.after.received_on
    moment = Clock(0, 0, entry.occurred_at or entry.at).start
    if word == DECIDED:
        steps = entry.told.get("approved") or ()
        days = [one.get("held_on") or one.get("issued_on") for one in steps if one["kind"] != "rank"]
        decided = [day for day in days if day]
        return since == decided[-1] if decided else Clock(0, 0, since).start == moment
    if word and "T" not in since:
        return _has_come(reviewed, since)
    return Clock(0, 0, since).start in {moment, reviewed.world.now}


def _has_come(reviewed: Reviewed, since: str) -> bool:
    """Whether a day has begun in Asia/Shanghai, or an instant is past, when the entry is written."""
    start = Clock(0, 0, since).start
    return start <= reviewed.world.now if isinstance(start, datetime) else start <= reviewed.world.today


def _measured(reviewed: Reviewed, deadline: Deadline, now: Json) -> bool:
    length, source = now.get("length"), now.get("source") or {}
    if length is None:
        return any(isinstance(one, SpanWhen) for one in deadline.length)
    if "span" in source:
        line = [organ.code for organ in reviewed.world.organisation.line(reviewed.after.organ)]
        name = deadline.id.partition(APPROVAL_OF)[0]
        found = reviewed.world.policy.length(reviewed.definition.workflow.id, name, line)
        return found is not None and dict(found.length) == dict(length)
    return "document" in source or dict(length) in [span_body(span) for span in spans_of(deadline.length)]


def _as_asked(reviewed: Reviewed, step: OnDeadline) -> Iterator[Fault]:
    """What was asked of a running period was done to it, once, and no more than is declared."""
    was, now = (case.clocks or {} for case in (reviewed.before, reviewed.after))
    if step.deadline not in was or step.deadline not in now:
        yield illegal("deadline_not_running", f"没有在计算的期限，办理了“{step.label}”。")
        return
    before, after = Clock.read(was[step.deadline]), Clock.read(now[step.deadline])
    if not before.runs:
        yield illegal("deadline_not_running", f"没有在计算的期限，办理了“{step.label}”。")
    if step.how == "extend":
        yield from _extended(reviewed, step, before, after)
    elif (step.how == "pause") != ("act" in after.held) or after.extended != before.extended:
        yield illegal("period_moved", f"“{step.label}”没有按规定改变期限。")


def _extended(reviewed: Reviewed, step: OnDeadline, before: Clock, after: Clock) -> Iterator[Fault]:
    *kept, new = after.extended or ({},)
    extension = step.extension
    granted = [one for one in after.extended if one["step"] == step.id]
    if [*before.extended] != kept or not new or (new["step"], new["seq"]) != (step.id, reviewed.entry.seq):
        yield illegal("period_moved", f"“{step.label}”没有按规定改变期限。")
        return
    cap = span_body(extension.span) if extension and extension.span else None
    too_long = cap is not None and any(length > cap.get(unit, 0) for unit, length in new["by"].items())
    too_often = bool(extension and extension.times and len(granted) > extension.times)
    due = (reviewed.before.due or {}).get(step.deadline)
    if too_long or too_often or due is None or over(due, reviewed.entry.moment):
        yield illegal("extended_too_far", f"“{step.label}”超过了规定的长度、次数，或者在届满以后办理。")


def _led_back(reviewed: Reviewed) -> Iterator[Fault]:
    last = reviewed.past.last
    was, now = (last.before.get("clocks") or {}) if last else {}, reviewed.after.clocks or {}
    if last is not None and any(was.get(one) != now.get(one) for one in _but_approvals(reviewed, {*was, *now})):
        yield illegal("not_led_back", "更正上一步骤后，期限不是该步骤之前的情形。")


def _told(reviewed: Reviewed) -> tuple[Json, ...]:
    return tuple(reviewed.entry.told.get("deadlines") or ())


def _label(reviewed: Reviewed, name: str) -> str:
    return reviewed.definition.lookup.deadline(name).label
