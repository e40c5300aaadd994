"""立案之后: the plan, the announcement by two, who is told, what the person may not do, and what is published."""

from typing import Final

from engine.definition import (
    Act,
    After,
    Bounds,
    Choice,
    Condition,
    Deadline,
    Field,
    Form,
    Span,
    SpanWhen,
    When,
    chain,
)
from engine.law import JCF, TL21, ZJ, ZWCF
from workflows.clue.common import DEFAULT, LADDER, LEADERS, LEADERSHIP, PRINCIPAL

FILED: Final = ("investigating", "filed_simple")

ACTS: Final = (
    # JCF 42 has the plan of every supervision case studied in 专题会议; ZJ 39 that of serious violations.
    Act(
        "approve_plan",
        "审定审查调查方案",
        at=FILED,
        by=("handler", "team"),
        approval=[
            When("serious_violation", chain(LEADERSHIP)),
            When("supervision_matter", chain(LEADERSHIP)),
            When("both_matters", chain(LEADERSHIP)),
            *DEFAULT,
        ],
        documents="investigation_plan",
        basis=[JCF(42), ZJ(39)],
    ),
    Act(
        "announce_filing",
        "宣布立案决定",
        at=FILED,
        by="team",
        after=[After("approve_plan", basis=[ZJ(43)])],
        documents=("filing_notice", "talk_record"),
        form="announce_filing",
        basis=[ZJ(43), JCF(42), ZJ(38)],
    ),
    Act(
        "notify_unit_of_filing",
        "向所在党委（党组）、单位通报立案",
        at=FILED,
        by=("handler", "team"),
        documents=("filing_notice", "service_receipt"),
        notifies=("persons_party_committee", "persons_unit"),
        basis=[JCF(42), ZJ(38), TL21(184)],
    ),
    # Serious cases, and whenever an official is put in 留置.
    Act(
        "notify_family_and_publish",
        "通知家属并向社会发布",
        at=FILED,
        by=("handler", "team"),
        approval=[PRINCIPAL],
        documents=("filing_notice", "service_receipt"),
        notifies="persons_family",
        basis=[JCF(42), ZJ(38), TL21(184)],
    ),
    Act(
        "restrict_person",
        "告知被调查人及所在单位有关限制",
        at=FILED,
        by=("handler", "team"),
        documents=("restriction_notice", "service_receipt"),
        form="restriction",
        notifies=("persons_unit", "same_level_organisation_department"),
        fulfils="restrict_person",
        basis=[ZWCF(52)],
    ),
    Act(
        "lift_restrictions",
        "解除限制事项",
        at=("sanction", "execution", "prosecution", "withdrawn", "no_sanction"),
        by="handler",
        after=[After("restrict_person", basis=[ZWCF(52)])],
        documents=("lifting_notice", "service_receipt"),
        notifies=("persons_unit", "same_level_organisation_department"),
        fulfils="lift_restrictions",
        basis=[ZWCF(52)],
    ),
)

FORMS: Final = (
    Form(
        "announce_filing",
        "宣布立案登记",
        (
            Field("led_by", "宣布人（相关负责人或者部门负责人）", "officer", positions=LEADERS),
            Field("assisted_by", "另一名宣布人", "officer", differs_from="led_by", serves=True),
            Field(
                "manner",
                "宣布方式",
                "choice",
                (Choice("in_person", "当面宣布"), Choice("unreachable", "无法当面宣布（死亡、逃匿等，已注明）")),
            ),
            Field("announced_on", "宣布日期", "date", happened=True),
            Field("shown_ids", "出示工作证件", "choice", (Choice("shown", "已出示"),)),
        ),
    ),
    Form(
        "restriction",
        "限制事项登记",
        (
            Field(
                "told_person",
                "告知本人",
                "choice",
                (Choice("told", "已告知：未经同意不得出境、不得辞去公职"),),
                fact=True,
            ),
            Field(
                "told_unit",
                "告知所在单位",
                "choice",
                (Choice("told", "已告知：不得交流、晋升、奖励、处分或者办理退休"),),
            ),
            Field(
                "duties",
                "暂停履行职务",
                "choice",
                (Choice("none", "不暂停"), Choice("suspended", "由任免机关、单位决定暂停")),
            ),
        ),
    ),
)

CONDITIONS: Final = (
    Condition(
        "restricted", "已告知限制事项的人员", rule="fact_is", fact="told_person", values=("told",), basis=[ZWCF(52)]
    ),
    Condition(
        "serious_violation",
        "涉嫌严重违纪违法或者职务犯罪",
        rule="any_true",
        values=("serious", "detention"),
        basis=[ZJ(39), JCF(42)],
    ),
)

# The article sets no period for telling: five working days are the engine's reading (C). A week of work is what such a
# letter takes at most, and with less than three the warning would come with the beginning.
DEADLINES: Final = (
    Deadline(
        "restrict_person",
        "告知限制事项",
        "duty",
        length=[SpanWhen("supervised", Span(working_days=5))],
        warn=[Span(working_days=2)],
        ladder=LADDER,
        basis=[ZWCF(52)],
        length_confidence="C",
        bounds=Bounds(Span(working_days=3), Span(working_days=5)),
    ),
    Deadline(
        "lift_restrictions",
        "解除限制事项",
        "duty",
        length=[SpanWhen("restricted", Span(working_days=5))],
        warn=[Span(working_days=2)],
        ladder=LADDER,
        basis=[ZWCF(52)],
        length_confidence="C",
        bounds=Bounds(Span(working_days=3), Span(working_days=5)),
    ),
)
