"""What a deadline counts from, in which units, between which bounds, and which steps wait for its end."""

from collections.abc import Iterator
from typing import Final

from engine.deadlines.clock import DECIDED, RECEIVED, span_body, spans_of, within
from engine.definition import Deadline, Form, StatedIn
from engine.machine import all_steps
from engine.soundness.finding import Finding
from engine.soundness.outline import Outline, place_of, title

_MADE: Final = ("extend_", "pause_", "resume_")
"""How the acts begin that a deadline makes by itself."""


def findings(outline: Outline, place: str, deadline: Deadline) -> Iterator[Finding]:
    """Defects of how a deadline is counted."""
    yield from _from_where(outline, place, deadline)
    yield from _stated(outline, place, deadline)
    yield from _bounded(place, deadline)
    yield from _one_unit(place, deadline)


def of_steps(outline: Outline) -> Iterator[Finding]:
    """Steps that wait for something that never ends, or whose names are taken."""
    for step in all_steps(outline.workflow):
        for word, kind in (("not_before", "bar"), ("within", "right")):
            for name in getattr(step, word):
                deadline = outline.deadlines.get(name)
                if deadline and deadline.kind != kind:
                    yield Finding(
                        "S325",
                        f"{place_of(step)}.{word}",
                        f"{title(step)}的 {word} 所指的{title(deadline)}不是 {kind} 类期限。",
                        "not_before 写须先届满的期间（bar），within 写届满即失效的权利（right）。",
                    )
        if step.id.startswith(_MADE) and step.id.partition("_")[2] in outline.deadlines:
            yield Finding(
                "S326",
                place_of(step),
                f"{title(step)}的标识与系统为期限生成的延长、暂停、恢复相同。",
                "换一个标识；延长和暂停在期限的 extensions、pauses 中声明。",
            )


def _from_where(outline: Outline, place: str, deadline: Deadline) -> Iterator[Finding]:
    word = deadline.counts_from
    if word in {"", RECEIVED, DECIDED}:
        return
    steps = [step for step in all_steps(outline.workflow) if deadline.id in (*step.begins, *step.reports_upward)]
    forms = [step.form for step in steps]
    forms += [outline.workflow.opening.form] if deadline.id in outline.workflow.opening.begins else []
    without = [name for name in forms if not _has(outline.forms.get(name), word, "date")]
    if without:
        yield Finding(
            "S321",
            f"{place}.counts_from",
            f"{title(deadline)}自“{word}”起算，但开始它的环节的表单没有这一日期。",
            "写 received（受理之日）、decided（集体决定之日），或者每个起算环节的表单中都有的日期栏目。",
        )


def _stated(outline: Outline, place: str, deadline: Deadline) -> Iterator[Finding]:
    for length in deadline.length:
        field = length.field if isinstance(length, StatedIn) else ""
        if field and not any(_has(form, field, "number") for form in outline.forms.values()):
            yield Finding(
                "S322",
                f"{place}.length",
                f"{title(deadline)}的长度填写在“{field}”，但没有表单有这一数字栏目。",
                "在起算环节的表单中加上 number 类型的栏目。",
            )


def _bounded(place: str, deadline: Deadline) -> Iterator[Finding]:
    if deadline.bounds is None:
        return
    cure = "只为 length_confidence 为 B、C 的期限写 Bounds，下限、上限与长度用同一单位，声明的长度在其中。"
    if deadline.length_confidence not in {"B", "C"}:
        yield Finding("S323", f"{place}.bounds", f"{title(deadline)}的长度出自条文，不能由各机关配置。", cure)
    elif not all(within(span_body(span), deadline) for span in spans_of(deadline.length)):
        yield Finding("S323", f"{place}.bounds", f"{title(deadline)}的长度不在可以配置的范围之内。", cure)


def _one_unit(place: str, deadline: Deadline) -> Iterator[Finding]:
    """Hours run by the clock, days by the calendar: an extension of one kind can't lengthen the other."""
    spans = [*spans_of(deadline.length), *(one.span for one in deadline.extensions if one.span)]
    hours = {span.hours > 0 for span in spans}
    if len(hours) > 1:
        yield Finding(
            "S324",
            f"{place}.extensions",
            f"{title(deadline)}有的按小时、有的按日或者月计算，不能相加。",
            "长度和延长都用小时，或者都不用小时。",
        )


def _has(form: Form | None, name: str, kind: str) -> bool:
    return form is not None and any(field.id == name and field.kind == kind for field in form.fields)
