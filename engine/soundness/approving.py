"""The duty to decide an approval step: one for the procedure, of one length for everybody, and named by no step."""

from collections.abc import Iterator

from engine.definition import Deadline, Span
from engine.soundness.finding import Finding
from engine.soundness.outline import Outline, title
from engine.soundness.words import deadlines_used


def findings(outline: Outline) -> Iterator[Finding]:
    """Defects of the duty to approve."""
    duties = [one for one in outline.workflow.deadlines if one.of_approvals]
    named = {name for _, name in deadlines_used(outline)}
    for number, duty in enumerate(duties):
        place = f"deadlines.{duty.id}.of_approvals"
        if number:
            yield Finding(
                "S321",
                place,
                f"{title(duty)}是第二个审批时限，系统不知道用哪一个。",
                "只在一个期限上写 of_approvals。",
            )
        if not _plain(duty):
            yield Finding(
                "S322",
                place,
                f"{title(duty)}由系统随报批事项开始和完成，只能是同一长度的办理期限（duty），不分情形，不能暂停、延长或者另行起算。",
                "写成 duty，length 只写一个 Span，去掉 extensions、pauses、suspended_while、counts_from 和 then。",
            )
        if duty.id in named:
            yield Finding(
                "S323",
                place,
                f"{title(duty)}由系统随报批事项开始和完成，却有环节开始、完成或者要求它。",
                "在各环节的 begins、fulfils、pauses 等处去掉它。",
            )


def _plain(duty: Deadline) -> bool:
    extras = (duty.extensions, duty.pauses, duty.suspended_while, duty.counts_from, duty.then)
    simple = len(duty.length) == 1 and isinstance(duty.length[0], Span)
    return duty.kind == "duty" and simple and duty.resets and not any(extras)
