"""干预过问登记: asking about a case, pressing, pleading or unapproved contact is registered by whoever meets it.

One minute to fill in; it reaches 干部监督 and the principal, nobody withdraws it, and whoever it names never sees it.
"""

from typing import Final

from engine.definition import (
    Act,
    Bounds,
    Choice,
    Deadline,
    Field,
    Form,
    Opening,
    Rank,
    Rung,
    Span,
    State,
    Transition,
    Workflow,
    chain,
)
from engine.law import JCF, JCG, ZJ

REPORTING: Final = (JCF(66), JCG(46), ZJ(64))
LIABILITY: Final = ZJ(71, confidence="B")
"""接受请托、干预审查调查的处理: own knowledge of the article."""

PRINCIPAL: Final = (chain(Rank("principal", delegable=False)),)
"""In person: a delegate would be one more who knows."""
LADDER: Final = (
    Rung(Rank("office_head"), grace=1),
    Rung(Rank("principal"), grace=2),
    Rung(Rank("principal", "superior"), grace=5),
)
"""Without the deputy: he isn't among those whom the rule names."""

KINDS: Final = (
    Choice("inquiry", "打听案情"),
    Choice("pressure", "过问案件"),
    Choice("plea", "说情干预"),
    Choice("contact", "私自接触"),
    Choice("other", "其他"),
)
WAYS: Final = (
    Choice("in_person", "当面"),
    Choice("phone", "电话"),
    Choice("message", "短信、微信等"),
    Choice("letter", "书面"),
    Choice("through_another", "托人转告"),
)

REPORT: Final = Form(
    "report",
    "干预过问登记表",
    (
        Field("kind", "类别", "choice", KINDS),
        Field("name", "何人", kept_as="subject"),
        Field("unit_and_post", "其工作单位及职务", required=False, kept_as="subject"),
        Field("officer", "其人员编号（本系统人员）", "officer", required=False, kept_as="subject"),
        Field("concerned", "所涉事项（本人可以查看的）", "case", required=False),
        Field("about", "所涉案件（无法选取事项的）", required=False),
        Field("happened_on", "何时", "date", happened=True),
        Field("way", "何种方式", "choice", WAYS),
        Field("said", "说了什么、做了什么"),
        Field("answered", "如何答复", required=False),
    ),
)

TOLD: Final = Form("telling", "告知记录", (Field("told", "被告知的组长或者部门负责人", "officer"),))
OPINION: Final = Form("opinion", "处理意见", (Field("opinion", "核查结论、处理意见及理由"),))

WORKFLOW: Final = Workflow(
    "interference",
    "干预过问登记",
    "2026.3",
    about="打听案情、过问案件、说情干预、私自接触的报告、登记和处理：任何知情人都可以登记，登记后不能撤回、不能删除。",
    phases=(Choice("report", "报告"), Choice("check", "核查"), Choice("outcome", "处理结果")),
    opening=Opening(
        "recorded",
        by="anyone",
        office=(),
        form="report",
        number="interference",
        begins="receive_report",
        basis=REPORTING,
        received_by=("cadre_supervision", "case_supervision"),
        about_officer="officer",
    ),
    must_pass=(("outcome", "check"),),
    seen_by=[Rank("principal")],
    # How long a check may take, no article says.
    states=(
        State("recorded", "已登记", "report"),
        State("received", "已签收", "report", no_deadline=REPORTING),
        State("checking", "核查中", "check", no_deadline=REPORTING),
        State("unfounded", "不属实，已了结", "outcome", closed=True),
        State("on_file", "已存档备查", "outcome", closed=True),
        State("admonished", "已批评教育", "outcome", closed=True),
        State("transferred", "已移送问题线索", "outcome", closed=True),
    ),
    transitions=(
        Transition(
            "receive_record",
            "签收登记",
            at="recorded",
            to="received",
            by="handler",
            fulfils="receive_report",
            basis=REPORTING,
        ),
        # His approval is his knowledge: nothing is checked, and nothing ends, without the principal.
        Transition(
            "check",
            "报主要负责人核查",
            at="received",
            to="checking",
            by="handler",
            approval=PRINCIPAL,
            basis=REPORTING,
        ),
        Transition(
            "close_as_unfounded",
            "予以了结（不属实）",
            at="checking",
            to="unfounded",
            by="handler",
            approval=PRINCIPAL,
            form="opinion",
            basis=REPORTING,
        ),
        Transition(
            "keep_on_file",
            "存档备查",
            at="checking",
            to="on_file",
            by="handler",
            approval=PRINCIPAL,
            form="opinion",
            basis=REPORTING,
        ),
        Transition(
            "admonish",
            "批评教育或者提醒",
            at="checking",
            to="admonished",
            by="handler",
            approval=PRINCIPAL,
            documents="admonition_record",
            form="opinion",
            basis=[*REPORTING, LIABILITY],
        ),
        # A clue opens nowhere by itself: the office that receives the letter registers it.
        Transition(
            "transfer_as_clue",
            "作为问题线索移送",
            at="checking",
            to="transferred",
            by="handler",
            approval=PRINCIPAL,
            documents="forwarding_letter",
            form="opinion",
            basis=[ZJ(22), LIABILITY],
        ),
    ),
    acts=(
        # Whom the rule names beside the principal is told by word of mouth: the record shows him nothing.
        Act(
            "tell_leader",
            "告知组长或者部门负责人",
            at=("recorded", "received", "checking"),
            by="handler",
            form="telling",
            basis=[ZJ(64)],
        ),
    ),
    forms=(REPORT, TOLD, OPINION),
    deadlines=(
        # "At once" in the text: one working day (C), and no organ may make it longer; the office can't know sooner than
        # somebody registers it, so it counts from the registration.
        Deadline(
            "receive_report",
            "签收报告",
            "duty",
            length=[Span(working_days=1)],
            catalogue="INTERFERENCE_REPORT",
            ladder=LADDER,
            basis=REPORTING,
            length_confidence="C",
        ),
        # Whom it waits for must not let it lie: of the pressure that it tells of, he might be the one to whom it went.
        Deadline(
            "approve_report",
            "审批干预过问的处理",
            "duty",
            length=[Span(working_days=5)],
            warn=[Span(working_days=2)],
            ladder=LADDER,
            basis=REPORTING,
            length_confidence="C",
            bounds=Bounds(Span(working_days=3), Span(working_days=10)),
            of_approvals=True,
        ),
    ),
)
