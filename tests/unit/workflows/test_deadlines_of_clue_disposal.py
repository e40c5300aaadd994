"""Every period of clue disposal, row by row against the rules: written down by hand, not from the code.

一行一期限，照条文和期限目录逐格核对。“自何时起”：受理之日，决定（批准）之日，表单中的日期，或者办理该环节之日；
“延长”：由谁批准，延长多少（分：分管领导，本级管理的由主要负责人；上：上级机关主要负责人；立：批准立案的；
处：决定或者批准处分的；交：交办机关主要负责人）；“配置”：各机关可以配置的范围，空格为不得配置。
"""

from collections.abc import Iterator
from typing import Final

import pytest

from engine.deadlines.clock import span_body, spans_of
from engine.definition import Deadline, Extension, SameRankAs, Span, chain
from engine.machine import all_steps
from tests.unit.workflows.test_clue_disposal import DEADLINES, STEPS
from workflows.clue.authority import AS_DECIDED
from workflows.clue.common import DEFAULT, PRINCIPAL
from workflows.clue.jurisdiction import ASSIGNING
from workflows.clue_disposal import WORKFLOW
from workflows.interference import WORKFLOW as INTERFERENCE

TABLE: Final = """
期限|目录|类别|长度|自何时起|延长|配置|依据
clue_propose|CLUE_PROPOSE|办理|1月|办理||| ZJ21 JJ17
clue_transfer_wrong|CLUE_TRANSFER_WRONG|办理|5工作日|受理||| TL21·169 TL21·171
transfer_again|CLUE_TRANSFER_WRONG|办理|5工作日|收到退回材料／收到新情况||| TL21·169 TL21·171
upward_clue|UPWARD_REPORT_KEY|办理|5工作日|受理||3–5工作日| ZJ22
upward_disposal|UPWARD_REPORT_KEY|办理|5工作日|办理||3–5工作日| ZJ22
approve||办理|5工作日|办理||3–10工作日| ZJ10
shelf_restudy||办理|3月|办理||1–6月| ZJ21 ZJ24
inquiry_start||办理|1月|办理||1–2月| ZJ28 ZJ29
entrusted_talk||办理|1月|办理||1–2月| ZJ28
inquiry_reply|INQUIRY_REPLY|办理|15工作日|本人收到||| ZJ29
inquiry_report|INQUIRY_REPORT|办理|1月|收到回复／谈话结束／受托谈话结束||| ZJ30
prelim_verify|PRELIM_VERIFY|办理|2月|决定|分1月一次、分不限||AJ94·15
upward_filing||办理|5工作日|办理||3–5工作日| ZJ10
restrict_person||办理|5工作日|办理||3–5工作日| ZWCF52
lift_restrictions||办理|5工作日|办理||3–5工作日| ZWCF52
investigate_party|INVESTIGATE_PARTY|办理|3月|决定|分1月一次、立不限||AJ94·39
investigate_in_township|INVESTIGATE_PARTY|办理|3月|决定|主1月一次、立不限||AJ94·39
investigate_sup|INVESTIGATE_SUP|办理|12月|决定|上6月一次|6–12月| TL21·185 TL21·185
unfreeze|UNFREEZE|办理|3日|查明||| JCF26 JCF28
trial|TRIAL|办理|1月|办理|分不限|| ZJ55
proc_return|PROC_RETURN|办理|1月|收到退回补充调查决定||| JCF54
announce_party|ANNOUNCE_PARTY|办理|1月|决定||| TJ44 HB
announce_administrative||办理|1月|决定||| ZWCF46 HB
post_pay_change|POST_PAY_CHANGE|办理|1月|决定|处5月一次|| ZWCF54 TJ44
exec_report|EXEC_REPORT|办理|6月|决定||| TJ45
execute_seizure||办理|60日|通知送达||30–60日| HB
conclude||办理|1月|办理||1–3月| TJ45
sup_review_apply|SUP_REVIEW_APPLY|权利|1月|决定书送达本人||| JCF56
impact_party|IMPACT_PARTY|效力|12、18、24月|决定||| TJ10 TJ11 TJ46 PZ5
probation_one_year|IMPACT_PROBATION|效力|12月|决定|处12月一次|| TJ12 PZ5
probation_two_years|IMPACT_PROBATION|效力|24月|决定||| TJ12 PZ5
impact_after_probation|IMPACT_RESTORED|效力|24月|恢复党员权利||| TJ12 TJ46
no_readmission|IMPACT_EXPULSION|效力|60月|决定||| TJ13 PZ5
assigned_report|TASKED_COMPLAINT|办理|3月|办理|主3月一次、交不限|| JJ21
assigned_supplement||办理|1月|办理||1–3月| JJ22
designated_report||办理|1月|办理||1–3月| HB
impact_administrative|IMPACT_ADMINISTRATIVE|效力|6、12、18、24月|决定||| ZWCF8
"""

KINDS: Final = {"duty": "办理", "right": "权利", "term": "效力"}
UNITS: Final = {"months": "月", "working_days": "工作日", "days": "日"}
DAYS: Final = {"": "办理", "received": "受理", "decided": "决定"}


def rows() -> Iterator[list[str]]:
    """The table, cell by cell."""
    for line in TABLE.strip().splitlines()[1:]:
        yield [cell.strip() for cell in line.split("|")]


@pytest.mark.law("R1.1-03a", "R1.3-02", "R1.3-06", "R1.4-08a", "R1.4-09", "R1.6-01", "R1.6-02b", "R1.7-02a")
@pytest.mark.parametrize("row", list(rows()), ids=lambda row: row[0])
def test_a_period_is_declared_as_the_rules_say(row: list[str]) -> None:
    deadline = DEADLINES[row[0]]

    assert [
        deadline.id,
        deadline.catalogue,
        KINDS[deadline.kind],
        lengths(spans_of(deadline.length)),
        DAYS.get(deadline.counts_from) or days_asked(deadline),
        "、".join(extension(one) for one in deadline.extensions),
        bounds(deadline),
        " ".join(cited(article.law, article.number) for article in deadline.basis),
    ] == row


def test_no_period_is_declared_beside_the_table() -> None:
    assert sorted(row[0] for row in rows()) == sorted(DEADLINES)


def test_the_month_for_the_proposal_begins_when_the_office_signs_for_the_clue() -> None:
    assert STEPS["receive"].signs_handover
    assert "clue_propose" in STEPS["receive"].begins


def test_a_period_may_be_configured_only_where_its_length_was_not_read_and_something_else_would_be_lawful() -> None:
    unread = {one.id for one in (*WORKFLOW.deadlines, *INTERFERENCE.deadlines) if one.length_confidence in ("B", "C")}
    configurable = {one.id for one in (*WORKFLOW.deadlines, *INTERFERENCE.deadlines) if one.bounds}

    # "Promptly" is no more than the month of practice, "at once" no more than a day of work.
    assert unread - configurable == {"announce_administrative", "receive_report"}
    assert configurable <= unread


def test_no_rule_of_clue_disposal_lets_officers_stop_a_period() -> None:
    assert [one.id for one in WORKFLOW.deadlines if one.pauses or one.suspended_while] == []


def test_a_right_that_ends_on_a_day_off_is_still_in_time_on_the_next_working_day() -> None:
    assert {one.id for one in WORKFLOW.deadlines if one.rolls_to_working_day} == {"sup_review_apply"}


def test_every_day_that_is_asked_for_has_happened_but_that_of_statistics() -> None:
    asked = {field for each in (WORKFLOW, INTERFERENCE) for form in each.forms for field in form.fields}

    assert {field.id for field in asked if field.kind == "date" and not field.happened} == {"counted_on"}


@pytest.mark.parametrize("begins", ["decide", "decide_in_township"])
def test_what_a_township_decides_begins_the_same_terms_under_party_discipline(begins: str) -> None:
    terms = {name for name in STEPS[begins].begins if DEADLINES[name].kind == "term"}

    assert terms - {"impact_administrative"} == {
        "impact_party",
        "probation_one_year",
        "probation_two_years",
        "no_readmission",
    }


def lengths(spans: list[Span]) -> str:
    """3月; 12、18、24月. The conditions are told by journeys."""
    amounts = list(dict.fromkeys(amount for span in spans for amount in span_body(span).values()))
    [unit] = {unit for span in spans for unit in span_body(span)}
    return "、".join(str(amount) for amount in amounts) + UNITS[unit]


def days_asked(deadline: Deadline) -> str:
    """The labels of the day in every form that asks for it, without the word for day."""
    names = {step.form for step in all_steps(WORKFLOW) if deadline.id in step.begins}
    forms = [form for form in WORKFLOW.forms if form.id in names]
    labels = [field.label for form in forms for field in form.fields if field.id == deadline.counts_from]
    return "／".join(label.removesuffix("日期") for label in labels)


def extension(one: Extension) -> str:
    """分1月一次; 立不限."""
    approval = tuple(one.approval)
    by = {DEFAULT: "分", (PRINCIPAL,): "主", AS_DECIDED: "处", (chain("principal", ASSIGNING),): "交"}.get(approval, "")
    if not by:
        by = "立" if isinstance(approval[0], SameRankAs) else "上"
    if one.span is None:
        assert one.times == 0
        return f"{by}不限"
    assert one.times == 1
    return f"{by}{lengths([one.span])}一次"


def bounds(deadline: Deadline) -> str:
    """3–5工作日."""
    if deadline.bounds is None:
        return ""
    [least] = span_body(deadline.bounds.least).values()
    return f"{least}–{lengths([deadline.bounds.most])}"


def cited(law: str, number: str) -> str:
    """ZJ21; a dot where the key ends in a number itself."""
    return f"{law}·{number}" if law[-1].isdigit() else f"{law}{number}"
