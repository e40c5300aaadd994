"""Between the right steps: what is refused, to whom, and that the register has it."""

import pytest

from app.demo.attempts import BEFORE, MEANWHILE, Interference, Trial
from app.demo.walk import Walk
from tests.journeys.journey import EXPULSION, MAIN_LINE, Organ

STATE_OF = {
    "allocate": "registered",
    "inquire": "allocated",
    "verify": "allocated",
    "report_verification": "verifying",
    "file_case": "verified",
    "transfer_to_trial": "investigating",
    "accept_for_trial": "transferred",
    "decide": "on_trial",
}


@pytest.mark.law_refuses(
    "R1.1-02a",
    "R1.1-03b",
    "R1.2-01a",
    "R1.2-02a",
    "R1.2-05a",
    "R1.2-06a",
    "R1.2-06d",
    "R1.2-09a",
    "R1.2-12a",
    "R1.5-02b",
    "R1.5-02c",
    "R1.5-02d",
    "R5-02a",
    "R5-05a",
)
@pytest.mark.parametrize(
    ("step", "code", "trial"),
    [(step, code, trial) for step in STATE_OF for code, trial in BEFORE[step].items()],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_a_step_taken_wrongly_is_refused_and_changes_nothing(county: Organ, step: str, code: str, trial: Trial) -> None:
    clue = county.clue_in(STATE_OF[step])
    before = clue.case

    refused = trial(clue, step)

    assert refused.code == code
    assert clue.case == before


@pytest.mark.law_refuses("R1.1-02a", "R1.2-01b")
@pytest.mark.parametrize(
    ("code", "interference"), MEANWHILE["rank"].items(), ids=lambda value: getattr(value, "__name__", value)
)
def test_only_the_rank_it_waits_for_may_decide(county: Organ, code: str, interference: Interference) -> None:
    clue = county.clue()
    clue.propose("allocate")

    assert interference(clue).code == code


@pytest.mark.law_refuses("R1.1-10h", "R1.2-12b", "R7.3-10a", "R7.3-10b")
@pytest.mark.parametrize(
    ("code", "interference"), MEANWHILE["collective"].items(), ids=lambda value: getattr(value, "__name__", value)
)
def test_a_body_decides_by_a_meeting_that_carried_it(county: Organ, code: str, interference: Interference) -> None:
    clue = county.clue_in("on_trial")
    clue.propose("decide", EXPULSION)
    clue.approve()

    assert interference(clue).code == code


@pytest.mark.law_refuses("R1.2-05c")
@pytest.mark.parametrize(
    ("code", "interference"), MEANWHILE["outside"].items(), ids=lambda value: getattr(value, "__name__", value)
)
def test_an_outside_decision_counts_by_its_sheet(county: Organ, code: str, interference: Interference) -> None:
    clue = waiting_for_the_party_principal(county)

    assert interference(clue).code == code


@pytest.mark.parametrize(
    ("code", "interference"), MEANWHILE["compared"].items(), ids=lambda value: getattr(value, "__name__", value)
)
def test_a_sheet_is_compared_by_a_second_officer(county: Organ, code: str, interference: Interference) -> None:
    clue = waiting_for_the_party_principal(county)
    clue.approve()

    assert interference(clue).code == code


@pytest.mark.law_refuses("R4-01a", "R4-01b")
def test_a_county_does_not_verify_somebody_whom_the_prefecture_manages(county: Organ) -> None:
    clue = county.clue_in("allocated", authority=county.above.committee)

    assert clue.attempt("verify", without=["study"]).code == "condition"


@pytest.mark.law_refuses("R5-13a")
def test_an_officer_of_another_county_is_told_that_there_is_no_such_case(county: Organ, neighbour: Organ) -> None:
    clue = county.clue()

    refused = clue.attempt("allocate", by=neighbour.officer("case_supervision"))

    assert refused.code == "not_found"


def test_a_refusal_is_an_entry_beside_the_case_without_what_was_typed(county: Organ) -> None:
    clue = county.clue_in("on_trial")

    clue.attempt("decide", {"finding": "不得外泄的内容", "party_sanction": "banishment"})
    entry = clue.refusals()[-1]

    assert (entry["kind"], entry["event"], entry["data"]["step"]) == ("refusal", "input_invalid", "decide")
    assert "不得外泄的内容" not in str(entry)


def test_a_returned_proposal_may_be_made_again(county: Organ) -> None:
    clue = county.clue()
    clue.propose("allocate")

    clue.decided("return", "请写明承办理由。")
    clue.takes(*MAIN_LINE["allocated"])

    assert clue.state == "allocated"


def test_a_withdrawn_proposal_waits_for_nobody(county: Organ) -> None:
    clue = county.clue()
    clue.propose("allocate")

    clue.withdrawn()

    assert clue.case.pending is None
    assert clue.state == "registered"


def test_while_a_report_waits_evidence_is_still_added_but_the_report_is_not_made_again(county: Organ) -> None:
    clue = county.clue_in("verifying")
    clue.propose("report_verification")

    refused = clue.attempt("report_verification")
    clue.propose("add_evidence")

    assert refused.code == "approval_pending"
    assert clue.case.pending is not None


def waiting_for_the_party_principal(county: Organ) -> Walk:
    """A verification that the organ's principal has approved, and the Party principal not yet."""
    clue = county.clue_in("allocated", rank="section_principal", next_lower_principal=True)
    clue.propose("verify")
    clue.approve()
    return clue
