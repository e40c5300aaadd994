"""Decisions of bodies outside: one officer records the sheet, a second one compares it, neither of them an author."""

from dataclasses import replace
from datetime import date

import pytest

from engine.approvals import sheet_key
from engine.commands import Sheet
from engine.definition import Rank, Step, chain
from engine.errors import Refused
from tests.builders import (
    SHEET,
    TOMORROW,
    TOWNSHIP,
    Dossier,
    a_case,
    a_township_case,
    a_world,
    an_organisation,
    decision,
    papers,
    post,
    refusal,
)
from tests.drill import PARTY_COMMITTEE, changed


def outside(*approvals: Step | str) -> Dossier:
    """A remark by jc_a that the Party committee must approve; jc_b and jc_c are the team."""
    workflow = changed("remark", approval=[chain(*approvals or (PARTY_COMMITTEE,))])
    dossier = Dossier(a_case(team=("jc_b", "jc_c")), workflow=workflow)
    decision(dossier.take("jc_a", "remark", documents=papers("other")))
    return dossier


def recorded(by: str = "bg_a") -> Dossier:
    """The same, with the sheet recorded."""
    dossier = outside()
    decision(dossier.record(by))
    return dossier


def test_a_recorded_sheet_still_waits_for_the_second_officer() -> None:
    dossier = outside()

    made = decision(dossier.record("bg_a"))

    assert (made.outcome, made.event) == ("pending_approval", "approve")
    step = dossier.request.current
    assert step is not None
    assert (step["status"], step["by"], step["number"]) == ("recorded", "bg_a", SHEET.number)


def test_the_sheet_itself_is_kept_for_the_second_officer_to_look_at() -> None:
    made = decision(outside().record("bg_a", reason="已收到批件"))

    assert made.content == {"reason": "已收到批件", "documents": {"sheet": SHEET.document}}
    assert SHEET.document not in str(made.data)


def test_a_compared_sheet_carries_the_step_out() -> None:
    dossier = recorded()

    made = decision(dossier.compare("ag_a"))

    assert (made.outcome, made.event, dossier.case.pending) == ("applied", "remark", None)
    assert made.data["approved"][0]["compared_by"] == "ag_a"


def test_a_compared_sheet_lets_the_next_approver_begin() -> None:
    dossier = outside(PARTY_COMMITTEE, "principal")
    dossier.record("bg_a")

    made = decision(dossier.compare("clerk"))

    assert (made.outcome, made.event) == ("pending_approval", "compare")
    assert decision(dossier.approve("principal")).outcome == "applied"


@pytest.mark.parametrize("officer", ["bg_a", "bg_head", "ag_b", "clerk"])
def test_the_general_office_case_supervision_and_the_registrar_record_and_compare(officer: str) -> None:
    first = outside().record(officer)
    second = recorded("bg_b").compare(officer)

    assert decision(first).outcome == "pending_approval"
    assert decision(second).outcome == "applied"


@pytest.mark.parametrize(
    ("officer", "code"),
    [
        ("jc_a", "own_proposal"),
        ("jc_b", "separation"),
        ("jc_head", "wrong_role"),
        ("principal", "wrong_role"),
        ("town_registrar", "wrong_role"),
        ("city_ag_a", "wrong_role"),
    ],
)
def test_nobody_else_records_a_sheet_least_of_all_the_proposer_and_the_team(officer: str, code: str) -> None:
    assert refusal(outside().record(officer)).code == code


@pytest.mark.parametrize(
    ("officer", "code"), [("jc_a", "separation"), ("jc_c", "separation"), ("deputy", "wrong_role")]
)
def test_nor_compares_it(officer: str, code: str) -> None:
    assert refusal(recorded().compare(officer)).code == code


def test_a_member_of_the_proposed_team_neither_records_nor_compares() -> None:
    workflow = changed("change_team", approval=[chain(PARTY_COMMITTEE)])
    dossier = Dossier(a_case("inquiring", office="990101-AG", team=("ag_a", "ag_b")), workflow=workflow)
    dossier.take("ag_b", "change_team", team=("ag_b", "ag_head"))

    assert refusal(dossier.record("ag_head")).code == "separation"


def test_who_recorded_the_sheet_does_not_compare_it() -> None:
    refused = refusal(recorded("bg_a").compare("bg_a"))

    assert (refused.code, refused.remedy) == ("second_officer", "请由另一名人员核对。")


@pytest.mark.parametrize(
    ("number", "same"),
    [(SHEET.number, True), (f" {SHEET.number} ", True), ("清委〔2026〕2号", False), ("", False)],
)
def test_the_second_officer_types_the_number_from_the_paper(number: str, same: bool) -> None:
    result = recorded().compare("ag_a", number)

    assert isinstance(result, Refused) != same
    assert same or refusal(result).code == "sheet_differs"


def test_a_sheet_recorded_with_the_wrong_number_can_be_returned() -> None:
    dossier = recorded()

    approved_again = dossier.record("ag_a")
    made = decision(dossier.turn_down("ag_a", "return", reason="文号登记有误"))

    assert refusal(approved_again).code == "sheet_to_compare"
    assert (made.event, dossier.case.pending) == ("returned", None)


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        (None, "sheet_missing"),
        (replace(SHEET, number="  "), "sheet_missing"),
        (replace(SHEET, number="号" * 61), "input_invalid"),
        (replace(SHEET, number="1\x00"), "input_invalid"),
        (replace(SHEET, document="never-uploaded"), "document_not_uploaded"),
        (replace(SHEET, issued_on=TOMORROW), "future"),
        (replace(SHEET, issued_on=date(2026, 11, 9)), "before_previous"),  # before the clue came in
    ],
)
def test_a_sheet_has_a_number_a_past_date_and_an_uploaded_paper(sheet: Sheet | None, code: str) -> None:
    dossier = outside()

    assert refusal(dossier.approve("bg_a", sheet=sheet)).code == code


def test_there_is_nothing_to_compare_before_a_sheet_is_recorded() -> None:
    assert refusal(outside().compare("ag_a")).code == "nothing_to_compare"
    assert refusal(outside("principal").compare("ag_a")).code == "nothing_to_compare"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("清委〔2026〕1号", "清委〔2026〕1号", True),
        ("清委〔2026〕1号", " 清委[2026] 1号 ", True),  # other brackets, other spaces
        ("清委〔2026〕1号", "清委〔２０２６〕１号", True),  # other widths
        ("QW-1", "qw—1", True),
        ("清委〔2026〕1号", "清委〔2026〕11号", False),
        ("清委〔2026〕1号", "清委〔2025〕1号", False),
    ],
)
def test_a_number_is_the_same_number_in_every_spelling(one: str, other: str, same: bool) -> None:
    assert (sheet_key(one) == sheet_key(other)) is same


def test_a_superior_off_the_platform_agrees_by_sheet() -> None:
    case = a_case(organ="9901", competent="9901", office="9901-JC")
    dossier = Dossier(case, workflow=changed("remark", approval=[chain(Rank("principal", "superior"))]))
    dossier.take("city_jc_a", "remark", documents=papers("other"))

    results = [dossier.record("city_ag_a"), dossier.compare("city_ag_head")]

    assert [decision(each).outcome for each in results] == ["pending_approval", "applied"]


@pytest.mark.parametrize("second", ["town_registrar", "town_c", "town_deputy"])
def test_a_township_is_its_own_general_office_so_that_somebody_can_compare(second: str) -> None:
    dossier = Dossier(a_township_case(team=("town_a",)), workflow=changed("remark", approval=[chain(PARTY_COMMITTEE)]))
    dossier.take("town_a", "remark", documents=papers("other"))
    first = "town_b"

    results = [dossier.record(first), dossier.compare(second)]

    assert dossier.case.organ == TOWNSHIP
    assert [decision(each).outcome for each in results] == ["pending_approval", "applied"]


def test_a_registrar_who_has_left_records_nothing_more() -> None:
    dossier = outside()
    dossier.world = a_world(an_organisation(post("bg_a", "990102-XF", "handler"), without=["bg_a"]))

    assert refusal(dossier.record("bg_a")).code == "wrong_role"
