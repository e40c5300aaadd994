"""The page that a legal expert signs: who may do what, when, on which document, by when, under which article.

Chinese first; one section per question, ending in the articles with how surely each was read, and a place to sign.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from app.presentation import steps, wording
from app.presentation.markdown import grid, page
from app.presentation.names import Names
from app.presentation.rules import laws_cited, uncertain
from engine.deadlines.clock import DECIDED, RECEIVED
from engine.definition import ANY_OPEN, Deadline, Field, Form, OfficeOf, Opening, Rank, Rung, State, Taken, Workflow
from engine.machine import all_steps, states_meant
from engine.registry import Definition
from engine.rules import NEWEST
from engine.soundness import findings
from engine.soundness.clocks import running_in

__all__ = ["table"]


def table(workflow: Workflow) -> str:
    """The page as Markdown. A workflow with defects is printed too, and says so at the top."""
    names = Names(workflow)
    return page(
        f"# {workflow.label}（{workflow.id}）",
        f"版本 {workflow.version} · {_soundness(workflow)}",
        workflow.about,
        wording.legend(),
        "## 一、登记与总则",
        grid(("事项", "规定"), _general(names)),
        "## 二、状态",
        "任何未办结的状态都可以办理的，只列在“各阶段”一节。" if _everywhere(workflow) else "",
        grid(("阶段", "状态", "在此状态可能计算的期限", "可以办理"), _states(names)),
        "## 三、办理环节",
        "审批分情形的，按先后次序适用第一个符合的情形；集体审议除另行写明的以外，全体成员过半数到会、"
        "过半数赞成方为通过。审批完成以前事项停在原状态；被退回或者不同意的，理由记录在案，可以重新提出。",
        *steps.by_phase(names),
        "## 四、期限",
        "逾期后逐级向上报告，直到办理完毕、依法延长、暂停或者被取代；最后一级仍未处理的，每周重复报告。",
        _usual(workflow),
        grid(_DEADLINE_HEADINGS, (_deadline(deadline, names) for deadline in workflow.deadlines)),
        *_periodic(names),
        *_conditions(names),
        "## 六、表单",
        *(_form(form, names) for form in workflow.forms),
        "## 七、依据",
        laws_cited(workflow),
        *_to_check(workflow),
        "## 审签",
        grid(("审签人", "意见", "日期"), [("&nbsp;", "&nbsp;", "&nbsp;")]),
    )


def _everywhere(workflow: Workflow) -> bool:
    return any(ANY_OPEN in step.at for step in all_steps(workflow))


def _soundness(workflow: Workflow) -> str:
    defects = len(findings(workflow, NEWEST))
    if defects:
        return f"**未通过检查（{defects}处缺陷），不得使用**"
    return f"定义摘要 `{Definition.of(workflow).digest}`"


# --- Beginning ----------------------------------------------------------------------------------------------------


def _general(names: Names) -> Iterator[tuple[str, str]]:
    workflow, opening = names.workflow, names.workflow.opening
    yield "谁登记", _openers(opening)
    yield from _received(names)
    yield "填写什么", f"“{names.forms.get(opening.form, opening.form)}”，编号：{wording.number(opening.number)}"
    yield "登记后的状态", names.states.get(opening.to, opening.to)
    yield "登记时开始的期限", names.labels(opening.begins, names.deadlines)
    yield "登记的依据", wording.articles(opening.basis)
    yield "导入可以设定的状态", names.labels(workflow.takes_over, names.states)
    for phase, required in workflow.must_pass:
        yield "必经阶段", f"未经“{names.phases.get(required, required)}”不得进入“{names.phases.get(phase, phase)}”"
    yield "承办部门和工作组以外可以查看的", "、".join(_reader(reader) for reader in workflow.seen_by)


def _openers(opening: Opening) -> str:
    if "anyone" in opening.by:
        return "本机关任何在岗人员"
    return f"{wording.roles(opening.by)}（{wording.offices(opening.office)}）"


def _received(names: Names) -> Iterator[tuple[str, str]]:
    """Where it lies first, and from whom it is kept, where that is declared."""
    opening = names.workflow.opening
    if opening.received_by:
        avoids = "避开所涉人员任职、分管的部门，其任主要负责人的机关和其所在机关的下级机关不接收"
        yield "登记后由谁接收", f"{wording.offices(opening.received_by)}：按先后，本机关没有的逐级向上；{avoids}"
    if opening.officers_to:
        goes = f"{wording.offices(opening.officers_to)}：本机关没有、其本人在该部门任职的逐级向上"
        yield "涉及纪检监察机关人员的由谁接收", f"{goes}；其任主要负责人的机关和其所在机关的下级机关不接收"
    if opening.about_officer:
        fields = {field.id: field.label for form in names.workflow.forms for field in form.fields}
        yield (
            "对谁保密",
            f"“{fields.get(opening.about_officer, opening.about_officer)}”所填的人，无论事项在何处都不能查看",
        )


def _reader(reader: Rank | OfficeOf) -> str:
    if isinstance(reader, Rank):
        return wording.rank(reader)
    organ = "" if reader.organ == "holding" else wording.organ(reader.organ)
    return f"{organ}{wording.offices([reader.function])}"


# --- States -------------------------------------------------------------------------------------------------------


def _states(names: Names) -> Iterator[tuple[str, ...]]:
    running = running_in(names.workflow)
    for state in names.workflow.states:
        able = [step.label for step in all_steps(names.workflow) if _belongs_to(step, state, names)]
        yield (
            names.phases.get(state.phase, state.phase),
            f"**{state.label}**（{state.id}）{'办结' if state.closed else ''}",
            "" if state.closed else _clocks(state, running.get(state.id, frozenset()), names),
            "、".join(able),
        )


def _belongs_to(step: Taken, state: State, names: Names) -> bool:
    """Whether the step is listed with the state: what may be done in every open state stands under 各阶段 alone."""
    everywhere = ANY_OPEN in step.at and not state.closed
    return not everywhere and state.id in states_meant(names.workflow, step.at)


def _clocks(state: State, running: Iterable[str], names: Names) -> str:
    ordered = [name for name in names.deadlines if name in running]
    without = f"条款未定期限（{wording.articles(state.no_deadline)}）" if state.no_deadline else ""
    return "；".join(part for part in (names.labels(ordered, names.deadlines), without) if part)


# --- Deadlines ----------------------------------------------------------------------------------------------------

_DEADLINE_HEADINGS = ("期限", "长度", "从何时起", "到何时止", "预警", "延长", "暂停", "逾期向谁报告", "依据")


def _deadline(deadline: Deadline, names: Names) -> tuple[str, ...]:
    workflow = names.workflow
    every = all_steps(workflow)
    begun = [step.label for step in every if deadline.id in (*step.begins, *step.reports_upward)]
    if deadline.id in workflow.opening.begins:
        begun.insert(0, "登记")
    met = [step.label for step in every if deadline.id in step.fulfils]
    catalogue = f"，目录 {deadline.catalogue}" if deadline.catalogue else ""
    return (
        f"**{deadline.label}**（{wording.KINDS[deadline.kind]}{catalogue}）",
        f"{names.length(deadline)}{_configured(deadline)}{_counting(deadline)}",
        "报批事项等待每一级审批之时" if deadline.of_approvals else "、".join(begun) + _from_where(deadline, names),
        "该级审批作出之时" if deadline.of_approvals else "、".join(met),
        "、".join(f"提前{wording.span(warning)}" for warning in deadline.warn),
        "。".join(wording.extension(item, names.approval(item.approval)) for item in deadline.extensions),
        _pauses(deadline, names),
        _afterwards(deadline, names),
        wording.articles(deadline.basis),
    )


def _configured(deadline: Deadline) -> str:
    bounds = deadline.bounds
    return f"；各机关可在{wording.span(bounds.least)}至{wording.span(bounds.most)}之间配置" if bounds else ""


def _from_where(deadline: Deadline, names: Names) -> str:
    """The event that it counts from, where that isn't the step itself."""
    events = {"": "", RECEIVED: "受理之日", DECIDED: "集体决定之日"}
    word = deadline.counts_from
    if word not in events:
        fields = (field.label for form in names.workflow.forms for field in form.fields if field.id == word)
        events[word] = f"“{next(fields, word)}”"
    return f"（自{events[word]}起算）" if events[word] else ""


def _counting(deadline: Deadline) -> str:
    rolls = "；末日遇休假日顺延至下一工作日" if deadline.rolls_to_working_day else ""
    goes_on = "" if deadline.resets else "；再次开始时接着原期限，不重新计算"
    return rolls + goes_on


def _pauses(deadline: Deadline, names: Names) -> str:
    pausing = [step.label for step in all_steps(names.workflow) if deadline.id in step.pauses]
    while_in = names.labels(deadline.suspended_while, names.states | names.phases)
    asked = [f"{pause.label}：{names.approval(pause.approval)}" for pause in deadline.pauses]
    told = "、".join((*pausing, *([while_in] if while_in else []), *asked))
    means = {"restart": "恢复后重新计算", "resume": "恢复后接续剩余", "keep": "恢复后到期日不变"}
    return f"{told}（{means[deadline.resume_means]}）" if told else ""


def _usual(workflow: Workflow) -> str:
    """The ladder of most deadlines, told once: `一般次序` in the table."""
    usual = _usual_ladder(workflow)
    return f"逾期报告的一般次序：{wording.ladder(usual)}。" if usual else ""


def _usual_ladder(workflow: Workflow) -> Sequence[Rung]:
    ladders = Counter(tuple(deadline.ladder) for deadline in workflow.deadlines if deadline.ladder)
    most = ladders.most_common(1)
    return most[0][0] if most and most[0][1] > 1 else ()


def _afterwards(deadline: Deadline, names: Names) -> str:
    usual = deadline.ladder and tuple(deadline.ladder) == _usual_ladder(names.workflow)
    climbs = "一般次序" if usual else wording.ladder(deadline.ladder)
    proposed = f"建议：{names.steps.get(deadline.then, deadline.then)}" if deadline.then else ""
    return "；".join(part for part in (climbs, proposed) if part)


def _periodic(names: Names) -> Iterator[str]:
    if names.workflow.periodic:
        yield "定期工作："
        yield grid(
            ("工作", "由谁", "每隔", "依据"),
            (
                (duty.label, wording.offices([duty.office]), wording.span(duty.every), wording.articles(duty.basis))
                for duty in names.workflow.periodic
            ),
        )


# --- Conditions and forms -----------------------------------------------------------------------------------------


def _conditions(names: Names) -> Iterator[str]:
    own = [
        (condition.label, names.meaning(condition), wording.articles(condition.basis))
        for condition in names.workflow.conditions
    ]
    rows = [*own, *((label, version, "") for label, version in names.used_rules())]
    if rows:
        yield "## 五、条件"
        yield grid(("条件", "含义", "依据"), rows)


_FIELD_KINDS = {
    "text": "文字",
    "choice": "选择",
    "boolean": "是或者否",
    "date": "日期",
    "amount": "金额",
    "number": "整数",
    "organ": "机关",
    "officer": "人员",
    "case": "事项",
}


def _form(form: Form, names: Names) -> str:
    headings = ("栏目", "类型", "必填", "选项", "保密类别", "是否作为判断依据")
    return f"### {form.label}\n\n" + grid(headings, (_field(item, names) for item in form.fields))


def _field(item: Field, names: Names) -> tuple[str, ...]:
    required = "必填" if item.required else ""
    if item.required_if:
        required = f"{names.conditions.get(item.required_if, item.required_if)}的必填"
    if item.unless_known:
        required = "尚未查明的必填"
    return (
        item.label,
        _FIELD_KINDS[item.kind] + ("（已经发生的）" if item.happened else ""),
        required,
        "、".join(choice.label for choice in item.choices),
        wording.field_class(item.kept_as),
        "是" if item.fact else "",
    )


def _to_check(workflow: Workflow) -> Iterator[str]:
    doubtful = uncertain(workflow)
    if doubtful:
        yield "其中须由审签人核对的（标记 B、C）："
        yield "\n".join(f"- {line}" for line in doubtful)
