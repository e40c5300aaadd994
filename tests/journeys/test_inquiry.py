"""谈话函询: a letter or a talk, and what comes of the answer."""

from tests.journeys.journey import Organ, approved_by


def test_a_convincing_answer_settles_the_clue_with_the_approval_that_the_inquiry_had(county: Organ) -> None:
    clue = county.clue_in("inquiry", authority=county.below.committee)

    clue.take("record_reply", {"route": "countersigned"}).take("accept_reply")

    assert clue.state == "settled"
    assert approved_by(clue, "accept_reply") == approved_by(clue, "inquire") == ["overseeing_deputy"]


def test_an_unconvincing_answer_leads_to_verification(county: Organ) -> None:
    clue = county.clue_in("inquiry")

    clue.takes("record_reply", "verify")

    assert clue.state == "verifying"


def test_a_talk_takes_the_place_of_the_letter(county: Organ) -> None:
    clue = county.clue_in("allocated").take("inquire", {"way": "talk"})

    clue.takes("hold_inquiry_talk", "accept_reply")

    assert clue.state == "settled"


def test_the_letter_has_a_number_and_begins_the_fifteen_days(county: Organ) -> None:
    clue = county.clue_in("inquiry")

    sent = clue.history()[-1]

    assert "inquiry_letter" in (clue.case.issued or {})
    assert (sent["data"]["fulfilled"], sent["data"]["begun"]) == (["inquiry_start"], ["inquiry_reply"])


def test_nothing_is_sent_before_the_inquiry_is_approved(county: Organ) -> None:
    clue = county.clue_in("allocated")

    refused = clue.attempt("send_inquiry_letter")

    assert refused.code == "wrong_state"
