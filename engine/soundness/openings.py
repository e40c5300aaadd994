"""How a matter begins: does somebody hold it who may, and is it kept from whom it is about?"""

from collections.abc import Iterator

from engine.definition import Form
from engine.soundness.finding import Finding
from engine.soundness.outline import Outline, place_of, title


def findings(outline: Outline) -> Iterator[Finding]:
    """Defects of the opening."""
    yield from _received(outline)
    yield from _about(outline)
    yield from _apart(outline)
    yield from _imported(outline)
    yield from _beside(outline)
    for form in outline.workflow.forms:
        yield from _cases(outline, form)


def _received(outline: Outline) -> Iterator[Finding]:
    opening = outline.workflow.opening
    if "anyone" in opening.by and not opening.received_by:
        yield Finding(
            "S801",
            "opening.received_by",
            "任何人都可以登记，登记人可能没有部门，却没有写明由哪个部门接收，登记后没有人承办。",
            "在 received_by 中按先后写明接收部门的职能，例如 received_by=('cadre_supervision', 'case_supervision')。",
        )


def _about(outline: Outline) -> Iterator[Finding]:
    opening, form = outline.workflow.opening, outline.forms.get(outline.workflow.opening.form)
    if not opening.about_officer:
        return
    if not opening.received_by and not opening.officers_to:
        yield Finding(
            "S802",
            "opening.about_officer",
            "登记的事项涉及本系统人员，却留在登记人的部门，涉及的人可能就在这个部门，或者是本机关主要负责人。",
            "在 received_by 或者 officers_to 中写明接收部门，由系统避开其本人任职、分管的部门和其任主要负责人的机关。",
        )
    kinds = {field.id: field.kind for field in form.fields} if form else {}
    if kinds.get(opening.about_officer) != "officer":
        yield Finding(
            "S803",
            "opening.about_officer",
            f"登记表单中没有“{opening.about_officer}”这一人员栏目，涉及的人无从识别，也就不能对其保密。",
            "改为登记表单中类型为 officer 的栏目，或在表单中声明该栏目。",
        )


def _apart(outline: Outline) -> Iterator[Finding]:
    opening, form = outline.workflow.opening, outline.forms.get(outline.workflow.opening.form)
    kinds = {field.id: field.kind for field in form.fields} if form else {}
    if opening.officers_to and not opening.about_officer:
        yield Finding(
            "S807",
            "opening.officers_to",
            "写明了涉及本系统人员的事项由谁接收，却没有填写所涉人员的栏目，无从识别。",
            "在 about_officer 中写明登记表单中类型为 officer 的栏目。",
        )
    if opening.told_apart and kinds.get(opening.told_apart) != "boolean":
        yield Finding(
            "S808",
            "opening.told_apart",
            f"登记表单中没有“{opening.told_apart}”这一是否栏目，同名的他人无从说明。",
            "改为登记表单中类型为 boolean 的栏目，或在表单中声明该栏目。",
        )


def _imported(outline: Outline) -> Iterator[Finding]:
    opening = outline.workflow.opening
    if outline.workflow.takes_over and (opening.received_by or (opening.about_officer and not opening.officers_to)):
        yield Finding(
            "S804",
            "takes_over",
            "台账导入自行设定承办部门，不经登记时的接收部门，也不识别涉及的人员。",
            "去掉 takes_over；须导入的流程，不写 received_by，涉及人员的由 officers_to 写明接收部门。",
        )


def _beside(outline: Outline) -> Iterator[Finding]:
    if not outline.workflow.opening.received_by:
        return
    for step in outline.steps.values():
        if step.opens:
            yield Finding(
                "S806",
                f"{place_of(step)}.opens",
                f"{title(step)}另立的事项留在原部门，不经登记时的接收部门，也可能正由所涉的人员承办。",
                "去掉 opens，由知情人另行登记。",
            )


def _cases(outline: Outline, form: Form) -> Iterator[Finding]:
    if form.id == outline.workflow.opening.form:
        return
    for field in form.fields:
        if field.kind == "case":
            yield Finding(
                "S805",
                f"forms.{form.id}.{field.id}",
                f"栏目{title(field)}填写事项编号，而关联只在登记时建立，办理中填写的编号没有作用，也不核对能否查看。",
                "把该栏目放在登记表单中，或改为其他类型。",
            )
