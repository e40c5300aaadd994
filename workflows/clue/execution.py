"""处分执行与办结: service and announcement by two, posts and pay, the report that closes the case."""

from typing import Final

from engine.definition import Act, Deadline, Extension, Field, Form, SameRankAs, Span, SpanWhen, State, Transition
from engine.law import TJ, ZJ, ZWCF
from workflows.clue.common import DEFAULT, LADDER, WARNED

STATES: Final = (
    State("decided", "处分已决定", "sanction"),
    State("executing", "处分执行中", "execution"),
    State("settled", "予以了结", "closed", closed=True),
    State("closed", "已办结", "closed", closed=True),
)

TRANSITIONS: Final = (
    # At least two announce: the trial team signs the record, on which the person writes his opinion.
    Transition(
        "announce",
        "送达并宣布处分决定",
        at="decided",
        to="executing",
        by="team",
        signed_by="team",
        documents=("service_receipt", "announcement_record"),
        form="announcement",
        organ_level_at_least="county",
        fulfils=("announce_party", "announce_administrative"),
        notifies=("persons_party_committee", "same_level_organisation_department"),
        basis=[TJ(44), ZJ(56), ZWCF(46)],
    ),
    Transition(
        "close",
        "办结",
        at="executing",
        to="closed",
        by="handler",
        approval=DEFAULT,
        documents="execution_report",
        organ_level_at_least="county",
        fulfils="exec_report",
        basis=[TJ(45)],
    ),
)

ACTS: Final = (
    Act(
        "record_post_pay_change",
        "办理职务、工资变更手续",
        at="executing",
        by="handler",
        documents="other",
        fulfils="post_pay_change",
        basis=[ZWCF(54), TJ(44)],
    ),
)

FORMS: Final = (
    # The date is that of the collective decision, not of the signature: nobody knows it before the meeting.
    Form(
        "announcement",
        "宣布处分决定登记",
        (
            Field("effective_on", "处分生效日期", "date"),
            Field("opinion", "受处分人意见"),
        ),
    ),
)

DEADLINES: Final = (
    Deadline(
        "announce_party",
        "宣布党纪处分决定",
        "duty",
        length=[SpanWhen("party_member", Span(months=1))],
        catalogue="ANNOUNCE_PARTY",
        warn=WARNED,
        ladder=LADDER,
        basis=[TJ(44)],
    ),
    # The article says "promptly"; the month is practice, together with the Party decision.
    Deadline(
        "announce_administrative",
        "宣布政务处分决定",
        "duty",
        length=[SpanWhen("supervised", Span(months=1))],
        warn=WARNED,
        ladder=LADDER,
        basis=[ZWCF(46)],
        length_confidence="C",
    ),
    # Six months in all: the approved extension adds at most five to the first.
    Deadline(
        "post_pay_change",
        "办理职务、工资变更手续",
        "duty",
        length=[SpanWhen("heavy_sanction", Span(months=1)), SpanWhen("demoted_or_heavier", Span(months=1))],
        catalogue="POST_PAY_CHANGE",
        warn=WARNED,
        extensions=[Extension([SameRankAs("decide")], Span(months=5), basis=[ZWCF(54), TJ(44)])],
        ladder=LADDER,
        basis=[ZWCF(54), TJ(44)],
    ),
    Deadline(
        "exec_report",
        "处分执行情况报告",
        "duty",
        length=[Span(months=6)],
        catalogue="EXEC_REPORT",
        warn=[Span(months=1), Span(days=7)],
        ladder=LADDER,
        basis=[TJ(45)],
    ),
)
