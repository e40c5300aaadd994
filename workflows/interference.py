"""干预过问登记: asking about a case, pressing, pleading or unapproved contact is registered by whoever meets it.

One minute to fill in; it reaches 干部监督 and the principal, nobody withdraws it, and whoever it names never sees it.
"""

from typing import Final

from engine.definition import (
    Act,
    Chain,
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
)
from engine.law import JCF, JCG, ZJ

REPORTING: Final = (JCF(66), JCG(46), ZJ(64))
LIABILITY: Final = ZJ(71, confidence="B")
"""接受请托、干预审查调查的处理: own knowledge of the article."""

PRINCIPAL: Final = Chain([Rank("principal", delegable=False)])
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

REPORT: Final = Form(
    "report",
    "干预过问登记表",
    (
        Field("kind", "类别", "choice", KINDS),
        Field("name", "何人", kept_as="subject"),
        Field("unit_and_post", "其工作单位及职务", required=False, kept_as="subject"),
        Field("officer", "其人员编号（本系统人员）", "officer", required=False, kept_as="subject"),
        Field("happened_on", "何时", "date"),
        Field("account", "说了什么、做了什么"),
        Field("concerned", "所涉事项（本人可以查看的）", "case", required=False),
    ),
)

TOLD: Final = Form("telling", "告知记录", (Field("told", "被告知的组长或者部门负责人", "officer"),))
OPINION: Final = Form("opinion", "处理意见", (Field("opinion", "处理意见及理由"),))

WORKFLOW: Final = Workflow(
    "interference",
    "干预过问登记",
    "2026.1",
    about="打听案情、过问案件、说情干预、私自接触的报告、登记和处理：任何知情人都可以登记，登记后不能撤回、不能删除。",
    phases=(Choice("report", "报告"), Choice("handling", "处理"), Choice("outcome", "结果")),
    opening=Opening(
        "reported",
        by="anyone",
        office=(),
        form="report",
        number="interference",
        begins="report_at_once",
        basis=REPORTING,
        received_by=("cadre_supervision", "case_supervision"),
        about_officer="officer",
    ),
    must_pass=(("outcome", "handling"),),
    seen_by=Rank("principal"),
    states=(
        State("reported", "已登记", "report"),
        State("examined", "已报主要负责人", "handling"),
        State("on_file", "存档备查", "outcome", closed=True),
        State("admonished", "已批评教育", "outcome", closed=True),
        State("transferred", "已移送问题线索", "outcome", closed=True),
    ),
    transitions=(
        # His approval is his knowledge: until he has seen it, the duty runs and climbs.
        Transition(
            "report_up",
            "报主要负责人阅知",
            at="reported",
            to="examined",
            by="handler",
            approval=PRINCIPAL,
            fulfils="report_at_once",
            begins="deal_with",
            basis=REPORTING,
        ),
        Transition(
            "file_on_record",
            "存档备查",
            at="examined",
            to="on_file",
            by="handler",
            approval=PRINCIPAL,
            form="opinion",
            fulfils="deal_with",
            basis=REPORTING,
        ),
        Transition(
            "admonish",
            "批评教育或者提醒",
            at="examined",
            to="admonished",
            by="handler",
            approval=PRINCIPAL,
            documents="admonition_record",
            form="opinion",
            fulfils="deal_with",
            basis=[*REPORTING, LIABILITY],
        ),
        # A clue opens nowhere by itself: the office that receives the letter registers it.
        Transition(
            "transfer_as_clue",
            "作为问题线索移送",
            at="examined",
            to="transferred",
            by="handler",
            approval=PRINCIPAL,
            documents="clue_transfer_letter",
            form="opinion",
            fulfils="deal_with",
            basis=[ZJ(22), LIABILITY],
        ),
    ),
    acts=(
        Act("acknowledge", "签收阅知", at="reported", by="handler", at_most=1, basis=REPORTING),
        # Whom the rule names beside the principal is told by word of mouth; the record says whom, and shows him nothing.
        Act(
            "tell_leader",
            "告知组长或者部门负责人",
            at=("reported", "examined"),
            by="handler",
            form="telling",
            basis=[ZJ(64)],
        ),
    ),
    forms=(REPORT, TOLD, OPINION),
    deadlines=(
        # "At once" in the text: one working day (C).
        Deadline(
            "report_at_once",
            "报主要负责人",
            "duty",
            length=[Span(working_days=1)],
            catalogue="INTERFERENCE_REPORT",
            ladder=LADDER,
            basis=REPORTING,
            length_confidence="C",
        ),
        # No article gives a period; a month as for a clue (C).
        Deadline(
            "deal_with",
            "研究处理",
            "duty",
            length=[Span(months=1)],
            warn=[Span(days=7)],
            ladder=LADDER,
            basis=REPORTING,
            length_confidence="C",
        ),
    ),
)
