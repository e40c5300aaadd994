"""What the periods of a case say to a step: bars, rights, limits, and what is asked of a period itself. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from engine.asked import Asked, Check
from engine.case import Request
from engine.deadlines.clock import HELD_BY_ACT, Clock, end_of_clock, over
from engine.deadlines.counting import SHANGHAI
from engine.deadlines.requests import AMOUNT, LONGEST, UNIT, UNIT_NAMES, OnDeadline, units_of
from engine.definition import Deadline, Transition
from engine.errors import Refused
from engine.law import Article

Json = Mapping[str, Any]


def clock_of(asked: Asked, deadline: str) -> Clock | None:
    """The newest round of a period in the case; None where it never began, or is done with."""
    told = (asked.case.clocks or {}).get(deadline)
    return Clock.read(told) if told else None


def asked_beside(asked: Asked, deadline: str) -> Request | None:
    """The pending request about a period."""
    for request in asked.case.requests:
        step = asked.definition.lookup.step(request.step)
        if isinstance(step, OnDeadline) and step.deadline == deadline:
            return request
    return None


def by_of(act: OnDeadline, deadline: Deadline, inputs: Json) -> dict[str, int]:
    """How much longer an extension makes the period, as JSON."""
    return {inputs.get(UNIT) or units_of(deadline, act.extension)[0]: int(inputs[AMOUNT])}


def _limits_kept(asked: Asked) -> Refused | None:
    """After the end of a limit only what ends the measure is possible."""
    if isinstance(asked.step, Transition) and asked.step.ends_measure:
        return None
    for deadline, due in _running(asked, "limit"):
        if over(due, asked.world.now):
            sentence = f"“{deadline.label}”已于{_moment(due)}届满。"
            remedy = "只能依法解除或者变更措施。"
            return Refused("limit_over", sentence, remedy, _article(deadline, asked))
    return None


def _bars_over(asked: Asked) -> Refused | None:
    for name in asked.step.not_before:
        due = (asked.case.due or {}).get(name)
        if due and not over(due, asked.world.now):
            deadline = asked.definition.lookup.deadline(name)
            sentence = f"“{deadline.label}”尚未届满，{_moment(due)}以后方可办理。"
            return Refused("too_early", sentence, "请待期间届满后办理。", _article(deadline, asked))
    return None


def _rights_alive(asked: Asked) -> Refused | None:
    for name in asked.step.within:
        clock, due = clock_of(asked, name), (asked.case.due or {}).get(name)
        if (clock and clock.lapsed) or (due and over(due, asked.world.now)):
            deadline = asked.definition.lookup.deadline(name)
            return Refused("right_lapsed", f"“{deadline.label}”已经届满。", "逾期不再受理。", _article(deadline, asked))
    return None


def _period_runs(asked: Asked) -> Refused | None:
    """Only what runs is moved: a late request changes nothing."""
    step = asked.step
    if not isinstance(step, OnDeadline):
        return None
    deadline, clock = asked.definition.lookup.deadline(step.deadline), clock_of(asked, step.deadline)
    if clock is None or not clock.runs:
        return asked.refuse("deadline_not_running", f"“{deadline.label}”没有在计算。", "无需办理。")
    if step.how == "resume":
        stopped = HELD_BY_ACT in clock.held
        return None if stopped else asked.refuse("not_paused", f"“{deadline.label}”没有暂停。", "无需办理。")
    if clock.stands_still:
        return asked.refuse("paused_already", f"“{deadline.label}”正在暂停。", "请先恢复，再办理。")
    if over((asked.case.due or {})[step.deadline], asked.world.now):
        how = "延长" if step.how == "extend" else "暂停"
        sentence = f"“{deadline.label}”已于{_moment((asked.case.due or {})[step.deadline])}届满，不能再{how}。"
        return asked.refuse("deadline_over", sentence, "请尽快办结，并向上级说明逾期原因。")
    return None


def _not_asked_twice(asked: Asked) -> Refused | None:
    step = asked.step
    if not isinstance(step, OnDeadline) or asked_beside(asked, step.deadline) is None:
        return None
    label = asked.definition.lookup.deadline(step.deadline).label
    return asked.refuse("approval_pending", f"“{label}”的变更正在报批。", "请等待审批，或由提出人撤回。")


def _in_turn(asked: Asked) -> Refused | None:
    """As often as declared, and the ordinary extension before the further one."""
    step = asked.step
    if not isinstance(step, OnDeadline) or step.extension is None:
        return None
    clock = clock_of(asked, step.deadline)
    granted = [one.get("step") for one in clock.extended] if clock else []
    if step.extension.times and granted.count(step.id) >= step.extension.times:
        sentence = f"“{step.label}”至多{step.extension.times}次，已用尽。"
        return asked.refuse("at_most", sentence, "请在期限内办结。")
    earlier = asked.definition.lookup.step(step.earlier) if step.earlier else None
    if isinstance(earlier, OnDeadline) and earlier.extension and granted.count(earlier.id) < earlier.extension.times:
        return asked.refuse("extension_order", f"尚未办理“{earlier.label}”。", f"请先办理“{earlier.label}”。")
    return None


def _not_too_much(asked: Asked) -> Refused | None:
    step, given = asked.step, asked.command.inputs
    if not isinstance(step, OnDeadline) or step.extension is None:
        return None
    deadline, clock = asked.definition.lookup.deadline(step.deadline), clock_of(asked, step.deadline)
    by = by_of(step, deadline, given)
    [(unit, amount)] = by.items()
    cap = getattr(step.extension.span, unit) if step.extension.span else LONGEST[unit]
    if not 1 <= amount <= cap:
        sentence = f"延长不得少于1{UNIT_NAMES[unit]}，不得超过{cap}{UNIT_NAMES[unit]}。"
        return asked.refuse("extension_too_long", sentence, "请核对延长的长度。", AMOUNT)
    if clock is None or not _later(asked, deadline, clock, by):
        return asked.refuse("extension_too_short", "这样延长不会推迟届满日。", "请核对延长的长度和单位。", AMOUNT)
    return None


def _later(asked: Asked, deadline: Deadline, clock: Clock, by: Json) -> bool:
    """An extension never leads to an earlier end, nor to the same."""
    longer = replace(clock, extended=(*clock.extended, {"by": dict(by)}))
    days = asked.world.days_of(asked.case.organ)
    try:
        now, then = end_of_clock(deadline, clock, days), end_of_clock(deadline, longer, days)
    except OverflowError:
        return False
    return now is not None and then is not None and then.due_at > now.due_at


def _reasoned(asked: Asked) -> Refused | None:
    if not isinstance(asked.step, OnDeadline) or asked.command.reason.strip():
        return None
    return asked.refuse("reason_missing", "变更期限须说明理由。", "请写明理由。", "reason")


def _days_have_happened(asked: Asked) -> Refused | None:
    """A day that a period counts from, or that tells what has happened, is never still to come."""
    form = asked.definition.lookup.form_of(asked.step)
    fields = {field.id: field for field in form.fields} if form else {}
    begun = (asked.definition.lookup.deadline(name) for name in (*asked.step.begins, *asked.step.reports_upward))
    named = {deadline.counts_from for deadline in begun} | {name for name, one in fields.items() if one.happened}
    today = asked.world.today.isoformat()
    late = [name for name in named if name in fields and str(asked.command.inputs.get(name) or "") > today]
    if not late:
        return None
    labels = "、".join(fields[name].label for name in late)
    return asked.refuse("future", f"“{labels}”晚于今天。", "请填写实际发生的日期。", *late)


def _running(asked: Asked, kind: str) -> Iterator[tuple[Deadline, Json]]:
    for name, due in (asked.case.due or {}).items():
        deadline = asked.definition.lookup.deadline(name)
        if deadline.kind == kind:
            yield deadline, due


def _moment(due: Json) -> str:
    """The end as people say it: the last day, or the minute where hours count."""
    instant = datetime.fromisoformat(due["due_at"]).astimezone(SHANGHAI)
    return f"{due['last_day']}24时" if (instant.hour, instant.minute) == (0, 0) else instant.strftime("%Y-%m-%d %H:%M")


def _article(deadline: Deadline, asked: Asked) -> Article:
    return deadline.basis[0] if deadline.basis else asked.article


BY_PERIODS: Final[tuple[Check, ...]] = (
    _limits_kept,
    _bars_over,
    _rights_alive,
    _period_runs,
    _not_asked_twice,
    _in_turn,
)
"""Asked of every step that an officer wants to take: what greys out its button."""
STILL_BY_PERIODS: Final[tuple[Check, ...]] = (_limits_kept, _bars_over, _rights_alive, _period_runs, _in_turn)
"""Asked again at the last approval."""
AS_ASKED: Final[tuple[Check, ...]] = (_days_have_happened, _not_too_much)
"""Asked of what was entered, and again at the last approval."""
WITH_REASON: Final[tuple[Check, ...]] = (_reasoned,)
