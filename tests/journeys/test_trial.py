"""审理: what must be done before a decision, and what else a trial may come to."""

import pytest

from app.demo.routes import TRANSFERRED
from tests.journeys.journey import EXPULSION, RECEIVED, WARNING, Organ, approved_by

ACCEPTED = (*RECEIVED, *TRANSFERRED, "accept_for_trial")
NOTHING = {"party_sanction": "none", "administrative_sanction": "none"}


@pytest.mark.law("R1.5-03b")
def test_acceptance_may_be_suspended_until_the_file_is_complete(county: Organ) -> None:
    clue = county.clue_in("transferred").takes("suspend_acceptance", "accept_for_trial")

    assert approved_by(clue, "suspend_acceptance") == ["overseeing_deputy"]
    assert clue.state == "on_trial"


@pytest.mark.law("R1.5-05a", "R1.5-05b")
@pytest.mark.law_refuses("R1.5-05a")
def test_nobody_is_sanctioned_unheard(county: Organ) -> None:
    clue = county.clue().takes(*ACCEPTED)

    refused = clue.attempt("decide", WARNING)
    clue.take("hold_trial_talk").take("decide", WARNING)

    assert (refused.code, clue.state) == ("step_missing", "decided")
    assert "55" in refused.article.number


@pytest.mark.law("R1.2-13a", "R1.2-13b", "R1.2-13c", "R5-23")
@pytest.mark.law_refuses("R1.2-13a")
def test_opinions_are_asked_before_the_party_committee_decides_and_not_for_a_warning(county: Organ) -> None:
    heavy = county.clue().takes(*ACCEPTED, "hold_trial_talk")
    light = county.clue().takes(*ACCEPTED, "hold_trial_talk")

    refused = heavy.attempt("decide", EXPULSION)
    heavy.take("hear_opinions").take("decide", EXPULSION)
    light.take("decide", WARNING)

    assert refused.code == "step_missing"
    assert (heavy.state, light.state) == ("decided", "decided")


@pytest.mark.law("R1.2-12e", "R7.3-04", "R7.3-05a", "R7.3-05c")
@pytest.mark.parametrize(
    ("sanction", "chain"),
    [
        (WARNING, ["principal", "principal", "standing_committee", "standing_committee"]),
        (
            {**EXPULSION, "committee_route": "plenary"},
            ["principal", "principal", "standing_committee", "same_level_party_plenary"],
        ),
        (
            {**EXPULSION, "committee_route": "criminal_expulsion"},
            ["principal", "principal", "standing_committee", "same_level_party_standing_committee"],
        ),
    ],
)
def test_a_member_of_the_party_committee_is_sanctioned_only_with_the_superior(
    county: Organ, sanction: dict[str, str], chain: list[str]
) -> None:
    clue = county.clue_in("on_trial", committee_seat="party_committee_member")

    clue.take("decide", sanction)

    assert approved_by(clue, "decide") == chain


@pytest.mark.law("R1.2-14a", "R1.2-14b", "R1.1-10f", "R1.1-10g")
def test_leniency_needs_the_leaders_and_the_superior_and_advice_has_a_number(county: Organ) -> None:
    clue = county.clue_in("on_trial").takes("propose_leniency", "propose_accountability", "issue_advice")

    assert approved_by(clue, "propose_leniency") == ["leadership_meeting", "principal"]
    assert "纪监建〔" in (clue.case.issued or {})["advice"]


@pytest.mark.law("R1.1-10c", "R1.5-09a", "R1.5-09b")
@pytest.mark.law_refuses("R1.1-10c")
def test_no_sanction_is_a_way_of_its_own_without_a_number(county: Organ) -> None:
    clue = county.clue_in("on_trial")
    issued = dict(clue.case.issued or {})

    refused = clue.attempt("decide", NOTHING)
    clue.take("decide_no_sanction")

    assert (refused.code, clue.state) == ("condition", "no_sanction")
    assert clue.case.issued == issued


@pytest.mark.law("R1.1-10d", "R1.5-07a")
def test_a_case_without_evidence_is_withdrawn_by_the_standing_committee(county: Organ) -> None:
    clue = county.clue_in("on_trial").takes("withdraw_case", "notify_withdrawal")

    assert approved_by(clue, "withdraw_case") == ["principal", "standing_committee"]
    assert clue.state == "withdrawn"


@pytest.mark.law("R1.1-10e")
def test_a_bribe_giver_is_not_sanctioned_but_prosecuted(county: Organ) -> None:
    clue = county.clue(party_member=False, supervised=False).takes(*RECEIVED, "verify", "report_verification")
    clue.take("file_case", {"involved": True}).takes("receive_file", "approve_plan", "announce_filing")
    clue.takes("notify_unit_of_filing", "verify_facts", "transfer_to_trial", "receive_trial_file")

    clue.takes("accept_for_trial", "hold_trial_talk")
    refused = clue.attempt("decide", {})
    clue.takes("transfer_without_sanction", "close_prosecuted")

    assert (refused.code, clue.state) == ("condition", "closed")


@pytest.mark.law("R1.1-10a")
def test_where_one_track_decides_one_decision_is_numbered(county: Organ) -> None:
    clue = county.clue_in("on_trial").take("decide", {"party_sanction": "warning", "administrative_sanction": "none"})

    assert "party_decision" in (clue.case.issued or {})
    assert "administrative_decision" not in (clue.case.issued or {})
