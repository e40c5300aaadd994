"""初步核实之后: what a verified report may lead to, and whose approval each outcome needs."""

import pytest

from tests.journeys.journey import Organ, approved_by, begun

SETTLED = "settle_after_verification"
SHELVED = "shelve_after_verification"
REMINDED = "treat_first_form_after_verification"
HANDED = "hand_to_party_organisation"


@pytest.mark.parametrize(
    ("step", "state"),
    [
        pytest.param("file_case", "investigating", marks=pytest.mark.law("R1.1-05a")),
        pytest.param(SETTLED, "settled", marks=pytest.mark.law("R1.1-05b")),
        pytest.param(SHELVED, "shelved", marks=pytest.mark.law("R1.1-05d")),
        pytest.param(REMINDED, "first_form", marks=pytest.mark.law("R1.1-05c")),
        pytest.param(HANDED, "handed_to_party", marks=pytest.mark.law("R1.1-05e")),
    ],
)
def test_a_verified_report_leads_to_each_of_the_five_outcomes(county: Organ, step: str, state: str) -> None:
    assert county.clue_in("verified").take(step).state == state


@pytest.mark.parametrize(
    "step",
    [
        pytest.param("file_case", marks=pytest.mark.law_refuses("R1.1-05a")),
        pytest.param(SETTLED, marks=pytest.mark.law_refuses("R1.1-05b")),
        pytest.param(SHELVED, marks=pytest.mark.law_refuses("R1.1-05d")),
        pytest.param(REMINDED, marks=pytest.mark.law_refuses("R1.1-05c")),
        pytest.param(HANDED, marks=pytest.mark.law_refuses("R1.1-05e")),
    ],
)
def test_no_outcome_comes_before_the_report(county: Organ, step: str) -> None:
    assert county.clue_in("verifying").attempt(step).code == "wrong_state"


@pytest.mark.law("R1.1-07d", "R1.2-05d")
@pytest.mark.parametrize("step", [SETTLED, SHELVED])
def test_settling_and_putting_aside_need_the_ranks_that_approved_the_verification(county: Organ, step: str) -> None:
    clue = county.clue_in("verified", rank="section_principal")

    clue.take(step)

    assert approved_by(clue, step) == approved_by(clue, "verify") == ["principal", "same_level_party_principal"]


@pytest.mark.parametrize("step", [REMINDED, HANDED])
def test_the_other_outcomes_need_the_principal_for_the_countys_own_and_a_deputy_for_others(
    county: Organ, step: str
) -> None:
    own = county.clue_in("verified").take(step)
    lower = county.clue_in("verified", authority=county.below.committee).take(step)

    assert approved_by(own, step) == ["principal"]
    assert approved_by(lower, step) == ["overseeing_deputy"]


@pytest.mark.parametrize("step", [SETTLED, SHELVED, REMINDED, HANDED])
def test_every_outcome_but_a_filing_is_counted_as_a_disposal_of_its_own(county: Organ, step: str) -> None:
    clue = county.clue_in("verified").take(step, {"counted_on": "2026-09-30"})

    lines = (clue.case.tallies or {})["disposal"]

    assert [line["step"] for line in lines] == ["verify", step]
    assert lines[-1]["counted_on"] == "2026-09-30"


@pytest.mark.law("R1.1-06a")
def test_a_clue_put_aside_after_verification_is_studied_again_like_any_other(county: Organ) -> None:
    clue = county.clue_in("verified").take(SHELVED)

    clue.takes("restudy_shelved", "verify")

    assert "shelf_restudy" in begun(clue, SHELVED)
    assert clue.state == "verifying"


@pytest.mark.law("R1.1-05e")
def test_the_party_organisation_to_which_a_matter_is_handed_is_told(county: Organ) -> None:
    clue = county.clue_in("verified").take(HANDED)

    assert clue.history()[-1]["data"]["notified"] == ["persons_party_committee"]


@pytest.mark.law("R1.1-07b")
@pytest.mark.parametrize("step", [SETTLED, REMINDED, HANDED])
def test_what_ended_after_verification_is_opened_again_on_new_evidence(county: Organ, step: str) -> None:
    clue = county.clue_in("verified").take(step)

    clue.take("reopen")

    assert (clue.state, clue.case.closed) == ("allocated", False)
