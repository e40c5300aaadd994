"""The second table of the page: every step, phase by phase, in the order in which a lawyer asks."""

from collections.abc import Iterator, Sequence

from app.presentation import wording
from app.presentation.markdown import grid
from app.presentation.names import Names, level
from engine.definition import ANY_OPEN, Act, HandBack, HandTo, Taken
from engine.machine import all_steps, states_meant

_CORRECTED = {
    "facts": "批准过依据该事实所办环节的人员；没有的，",
    "last_step": "批准过该环节的人员；没有的，",
}
_CORRECTING = {
    "facts": "更正登记的被反映人情况，原登记保留；列明由此改变的办理类型、有处分权的机关、条件、期限和审批",
    "last_step": "撤销上一环节，恢复其办理前的情形，原登记保留；其后已有办理的不得更正，已用文号作废",
}
HEADINGS = ("谁办理", "办理什么", "何时可以办理", "凭什么文书", "经谁批准", "期限", "依据", "同时要求")


def by_phase(names: Names) -> Iterator[str]:
    """One table per phase; what may be done in every phase comes last."""
    for phase in names.workflow.phases:
        yield _section(
            phase.label, [step for step in all_steps(names.workflow) if _home(names, step) == phase.id], names
        )
    yield _section("各阶段", [step for step in all_steps(names.workflow) if not _home(names, step)], names)


def _home(names: Names, step: Taken) -> str:
    """The phase under which a step is printed: that of its first state; none for a step of every phase."""
    if ANY_OPEN in step.at:
        return ""
    phases = {state.id: state.phase for state in names.workflow.states}
    return next((phases[state] for state in states_meant(names.workflow, step.at)), "")


def _section(label: str, steps: Sequence[Taken], names: Names) -> str:
    if not steps:
        return ""
    return f"### {label}\n\n" + grid(HEADINGS, (_row(step, names) for step in steps))


def _row(step: Taken, names: Names) -> tuple[str, ...]:
    return (
        f"{wording.roles(step.by)}（{wording.where(step)}）",
        _what(step, names),
        _when(step, names),
        _papers(step, names),
        _approval(step, names),
        _clocks(step, names),
        wording.articles(step.basis),
        _demands(step, names),
    )


def _what(step: Taken, names: Names) -> str:
    kind = "不改变状态" if isinstance(step, Act) else f"→ {names.states.get(step.to, step.to)}"
    return f"**{step.label}**（{step.id}）{kind}"


def _when(step: Taken, names: Names) -> str:
    return "；".join(_told(_occasions(step, names)))


def _occasions(step: Taken, names: Names) -> Iterator[str]:
    yield _states(step, names)
    if step.reopens:
        yield "办结后重新启动"
    yield from names.before(step.after)
    if step.only_if:
        yield f"须符合：{names.labels(step.only_if, names.conditions)}"
    if step.only_with:
        yield f"所填内容须符合：{names.labels(step.only_with, names.conditions)}"
    if step.at_most:
        yield f"至多{step.at_most}次"
    if step.organ_level_at_least:
        yield f"{level(step.organ_level_at_least)}级以上机关"
    for linked in step.requires_linked:
        yield f"关联的“{linked.workflow}”事项须{'已办结' if linked.must == 'be_closed' else '存在'}"


def _states(step: Taken, names: Names) -> str:
    if ANY_OPEN not in step.at:
        return names.states_of(step)
    closed = [state for state in step.at if state != ANY_OPEN]
    return "任何未办结的状态" + (f"，以及{names.labels(closed, names.states)}" if closed else "")


def _papers(step: Taken, names: Names) -> str:
    form = f"填写“{names.forms.get(step.form, step.form)}”" if step.form else ""
    issues = f"制发文号（{names.issues(step.issues)}）" if step.issues else ""
    signed = "工作组全体成员签名" if step.signed_by == "team" else ""
    opinions = f"附{'、'.join(map(wording.body, step.consults))}的书面意见" if step.consults else ""
    return "；".join(_told([wording.documents(step.documents), form, issues, signed, opinions]))


def _approval(step: Taken, names: Names) -> str:
    studied = f"{wording.body(step.studied_by)}通过后提出" if step.studied_by else ""
    agreed = f"事先经{wording.rank(step.concurs)}同意" if step.concurs else ""
    approved = names.approval(step.approval) or "无需审批"
    return "；".join(_told([studied, agreed, f"{_CORRECTED[step.corrects]}{approved}" if step.corrects else approved]))


def _clocks(step: Taken, names: Names) -> str:
    told = (
        ("应在期限内完成", step.fulfils),
        ("开始计算", step.begins),
        ("暂停", step.pauses),
        ("须在届满后办理", step.not_before),
        ("须在届满前办理", step.within),
        ("向上报告", step.reports_upward),
    )
    return "；".join(f"{word}：{names.timed(ids)}" for word, ids in told if ids)


def _demands(step: Taken, names: Names) -> str:
    return "；".join(_told(_demanded(step, names)))


def _demanded(step: Taken, names: Names) -> Iterator[str]:
    if step.forms_team:
        yield f"组成工作组，不少于{step.forms_team.at_least}人"
    if step.apart:
        basis = f"（{wording.articles(step.apart.basis)}）" if step.apart.basis else ""
        yield f"在{names.labels(step.apart.phases, names.phases)}阶段参加过办理的人员须回避{basis}"
    if isinstance(step.hands_to, HandTo | HandBack):
        yield wording.hand_over(step.hands_to, names.phases)
    if step.signs_handover:
        yield "签收移交"
    if not isinstance(step, Act) and step.ends_measure:
        yield "解除措施，审批期间也可以办理"
    if step.notifies:
        yield f"告知{wording.told(step.notifies)}"
    if step.files_with:
        yield f"报{wording.told(step.files_with)}备案"
    yield from _beside(step)
    if step.corrects:
        yield _CORRECTING[step.corrects]


def _beside(step: Taken) -> Iterator[str]:
    """What a step does besides the case's own way: to which organ it goes, who is let in, what is counted."""
    if step.moves:
        yield from wording.moved(step.moves)
    if step.ends_task:
        yield "交办事项就此办结"
    if step.lets_in:
        yield f"准予所列{wording.offices([step.lets_in])}人员在本阶段查看"
    if step.tallies:
        yield f"计入{wording.tally(step.tallies)}，记批准时间和统计时间"
    if step.opens:
        yield "同一线索中另立一名对象的事项" if step.opens == "same_matter" else "为另一对象另立事项，互相关联"
    if step.links_as:
        yield f"与所列的本机关另一事项关联（{wording.linked_as(step.links_as)}）"


def _told(parts: "Iterator[str] | Sequence[str]") -> list[str]:
    return [part for part in parts if part]
