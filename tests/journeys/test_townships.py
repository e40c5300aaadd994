"""乡案县审: a township checks its own clues; filing is for the county."""

import pytest

from app.demo.routes import REVIEWED
from tests.journeys.journey import VILLAGER, Organ, approved_by, in_review


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


@pytest.mark.law("R1.5-10a", "R4-15a", "R7.3-07")
def test_a_township_warns_its_own_member_once_the_county_has_reviewed_the_case(township: Organ) -> None:
    clue = in_review(township)

    clue.take("decide_in_township", {"party_sanction": "warning"}).takes("announce", "report_execution")
    clue.takes("archive_file", "close")

    assert approved_by(clue, "submit_for_county_review") == ["principal", "office_head"]
    assert approved_by(clue, "decide_in_township") == ["principal", "standing_committee"]
    assert clue.state == "closed"


@pytest.mark.law("R1.5-10b", "R4-15b")
@pytest.mark.parametrize(
    ("decided", "chain"),
    [
        ({"party_sanction": "probation_one_year"}, ["principal", "standing_committee", "same_level_party_committee"]),
        ({"party_sanction": "warning", "important": True}, ["principal", "standing_committee", "standing_committee"]),
        (
            {"party_sanction": "expulsion"},
            ["principal", "standing_committee", "same_level_party_committee", "standing_committee"],
        ),
    ],
)
def test_what_is_heavy_needs_the_towns_committee_and_what_is_important_the_countys_standing_committee(
    township: Organ, decided: dict[str, object], chain: list[str]
) -> None:
    clue = in_review(township).take("decide_in_township", decided)

    assert approved_by(clue, "decide_in_township") == chain


@pytest.mark.law_refuses("R4-15a", "R1.5-10a")
@pytest.mark.parametrize(
    ("facts", "entered"),
    [
        ({"party_member": False}, {}),
        ({}, {"serious": True}),
        ({}, {"committee_seat": "discipline_member"}),
    ],
)
def test_a_township_files_no_serious_case_and_nobody_outside_the_party_or_on_a_committee(
    township: Organ, facts: dict[str, object], entered: dict[str, object]
) -> None:
    clue = township.clue_in("verified", authority=None, **{**VILLAGER, **facts})

    refused = clue.attempt("file_in_township", entered)

    assert (refused.code, clue.state) == ("condition", "verified")


@pytest.mark.law_refuses("R1.5-10a")
def test_nobody_is_sanctioned_by_a_township_unheard_or_unreviewed(township: Organ) -> None:
    clue = township.clue(authority=None, **VILLAGER).takes(*REVIEWED[:-2])

    unreviewed = clue.attempt("decide_in_township")
    clue.take("submit_for_county_review")
    unheard = clue.attempt("decide_in_township")

    assert (unreviewed.code, unheard.code) == ("wrong_state", "step_missing")


def test_a_case_without_evidence_ends_in_the_township_with_the_countys_agreement(township: Organ) -> None:
    clue = township.clue(authority=None, **VILLAGER).takes(*REVIEWED[:-2], "withdraw_in_township")

    assert approved_by(clue, "withdraw_in_township")[-1] == "office_head"
    assert clue.state == "withdrawn"
