"""Each deadline: its length, its beginning and its end, who is told, who extends, what is proposed afterwards."""

from collections.abc import Iterator
from itertools import chain, pairwise
from typing import Final

from engine.deadlines.clock import spans_of
from engine.definition import Deadline, Rung, Span, SpanWhen, StatedIn, Transition
from engine.machine import all_steps
from engine.soundness import counting
from engine.soundness.finding import Finding
from engine.soundness.outline import Outline, place_of, title
from engine.terms import PRESSING

_UNITS: Final = ("hours", "days", "working_days", "months")
_CLIMB: Final = ("office_head", "overseeing_deputy", "principal")
"""Ranks of one organ, lowest first."""


def findings(outline: Outline) -> Iterator[Finding]:
    """Defects of deadlines."""
    for deadline in outline.workflow.deadlines:
        place = f"deadlines.{deadline.id}"
        yield from _lengths(place, deadline)
        yield from _ladder(place, deadline)
        yield from _extensions(place, deadline)
        yield from _limits(place, deadline)
        yield from _then(outline, place, deadline)
        yield from _stops(outline, place, deadline)
        yield from counting.findings(outline, place, deadline)
    yield from _begun_and_met(outline)
    yield from _pausing_limits(outline)
    yield from _nobodys_steps(outline)
    yield from counting.of_steps(outline)
    for duty in outline.workflow.periodic:
        yield from _span(f"periodic.{duty.id}.every", duty.every)


# --- Lengths ------------------------------------------------------------------------------------------------------


def _lengths(place: str, deadline: Deadline) -> Iterator[Finding]:
    conditions = [length.condition for length in deadline.length if isinstance(length, SpanWhen)]
    plain = any(not isinstance(length, SpanWhen) for length in deadline.length[:-1])
    if not deadline.length or plain or len(set(conditions)) < len(conditions):
        yield Finding(
            "S306",
            f"{place}.length",
            f"{title(deadline)}的长度没有写明，或者有写在“其余情形”之后、永远轮不到的长度。",
            "分情形的每种写一次 SpanWhen，其余情形的 Span 或 StatedIn 写在最后；不写最后一项即对其余人不适用。",
        )
    for length in deadline.length:
        yield from _span(f"{place}.length", _span_of(length))
    for warning in deadline.warn:
        yield from _span(f"{place}.warn", warning)
        if any(_not_shorter(warning, _span_of(length)) for length in deadline.length):
            yield Finding(
                "S307",
                f"{place}.warn",
                f"{title(deadline)}的预警提前量不短于期限本身，一开始就会预警。",
                "缩短 warn，使它小于期限长度。",
            )


def _span_of(length: Span | SpanWhen | StatedIn) -> Span:
    if isinstance(length, SpanWhen):
        return length.span
    return length.otherwise if isinstance(length, StatedIn) else length


def _span(place: str, span: Span) -> Iterator[Finding]:
    amounts = [getattr(span, unit) for unit in _UNITS]
    if sum(amount != 0 for amount in amounts) != 1 or min(amounts) < 0:
        yield Finding(
            "S305",
            place,
            "时间长度必须恰好用一个单位（小时、日、工作日、月）写成正数。",
            "写成 Span(months=1) 这样的形式；一日不等于一个工作日，不同单位不能相加。",
        )


def _not_shorter(one: Span, other: Span) -> bool:
    """Whether one span, in the unit both are given in, is at least the other."""
    return any(getattr(one, unit) >= getattr(other, unit) > 0 for unit in _UNITS)


# --- Who is told, who extends -------------------------------------------------------------------------------------


def _ladder(place: str, deadline: Deadline) -> Iterator[Finding]:
    if deadline.kind in PRESSING and not deadline.ladder:
        yield Finding(
            "S303",
            place,
            f"{title(deadline)}逾期后没有任何人得到报告。",
            "在 ladder 中逐级写明报告对象，例如 Rung(Rank('office_head'), grace=3)。",
        )
    if deadline.kind not in PRESSING and deadline.ladder:
        yield Finding(
            "S315",
            f"{place}.ladder",
            f"{title(deadline)}到期自行失效或届满，没有人必须行动，不能逐级报告。",
            "去掉 ladder；确属必须办理的，把 kind 改为 duty。",
        )
    if any(not _climbs(lower, upper) for lower, upper in pairwise(deadline.ladder)):
        names = " → ".join(f"{rung.reaches.organ}.{rung.reaches.post}" for rung in deadline.ladder)
        yield Finding(
            "S304",
            f"{place}.ladder",
            f"{title(deadline)}的逐级报告没有逐级向上，会在同级或下级之间循环：{names}。",
            "每一级都比前一级高：承办机关部门负责人、分管领导、主要负责人，再到上一级机关。",
        )
    if any(rung.grace < 0 for rung in deadline.ladder):
        yield Finding(
            "S317",
            f"{place}.ladder",
            f"{title(deadline)}有一级的宽限工作日为负数。",
            "grace 写 0 或正整数（工作日）。",
        )


def _climbs(lower: Rung, upper: Rung) -> bool:
    one, other = lower.reaches, upper.reaches
    if one.organ != other.organ:
        return other.organ != "holding"
    ranked = one.post in _CLIMB and other.post in _CLIMB
    return one.post != other.post and (not ranked or _CLIMB.index(one.post) < _CLIMB.index(other.post))


def _extensions(place: str, deadline: Deadline) -> Iterator[Finding]:
    for extension in deadline.extensions:
        if not extension.approval:
            yield Finding(
                "S311",
                f"{place}.extensions",
                f"{title(deadline)}可以延长，却没有写明由谁批准。",
                "在 Extension 的 approval 中写明批准人，例如 [chain('principal')]。",
            )
        if extension.times < 0:
            yield Finding(
                "S318",
                f"{place}.extensions",
                f"{title(deadline)}的延长次数为负数。",
                "times 写允许的次数；不限次数的写 0。",
            )
        if extension.span:
            yield from _span(f"{place}.extensions", extension.span)


def _limits(place: str, deadline: Deadline) -> Iterator[Finding]:
    moved = deadline.pauses or deadline.suspended_while or deadline.rolls_to_working_day
    spans = [*spans_of(deadline.length), *(one.span for one in deadline.extensions if one.span)]
    if deadline.kind == "limit" and (moved or any(span.working_days for span in spans)):
        yield Finding(
            "S316",
            place,
            f"{title(deadline)}是措施的最长期限，不因休假日、暂停或中止而推迟。",
            "去掉 pauses、suspended_while、rolls_to_working_day 和工作日；只能依法批准延长或解除措施。",
        )


# --- Beginning and end --------------------------------------------------------------------------------------------


def _begun_and_met(outline: Outline) -> Iterator[Finding]:
    steps = all_steps(outline.workflow)
    opening = outline.workflow.opening.begins
    begun = {*opening, *chain.from_iterable((*step.begins, *step.reports_upward) for step in steps)}
    met = {*chain.from_iterable(step.fulfils for step in steps)}
    touched = met | {*chain.from_iterable(step.pauses for step in steps)}
    ends_measures = any(isinstance(step, Transition) and step.ends_measure for step in steps)
    for deadline in (one for one in outline.deadlines.values() if not one.of_approvals):
        place, name = f"deadlines.{deadline.id}", title(deadline)
        if deadline.id not in begun:
            reason = (
                "有环节完成或暂停它，却没有环节开始它" if deadline.id in touched else "没有环节开始它，永远不会起算"
            )
            yield Finding("S309", place, f"{name}：{reason}。", "在起算的环节（或 opening）的 begins 中写上它。")
        elif deadline.id not in met and (deadline.kind == "duty" or (deadline.kind == "limit" and not ends_measures)):
            yield Finding(
                "S308",
                place,
                f"{name}起算后没有任何环节能完成它，必然逾期。",
                "在完成它的环节的 fulfils 中写上它；措施的期限也可由 ends_measure 的环节终止。",
            )


def _stops(outline: Outline, place: str, deadline: Deadline) -> Iterator[Finding]:
    for name in deadline.suspended_while:
        if name not in {*outline.states, *outline.phases}:
            yield Finding(
                "S319",
                f"{place}.suspended_while",
                f"{title(deadline)}的 suspended_while 所指的“{name}”不是本流程的状态或阶段。",
                "改为已声明的状态或阶段。",
            )
    for pause in deadline.pauses:
        if not pause.approval or not pause.label.strip():
            yield Finding(
                "S320",
                f"{place}.pauses",
                f"{title(deadline)}可以暂停，却没有写明事由或者由谁批准。",
                "在 Pause 中写明事由和批准人，例如 Pause('对象因病不能接受谈话', [chain('principal')])。",
            )


def _pausing_limits(outline: Outline) -> Iterator[Finding]:
    for step in all_steps(outline.workflow):
        for name in step.pauses:
            deadline = outline.deadlines.get(name)
            if deadline and deadline.kind == "limit":
                yield Finding(
                    "S316",
                    f"{place_of(step)}.pauses",
                    f"{title(step)}暂停了措施的最长期限{title(deadline)}，该期限不能暂停。",
                    "从 pauses 中去掉它。",
                )


# --- What follows -------------------------------------------------------------------------------------------------


def _then(outline: Outline, place: str, deadline: Deadline) -> Iterator[Finding]:
    if deadline.then and deadline.then not in outline.steps:
        yield Finding(
            "S312",
            f"{place}.then",
            f"{title(deadline)}到期后应提出的“{deadline.then}”不是本流程的环节。",
            "改为已声明的环节，或删除 then。",
        )
    step = outline.steps.get(deadline.then)
    if isinstance(step, Transition) and not step.by and deadline.kind not in ("right", "term"):
        yield Finding(
            "S314",
            f"{place}.then",
            f"{title(deadline)}到期后会无人决定就自动{title(step)}；到期只能提出建议，由人决定。",
            "在该环节的 by 中写明由谁办理；只有权利失效（right）和期限届满（term）可以自行发生。",
        )


def _nobodys_steps(outline: Outline) -> Iterator[Finding]:
    triggered = {deadline.then for deadline in outline.workflow.deadlines}
    for step in outline.steps.values():
        if not step.by and step.id not in triggered:
            yield Finding(
                "S313",
                f"{place_of(step)}.by",
                f"{title(step)}没有写明由谁办理，也没有期限到期来触发它，永远不会发生。",
                "在 by 中写明办理角色（任何人也要写 anyone），或在某个期限的 then 中写上它。",
            )
