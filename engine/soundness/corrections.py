"""Acts that correct: one of a kind, approved, and doing nothing beside."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from engine.definition import Taken
from engine.soundness.finding import Finding
from engine.soundness.outline import Outline, place_of, title

_NOTHING_BESIDE: Final = (
    *("form", "issues", "forms_team", "hands_to", "lets_in", "signed_by", "signs_handover", "concurs"),
    *("opens", "links_as", "tallies", "begins", "fulfils", "pauses", "reports_upward"),
)


def findings(outline: Outline) -> Iterator[Finding]:
    """Defects of corrections."""
    correcting = [step for step in outline.steps.values() if step.corrects]
    times = Counter(step.corrects for step in correcting)
    for step in correcting:
        if times[step.corrects] > 1:
            yield Finding(
                "S901",
                f"{place_of(step)}.corrects",
                f"同一种更正声明了{times[step.corrects]}个环节，申请更正时不知应适用哪一个。",
                "每种更正只声明一个环节；适用的状态在 at 中一并列出。",
            )
        yield from _approved(step)
        yield from _nothing_beside(step)
        yield from _something_known(outline, step)


def _approved(step: Taken) -> Iterator[Finding]:
    if not step.approval:
        yield Finding(
            "S902",
            f"{place_of(step)}.approval",
            f"{title(step)}没有写明原登记无须审批时由谁批准，等于可以自行更正。",
            "写明批准人；原登记经过审批的，系统仍交原审批人批准。",
        )


def _nothing_beside(step: Taken) -> Iterator[Finding]:
    for word in _NOTHING_BESIDE:
        if getattr(step, word):
            yield Finding(
                "S903",
                f"{place_of(step)}.{word}",
                f"{title(step)}是更正，内容由系统比照原登记确定，不能另写 {word}。",
                "去掉该项；需要另行办理的，声明为另一个环节。",
            )


def _something_known(outline: Outline, step: Taken) -> Iterator[Finding]:
    items = (item for form in outline.workflow.forms for item in form.fields)
    if step.corrects == "facts" and not any(item.fact or item.kept_as == "subject" for item in items):
        yield Finding(
            "S904",
            f"{place_of(step)}.corrects",
            f"{title(step)}无事实可更正：没有表单登记被反映人的情况。",
            '在登记表单的栏目中写 fact=True 或者 kept_as="subject"，或去掉该环节。',
        )
