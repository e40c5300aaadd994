"""谈话函询之后: minor matters, answers that are checked or prove false, and who is told what came of it."""

import pytest

from tests.journeys.journey import Organ, approved_by


@pytest.mark.law("R1.1-04b", "R1.2-04", "R1.3-07c")
@pytest.mark.parametrize("measure", ["reminder_talk", "criticism", "self_examination", "admonition"])
def test_a_minor_matter_ends_in_a_measure_of_the_first_form(county: Organ, measure: str) -> None:
    clue = county.clue_in("answered").take("treat_first_form", {"measure": measure})

    assert (clue.state, clue.case.closed) == ("first_form", True)
    assert approved_by(clue, "treat_first_form") == ["principal"]


@pytest.mark.law_refuses("R1.3-07c")
def test_a_sanction_is_no_measure_of_the_first_form(county: Organ) -> None:
    refused = county.clue_in("answered").attempt("treat_first_form", {"measure": "warning"})

    assert (refused.code, refused.fields) == ("input_invalid", ("measure",))


@pytest.mark.law("R1.3-08a", "R1.3-08b")
def test_an_answer_that_was_believed_is_checked_at_random_and_its_papers_join_the_integrity_file(
    county: Organ,
) -> None:
    clue = county.clue_in("answered").take("accept_reply")

    clue.take("spot_check", {"result": "truthful"}).take("file_to_integrity_archive")

    assert clue.state == "settled"
    assert clue.case.times("spot_check") == clue.case.times("file_to_integrity_archive") == 1


@pytest.mark.law_refuses("R1.3-08a")
def test_a_clue_that_was_settled_without_asking_the_person_has_no_answer_to_check(county: Organ) -> None:
    clue = county.clue_in("allocated").take("settle")

    assert clue.attempt("spot_check").code == "step_missing"


@pytest.mark.law("R1.3-07f")
def test_a_false_answer_is_registered_with_what_was_found_instead(county: Organ) -> None:
    clue = county.clue_in("inquiry")

    unanswered = clue.attempt("note_false_reply")
    clue.takes("record_reply", "verify", "note_false_reply")

    assert unanswered.code == "step_missing"
    assert clue.case.times("note_false_reply") == 1


@pytest.mark.law("R1.1-07c", "R1.3-07b")
@pytest.mark.law_refuses("R1.3-07b")
def test_who_is_believed_is_told_so_in_a_letter_and_cleared_before_his_committee(county: Organ) -> None:
    clue = county.clue_in("answered")

    without_letter = clue.take("accept_reply").attempt("give_feedback", without=["documents"])
    clue.take("give_feedback", {"told": "person"}).take("clarify")

    assert without_letter.code == "document_missing"
    assert clue.history()[-1]["data"]["notified"] == ["persons_party_committee"]
