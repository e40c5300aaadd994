"""影响期: how long a sanction weighs on the person. It begins with the decision and ends by itself: nobody cancels it.

Which sanction was decided gives the length, and only the one that applies runs. 免予 and 不予 weigh on nobody; after
开除 under 政务处分 nobody is taken on as a civil servant again, which is no period.
"""

from typing import Final

from engine.definition import Act, Condition, Deadline, Extension, Field, Form, Span, SpanWhen
from engine.law import PZ, TJ, ZWCF
from workflows.clue.authority import AS_DECIDED

PARTY_TERMS: Final = ("impact_party", "probation_one_year", "probation_two_years", "no_readmission")
"""What a decision under Party discipline begins, a township's too."""
TERMS: Final = (*PARTY_TERMS, "impact_administrative")

ACTS: Final = (
    # The person's own Party organisation decides whether he gets his rights back; here it is only put on record.
    Act(
        "record_restored_rights",
        "登记恢复党员权利",
        at=("execution", "prosecution", "closed"),
        by="handler",
        documents="branch_resolution",
        form="restored_rights",
        at_most=1,
        only_if="on_probation",
        begins="impact_after_probation",
        basis=[TJ(12)],
    ),
)

FORMS: Final = (
    Form("restored_rights", "恢复党员权利登记", (Field("restored_on", "恢复党员权利日期", "date", happened=True),)),
)

CONDITIONS: Final = (
    Condition("party_warned", "党内警告", rule="fact_is", fact="party_sanction", values=("warning",), basis=[TJ(10)]),
    Condition(
        "party_seriously_warned",
        "党内严重警告",
        rule="fact_is",
        fact="party_sanction",
        values=("serious_warning",),
        basis=[TJ(10)],
    ),
    Condition(
        "removed_from_party_post",
        "撤销党内职务，或者没有党内职务而代之以严重警告",
        rule="fact_is",
        fact="party_sanction",
        values=("removal_from_party_post", "serious_warning_for_removal"),
        basis=[TJ(11, confidence="A2")],
    ),
    Condition(
        "on_probation_one_year",
        "留党察看一年",
        rule="fact_is",
        fact="party_sanction",
        values=("probation_one_year",),
        basis=[TJ(12)],
    ),
    Condition(
        "on_probation_two_years",
        "留党察看二年",
        rule="fact_is",
        fact="party_sanction",
        values=("probation_two_years",),
        basis=[TJ(12)],
    ),
    Condition(
        "on_probation",
        "留党察看",
        rule="fact_is",
        fact="party_sanction",
        values=("probation_one_year", "probation_two_years"),
        basis=[TJ(12)],
    ),
    Condition(
        "administratively_warned",
        "政务警告",
        rule="fact_is",
        fact="administrative_sanction",
        values=("warning",),
        basis=[ZWCF(8)],
    ),
    Condition(
        "demerit", "政务记过", rule="fact_is", fact="administrative_sanction", values=("demerit",), basis=[ZWCF(8)]
    ),
    Condition(
        "major_demerit",
        "政务记大过",
        rule="fact_is",
        fact="administrative_sanction",
        values=("major_demerit",),
        basis=[ZWCF(8)],
    ),
    Condition(
        "demoted_or_removed",
        "政务降级、撤职",
        rule="fact_is",
        fact="administrative_sanction",
        values=("demotion", "removal"),
        basis=[ZWCF(8)],
    ),
)

# All but one count from the day on which the decision takes effect: that of the body that decided (PZ 5), or on which
# it was made (ZWCF 8). That day is the first of the period.
DEADLINES: Final = (
    Deadline(
        "impact_party",
        "党纪处分影响期",
        "term",
        length=[
            SpanWhen("party_warned", Span(months=12)),
            SpanWhen("party_seriously_warned", Span(months=18)),
            SpanWhen("removed_from_party_post", Span(months=24)),
        ],
        catalogue="IMPACT_PARTY",
        basis=[TJ(10), TJ(11, confidence="A2"), TJ(46), PZ(5)],
        length_confidence="A2",
        counts_from="decided",
    ),
    # Only one year may be followed by another, so each has a period of its own. Whose rights can't be restored yet is
    # kept on before the year ends; who violates discipline anew is expelled, by a decision of its own.
    Deadline(
        "probation_one_year",
        "留党察看期（一年）",
        "term",
        length=[SpanWhen("on_probation_one_year", Span(months=12))],
        catalogue="IMPACT_PROBATION",
        warn=[Span(months=1)],
        extensions=[Extension(AS_DECIDED, Span(months=12), basis=[TJ(12)])],
        then="record_restored_rights",
        basis=[TJ(12), PZ(5)],
        counts_from="decided",
    ),
    Deadline(
        "probation_two_years",
        "留党察看期（二年）",
        "term",
        length=[SpanWhen("on_probation_two_years", Span(months=24))],
        catalogue="IMPACT_PROBATION",
        warn=[Span(months=1)],
        then="record_restored_rights",
        basis=[TJ(12), PZ(5)],
        counts_from="decided",
    ),
    Deadline(
        "impact_after_probation",
        "恢复党员权利后的影响期",
        "term",
        length=[Span(months=24)],
        catalogue="IMPACT_RESTORED",
        basis=[TJ(12), TJ(46)],
        counts_from="restored_on",
    ),
    Deadline(
        "no_readmission",
        "开除党籍后不得重新入党",
        "term",
        length=[SpanWhen("expelled", Span(months=60))],
        catalogue="IMPACT_EXPULSION",
        basis=[TJ(13), PZ(5)],
        counts_from="decided",
    ),
    Deadline(
        "impact_administrative",
        "政务处分期",
        "term",
        length=[
            SpanWhen("administratively_warned", Span(months=6)),
            SpanWhen("demerit", Span(months=12)),
            SpanWhen("major_demerit", Span(months=18)),
            SpanWhen("demoted_or_removed", Span(months=24)),
        ],
        catalogue="IMPACT_ADMINISTRATIVE",
        basis=[ZWCF(8)],
        counts_from="decided",
    ),
)
