"""Custody: which office holds the case, who signs for it, and where it goes back to."""

import pytest

from tests.builders import (
    COUNTY,
    JC,
    JC2,
    SL,
    TOWNSHIP,
    Dossier,
    a_case,
    a_township_case,
    decision,
    on_trial,
    papers,
    refusal,
    under_inquiry,
)


@pytest.mark.law("R1.1-02c", "R5-15")
def test_an_allocation_moves_the_case_and_waits_for_the_signature() -> None:
    dossier = Dossier(a_case("received", office=f"{COUNTY}-XF"))
    dossier.take("ag_a", "allocate", documents=papers("allocation_sheet"), hand_to=JC2)

    dossier.approve("principal")

    assert (dossier.case.state, dossier.case.office, dossier.case.handover) == ("allocated", JC2, JC2)
    assert dossier.case.custody == (("intake", f"{COUNTY}-XF"),)


@pytest.mark.law_refuses("R1.1-02c", "R5-15")
def test_until_the_office_signs_nothing_goes_on() -> None:
    dossier = Dossier(a_case(handover=JC))

    refused = refusal(dossier.take("jc_a", "inquire"))

    assert (refused.code, refused.remedy) == ("handover_unsigned", "请接收部门先签收，再办理下一步。")


def test_acts_and_the_end_of_a_measure_pass_before_the_signature() -> None:
    case = under_inquiry(handover=JC)

    assert Dossier(case).judge_take("jc_a", "add_evidence", documents=papers("evidence")) is None
    assert Dossier(case).judge_take("jc_a", "release") is None


@pytest.mark.law("R1.1-02b")
def test_who_signs_becomes_the_handler() -> None:
    dossier = Dossier(a_case(handover=JC))

    dossier.take("jc_b", "receive")

    assert (dossier.case.handover, dossier.case.handler) == (None, "jc_b")


@pytest.mark.law_refuses("R1.1-02c", "R5-15")
def test_the_office_that_gave_the_case_away_cannot_sign_for_it() -> None:
    refused = refusal(Dossier(a_case(office=JC2, handover=JC2)).take("jc_a", "receive"))

    assert refused.code == "wrong_role"


def test_there_is_nothing_to_sign_twice() -> None:
    dossier = Dossier(a_case(handover=JC))
    dossier.take("jc_b", "receive")

    refused = refusal(dossier.take("jc_a", "receive"))

    assert (refused.code, refused.sentence) == ("nothing_to_sign", "没有待签收的移交。")


def test_a_case_sent_back_returns_to_the_office_and_team_that_had_it() -> None:
    case = on_trial(custody=(("inquiry", JC2), ("trial", SL), ("inquiry", JC)))
    dossier = Dossier(case)
    dossier.take("sl_a", "send_back", documents=papers("return_note"))

    dossier.approve("trial_deputy")

    assert (dossier.case.state, dossier.case.office, dossier.case.handover) == ("inquiring", JC, JC)
    assert dossier.case.team == ("jc_a", "jc_b")
    assert dossier.case.custody[-1] == ("trial", SL)


def test_a_team_comes_back_without_those_who_were_recused_meanwhile() -> None:
    dossier = Dossier(on_trial(recused=("jc_b",)))
    dossier.take("sl_a", "send_back", documents=papers("return_note"))

    decision(dossier.approve("trial_deputy"))

    assert dossier.case.team == ("jc_a",)


@pytest.mark.parametrize("custody", [(), (("intake", JC),), (("inquiry", "abolished"),)])
def test_a_case_goes_back_only_where_it_has_been(custody: tuple[tuple[str, str], ...]) -> None:
    refused = refusal(Dossier(on_trial(custody=custody)).take("sl_a", "send_back", documents=papers("return_note")))

    assert (refused.code, refused.remedy) == ("never_held", "请由案件监督管理部门重新分办。")


def test_in_a_township_the_case_stays_in_the_one_office_and_is_signed_for_all_the_same() -> None:
    dossier = Dossier(a_township_case("received"))
    dossier.take("town_a", "allocate", documents=papers("allocation_sheet"))

    dossier.approve("town_principal")

    assert (dossier.case.office, dossier.case.handover) == (None, TOWNSHIP)
    assert decision(dossier.take("town_b", "receive")).event == "receive"
