"""Short cuts past a rule, each refused: without the paper, without the rank, over steps in between, alone."""

import pytest

from app.demo import trials
from tests.journeys.journey import EXPULSION, MAIN_LINE, WARNING, Organ, approved_by


@pytest.mark.parametrize(
    ("state", "step"),
    [
        pytest.param("allocated", "inquire", marks=pytest.mark.law_refuses("R1.2-03a")),
        pytest.param("inquiry", "hold_inquiry_talk", marks=pytest.mark.law_refuses("R1.3-05e")),
        pytest.param("answered", "accept_reply", marks=pytest.mark.law_refuses("R1.3-07a")),
        pytest.param("verified", "file_case", marks=pytest.mark.law_refuses("R1.2-07a", "R1.4-02")),
        pytest.param("investigating", "transfer_to_trial", marks=pytest.mark.law_refuses("R1.4-07a", "R1.4-07c")),
    ],
)
def test_without_its_papers_a_step_is_refused(county: Organ, state: str, step: str) -> None:
    clue = county.clue_in(state)

    refused = clue.attempt(step, without=["documents", "signatures"])

    assert refused.code == "document_missing"


@pytest.mark.parametrize(
    ("state", "step"),
    [
        pytest.param("allocated", "inquire", marks=pytest.mark.law_refuses("R1.2-03c")),
        pytest.param("allocated", "settle", marks=pytest.mark.law_refuses("R1.2-02b")),
        pytest.param("answered", "accept_reply", marks=pytest.mark.law_refuses("R1.1-07d")),
        pytest.param("verifying", "change_team", marks=pytest.mark.law_refuses("R1.2-08b")),
        pytest.param("verifying", "report_verification", marks=pytest.mark.law_refuses("R1.1-05f", "R1.2-06b")),
        pytest.param("verified", "file_case", marks=pytest.mark.law_refuses("R1.2-07b", "R1.2-07c")),
        pytest.param("investigating", "transfer_to_trial", marks=pytest.mark.law_refuses("R1.2-09b")),
        pytest.param("on_trial", "return_for_reinvestigation", marks=pytest.mark.law_refuses("R1.2-10")),
        pytest.param("on_trial", "return_for_supplement", marks=pytest.mark.law_refuses("R1.2-11")),
    ],
)
def test_nobody_below_the_rank_approves_a_step(county: Organ, state: str, step: str) -> None:
    clue = county.clue_in(state, next_lower_principal=True)
    clue.propose(step)

    refused = trials.approved_by_a_clerk(clue)

    assert refused.code == "wrong_role"
    assert clue.case.pending is not None


@pytest.mark.law_refuses("R1.2-07b")
def test_a_filing_that_only_the_organs_principal_has_approved_is_not_made(county: Organ) -> None:
    clue = county.clue_in("verified")
    clue.propose("file_case")
    clue.approve()

    refused = trials.without_sheet(clue)

    assert (refused.code, clue.state) == ("sheet_missing", "verified")


@pytest.mark.law_refuses("R1.2-12c", "R7.3-02")
def test_a_heavy_sanction_that_the_party_committee_has_not_seen_is_not_made(county: Organ) -> None:
    clue = county.clue_in("on_trial")
    clue.propose("decide", EXPULSION)
    clue.approve()
    clue.approve()

    refused = trials.without_sheet(clue)

    assert (refused.code, clue.state) == ("sheet_missing", "on_trial")


@pytest.mark.law_refuses("R1.1-08", "R1.1-10a")
@pytest.mark.parametrize("step", ["file_case", "transfer_to_trial", "decide", "announce", "close"])
def test_no_step_of_the_main_line_is_skipped(county: Organ, step: str) -> None:
    clue = county.clue_in("allocated")

    assert clue.attempt(step).code == "wrong_state"


@pytest.mark.law("R1.5-02a", "R5-05d")
@pytest.mark.law_refuses("R1.5-02a", "R5-05d", "R1.2-12a")
def test_nobody_tries_a_case_alone(county: Organ) -> None:
    clue = county.clue_in("transferred")

    refused = trials.alone(clue, "accept_for_trial")
    clue.take("accept_for_trial")

    assert refused.code == "team_too_small"
    assert len(clue.case.team) == 2


@pytest.mark.law("R1.5-03a")
@pytest.mark.law_refuses("R1.5-03a")
def test_a_transfer_is_accepted_by_the_trial_office_on_a_note(county: Organ) -> None:
    clue = county.clue_in("transferred")

    by_the_team = trials.by_the_team_before(clue, "accept_for_trial")
    without_note = clue.attempt("accept_for_trial", without=["documents"])
    clue.take("accept_for_trial")

    assert (by_the_team.code, without_note.code) == ("wrong_role", "document_missing")
    assert clue.state == "on_trial"


@pytest.mark.law("R1.3-04a", "R1.3-04b")
@pytest.mark.law_refuses("R1.3-03", "R1.3-04b")
def test_a_reply_bears_the_opinion_of_the_units_principal_unless_he_is_concerned(county: Organ) -> None:
    clue = county.clue_in("inquiry")
    principal = county.clue_in("inquiry", unit_principal=True)

    unsigned = clue.attempt("record_reply", {"countersigned_by": None})
    through_his_hands = principal.attempt("record_reply", {"countersigned_by": "某某"})
    principal.take("record_reply")

    assert (unsigned.code, unsigned.fields) == ("input_invalid", ("countersigned_by",))
    assert (through_his_hands.code, through_his_hands.fields) == ("input_invalid", ("countersigned_by",))


@pytest.mark.law("R1.6-03e")
@pytest.mark.law_refuses("R1.6-03b", "R1.6-03e", "R5-05e", "R1.6-03d")
def test_a_sanction_is_announced_with_the_persons_opinion_by_a_team_that_signs(county: Organ) -> None:
    clue = county.clue_in("on_trial").take("decide", WARNING)

    refusals = [
        clue.attempt("announce", {"opinion": None}),
        clue.attempt("announce", without=["signatures"]),
        clue.attempt("announce", without=["documents", "signatures"]),
    ]
    clue.take("announce")

    assert [refused.code for refused in refusals] == ["input_invalid", "signature_missing", "document_missing"]
    assert clue.state == "executing"


@pytest.mark.law("R1.6-03a", "R1.6-04a", "R1.6-06")
def test_the_periods_of_the_execution_begin_with_the_decision_and_end_with_their_steps(county: Organ) -> None:
    clue = county.clue_in("on_trial").take("decide", WARNING)

    clue.takes("announce", "report_execution", "archive_file", "close")
    told = {entry["event"]: entry["data"] for entry in clue.history()}

    assert {"announce_party", "announce_administrative", "exec_report"} <= set(told["decide"]["begun"])
    assert set(told["announce"]["fulfilled"]) == {"announce_party", "announce_administrative"}
    assert told["report_execution"]["fulfilled"] == ["exec_report"]


@pytest.mark.law_refuses("R1.6-06")
def test_a_case_is_not_closed_without_the_report_on_its_execution(county: Organ) -> None:
    clue = county.clue_in("on_trial").take("decide", WARNING).take("announce")

    reported_without_paper = clue.attempt("report_execution", without=["documents"])
    closed = clue.attempt("close")

    assert (reported_without_paper.code, closed.code) == ("document_missing", "step_missing")


@pytest.mark.law("R1.1-10b", "R1.5-08a", "R1.5-08b", "R1.5-08c")
def test_an_exemption_is_decided_like_a_warning_and_has_a_number(county: Organ) -> None:
    clue = county.clue_in("on_trial")

    clue.take("decide", {"party_sanction": "exempted", "administrative_sanction": "exempted"})

    assert approved_by(clue, "decide") == ["principal", "standing_committee"]
    assert {"party_decision", "administrative_decision"} <= set(clue.case.issued or {})


@pytest.mark.law("R1.1-01c", "R1.1-02a", "R1.2-01a")
@pytest.mark.law_refuses("R1.1-01c")
def test_what_a_business_office_finds_is_registered_there_and_allocated_by_case_supervision(county: Organ) -> None:
    walker = county.walker
    finder = walker.officers(county.code, "handler", ("supervision",))[0]
    [clue] = walker.open(county.code, {"name": "被反映人甲", "authority": county.committee}, by=finder)

    refused = clue.attempt("allocate", by=finder.officer)
    clue.take("allocate")

    assert (refused.code, clue.state) == ("wrong_role", "allocated")
    assert approved_by(clue, "allocate") == ["principal"]


@pytest.mark.law("R1.1-02b")
def test_a_clue_is_numbered_when_it_comes_in_and_has_a_keeper_when_it_is_signed_for(county: Organ) -> None:
    clue = county.clue()
    number = clue.case.number

    clue.takes(*MAIN_LINE["allocated"])

    assert number.startswith(county.code)
    assert (clue.case.number, clue.case.handler is None) == (number, False)
