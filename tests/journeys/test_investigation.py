"""审查调查: talks by two, facts shown to the person, property found unrelated, a trial office that looks in early."""

import pytest

from tests.journeys.journey import Organ

TRANSFER = ("verify_facts", "transfer_to_trial")


@pytest.mark.law_refuses("R1.4-03c", "R1.4-03e")
def test_a_filing_is_announced_by_a_leader_and_another_officer_once_the_plan_is_approved(county: Organ) -> None:
    clue = county.clue_in("filed")
    early = clue.attempt("announce_filing")
    clue.take("approve_plan")

    handler = clue.case.team[0]
    by_a_handler = clue.attempt("announce_filing", {"led_by": handler})
    leader = county.walker.officers(county.code, "deputy_leader")[0].officer
    alone = clue.attempt("announce_filing", {"led_by": leader, "assisted_by": leader})

    assert (early.code, by_a_handler.code, alone.code) == ("step_missing", "wrong_position", "same_officer")


@pytest.mark.law("R1.4-07b")
@pytest.mark.law_refuses("R1.4-07b", "R1.4-07a")
def test_a_refusal_to_sign_is_explained_and_the_facts_are_shown_before_the_transfer(county: Organ) -> None:
    clue = county.clue_in("filed").takes("approve_plan", "announce_filing", "notify_unit_of_filing", "restrict_person")

    unshown = clue.attempt("transfer_to_trial")
    unexplained = clue.attempt("verify_facts", {"signed": "refused", "explanation": None})
    clue.take("verify_facts", {"signed": "refused"}).take("transfer_to_trial")

    assert (unshown.code, unexplained.fields) == ("step_missing", ("explanation",))
    assert clue.state == "transferred"


@pytest.mark.law_refuses("R1.4-07a")
def test_after_a_return_the_facts_are_shown_again(county: Organ) -> None:
    clue = county.clue_in("on_trial").takes("return_for_supplement", "receive_file")

    refused = clue.attempt("transfer_to_trial")
    clue.takes(*TRANSFER)

    assert (refused.code, clue.state) == ("step_missing", "transferred")


@pytest.mark.law("R5-05b", "R5-05f")
@pytest.mark.law_refuses("R5-05b", "R5-05f")
def test_talks_and_property_need_two_different_officers(county: Organ) -> None:
    clue = county.clue_in("filed")
    one = clue.case.team[0]

    talk = clue.attempt("add_talk_record", {"led_by": one, "assisted_by": one})
    list_ = clue.attempt("record_property", {"handled_by": one, "checked_by": one})

    assert (talk.code, list_.code) == ("same_officer", "same_officer")


@pytest.mark.law("R1.4-09")
def test_property_that_has_nothing_to_do_with_the_case_goes_back_within_three_days(county: Organ) -> None:
    clue = county.clue_in("filed").takes("record_property", "find_property_unrelated", "return_property")

    told = {entry["event"]: entry["data"] for entry in clue.history() if entry["kind"] == "act"}

    assert told["find_property_unrelated"]["begun"] == told["return_property"]["fulfilled"] == ["unfreeze"]


@pytest.mark.law("R1.5-04a", "R1.5-04b", "R1.5-04c")
@pytest.mark.law_refuses("R5-21b")
def test_the_trial_office_looks_in_early_as_far_as_it_was_asked_and_no_longer(county: Organ) -> None:
    clue = county.clue_in("investigating")
    reader, other = (post.officer for post in county.walker.officers(county.code, "handler", ("trial",))[:2])

    before = clue.door.scene(clue.id).sees(reader)
    clue.take("invite_trial_early", {"early_ground": "divided"}, team=[reader])
    during = [clue.door.scene(clue.id).sees(officer) for officer in (reader, other)]
    clue.takes("verify_facts", "transfer_to_trial", "receive_trial_file")

    assert (before, during) == (False, [True, False])
    assert clue.case.let_in == ()


@pytest.mark.law("R1.5-06b")
def test_a_new_violation_is_filed_in_addition_by_whoever_approved_the_filing(county: Organ) -> None:
    clue = county.clue_in("investigating")
    early = clue.attempt("extend_filing")

    clue.takes("record_new_violation", "extend_filing")

    numbers = [entry["data"]["drawn"] for entry in clue.history() if entry["data"].get("drawn")]
    assert early.code == "step_missing"
    assert numbers[-1][0]["series"] == "filing_both"


@pytest.mark.law("R1.5-07a", "R1.5-07b")
@pytest.mark.law_refuses("R1.5-07a")
def test_a_supervision_matter_without_evidence_is_withdrawn_and_the_unit_is_told(county: Organ) -> None:
    member = county.clue_in("investigating")
    clue = county.clue_in("investigating", party_member=False)

    refused = member.attempt("withdraw_supervision_case")
    clue.takes("withdraw_supervision_case", "notify_withdrawal")

    assert (refused.code, clue.state) == ("condition", "withdrawn")
    assert "纪监撤〔" in (clue.case.issued or {})["withdrawal_decision"]
