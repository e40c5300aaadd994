"""Who is told of a step of clue disposal, on which papers it rests, and who holds the case afterwards."""

import pytest

from engine.definition import HandTo
from engine.machine import all_steps
from workflows.clue_disposal import WORKFLOW

STEPS = {step.id: step for step in all_steps(WORKFLOW)}


@pytest.mark.parametrize(
    ("step", "told"),
    [
        pytest.param("send_inquiry_letter", "persons_party_committee", marks=pytest.mark.law("R1.3-01b")),
        pytest.param("file_case", "superior", marks=pytest.mark.law("R1.2-07e")),
        pytest.param("announce", "persons_party_committee", marks=pytest.mark.law("R1.6-03f")),
        pytest.param("announce", "same_level_organisation_department", marks=pytest.mark.law("R1.6-03f")),
    ],
)
def test_who_must_know_of_a_step_is_told(step: str, told: str) -> None:
    assert told in {*STEPS[step].notifies, *STEPS[step].files_with}


@pytest.mark.parametrize(
    ("step", "papers"),
    [
        pytest.param("inquire", {"disposal_sheet", "inquiry_plan"}, marks=pytest.mark.law("R1.2-03a")),
        pytest.param("verify", {"verification_plan"}, marks=pytest.mark.law("R1.2-05a")),
        pytest.param("file_case", {"filing_report"}, marks=pytest.mark.law("R1.2-07a", "R1.4-02")),
        pytest.param("transfer_to_trial", {"fact_material"}, marks=pytest.mark.law("R1.4-07a", "R1.4-07c")),
        pytest.param("announce", {"announcement_record", "service_receipt"}, marks=pytest.mark.law("R1.6-03b")),
        pytest.param("report_execution", {"execution_report"}, marks=pytest.mark.law("R1.6-06")),
    ],
)
def test_a_step_rests_on_the_papers_that_its_article_asks_for(step: str, papers: set[str]) -> None:
    assert papers <= set(STEPS[step].documents)


@pytest.mark.law("R5-01a")
@pytest.mark.parametrize(
    ("step", "offices"),
    [
        ("allocate", {"supervision", "investigation", "party_conduct"}),
        ("allocate_to_cadre_supervision", {"cadre_supervision"}),
        ("file_case", {"investigation", "supervision", "cadre_supervision"}),
        ("transfer_to_trial", {"trial"}),
    ],
)
def test_each_stage_is_handed_to_offices_of_its_own_which_sign_for_it(step: str, offices: set[str]) -> None:
    how = STEPS[step].hands_to

    assert isinstance(how, HandTo)
    assert (set(how.functions), how.signed) == (offices, True)
