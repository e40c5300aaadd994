"""谈话函询: a letter in the name of 办公室 or a talk, the answer, and the office's proposal within a month."""

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
    Issue,
    SameRankAs,
    Span,
    State,
    Transition,
)
from engine.law import JCF, TL21, ZJ, ZWCF
from workflows.clue.common import COUNTED_ON, ENDS_INQUIRY, LADDER, LEADERS, NEXT_LOWER, WARNED

STATES: Final = (State("inquiry", "谈话函询中", "inquiry"),)

ANSWERED: Final = (
    After(("record_reply", "hold_inquiry_talk", "record_entrusted_talk"), since="phase", basis=[ZJ(30)]),
    After("record_reply", since="phase", when="both_ways", basis=[ZJ(29)]),
    After(("hold_inquiry_talk", "record_entrusted_talk"), since="phase", when="both_ways", basis=[ZJ(28)]),
)
"""The person has answered, in writing or in a talk; in both where both were approved."""

LETTERS: Final = ("send_inquiry_letter", "record_earlier_letter")
ASKED: Final = After((*LETTERS, "hold_inquiry_talk", "record_entrusted_talk"), since="phase", basis=[ZJ(30)])
"""He was asked, whether or not he answered."""

TRANSITIONS: Final = (
    Transition(
        "accept_reply",
        "采信了结",
        at="inquiry",
        to="settled",
        by="handler",
        after=ANSWERED,
        approval=[SameRankAs("inquire")],
        documents=("closing_note", "feedback_letter"),
        form="disposal",
        tallies="disposal",
        fulfils=ENDS_INQUIRY,
        begins="upward_disposal",
        basis=[ZJ(30)],
    ),
    Transition(
        "inquire_again",
        "再次谈话函询",
        at="inquiry",
        to="inquiry",
        by="handler",
        studied_by="office_meeting",
        after=[ASKED],
        approval=[SameRankAs("inquire")],
        documents=("disposal_sheet", "inquiry_plan"),
        form="inquiry",
        tallies="disposal",
        fulfils=ENDS_INQUIRY,
        begins=("inquiry_start", "upward_disposal"),
        only_if="within_jurisdiction",
        basis=[ZJ(30)],
    ),
)

ACTS: Final = (
    # The letter goes out in the name of 办公室, and copies go to the committee and to the head of the resident team.
    Act(
        "send_inquiry_letter",
        "以办公室名义送达函询通知书",
        at="inquiry",
        by="handler",
        documents=("inquiry_letter", "service_receipt"),
        form="inquiry_letter",
        issues=[Issue("inquiry_letter")],
        fulfils="inquiry_start",
        begins="inquiry_reply",
        notifies=("persons_party_committee", "resident_team_principal"),
        basis=[ZJ(29), TL21(174)],
    ),
    # A ledger brings inquiries along whose letter went out before: it has a number already.
    Act(
        "record_earlier_letter",
        "补记导入前已发出的函询",
        at="inquiry",
        by="handler",
        at_most=1,
        documents=("inquiry_letter", "service_receipt"),
        form="inquiry_letter",
        only_if="imported",
        fulfils="inquiry_start",
        begins="inquiry_reply",
        basis=[ZJ(29)],
    ),
    Act(
        "record_reply",
        "收到函询回复",
        at="inquiry",
        by="handler",
        after=[After(LETTERS, since="phase", basis=[ZJ(29)])],
        documents="inquiry_reply",
        form="inquiry_reply",
        fulfils="inquiry_reply",
        begins="inquiry_report",
        basis=[ZJ(29)],
    ),
    Act(
        "hold_inquiry_talk",
        "进行谈话",
        at="inquiry",
        by="handler",
        documents="talk_record",
        form="inquiry_talk",
        fulfils=("inquiry_start", "inquiry_reply", "entrusted_talk"),
        begins="inquiry_report",
        basis=[ZJ(28), ZJ(30), JCF(44), ZWCF(42)],
    ),
    # Only the principal of the person's own Party committee may be entrusted, so never when he himself is concerned.
    Act(
        "entrust_talk",
        "委托所在党委（党组）主要负责人谈话",
        at="inquiry",
        by="handler",
        approval=[SameRankAs("inquire")],
        documents="entrustment_letter",
        form="entrustment",
        only_with="through_the_unit",
        fulfils="inquiry_start",
        begins="entrusted_talk",
        basis=[ZJ(28)],
    ),
    Act(
        "record_entrusted_talk",
        "登记受托谈话情况",
        at="inquiry",
        by="handler",
        after=[After("entrust_talk", since="phase", basis=[ZJ(28)])],
        documents="talk_record",
        form="entrusted_talk",
        fulfils="entrusted_talk",
        begins="inquiry_report",
        basis=[ZJ(28)],
    ),
    Act(
        "note_false_reply",
        "登记不如实说明的问题",
        at=("inquiry", "verifying"),
        by=("handler", "team"),
        after=[After(("record_reply", "hold_inquiry_talk", "record_entrusted_talk"), basis=[ZJ(30)])],
        documents="evidence",
        form="false_reply",
        basis=[ZJ(30)],
    ),
)

CONCERNS_PRINCIPAL: Final = Field(
    "concerns_unit_principal",
    "反映内容涉及所在党委（党组）主要负责人",
    "boolean",
    fact=True,
    kept_as="subject",
)

FORMS: Final = (
    Form(
        "inquiry",
        "谈话函询呈批事项",
        (
            Field(
                "way",
                "方式",
                "choice",
                (Choice("talk", "谈话"), Choice("letter", "函询"), Choice("both", "谈话并函询")),
                fact=True,
            ),
            COUNTED_ON,
            NEXT_LOWER,
            Field(
                "unit_principal",
                "是否所在单位主要负责人",
                "boolean",
                unless_known=True,
                fact=True,
                kept_as="subject",
            ),
        ),
    ),
    Form(
        "inquiry_letter",
        "函询登记",
        (
            CONCERNS_PRINCIPAL,
            Field("served_on", "本人收到日期", "date", happened=True),
        ),
    ),
    # A reply that goes through the unit bears its principal's opinion; one about him must never pass through his hands.
    Form(
        "inquiry_reply",
        "函询回复登记",
        (
            Field(
                "countersigned_by",
                "签署意见的所在党委（党组）主要负责人",
                required_if="through_the_unit",
            ),
            Field("answered_on", "收到回复日期", "date", happened=True),
        ),
    ),
    Form(
        "inquiry_talk",
        "谈话登记",
        (
            Field("led_by", "主谈人（相关负责人或者部门负责人）", "officer", positions=LEADERS),
            Field("assisted_by", "参加谈话人", "officer", differs_from="led_by"),
            Field("place", "谈话地点（须有安全保障条件）"),
            Field("accompanied_by", "陪同的所在党委（党组）或者纪检机构负责人", required=False),
            Field("explained_in_writing", "本人另有书面说明", "boolean", required=False),
            Field("answered_on", "谈话结束日期", "date", happened=True),
        ),
    ),
    Form(
        "entrustment",
        "委托谈话登记",
        (
            CONCERNS_PRINCIPAL,
            Field("entrusted_to", "受委托的所在党委（党组）主要负责人"),
        ),
    ),
    Form("entrusted_talk", "受托谈话登记", (Field("answered_on", "受托谈话结束日期", "date", happened=True),)),
    Form(
        "false_reply",
        "不如实说明登记",
        (
            Field("said", "本人的说明"),
            Field("found", "核实的情况"),
        ),
    ),
)

CONDITIONS: Final = (
    Condition("both_ways", "谈话并函询", rule="fact_is", fact="way", values=("both",), basis=[ZJ(28), ZJ(29)]),
    Condition(
        "through_the_unit",
        "本人不是所在党委（党组）主要负责人，反映内容也不涉及主要负责人",
        rule="any_true",
        values=("unit_principal", "next_lower_principal", "concerns_unit_principal"),
        negated=True,
        basis=[ZJ(29)],
    ),
)

DEADLINES: Final = (
    # No article says how soon the letter goes out or the talk is held: a month like that for the proposal before it and
    # the report after it (C). Longer than two, what was to be cleared up with a question would rest unasked.
    Deadline(
        "inquiry_start",
        "发函或者进行谈话",
        "duty",
        length=[Span(months=1)],
        warn=WARNED,
        ladder=LADDER,
        basis=[ZJ(28), ZJ(29)],
        length_confidence="C",
        bounds=Bounds(Span(months=1), Span(months=2)),
    ),
    Deadline(
        "entrusted_talk",
        "受托谈话并报告",
        "duty",
        length=[Span(months=1)],
        warn=WARNED,
        ladder=LADDER,
        basis=[ZJ(28)],
        length_confidence="C",
        bounds=Bounds(Span(months=1), Span(months=2)),
    ),
    # Both run from the day that the article names: the letter received, the reply received or the talk ended.
    Deadline(
        "inquiry_reply",
        "函询回复",
        "duty",
        length=[Span(working_days=15)],
        catalogue="INQUIRY_REPLY",
        warn=[Span(working_days=3)],
        ladder=LADDER,
        basis=[ZJ(29)],
        counts_from="served_on",
    ),
    Deadline(
        "inquiry_report",
        "谈话函询情况报告",
        "duty",
        length=[Span(months=1)],
        catalogue="INQUIRY_REPORT",
        warn=WARNED,
        ladder=LADDER,
        basis=[ZJ(30)],
        counts_from="answered_on",
    ),
)
