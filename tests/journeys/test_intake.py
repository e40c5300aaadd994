"""受理与分办: forwarded to whom it belongs, or allocated to an office that may handle it."""

from datetime import timedelta

import pytest

from app.demo.walk import Walk
from tests.journeys.journey import Organ, approved_by, begun


def office_function(clue: Walk) -> str:
    """What the office does that holds the clue."""
    return str(clue.door.scene(clue.id).world.organisation.offices[clue.case.office or ""].function)


@pytest.mark.law("R4-01b", "R4-11b")
def test_a_clue_about_somebody_whom_the_prefecture_manages_is_forwarded_and_the_receipt_registered(
    county: Organ,
) -> None:
    clue = county.clue(authority=county.above.committee)

    clue.takes("forward", "record_forward_receipt")

    assert (clue.state, clue.case.closed) == ("forwarded", True)
    assert approved_by(clue, "forward") == ["overseeing_deputy"]


@pytest.mark.parametrize("state", ["registered", "allocated"])
def test_a_clue_about_somebody_managed_outside_the_system_is_forwarded_when_that_turns_out(
    county: Organ, state: str
) -> None:
    clue = county.clue_in(state)

    clue.take("forward", {"managed_outside": True})

    assert clue.state == "forwarded"


@pytest.mark.law("R4-01a")
@pytest.mark.law_refuses("R4-01b", "R4-11b")
def test_a_clue_about_the_countys_own_people_is_not_forwarded(county: Organ) -> None:
    own, lower = county.clue(), county.clue(authority=county.below.committee)

    refused = [clue.attempt("forward").code for clue in (own, lower)]

    assert refused == ["condition", "condition"]


@pytest.mark.law_refuses("R4-01a")
def test_a_clue_about_somebody_managed_outside_the_system_is_not_disposed_of_here(county: Organ) -> None:
    clue = county.clue_in("allocated", managed_outside=True)

    assert clue.attempt("settle").code == "condition"


@pytest.mark.parametrize(
    ("above", "outside", "runs"), [(True, False, True), (False, True, True), (False, False, False)]
)
def test_the_five_days_for_forwarding_run_from_registration_only_where_somebody_else_is_competent(
    county: Organ, above: bool, outside: bool, runs: bool
) -> None:
    managed_by = county.above.committee if above else county.committee

    clue = county.clue(authority=managed_by, managed_outside=outside)

    assert ("clue_transfer_wrong" in begun(clue)) is runs


def test_a_clue_that_the_other_organ_sends_back_is_registered_anew_and_its_five_days_run_again(county: Organ) -> None:
    clue = county.clue(authority=county.above.committee).take("forward")

    without_slip = clue.attempt("take_back", without=["documents"])
    yesterday = (county.walker.world().today - timedelta(days=1)).isoformat()
    clue.take("take_back", {"came_on": yesterday})

    assert without_slip.code == "document_missing"
    assert (clue.state, clue.case.closed) == ("registered", False)
    assert begun(clue, "take_back") == {"transfer_again"}
    assert (clue.case.clocks or {})["transfer_again"]["from"] == yesterday


@pytest.mark.law("R4-13a")
@pytest.mark.law_refuses("R4-13a")
def test_a_clue_about_an_inspection_cadre_goes_to_the_office_that_supervises_cadres_and_to_no_other(
    county: Organ,
) -> None:
    clue = county.clue(inspection_cadre=True)

    refused = clue.attempt("allocate")
    clue.takes("allocate_to_cadre_supervision", "receive")

    assert refused.code == "condition"
    assert office_function(clue) == "cadre_supervision"


@pytest.mark.law_refuses("R4-13a")
def test_the_office_that_supervises_cadres_gets_no_clue_about_others(county: Organ) -> None:
    clue = county.clue()

    assert clue.attempt("allocate_to_cadre_supervision").code == "condition"
    assert clue.attempt("allocate", hand_to="cadre_supervision").code == "hand_to_required"


@pytest.mark.law("R4-13a")
@pytest.mark.law_refuses("R4-13a")
def test_no_re_allocation_takes_a_cadres_clue_out_of_that_office_or_brings_another_into_it(county: Organ) -> None:
    cadre = county.clue(inspection_cadre=True).takes("allocate_to_cadre_supervision", "receive")
    other = county.clue_in("allocated")

    taken_out = cadre.attempt("reallocate")
    brought_in = [
        other.attempt("reallocate", hand_to="cadre_supervision").code,
        other.attempt("reallocate_to_cadre_supervision").code,
    ]

    assert (taken_out.code, brought_in) == ("condition", ["hand_to_required", "condition"])


@pytest.mark.law("R4-13a")
def test_a_clue_goes_to_that_office_when_the_person_turns_out_to_be_an_inspection_cadre(county: Organ) -> None:
    clue = county.clue_in("shelved")

    clue.take("correct_facts", {"inspection_cadre": True}, reason="（示例）登记有误。")
    clue.takes("reallocate_to_cadre_supervision", "receive_reallocated")

    assert office_function(clue) == "cadre_supervision"


@pytest.mark.law("R1.1-02c", "R5-15")
@pytest.mark.law_refuses("R1.1-02c", "R5-15")
def test_a_clue_that_is_allocated_anew_is_signed_for_by_the_other_office_before_anything_else(county: Organ) -> None:
    clue = county.clue().take("allocate", hand_to="supervision").takes("receive", "shelve")

    clue.take("reallocate", hand_to="party_conduct")
    unsigned = clue.attempt("settle", without=["study"])
    clue.takes("receive_reallocated", "settle")

    assert (unsigned.code, clue.state) == ("handover_unsigned", "settled")
    assert office_function(clue) == "party_conduct"


@pytest.mark.law("R1.2-01a", "R1.2-01b")
@pytest.mark.law_refuses("R1.2-01a")
def test_only_case_supervision_allocates_anew_and_the_principal_approves(county: Organ) -> None:
    clue = county.clue_in("allocated")

    refused = clue.attempt("reallocate", by=clue.case.handler or "")
    clue.takes("reallocate", "receive")

    assert refused.code == "wrong_role"
    assert approved_by(clue, "reallocate") == ["principal"]
