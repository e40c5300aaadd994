"""移送检察机关: over, back for a supplement at most twice, and each time through a trial by others."""

import pytest

from app.demo.routes import FILED_AWAY, SUPPLEMENTED
from app.demo.walk import Walk
from tests.journeys.journey import EXPULSION, Organ, approved_by


@pytest.fixture
def prosecuted(county: Organ) -> Walk:
    """An expelled cadre whose file is with the procuratorate."""
    return county.clue_in("on_trial").take("decide", EXPULSION).takes("announce", "transfer_to_procuratorate")


@pytest.mark.law("R1.1-10e")
def test_the_file_goes_to_the_procuratorate_with_a_number_and_the_standing_committees_approval(
    prosecuted: Walk,
) -> None:
    assert approved_by(prosecuted, "transfer_to_procuratorate") == ["principal", "standing_committee"]
    assert "监诉〔" in (prosecuted.case.issued or {})["prosecution_opinion"]


@pytest.mark.law("R1.4-08a", "R1.4-08b")
@pytest.mark.law_refuses("R1.4-08b")
def test_it_comes_back_twice_for_a_month_and_no_third_time(prosecuted: Walk) -> None:
    back = (*SUPPLEMENTED, "resubmit_to_procuratorate")
    prosecuted.takes(*back, *back)

    refused = prosecuted.attempt("return_by_procuratorate")

    begun = [entry["data"].get("begun") for entry in prosecuted.history() if entry["to"] == "supplementing"]
    assert (refused.code, prosecuted.state) == ("at_most", "with_procuratorate")
    assert begun.count(["proc_return"]) == 2


@pytest.mark.law("R1.4-08c")
@pytest.mark.law_refuses("R1.4-08c")
def test_what_was_supplemented_is_tried_by_two_who_had_no_part_in_it(prosecuted: Walk) -> None:
    prosecuted.takes(*SUPPLEMENTED)
    investigators = prosecuted.case.team

    refused = prosecuted.attempt("resubmit_to_procuratorate", team=investigators)
    prosecuted.take("resubmit_to_procuratorate")

    assert refused.code == "team_separation"
    assert not {*prosecuted.case.team} & {*investigators}


def test_a_poor_supplement_goes_back_to_those_who_made_it(prosecuted: Walk) -> None:
    prosecuted.takes(*SUPPLEMENTED)

    prosecuted.takes("return_supplement", "receive_file")

    assert prosecuted.state == "supplementing"


def test_the_decision_is_carried_out_while_the_file_is_away_and_closed_once_the_court_has_judged(
    prosecuted: Walk,
) -> None:
    prosecuted.takes("record_post_pay_change", "lift_restrictions", "report_execution")

    early = prosecuted.attempt("close")
    prosecuted.takes("record_criminal_result", *FILED_AWAY[3:])

    assert (early.code, prosecuted.state) == ("wrong_state", "closed")
