"""Does every rule of the workflow say on which article it rests?"""

from collections.abc import Iterator, Sequence

from engine.definition import Workflow
from engine.law import LAWS, Article
from engine.machine import all_steps
from engine.soundness.finding import Finding
from engine.soundness.outline import Outline, place_of, title


def findings(outline: Outline) -> Iterator[Finding]:
    """Defects of articles."""
    for place, name, basis in _must_cite(outline.workflow):
        if not basis:
            yield Finding(
                "S401",
                place,
                f"{name}没有写明依据的条款。",
                "在 basis 中引用条款，例如 basis=[ZJ(33)]；地方做法也引用并标注 confidence。",
            )
    for place, basis in cited(outline.workflow):
        for article in basis:
            if article.law not in LAWS:
                yield Finding(
                    "S402",
                    place,
                    f"引用的法规“{article.law}”不在法规表中，审签页上只有代号。",
                    "在 engine/law.py 中登记该法规的名称后再引用。",
                )


def _must_cite(workflow: Workflow) -> Iterator[tuple[str, str, Sequence[Article]]]:
    yield "opening", "登记（opening）", workflow.opening.basis
    for step in all_steps(workflow):
        yield place_of(step), title(step), step.basis
    for deadline in workflow.deadlines:
        yield f"deadlines.{deadline.id}", f"期限{title(deadline)}", deadline.basis
    for duty in workflow.periodic:
        yield f"periodic.{duty.id}", f"定期工作{title(duty)}", duty.basis


def cited(workflow: Workflow) -> Iterator[tuple[str, Sequence[Article]]]:
    """Every place that cites articles, with them."""
    for place, _, basis in _must_cite(workflow):
        yield place, basis
    yield from ((f"states.{state.id}.no_deadline", state.no_deadline) for state in workflow.states)
    yield from ((f"conditions.{condition.id}", condition.basis) for condition in workflow.conditions)
    for step in all_steps(workflow):
        if step.apart:
            yield f"{place_of(step)}.apart", step.apart.basis
        yield from ((f"{place_of(step)}.after", before.basis) for before in step.after)
    for deadline in workflow.deadlines:
        yield from ((f"deadlines.{deadline.id}.extensions", item.basis) for item in deadline.extensions)
