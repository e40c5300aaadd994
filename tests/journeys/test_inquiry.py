"""谈话函询: a letter or a talk, and what comes of the answer."""

import pytest

from app.demo.walk import Walk
from tests.journeys.journey import Organ, approved_by, begun


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


def leader(organ: Organ, clue: Walk) -> str:
    """The head of the office that holds the clue."""
    heads = organ.walker.officers(organ.code, "office_head")
    return next(post.officer for post in heads if post.office == clue.case.office)


@pytest.mark.law("R1.3-05a", "R5-05b", "R1.3-05d", "R1.3-05b", "R1.3-06")
def test_a_talk_is_led_by_the_head_of_the_office_together_with_another_officer(county: Organ) -> None:
    clue = county.clue_in("allocated").take("inquire", {"way": "talk"})
    head, handler = leader(county, clue), clue.case.handler

    clue.take("hold_inquiry_talk", {"led_by": head, "assisted_by": handler, "accompanied_by": "（示例）党委副书记"})

    assert clue.case.times("hold_inquiry_talk") == 1
    assert "inquiry_report" in begun(clue, "hold_inquiry_talk")


@pytest.mark.law_refuses("R1.3-05a", "R5-05b")
def test_a_talk_is_led_neither_by_a_clerk_nor_by_one_officer_alone(county: Organ) -> None:
    clue = county.clue_in("allocated").take("inquire", {"way": "talk"})
    head, handler = leader(county, clue), clue.case.handler

    by_a_clerk = clue.attempt("hold_inquiry_talk", {"led_by": handler, "assisted_by": head})
    alone = clue.attempt("hold_inquiry_talk", {"led_by": head, "assisted_by": head})

    assert (by_a_clerk.code, alone.code) == ("wrong_position", "same_officer")


@pytest.mark.law_refuses("R1.3-05d")
def test_a_talk_without_a_safe_place_is_not_registered(county: Organ) -> None:
    clue = county.clue_in("allocated").take("inquire", {"way": "talk"})

    refused = clue.attempt("hold_inquiry_talk", {"place": None})

    assert (refused.code, refused.fields) == ("input_invalid", ("place",))


@pytest.mark.law("R1.3-05c")
def test_the_principal_of_the_unit_may_be_entrusted_with_the_talk_by_whoever_approved_the_inquiry(
    county: Organ,
) -> None:
    clue = county.clue_in("allocated", unit_principal=False).take("inquire", {"way": "talk"})

    clue.takes("entrust_talk", "record_entrusted_talk", "accept_reply")

    assert clue.state == "settled"
    assert approved_by(clue, "entrust_talk") == approved_by(clue, "inquire") == ["principal"]


@pytest.mark.law_refuses("R1.3-05c")
@pytest.mark.parametrize(
    ("person", "entered"),
    [
        ({"unit_principal": True}, {}),
        ({"next_lower_principal": True}, {}),
        ({"unit_principal": False}, {"concerns_unit_principal": True}),
    ],
    ids=["himself", "of_the_next_lower_committee", "about_him"],
)
def test_no_talk_is_entrusted_to_the_principal_whom_the_clue_concerns(
    county: Organ, person: dict[str, bool], entered: dict[str, bool]
) -> None:
    clue = county.clue_in("allocated", **person).take("inquire", {"way": "talk"})

    assert clue.attempt("entrust_talk", entered).code == "condition"


def test_nothing_is_heard_of_a_talk_that_was_not_entrusted(county: Organ) -> None:
    clue = county.clue_in("allocated").take("inquire", {"way": "talk"})

    assert clue.attempt("record_entrusted_talk").code == "step_missing"


def test_who_is_asked_both_ways_has_answered_when_he_has_answered_both(county: Organ) -> None:
    clue = county.clue_in("allocated").take("inquire", {"way": "both"}).take("send_inquiry_letter")

    clue.take("record_reply")
    half = clue.attempt("accept_reply")
    clue.takes("hold_inquiry_talk", "accept_reply")

    assert (half.code, clue.state) == ("step_missing", "settled")


@pytest.mark.law_refuses("R1.3-07a", "R1.1-04a", "R1.1-04b")
@pytest.mark.parametrize("way", ["accept_reply", "treat_first_form"])
def test_who_has_not_answered_is_neither_believed_nor_reminded(county: Organ, way: str) -> None:
    clue = county.clue_in("inquiry")

    assert clue.attempt(way).code == "step_missing"


@pytest.mark.law("R1.1-04c", "R1.3-07d")
@pytest.mark.law_refuses("R1.1-04c", "R1.3-07d")
def test_only_who_has_been_asked_once_is_asked_again_and_the_second_answer_is_waited_for(county: Organ) -> None:
    clue = county.clue_in("allocated").take("inquire", {"way": "letter"})

    unasked = clue.attempt("inquire_again", {"way": "talk"})
    clue.takes("send_inquiry_letter", "record_reply").take("inquire_again", {"way": "both"})
    unanswered = clue.attempt("accept_reply")

    assert (unasked.code, unanswered.code) == ("step_missing", "step_missing")
    assert approved_by(clue, "inquire_again") == approved_by(clue, "inquire")
    assert [line["step"] for line in (clue.case.tallies or {})["disposal"]] == ["inquire", "inquire_again"]


@pytest.mark.law("R1.3-01a", "R1.3-01b", "R1.3-01c")
@pytest.mark.law_refuses("R1.3-01a")
def test_the_letter_is_copied_to_the_committee_and_to_the_resident_team(county: Organ) -> None:
    clue = county.clue_in("allocated").take("inquire", {"way": "letter"})

    without_receipt = clue.attempt("send_inquiry_letter", without=["documents"])
    clue.take("send_inquiry_letter")

    assert without_receipt.code == "document_missing"
    assert clue.history()[-1]["data"]["notified"] == ["persons_party_committee", "resident_team_principal"]


def test_only_an_imported_clue_has_a_letter_from_before(county: Organ) -> None:
    assert county.clue_in("inquiry").attempt("record_earlier_letter").code == "condition"
