"""Forms, conditions, deadlines and steps that are referred to: do they exist, and is each declared one used?"""

from collections.abc import Iterator

from engine.definition import SpanWhen, When
from engine.machine import all_steps
from engine.soundness.finding import Finding
from engine.soundness.outline import Outline, approvals_of, place_of, title

Used = Iterator[tuple[str, str]]
"""Pairs of a place and the name that it refers to."""


def findings(outline: Outline) -> Iterator[Finding]:
    """Defects of references."""
    yield from _forms(outline)
    yield from _conditions(outline)
    yield from _rules(outline)
    yield from _deadlines(outline)


def _forms(outline: Outline) -> Iterator[Finding]:
    opening = outline.workflow.opening.form
    used = {f"{place_of(step)}.form": step.form for step in all_steps(outline.workflow) if step.form}
    for place, name in (used | {"opening.form": opening}).items():
        if name not in outline.forms:
            yield Finding("S111", place, f"表单“{name}”没有声明。", "改为 forms 中已有的标识，或声明该表单。")
    for form in outline.forms.values():
        if form.id not in {opening, *used.values()}:
            yield Finding(
                "S112",
                f"forms.{form.id}",
                f"没有环节使用表单{title(form)}，其中的内容无处填写。",
                "在相应环节写上 form，或删除该表单。",
            )


def conditions_used(outline: Outline) -> Used:
    """Every place that names a condition, or directly a predicate of the rules."""
    for step in all_steps(outline.workflow):
        yield from ((f"{place_of(step)}.only_if", name) for name in (*step.only_if, *step.only_with))
        yield from ((f"{place_of(step)}.after", before.when) for before in step.after if before.when)
        yield from ((f"{place_of(step)}.issues", issue.when) for issue in step.issues if issue.when)
    for place, _, branches in approvals_of(outline.workflow):
        yield from ((place, branch.condition) for branch in branches if isinstance(branch, When))
    for form in outline.workflow.forms:
        for item in form.fields:
            if item.required_if:
                yield f"forms.{form.id}.{item.id}", item.required_if
    for condition in outline.workflow.conditions:
        yield from ((f"conditions.{condition.id}", name) for name in (*condition.or_else, *condition.also))
    for deadline in outline.workflow.deadlines:
        spans = (span for span in deadline.length if isinstance(span, SpanWhen))
        yield from ((f"deadlines.{deadline.id}.length", span.condition) for span in spans)


def _conditions(outline: Outline) -> Iterator[Finding]:
    used = list(conditions_used(outline))
    for place, name in used:
        if name not in outline.conditions and name not in outline.rules:
            yield Finding(
                "S113",
                place,
                f"条件“{name}”既没有在本流程声明，也不是系统规则。",
                "在 conditions 中声明该条件，或改用系统规则的名称。",
            )
    for condition in outline.conditions.values():
        if condition.id not in {name for _, name in used}:
            yield Finding(
                "S114",
                f"conditions.{condition.id}",
                f"条件{title(condition)}没有用在任何地方。",
                "在 approval、only_if、only_with、required_if 或期限长度中使用它，或删除。",
            )


def _rules(outline: Outline) -> Iterator[Finding]:
    for condition in outline.workflow.conditions:
        if condition.rule not in outline.rules:
            yield Finding(
                "S115",
                f"conditions.{condition.id}.rule",
                f"条件{title(condition)}依据的规则“{condition.rule}”不存在，系统无从判断。",
                f"改用系统规则之一：{'、'.join(sorted(outline.rules))}。",
            )


def _deadlines(outline: Outline) -> Iterator[Finding]:
    for place, name in deadlines_used(outline):
        if name not in outline.deadlines:
            yield Finding("S116", place, f"期限“{name}”没有声明。", "改为 deadlines 中已有的标识，或声明该期限。")


def deadlines_used(outline: Outline) -> Used:
    """Every place that names a deadline."""
    yield from (("opening.begins", name) for name in outline.workflow.opening.begins)
    for step in all_steps(outline.workflow):
        for word in ("begins", "fulfils", "pauses", "not_before", "within", "reports_upward"):
            yield from ((f"{place_of(step)}.{word}", name) for name in getattr(step, word))
