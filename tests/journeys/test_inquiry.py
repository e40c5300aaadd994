"""谈话函询: a letter or a talk, and what comes of the answer."""

import pytest

from tests.journeys.journey import Organ, approved_by


@pytest.mark.law("R1.1-04a", "R1.1-07d", "R1.3-03", "R1.3-07a")
def test_a_convincing_answer_settles_the_clue_with_the_approval_that_the_inquiry_had(county: Organ) -> None:
    clue = county.clue_in("inquiry", authority=county.below.committee)

    clue.takes("record_reply", "accept_reply")

    assert clue.state == "settled"
    assert approved_by(clue, "accept_reply") == approved_by(clue, "inquire") == ["overseeing_deputy"]


@pytest.mark.law("R1.1-04d", "R1.3-07e")
def test_an_unconvincing_answer_leads_to_verification(county: Organ) -> None:
    clue = county.clue_in("inquiry")

    clue.takes("record_reply", "verify")

    assert clue.state == "verifying"


@pytest.mark.law("R1.3-05e")
def test_a_talk_takes_the_place_of_the_letter(county: Organ) -> None:
    clue = county.clue_in("allocated").take("inquire", {"way": "talk"})

    clue.takes("hold_inquiry_talk", "accept_reply")

    assert clue.state == "settled"


@pytest.mark.law("R1.3-02")
def test_the_letter_has_a_number_and_begins_the_fifteen_days(county: Organ) -> None:
    clue = county.clue_in("inquiry")

    sent = clue.history()[-1]

    assert "inquiry_letter" in (clue.case.issued or {})
    assert (sent["data"]["fulfilled"], sent["data"]["begun"]) == (["inquiry_start"], ["inquiry_reply"])


@pytest.mark.law_refuses("R1.2-03b")
def test_nothing_is_sent_before_the_inquiry_is_approved(county: Organ) -> None:
    clue = county.clue_in("allocated")

    refused = clue.attempt("send_inquiry_letter")

    assert refused.code == "wrong_state"
