"""处置: put aside, settled, or settled after verification."""

import pytest

from app.demo.walk import Walk
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


@pytest.mark.law("R1.1-03c")
def test_every_disposal_is_counted_by_its_approval_and_under_the_day_that_was_entered(county: Organ) -> None:
    clue = county.clue_in("allocated").take("shelve", {"counted_on": "2026-03-31"})

    clue.take("verify", {"counted_on": "2026-06-30"}).take("report_verification").take("settle_after_verification")
    today = clue.door.scene(clue.id).world.today.isoformat()

    assert disposals(clue) == [
        ("shelve", today, "2026-03-31"),
        ("verify", today, "2026-06-30"),
        ("settle_after_verification", today, today),
    ]


def test_a_disposal_that_only_waits_for_its_approval_is_not_counted_yet(county: Organ) -> None:
    clue = county.clue_in("shelved")

    clue.propose("verify")
    waiting = [step for step, _, _ in disposals(clue)]
    clue.approved()

    assert waiting == ["shelve"]
    assert [step for step, _, _ in disposals(clue)] == ["shelve", "verify"]


@pytest.mark.law("R1.1-06a")
def test_a_clue_put_aside_is_studied_again_and_the_next_study_falls_due(county: Organ) -> None:
    clue = county.clue_in("shelved")

    unstudied = clue.attempt("restudy_shelved", without=["study"])
    clue.take("restudy_shelved", {"finding": "not_yet"})
    studied = clue.history()[-1]["data"]

    assert (unstudied.code, clue.state) == ("study_missing", "shelved")
    assert studied["begun"] == studied["fulfilled"] == ["shelf_restudy"]


@pytest.mark.law_refuses("R1.1-06a")
def test_a_study_of_a_clue_put_aside_says_what_came_of_it(county: Organ) -> None:
    clue = county.clue_in("shelved")

    refused = clue.attempt("restudy_shelved", {"finding": None, "reason": None})

    assert (refused.code, refused.fields) == ("input_invalid", ("finding", "reason"))


@pytest.mark.law("R1.1-07b")
@pytest.mark.law_refuses("R1.1-07b")
def test_a_settled_clue_is_opened_again_on_new_evidence_and_disposed_of_anew(county: Organ) -> None:
    clue = county.clue_in("allocated").take("settle")

    without_evidence = clue.attempt("reopen", without=["documents"])
    clue.takes("reopen", "verify")

    assert (without_evidence.code, clue.state) == ("document_missing", "verifying")
    assert approved_by(clue, "reopen") == ["principal"]
    assert [step for step, _, _ in disposals(clue)] == ["settle", "verify"]


@pytest.mark.parametrize(
    "ground",
    [
        pytest.param("judgment", marks=pytest.mark.law("R1.1-13")),
        pytest.param("non_prosecution_discretionary", marks=pytest.mark.law("R1.1-15a", "R1.1-15b")),
        pytest.param("non_prosecution_statutory", marks=pytest.mark.law("R1.1-15a", "R1.1-15b")),
    ],
)
def test_a_judgment_or_a_decision_not_to_prosecute_goes_to_trial_without_a_filing(county: Organ, ground: str) -> None:
    clue = county.clue_in("allocated").take("rely_on_document", {"legal_ground": ground})

    clue.takes("refer_on_judgment", "receive_trial_file", "accept_referral")

    assert clue.state == "referral_on_trial"
    assert clue.case.issued is None


@pytest.mark.parametrize(
    "ground",
    [
        pytest.param(
            "administrative_penalty", marks=[pytest.mark.law("R1.1-14"), pytest.mark.law_refuses("R1.1-14", "R1.1-13")]
        ),
        pytest.param(
            "complaint_withdrawn", marks=[pytest.mark.law("R1.1-15c"), pytest.mark.law_refuses("R1.1-15c", "R1.1-15a")]
        ),
    ],
)
def test_any_other_document_needs_a_filing(county: Organ, ground: str) -> None:
    clue = county.clue_in("allocated").take("rely_on_document", {"legal_ground": ground})

    refused = clue.attempt("refer_on_judgment", without=["study"])
    clue.take("file_case")

    assert (refused.code, clue.state) == ("condition", "investigating")


@pytest.mark.law("R1.1-15d")
@pytest.mark.law_refuses("R1.1-15b", "R1.1-15d")
def test_a_decision_not_to_prosecute_for_doubt_is_no_ground_and_the_clue_stays_an_ordinary_one(county: Organ) -> None:
    clue = county.clue_in("allocated")

    refused = clue.attempt("rely_on_document", {"legal_ground": "non_prosecution_doubtful"})
    clue.take("verify")

    assert (refused.code, refused.fields) == ("input_invalid", ("legal_ground",))
    assert clue.state == "verifying"


def disposals(clue: Walk) -> list[tuple[str, str, str]]:
    """Every disposal in the clue's tally: the step, the day of its approval, the day it counts for."""
    return [(line["step"], line["on"], line["counted_on"]) for line in (clue.case.tallies or {})["disposal"]]
