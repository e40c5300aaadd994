"""谈话函询: a letter in the name of 办公室 or a talk, the answer, and the office's proposal within a month."""

from typing import Final

from engine.definition import Act, Choice, Deadline, Field, Form, Issue, SameRankAs, Span, State, Transition
from engine.law import TL21, ZJ
from workflows.clue.common import LADDER, WARNED

STATES: Final = (State("inquiry", "谈话函询中", "inquiry"),)

TRANSITIONS: Final = (
    Transition(
        "accept_reply",
        "采信了结",
        at="inquiry",
        to="settled",
        by="handler",
        approval=[SameRankAs("inquire")],
        documents="closing_note",
        fulfils=("inquiry_start", "inquiry_reply", "inquiry_report"),
        basis=[ZJ(30)],
    ),
)

ACTS: Final = (
    Act(
        "send_inquiry_letter",
        "送达函询通知书",
        at="inquiry",
        by="handler",
        documents=("inquiry_letter", "service_receipt"),
        issues=[Issue("inquiry_letter")],
        fulfils="inquiry_start",
        begins="inquiry_reply",
        notifies="persons_party_committee",
        basis=[ZJ(29), TL21(174)],
    ),
    Act(
        "record_reply",
        "收到函询回复",
        at="inquiry",
        by="handler",
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
        form="talk",
        fulfils="inquiry_start",
        begins="inquiry_report",
        basis=[ZJ(28), ZJ(30)],
    ),
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
            ),
        ),
    ),
    Form(
        "inquiry_reply",
        "函询回复登记",
        (
            Field(
                "route",
                "回复方式",
                "choice",
                (
                    Choice("countersigned", "所在党委（党组）主要负责人签署意见后回复"),
                    Choice("direct", "直接回复发函机关（本人系主要负责人或者反映内容涉及主要负责人）"),
                ),
            ),
        ),
    ),
    Form(
        "talk",
        "谈话登记",
        (
            Field("talked_to", "谈话对象"),
            Field("led_by", "主谈人", "officer"),
            Field("assisted_by", "参加谈话人", "officer"),
        ),
    ),
)

DEADLINES: Final = (
    # No article says how soon the letter goes out or the talk is held: a default that each organ may set (C).
    Deadline(
        "inquiry_start",
        "发函或者进行谈话",
        "duty",
        length=[Span(months=1)],
        warn=WARNED,
        ladder=LADDER,
        basis=[ZJ(28), ZJ(29)],
        length_confidence="C",
    ),
    # Both run from the event that the article names: the letter received, the reply received or the talk ended.
    Deadline(
        "inquiry_reply",
        "函询回复",
        "duty",
        length=[Span(working_days=15)],
        catalogue="INQUIRY_REPLY",
        warn=[Span(working_days=3)],
        ladder=LADDER,
        basis=[ZJ(29)],
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
    ),
)
