"""A clue on its whole way: who must approve what depends on the person."""

import pytest

from tests.journeys.journey import EXPULSION, WARNING, Organ, approved_by, executed


@pytest.mark.law("R1.1-08", "R1.1-09c", "R1.1-10a", "R1.2-07b", "R1.2-12b", "R1.2-12c", "R7.3-02")
def test_a_cadre_of_the_county_committee_is_expelled_with_the_party_committees_approval(county: Organ) -> None:
    clue = county.clue_in("on_trial")

    executed(clue.take("decide", EXPULSION))

    assert clue.state == "closed"
    assert approved_by(clue, "verify") == ["principal"]
    assert approved_by(clue, "file_case") == ["principal", "same_level_party_principal"]
    assert approved_by(clue, "decide") == ["principal", "standing_committee", "same_level_party_committee"]


@pytest.mark.law("R1.2-12b", "R7.3-01")
def test_a_warning_needs_the_standing_committee_and_no_party_committee(county: Organ) -> None:
    clue = county.clue_in("on_trial")

    clue.take("decide", WARNING)

    assert approved_by(clue, "decide") == ["principal", "standing_committee"]


def test_filing_and_sanction_get_numbers_of_their_own(county: Organ) -> None:
    clue = county.clue_in("on_trial").take("decide", WARNING)

    issued = clue.case.issued or {}

    assert set(issued) == {"filing_both", "party_decision", "administrative_decision"}
    assert all(number.startswith(county.code) for number in issued.values())
    assert "纪监立〔" in issued["filing_both"]


@pytest.mark.law("R1.2-05c")
def test_a_principal_of_the_next_lower_committee_needs_the_party_principal_already_to_be_verified(
    county: Organ,
) -> None:
    clue = county.clue_in("allocated", rank="section_principal", next_lower_principal=True)

    clue.take("verify")

    assert approved_by(clue, "verify") == ["principal", "same_level_party_principal"]


@pytest.mark.law("R7.3-06b")
@pytest.mark.law_refuses("R7.3-06b")
def test_somebody_managed_lower_is_sanctioned_directly_only_on_a_stated_ground(county: Organ) -> None:
    clue = county.clue_in("on_trial", authority=county.below.committee)

    refused = clue.attempt("decide", {**WARNING, "direct_decision_ground": None})
    clue.take("decide", {**WARNING, "direct_decision_ground": "organisation_unable"})

    assert (refused.code, refused.fields) == ("input_invalid", ("direct_decision_ground",))
    assert clue.state == "decided"


@pytest.mark.law("R1.2-07c")
def test_the_filing_of_somebody_managed_lower_is_approved_by_the_organs_principal_alone(county: Organ) -> None:
    clue = county.clue_in("investigating", authority=county.below.committee)

    assert approved_by(clue, "verify") == ["overseeing_deputy"]
    assert approved_by(clue, "file_case") == ["principal"]


@pytest.mark.law("R1.2-12d")
def test_somebody_outside_the_party_is_tried_on_the_supervision_track_without_a_party_sanction(
    county: Organ,
) -> None:
    clue = county.clue_in("on_trial", party_member=False)

    clue.take("decide", {"administrative_sanction": "dismissal"})

    assert clue.case.track == "supervision"
    assert approved_by(clue, "decide") == ["principal", "standing_committee", "same_level_party_committee"]


def test_who_is_a_member_and_supervised_gets_both_sanctions(county: Organ) -> None:
    clue = county.clue_in("on_trial")

    refused = clue.attempt("decide", {"party_sanction": "warning", "administrative_sanction": None})

    assert clue.case.track == "both"
    assert refused.fields == ("administrative_sanction",)


def test_one_matter_with_two_persons_becomes_two_cases_that_go_their_own_ways(county: Organ) -> None:
    first, second = county.walker.open(
        county.code, {"name": "甲", "authority": county.committee}, {"name": "乙", "authority": county.below.committee}
    )

    first.takes("allocate", "receive", "settle")

    assert first.case.matter == second.case.matter
    assert (first.state, second.state) == ("settled", "registered")
