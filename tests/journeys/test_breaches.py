"""What must not go through: an approval by somebody without the rank, a step without its paper; and what then may."""

from collections.abc import Mapping
from typing import Any

import pytest

from app.demo import trials
from app.demo.routes import INVESTIGATED
from tests.journeys.journey import EXEMPTED, EXPULSION, WARNING, Organ, approved_by, executed

SEAT = {"committee_seat": "party_committee_member"}
PRINCIPAL = {"rank": "section_principal"}
ORDINARY = {"direct_decision_ground": "ordinary"}


@pytest.mark.parametrize(
    ("state", "step", "inputs", "facts"),
    [
        pytest.param("allocated", "verify", {}, {}, marks=pytest.mark.law_refuses("R1.2-05b")),
        pytest.param("allocated", "verify", {}, PRINCIPAL, marks=pytest.mark.law_refuses("R1.2-05d")),
        pytest.param("answered", "treat_first_form", {}, {}, marks=pytest.mark.law_refuses("R1.2-04")),
        pytest.param("investigating", "invite_trial_early", {}, {}, marks=pytest.mark.law_refuses("R1.5-04a")),
        pytest.param("transferred", "suspend_acceptance", {}, {}, marks=pytest.mark.law_refuses("R1.5-03b")),
        pytest.param("transferred", "refuse_transfer", {}, {}, marks=pytest.mark.law_refuses("R1.5-03c")),
        pytest.param("on_trial", "return_for_reinvestigation", {}, {}, marks=pytest.mark.law_refuses("R1.1-09a")),
        pytest.param("on_trial", "return_for_supplement", {}, {}, marks=pytest.mark.law_refuses("R1.1-09b")),
        pytest.param("on_trial", "withdraw_case", {}, {}, marks=pytest.mark.law_refuses("R1.1-10d")),
        pytest.param("on_trial", "propose_accountability", {}, {}, marks=pytest.mark.law_refuses("R1.1-10f")),
        pytest.param("on_trial", "issue_advice", {}, {}, marks=pytest.mark.law_refuses("R1.1-10g")),
        pytest.param("on_trial", "decide", EXEMPTED, {}, marks=pytest.mark.law_refuses("R1.1-10b", "R1.5-08c")),
        pytest.param("on_trial", "decide", WARNING, {}, marks=pytest.mark.law_refuses("R1.1-09c", "R7.3-01")),
    ],
)
def test_nobody_without_the_rank_lets_it_through(
    county: Organ, state: str, step: str, inputs: Mapping[str, Any], facts: Mapping[str, Any]
) -> None:
    clue = county.clue_in(state, **facts)
    clue.propose(step, inputs)

    refused = trials.approved_by_a_clerk(clue)

    assert refused.code == "wrong_role"
    assert clue.case.pending is not None


@pytest.mark.law_refuses("R1.2-12e", "R7.3-04", "R7.3-05a", "R7.3-05b", "R7.3-05c")
@pytest.mark.parametrize(
    "decided",
    [
        WARNING,
        {**EXPULSION, "committee_route": "plenary"},
        {**EXPULSION, "committee_route": "between_plenaries"},
        {**EXPULSION, "committee_route": "criminal_expulsion"},
    ],
)
def test_the_organs_own_approvals_never_suffice_for_a_member_of_the_party_committee(
    county: Organ, decided: dict[str, str]
) -> None:
    clue = county.clue_in("on_trial", **SEAT)
    clue.propose("decide", decided)

    clue.approve()
    refused = trials.approved_by_a_clerk(clue)

    assert (refused.code, clue.state) == ("wrong_role", "on_trial")
    assert clue.waiting().link["organ"] == county.above.code


@pytest.mark.law_refuses("R1.2-14a", "R1.2-14b")
def test_leniency_isn_t_proposed_before_the_leaders_have_met(county: Organ) -> None:
    clue = county.clue_in("on_trial")
    clue.propose("propose_leniency")

    refused = trials.without_meeting(clue)

    assert refused.code == "meeting_missing"
    assert clue.case.times("propose_leniency") == 0


@pytest.mark.parametrize(
    ("state", "step"),
    [
        pytest.param("inquiry", "record_reply", marks=pytest.mark.law_refuses("R1.3-04a")),
        pytest.param("answered", "note_false_reply", marks=pytest.mark.law_refuses("R1.3-07f")),
        pytest.param("answered", "verify", marks=pytest.mark.law_refuses("R1.3-07e", "R1.1-04d")),
        pytest.param("shelved", "verify", marks=pytest.mark.law_refuses("R1.1-06b")),
        pytest.param("filed", "approve_plan", marks=pytest.mark.law_refuses("R1.2-08d")),
        pytest.param("on_trial", "hold_trial_talk", marks=pytest.mark.law_refuses("R1.5-05b")),
        pytest.param("on_trial", "hear_opinions", marks=pytest.mark.law_refuses("R1.2-13b", "R1.2-13c")),
        pytest.param("on_trial", "decide_no_sanction", marks=pytest.mark.law_refuses("R1.5-09b")),
        pytest.param("on_trial", "record_new_violation", marks=pytest.mark.law_refuses("R1.5-06b")),
    ],
)
def test_without_its_paper_nothing_counts_as_done(county: Organ, state: str, step: str) -> None:
    clue = county.clue_in(state)
    before = clue.case.times(step)

    refused = clue.attempt(step, without=["documents"])

    assert (refused.code, clue.case.times(step)) == ("document_missing", before)


@pytest.mark.law_refuses("R1.1-07c", "R1.3-08b")
def test_neither_feedback_nor_a_cleared_name_goes_without_its_letter(county: Organ) -> None:
    clue = county.clue_in("answered").take("accept_reply")

    refused = [
        clue.attempt(step, without=["documents"]) for step in ("give_feedback", "clarify", "file_to_integrity_archive")
    ]

    assert {one.code for one in refused} == {"document_missing"}


@pytest.mark.law_refuses("R1.1-10e")
def test_nothing_goes_to_the_procuratorate_before_the_decision_is_announced(county: Organ) -> None:
    clue = county.clue_in("on_trial").take("decide", EXPULSION)

    refused = clue.attempt("transfer_to_procuratorate")
    clue.takes("announce", "transfer_to_procuratorate")

    assert (refused.code, clue.state) == ("wrong_state", "with_procuratorate")


@pytest.mark.law("R1.5-06a")
def test_a_violation_found_in_trial_goes_back_to_be_supplemented(county: Organ) -> None:
    clue = county.clue_in("on_trial").takes("record_new_violation", "return_for_supplement", "receive_file")

    clue.take("extend_filing")

    assert clue.state == "investigating"


@pytest.mark.law("R1.5-08d", "R1.6-04b")
def test_an_exemption_is_announced_within_a_month_like_a_sanction(county: Organ) -> None:
    clue = county.clue_in("on_trial").take("decide", EXEMPTED)

    executed(clue)

    told = {entry["event"]: entry["data"] for entry in clue.history()}
    assert {"announce_party", "announce_administrative"} <= set(told["decide"]["begun"])
    assert set(told["announce"]["fulfilled"]) == {"announce_party", "announce_administrative"}


@pytest.mark.law("R1.6-03c")
def test_a_leaders_sanction_is_announced_to_the_leadership_too(county: Organ) -> None:
    clue = county.clue_in("on_trial").take("decide", WARNING)

    refused = clue.attempt("announce", {"announced_to": "whoever_is_there"})
    clue.take("announce", {"announced_to": "leadership_too"})

    assert (refused.fields, clue.state) == (("announced_to",), "executing")


@pytest.mark.law("R7.3-06a")
@pytest.mark.law_refuses("R7.3-06a", "R7.3-08")
def test_the_ordinary_procedure_states_the_branchs_resolution(county: Organ) -> None:
    clue = county.clue_in("on_trial", authority=county.below.committee)

    refused = clue.attempt("decide", {**EXPULSION, **ORDINARY, "branch_resolved_on": None})
    clue.take("decide", {**EXPULSION, **ORDINARY})

    assert refused.fields == ("branch_resolved_on",)
    assert approved_by(clue, "decide") == ["principal", "standing_committee"]


@pytest.mark.law_refuses("R1.5-08a")
def test_nobody_is_exempted_who_was_never_filed(county: Organ) -> None:
    clue = county.clue_in("verified")

    assert clue.attempt("decide", EXEMPTED).code == "wrong_state"


@pytest.mark.law_refuses("R5-01a")
def test_the_investigators_office_doesnt_sign_for_the_file_that_it_sent_to_trial(county: Organ) -> None:
    clue = county.clue_in("filed").takes(*INVESTIGATED)
    investigator = clue.case.team[0]
    clue.take("transfer_to_trial")

    refused = clue.attempt("receive_trial_file", by=investigator)

    assert refused.code == "wrong_role"
    assert clue.case.handover is not None
