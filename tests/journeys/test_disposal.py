"""处置: put aside, settled, or settled after verification."""

import pytest

from tests.journeys.journey import Organ, approved_by


@pytest.mark.law("R1.1-06b")
def test_a_clue_put_aside_is_taken_up_again(county: Organ) -> None:
    clue = county.clue_in("shelved")

    clue.takes("verify", "report_verification")

    assert clue.state == "verified"


def test_a_clue_put_aside_may_be_settled(county: Organ) -> None:
    assert county.clue_in("shelved").take("settle").state == "settled"


@pytest.mark.law("R1.1-03b", "R1.2-02b")
def test_an_allocated_clue_may_be_settled_with_the_principals_approval(county: Organ) -> None:
    clue = county.clue_in("allocated").take("settle")

    assert clue.state == "settled"
    assert approved_by(clue, "settle") == ["principal"]


@pytest.mark.law("R1.1-05b", "R1.1-07d")
def test_settling_after_verification_needs_whoever_approved_the_verification(county: Organ) -> None:
    clue = county.clue_in("verified", rank="section_principal", next_lower_principal=True)

    clue.take("settle_after_verification")

    assert approved_by(clue, "settle_after_verification") == ["principal", "same_level_party_principal"]


@pytest.mark.law_refuses("R1.1-07a")
def test_a_settled_clue_goes_nowhere(county: Organ) -> None:
    clue = county.clue_in("allocated").take("settle")

    assert clue.attempt("verify").code == "wrong_state"


def test_what_decides_who_approves_is_asked_for_where_the_ledger_left_it_blank(county: Organ) -> None:
    clue = county.clue_in("allocated", rank=None)

    refused = clue.attempt("verify", {"next_lower_principal": None, "rank": None})

    assert (refused.code, refused.fields) == ("input_invalid", ("next_lower_principal", "rank"))


def test_what_is_known_of_a_person_isn_t_entered_anew_to_change_who_approves(county: Organ) -> None:
    clue = county.clue_in("allocated", next_lower_principal=True)

    refused = clue.attempt("verify", {"next_lower_principal": False})

    assert (refused.code, refused.fields) == ("input_invalid", ("next_lower_principal",))
    assert "更正" in refused.sentence
