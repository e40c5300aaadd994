"""乡案县审: a township checks its own clues; filing is for the county."""

import pytest

from tests.journeys.journey import Organ, approved_by


def test_a_townships_few_people_do_everything_up_to_the_verified_report(township: Organ) -> None:
    clue = township.clue(rank="village_cadre", authority=None)

    clue.takes("allocate", "receive", "inquire", "send_inquiry_letter", "record_reply", "verify", "report_verification")

    assert clue.state == "verified"
    assert clue.case.office is None


@pytest.mark.law_refuses("R4-15c")
def test_a_township_may_not_file_and_the_refusal_names_its_county(township: Organ, county: Organ) -> None:
    clue = township.clue_in("verified", authority=None)

    refused = clue.attempt("file_case")

    assert refused.code == "organ_level"
    assert county.name in refused.remedy


@pytest.mark.law("R1.1-05b")
def test_a_township_may_settle_what_it_has_verified(township: Organ) -> None:
    clue = township.clue_in("verified", authority=None)

    clue.take("settle_after_verification")

    assert clue.state == "settled"


@pytest.mark.law("R1.2-05c")
def test_a_village_secretary_needs_the_townships_party_principal_whose_sheet_two_others_compare(
    township: Organ,
) -> None:
    clue = township.clue_in("allocated", rank="village_cadre", next_lower_principal=True)

    clue.take("verify")

    assert approved_by(clue, "verify") == ["principal", "same_level_party_principal"]
