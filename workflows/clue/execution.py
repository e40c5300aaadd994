"""处分执行与办结: service and announcement by two, posts and pay, notices by identity, the report, the archive."""

from typing import Final

from engine.definition import (
    Act,
    After,
    Bounds,
    Choice,
    Condition,
    Deadline,
    Extension,
    Field,
    Form,
    Periodic,
    Span,
    SpanWhen,
    State,
    Transition,
)
from engine.law import DZ, HB, JCF, PZ, TJ, ZJ, ZWCF
from workflows.clue.authority import AS_DECIDED
from workflows.clue.common import DEFAULT, LADDER, PRACTICE, WARNED

EXECUTION: Final = HB(None, "怎样做好纪律处分决定执行工作", confidence="A")
WHILE_PROSECUTED: Final = ("executing", "with_procuratorate", "supplementing", "supplement_transferred")
"""Execution goes on while the case is with the procuratorate."""

STATES: Final = (
    State("executing", "处分执行中", "execution"),
    State("closed", "已办结", "closed", closed=True),
)

TRANSITIONS: Final = (
    # At least two announce: the team signs the record, on which the person writes his opinion.
    Transition(
        "announce",
        "送达并宣布处分决定",
        at="decided",
        to="executing",
        by="team",
        signed_by="team",
        documents=("service_receipt", "announcement_record"),
        form="announcement",
        fulfils=("announce_party", "announce_administrative"),
        begins="sup_review_apply",
        notifies=("persons_party_committee", "same_level_organisation_department"),
        basis=[TJ(44), ZJ(56), ZJ(56, "第二款"), ZWCF(46), ZWCF(8), PZ(5), JCF(56), PRACTICE],
    ),
    Transition(
        "close",
        "办结",
        at="executing",
        to="closed",
        by="handler",
        after=(
            After("report_execution", basis=[TJ(45)]),
            After("record_post_pay_change", when="post_or_pay_changes", basis=[ZWCF(54), TJ(44)]),
            After("notify_by_identity", when="delegate", basis=[ZWCF(50)]),
            After("file_with_superior_committee", when="seat_light", basis=[DZ(42)]),
            After("record_ratification", when="seat_heavy_between", basis=[DZ(42)]),
            After("archive_file", basis=[TJ(45)]),
        ),
        approval=DEFAULT,
        fulfils=("exec_report", "conclude"),
        basis=[TJ(45)],
    ),
)

ACTS: Final = (
    Act(
        "record_post_pay_change",
        "办理职务、工资变更手续",
        at=WHILE_PROSECUTED,
        by="handler",
        documents="post_pay_record",
        fulfils="post_pay_change",
        basis=[ZWCF(54), TJ(44)],
    ),
    Act(
        "notify_by_identity",
        "按身份通报人大、政协、统战等部门",
        at=("decided", *WHILE_PROSECUTED),
        by="handler",
        documents="identity_notice",
        form="identity_notice",
        basis=[ZWCF(50), HB(None, "案件办理中需要注意的主体身份", confidence="A")],
    ),
    Act(
        "file_with_superior_committee",
        "报上级党委备案",
        at=("decided", *WHILE_PROSECUTED),
        by="handler",
        documents="committee_filing",
        basis=[DZ(42)],
    ),
    Act(
        "record_ratification",
        "登记全会追认",
        at=("decided", *WHILE_PROSECUTED),
        by="handler",
        documents="ratification",
        basis=[DZ(42)],
    ),
    Act(
        "notify_seizure",
        "通知执行涉案财物处理决定",
        at=("decided", *WHILE_PROSECUTED),
        by="handler",
        documents="seizure_notice",
        form="seizure_notice",
        begins="execute_seizure",
        basis=[HB(None, confidence="C")],
    ),
    Act(
        "execute_seizure",
        "执行涉案财物处理决定",
        at=("decided", *WHILE_PROSECUTED),
        by="handler",
        after=[After("notify_seizure", basis=[HB(None, confidence="C")])],
        documents=("property_list", "service_receipt"),
        form="property",
        fulfils="execute_seizure",
        basis=[HB(None, confidence="C")],
    ),
    Act(
        "report_execution",
        "报告处分执行情况",
        at=WHILE_PROSECUTED,
        by="handler",
        documents="execution_report",
        fulfils="exec_report",
        begins="conclude",
        basis=[TJ(45)],
    ),
    Act(
        "archive_file",
        "案卷归档",
        at="executing",
        by="handler",
        documents="archive_list",
        basis=[TJ(45)],
    ),
)

FORMS: Final = (
    # The date is that of the collective decision, not of the signature: nobody knows it before the meeting.
    Form(
        "announcement",
        "宣布处分决定登记",
        (
            Field("party_effective_on", "党纪处分生效日期", "date", required_if="party_decided", happened=True),
            Field(
                "administrative_effective_on",
                "政务处分生效日期",
                "date",
                required_if="administration_decided",
                happened=True,
            ),
            Field("served_on", "决定书送达本人日期", "date", happened=True),
            Field("opinion", "受处分人意见"),
            Field(
                "announced_to",
                "宣布范围",
                "choice",
                (
                    Choice("organisation", "所在党的基层组织全体党员和本人"),
                    Choice("leadership_too", "所在党的基层组织全体党员、本人和领导班子成员（本人系班子成员）"),
                    Choice("unit", "所在单位和本人（不涉及党纪处分）"),
                ),
            ),
        ),
    ),
    Form("seizure_notice", "执行通知登记", (Field("notified_on", "通知送达日期", "date", happened=True),)),
    Form("identity_notice", "身份通报登记", (Field("told_bodies", "通报的机关"),)),
)

CONDITIONS: Final = (
    Condition(
        "post_or_pay_changes",
        "撤销党内职务以上党纪处分，或者降级以上政务处分",
        rule="fact_is",
        fact="party_sanction",
        values=("removal_from_party_post", "probation_one_year", "probation_two_years", "expulsion"),
        or_else="demoted_or_heavier",
        basis=[ZWCF(54), TJ(44)],
    ),
    Condition(
        "delegate",
        "人大代表、政协委员、党代表、统战对象，或者担任选举、任命的职务",
        rule="any_true",
        values=("delegate", "elected_post"),
        basis=[ZWCF(50)],
    ),
)

# A decision takes effect on the day on which the competent body decided (PZ 5, ZWCF 8), not on that of the signature:
# what the articles count from the decision counts from that day.
DEADLINES: Final = (
    Deadline(
        "announce_party",
        "宣布党纪处分决定",
        "duty",
        length=[SpanWhen("party_decided", Span(months=1))],
        catalogue="ANNOUNCE_PARTY",
        warn=WARNED,
        ladder=LADDER,
        basis=[TJ(44), HB(None, "免予、不予党纪处分需注意的几个问题", confidence="A")],
        counts_from="decided",
    ),
    # The article says "promptly"; the month is practice, together with the Party decision. No organ sets its own: more
    # than the month wouldn't be prompt.
    Deadline(
        "announce_administrative",
        "宣布政务处分决定",
        "duty",
        length=[SpanWhen("administration_decided", Span(months=1))],
        warn=WARNED,
        ladder=LADDER,
        basis=[ZWCF(46), EXECUTION],
        length_confidence="C",
        counts_from="decided",
    ),
    # Six months in all: the approved extension adds at most five to the first.
    Deadline(
        "post_pay_change",
        "办理职务、工资变更手续",
        "duty",
        length=[SpanWhen("post_or_pay_changes", Span(months=1))],
        catalogue="POST_PAY_CHANGE",
        warn=WARNED,
        extensions=[Extension(AS_DECIDED, Span(months=5), basis=[ZWCF(54), TJ(44)])],
        ladder=LADDER,
        basis=[ZWCF(54), TJ(44)],
        counts_from="decided",
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
        counts_from="decided",
    ),
    # The person's right, from the day on which he got the decision; it lapses. Where its last day is a day off, the
    # next working day is still in time, as for what parties may do elsewhere (C): a right only gets longer. The appeal
    # of a Party member has no period (ZJ 59).
    Deadline(
        "sup_review_apply",
        "申请复审",
        "right",
        length=[SpanWhen("administration_decided", Span(months=1))],
        catalogue="SUP_REVIEW_APPLY",
        rolls_to_working_day=True,
        basis=[JCF(56)],
        counts_from="served_on",
    ),
    # No article says how soon the file is closed once the decision has been carried out: a month, and at most a quarter
    # where files are bound and handed over by the quarter (C).
    Deadline(
        "conclude",
        "归档办结",
        "duty",
        length=[Span(months=1)],
        warn=WARNED,
        ladder=LADDER,
        basis=[TJ(45)],
        length_confidence="C",
        bounds=Bounds(Span(months=1), Span(months=3)),
    ),
    # One article of practice gives sixty days from the notice (C): nothing that was read allows more, and in less than
    # thirty hardly anything can be sold.
    Deadline(
        "execute_seizure",
        "执行涉案财物处理决定",
        "duty",
        length=[Span(days=60)],
        warn=WARNED,
        ladder=LADDER,
        basis=[HB(None, confidence="C")],
        length_confidence="C",
        counts_from="notified_on",
        bounds=Bounds(Span(days=30), Span(days=60)),
    ),
)

PERIODIC: Final = (
    Periodic(
        "report_announcements",
        "向党委报告处分决定宣布情况",
        office="trial",
        every=Span(months=3),
        basis=[EXECUTION],
    ),
)
