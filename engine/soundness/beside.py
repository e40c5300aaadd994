"""Steps that others must precede, and acts that touch a second case or let others in."""

from collections.abc import Iterator

from engine.definition import After, Taken
from engine.soundness.finding import Finding
from engine.soundness.outline import Outline, place_of, title


def findings(outline: Outline) -> Iterator[Finding]:
    """Defects of what must come before, of second cases, and of conditions that lean on each other."""
    for step in outline.steps.values():
        for before in step.after:
            yield from _before(outline, step, before)
        yield from _second_case(outline, step)
        yield from _guests(step)
    yield from _circular(outline)


def _before(outline: Outline, step: Taken, before: After) -> Iterator[Finding]:
    place = f"{place_of(step)}.after"
    unknown = [name for name in before.step if name not in outline.steps or name == step.id]
    if unknown or not before.step:
        yield Finding(
            "S511",
            place,
            f"{title(step)}之前须办理“{'、'.join(unknown)}”，但没有这个环节，永远无法办理。",
            "改为本流程已声明的另一环节。",
        )
    elif before.since == "phase":
        there = {outline.phase_of(state) for name in before.step for state in outline.at[name]}
        for phase in {outline.phase_of(state) for state in outline.at[step.id]} - there:
            yield Finding(
                "S511",
                place,
                f"{title(step)}须在{title(outline.phases[phase])}阶段先办理“{'、'.join(before.step)}”，而该环节在这一阶段不能办理。",
                "让该环节在这一阶段可以办理，或去掉 since。",
            )


def _guests(step: Taken) -> Iterator[Finding]:
    if not step.lets_in:
        return
    place = f"{place_of(step)}.lets_in"
    if step.forms_team:
        yield Finding(
            "S512",
            place,
            f"{title(step)}既组成工作组，又准予另一部门的人员查看，所列人员的含义不明。",
            "分为两个环节。",
        )
    if step.to:
        yield Finding(
            "S512",
            place,
            f"{title(step)}转出所在状态，准予查看却可能随本阶段结束，所列人员看不到该事项。",
            "改在不转出状态的环节（acts）中写 lets_in。",
        )


def _second_case(outline: Outline, step: Taken) -> Iterator[Finding]:
    if not step.opens:
        return
    opening = outline.forms.get(outline.workflow.opening.form)
    form = outline.forms.get(step.form)
    known = {item.id for item in opening.fields} if opening else set()
    given = {item.id for item in form.fields} if form else set()
    sure = {item.id for item in form.fields if item.required and not item.required_if} if form else set()
    needed = {item.id for item in opening.fields if item.required and not item.required_if} if opening else set()
    if needed - sure or given - known:
        yield Finding(
            "S710",
            f"{place_of(step)}.form",
            f"{title(step)}为另一对象立事项，其表单缺少登记表单的必填栏目，或有登记表单没有的栏目。",
            "表单的栏目取自登记表单，并包括其全部必填栏目。",
        )


def _circular(outline: Outline) -> Iterator[Finding]:
    for condition in outline.conditions.values():
        seen, waiting = set[str](), [*condition.or_else, *condition.also]
        while waiting:
            name = waiting.pop()
            if name == condition.id:
                yield Finding(
                    "S117",
                    f"conditions.{condition.id}.also",
                    f"条件{title(condition)}的 or_else 或 also 绕回了自己，无从判断。",
                    "去掉其中一个。",
                )
                break
            if name not in seen:
                seen.add(name)
                other = outline.conditions.get(name)
                waiting += (*other.or_else, *other.also) if other else ()
