"""What comes back: the office and the team that had it, and whoever tries it again has still not investigated."""

import pytest

from tests.journeys.journey import WARNING, Organ

BACK = ("receive_file", "verify_facts", "transfer_to_trial", "receive_trial_file", "accept_for_trial")


@pytest.mark.law("R1.2-06a")
@pytest.mark.law_refuses("R1.2-06a")
def test_a_returned_report_is_verified_and_signed_again(county: Organ) -> None:
    clue = county.clue_in("verified").take("return_verification")

    refused = clue.attempt("report_verification", without=["signatures"])
    clue.take("report_verification")

    assert refused.code == "signature_missing"
    assert clue.state == "verified"


@pytest.mark.law("R1.5-03c")
def test_a_file_refused_by_the_trial_office_is_signed_for_by_those_who_sent_it(county: Organ) -> None:
    clue = county.clue_in("investigating")
    office, team = clue.case.office, clue.case.team
    clue.takes("transfer_to_trial", "receive_trial_file")

    clue.takes("refuse_transfer", "receive_file")

    assert (clue.state, clue.case.office, clue.case.team) == ("investigating", office, team)


@pytest.mark.law("R1.1-09a", "R1.1-09b", "R1.2-10", "R1.2-11")
@pytest.mark.parametrize("way", ["return_for_supplement", "return_for_reinvestigation"])
def test_a_case_returned_from_trial_is_investigated_and_tried_again(county: Organ, way: str) -> None:
    clue = county.clue_in("investigating")
    office, team = clue.case.office, clue.case.team
    clue.takes("transfer_to_trial", "receive_trial_file", "accept_for_trial")

    clue.take(way)
    returned_to = (clue.case.office, clue.case.team)
    clue.takes(*BACK, "hold_trial_talk").take("decide", WARNING)

    assert returned_to == (office, team)
    assert clue.state == "decided"


@pytest.mark.law_refuses("R1.5-02b", "R5-02a")
def test_after_a_return_the_investigators_still_may_not_try_the_case(county: Organ) -> None:
    clue = county.clue_in("on_trial").take("return_for_supplement")
    investigator = clue.case.team[0]
    clue.takes(*BACK[:-1])

    refused = clue.attempt("accept_for_trial", team=[investigator, county.officer("trial")])

    assert refused.code == "team_separation"


@pytest.mark.law("R5-06")
@pytest.mark.law_refuses("R5-22")
def test_a_recused_member_leaves_the_team_and_no_longer_finds_the_case(county: Organ) -> None:
    clue = county.clue_in("on_trial")
    member = clue.case.team[0]

    clue.recused(member)
    refused = clue.attempt("add_evidence", by=member)
    clue.take("change_trial_team")

    assert refused.code == "not_found"
    assert member not in clue.case.team
