"""A small sound procedure in which every rule of the engine can be met: from a clue to a decision, on one page.

It is no law: `workflows/` declares that. `changed` writes one of its steps otherwise.
"""

from dataclasses import replace
from typing import Any, Final

from engine.definition import (
    ANY_OPEN,
    Act,
    Apart,
    Bounds,
    Choice,
    Collective,
    Condition,
    Deadline,
    Extension,
    Field,
    Form,
    HandBack,
    HandTo,
    Issue,
    OfficeOf,
    Opening,
    Otherwise,
    Outside,
    Pause,
    Rank,
    RequiresLinked,
    Rung,
    SameRankAs,
    Span,
    SpanWhen,
    State,
    Team,
    Transition,
    When,
    Workflow,
    chain,
)
from engine.law import JCF, PZ, ZJ

SITTING: Final = Collective("standing_committee")
PARTY_COMMITTEE: Final = Outside("same_level_party_committee")
APART: Final = Apart("inquiry", basis=[ZJ(54)])

STATES: Final = (
    State("received", "已受理", "intake", no_deadline=[ZJ(23)]),
    State("allocated", "已分办", "intake", no_deadline=[ZJ(23)]),
    State("inquiring", "核查中", "inquiry"),
    State("on_trial", "审理中", "trial", no_deadline=[ZJ(55)]),
    State("decided", "已决定", "outcome", no_deadline=[ZJ(56)]),
    State("closed", "已办结", "outcome", closed=True),
    State("dismissed", "已了结", "inquiry", closed=True),
)

TRANSITIONS: Final = (
    Transition(
        "allocate",
        "分办",
        at="received",
        to="allocated",
        by="handler",
        office="case_supervision",
        approval=[chain("principal")],
        documents="allocation_sheet",
        hands_to=HandTo("investigation", signed=True),
        basis=[ZJ(23)],
    ),
    Transition(
        "inquire",
        "开展核查",
        at="allocated",
        to="inquiring",
        by="handler",
        studied_by="office_meeting",
        approval=[When("grave", chain("overseeing_deputy", "principal")), Otherwise(chain("overseeing_deputy"))],
        documents="verification_plan",
        forms_team=Team(2),
        begins=("inquiry", "measure"),
        basis=[ZJ(33)],
    ),
    Transition(
        "submit",
        "移送审理",
        at="inquiring",
        to="on_trial",
        by="team",
        signed_by="team",
        approval=[chain(Rank("principal", delegable=False))],
        documents="investigation_report",
        hands_to=HandTo("trial", signed=True),
        organ_level_at_least="county",
        fulfils=("inquiry", "measure"),
        basis=[ZJ(51)],
    ),
    Transition(
        "send_back",
        "退回补充核查",
        at="on_trial",
        to="inquiring",
        by="handler",
        approval=[chain("overseeing_deputy")],
        documents="return_note",
        hands_to=HandBack("inquiry", signed=True),
        at_most=1,
        begins="inquiry",
        basis=[ZJ(55)],
    ),
    Transition(
        "decide",
        "作出决定",
        at="on_trial",
        to="decided",
        by="team",
        office="trial",
        apart=APART,
        concurs=Rank("principal", "superior", delegable=False),
        approval=[When("heavy", chain("principal", SITTING, PARTY_COMMITTEE)), Otherwise(chain("principal", SITTING))],
        documents="trial_report",
        consults="same_level_organisation_department",
        form="outcome_sheet",
        issues=[Issue("sanction_decision")],
        organ_level_at_least="county",
        notifies="persons_party_committee",
        files_with="superior",
        begins=("objection", "rest", "impact"),
        basis=[ZJ(56), PZ(6)],
    ),
    Transition(
        "close",
        "办结",
        at="decided",
        to="closed",
        by="handler",
        requires_linked=[RequiresLinked("measure")],
        not_before="rest",
        documents="execution_report",
        basis=[ZJ(56)],
    ),
    Transition(
        "dismiss",
        "予以了结",
        at="inquiring",
        to="dismissed",
        by="handler",
        approval=[SameRankAs("inquire")],
        only_if="minor",
        documents="closing_note",
        fulfils=("inquiry", "measure"),
        basis=[ZJ(35)],
    ),
    Transition(
        "release",
        "解除措施并退回分办",
        at="inquiring",
        to="allocated",
        by="handler",
        ends_measure=True,
        fulfils=("inquiry", "measure"),
        basis=[JCF(50)],
    ),
)

ACTS: Final = (
    Act("receive", "签收", at=ANY_OPEN, by="handler", signs_handover=True, basis=[ZJ(23)]),
    Act("form_panel", "组成审理组", at="on_trial", by="office_head", forms_team=Team(2), apart=APART, basis=[ZJ(54)]),
    Act(
        "change_team",
        "调整核查组",
        at="inquiring",
        by="handler",
        approval=[chain("overseeing_deputy")],
        forms_team=Team(2),
        basis=[ZJ(39)],
    ),
    Act("add_evidence", "登记证据", at="inquiring", by="team", documents="evidence", basis=[JCF(44)]),
    Act("fill_in", "填写情况表", at="inquiring", by="handler", form="particulars", basis=[ZJ(33)]),
    Act("remark", "附注", at=ANY_OPEN, by="anyone", documents="other", basis=[ZJ(20)]),
    Act("instruct", "批示", at=ANY_OPEN, by=("principal", "overseeing_deputy"), basis=[ZJ(20)]),
    Act(
        "correct_facts",
        "更正事实",
        at=(ANY_OPEN, "closed", "dismissed"),
        by="handler",
        office=("holding", "case_supervision"),
        approval=[chain("overseeing_deputy")],
        documents="correction_sheet",
        corrects="facts",
        basis=[ZJ(20)],
    ),
    Act(
        "correct_last_step",
        "更正上一步骤",
        at=(ANY_OPEN, "closed", "dismissed"),
        by="handler",
        office=("holding", "case_supervision"),
        approval=[chain("overseeing_deputy")],
        documents="correction_sheet",
        corrects="last_step",
        basis=[ZJ(20)],
    ),
    Act(
        "object",
        "登记异议",
        at="decided",
        by="handler",
        within="objection",
        fulfils="objection",
        documents="other",
        basis=[ZJ(56)],
    ),
    Act("log_letter", "登记来文", at=ANY_OPEN, by="registrar", documents="other", basis=[ZJ(20)]),
)

LADDER: Final = (Rung(Rank("office_head"), 1), Rung(Rank("principal"), 3), Rung(Rank("principal", "superior"), 5))

INTAKE: Final = Form(
    "intake_sheet",
    "受理登记表",
    (
        Field("name", "姓名", kept_as="subject"),
        Field("authority", "干部管理权限", required=False, fact=True, kept_as="subject"),
        Field("party_member", "是否党员", "boolean", required=False, fact=True, kept_as="subject"),
        Field("supervised", "是否监察对象", "boolean", required=False, fact=True, kept_as="subject"),
        Field(
            "gravity",
            "轻重",
            "choice",
            (Choice("minor", "轻"), Choice("grave", "重")),
            required=False,
            fact=True,
            kept_as="subject",
        ),
        Field("problem", "主要问题", required=False),
        Field("informant", "反映人", required=False, kept_as="informant"),
    ),
)

OUTCOME: Final = Form(
    "outcome_sheet",
    "处理意见表",
    (
        Field(
            "sanction",
            "处分种类",
            "choice",
            (Choice("warning", "警告"), Choice("expulsion", "开除党籍")),
            fact=True,
            kept_as="subject",
        ),
        Field("ground", "从重理由", required=False, required_if="heavy"),
    ),
)

PARTICULARS: Final = Form(
    "particulars",
    "情况表",
    (
        Field("account", "经过"),
        Field("way", "方式", "choice", (Choice("talk", "谈话"), Choice("letter", "函询"))),
        Field("repeated", "是否重复", "boolean", required=False),
        Field("seen_on", "发现日期", "date", required=False),
        Field("amount", "金额", "amount", required=False),
        Field("at_organ", "所在机关", "organ", required=False),
        Field("led_by", "主谈人", "officer", required=False),
    ),
)

DRILL: Final = Workflow(
    "drill",
    "演练流程",
    "1",
    about="从受理到决定的演练流程，用于检验系统规则。",
    phases=(
        Choice("intake", "受理"),
        Choice("inquiry", "核查"),
        Choice("trial", "审理"),
        Choice("outcome", "结果"),
    ),
    opening=Opening(
        "received",
        by="handler",
        office=("petition", "case_supervision"),
        form="intake_sheet",
        number="clue",
        basis=[ZJ(20)],
    ),
    takes_over=("received", "allocated", "closed"),
    must_pass=(("outcome", "trial"),),
    seen_by=(
        Rank("principal"),
        Rank("overseeing_deputy"),
        OfficeOf("case_supervision"),
        Rank("principal", "superior"),
    ),
    states=STATES,
    transitions=TRANSITIONS,
    acts=ACTS,
    forms=(INTAKE, OUTCOME, PARTICULARS),
    conditions=(
        Condition("grave", "情节较重", rule="fact_is", fact="gravity", values="grave"),
        Condition("minor", "情节轻微", rule="fact_is", fact="gravity", values="minor"),
        Condition("heavy", "重处分", rule="fact_is", fact="sanction", values="expulsion"),
    ),
    deadlines=(
        Deadline(
            "inquiry",
            "核查时限",
            "duty",
            [Span(months=2)],
            warn=[Span(working_days=5)],
            extensions=[Extension([chain("overseeing_deputy")], Span(months=1), basis=[ZJ(35)])],
            pauses=[Pause("等待鉴定", [chain("overseeing_deputy")], basis=[ZJ(35)])],
            ladder=LADDER,
            basis=[ZJ(35)],
            length_confidence="B",
            bounds=Bounds(Span(months=1), Span(months=3)),
        ),
        Deadline(
            "measure",
            "措施期限",
            "limit",
            [Span(days=30)],
            extensions=[Extension([chain("principal")], Span(days=30), basis=[JCF(50)])],
            ladder=LADDER,
            basis=[JCF(50)],
        ),
        Deadline("objection", "异议期间", "right", [Span(days=10)], basis=[ZJ(56)]),
        Deadline("rest", "宣布后的等待期间", "bar", [Span(days=2)], basis=[ZJ(56)]),
        Deadline(
            "impact",
            "影响期",
            "term",
            [SpanWhen("heavy", Span(months=24)), Span(months=12)],
            counts_from="decided",
            basis=[ZJ(56)],
        ),
    ),
)


def changed(step: str, **how: Any) -> Workflow:
    """The drill with one step written otherwise."""
    named = {each.id for each in (*TRANSITIONS, *ACTS)}
    assert step in named, f"the drill has no step {step}"
    return replace(DRILL, transitions=_with(TRANSITIONS, step, how), acts=_with(ACTS, step, how))


def _with(steps: Any, step: str, how: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(replace(each, **how) if each.id == step else each for each in steps)
