"""立案之后: the plan, the announcement, who is told, what is published, and the restrictions until they are lifted."""

from collections.abc import Mapping

import pytest

from app.demo import trials
from app.demo.walk import Walk
from tests.journeys.journey import MEMBER, OFFICIAL, WARNING, Organ, approved_by, begun

TOLD_UNIT = ["persons_unit", "same_level_organisation_department"]


def filed(organ: Organ, entered: Mapping[str, object] | None = None, /, **person: object) -> Walk:
    """A filed case whose file the investigators have signed for."""
    return organ.clue_in("verified", **person).take("file_case", entered or {}).take("receive_file")


def leader(organ: Organ, clue: Walk) -> str:
    """The head of the office that investigates."""
    heads = organ.walker.officers(organ.code, "office_head")
    return next(post.officer for post in heads if post.office == clue.case.office)


@pytest.mark.law("R1.2-08a")
@pytest.mark.parametrize(
    ("person", "entered", "approved"),
    [
        (OFFICIAL, {}, ["leadership_meeting"]),
        ({}, {"filing_track": "both"}, ["leadership_meeting"]),
        (MEMBER, {"serious": True}, ["leadership_meeting"]),
        (MEMBER, {}, ["principal"]),
    ],
    ids=["supervision", "both", "serious_discipline", "plain_discipline"],
)
def test_the_plan_of_a_supervision_case_or_of_a_serious_one_is_for_the_meeting_of_the_leaders(
    county: Organ, person: Mapping[str, object], entered: Mapping[str, object], approved: list[str]
) -> None:
    clue = filed(county, entered, **person).take("approve_plan")

    assert approved_by(clue, "approve_plan") == approved


@pytest.mark.law_refuses("R1.2-08a", "R1.2-08f")
def test_no_plan_is_approved_without_the_meeting_or_by_the_team_itself(county: Organ) -> None:
    clue = filed(county)
    clue.propose("approve_plan")

    without_meeting = trials.without_meeting(clue)
    by_the_team = trials.approves_himself(clue)

    assert without_meeting.code == "meeting_missing"
    assert by_the_team.code == "own_proposal"
    assert clue.case.times("approve_plan") == 0


@pytest.mark.law("R1.2-08d", "R1.2-08f")
def test_a_plan_that_is_changed_goes_to_those_who_approve_plans_again(county: Organ) -> None:
    clue = filed(county).take("approve_plan")

    without_paper = clue.attempt("approve_plan", without=["documents"])
    clue.propose("approve_plan")

    assert without_paper.code == "document_missing"
    assert clue.waiting().link["body"].startswith("leadership_meeting")


@pytest.mark.law("R1.4-03a", "R1.4-03c", "R1.4-03e")
@pytest.mark.law_refuses("R1.4-03e")
def test_the_filing_is_announced_by_the_head_of_the_office_and_another_once_the_plan_is_approved(
    county: Organ,
) -> None:
    clue = filed(county)
    two = {"led_by": leader(county, clue), "assisted_by": clue.case.team[0]}

    early = clue.attempt("announce_filing", two)
    clue.take("approve_plan").take("announce_filing", two)

    assert early.code == "step_missing"
    assert clue.case.times("announce_filing") == 1


@pytest.mark.law_refuses("R1.4-03c", "R1.4-03e")
def test_it_is_announced_neither_by_a_clerk_nor_alone_nor_without_credentials(county: Organ) -> None:
    clue = filed(county).take("approve_plan")
    head, clerk = leader(county, clue), clue.case.team[0]

    led_by_a_clerk = clue.attempt("announce_filing", {"led_by": clerk, "assisted_by": head})
    alone = clue.attempt("announce_filing", {"led_by": head, "assisted_by": head})
    without_credentials = clue.attempt("announce_filing", {"shown_ids": None})

    assert (led_by_a_clerk.code, alone.code) == ("wrong_position", "same_officer")
    assert without_credentials.fields == ("shown_ids",)


@pytest.mark.law("R1.4-03b", "R1.4-03f")
@pytest.mark.law_refuses("R1.4-03f")
def test_the_unit_and_its_committee_get_a_notice_and_their_receipt_is_kept(county: Organ) -> None:
    clue = filed(county)

    without_receipt = clue.attempt("notify_unit_of_filing", without=["documents"])
    clue.take("notify_unit_of_filing")

    assert without_receipt.code == "document_missing"
    assert clue.history()[-1]["data"]["notified"] == ["persons_party_committee", "persons_unit"]


@pytest.mark.law_refuses("R1.4-03a", "R1.4-03b", "R1.4-06a", "R1.4-06b")
@pytest.mark.parametrize("left_out", ["announce_filing", "notify_unit_of_filing", "restrict_person", "verify_facts"])
def test_nothing_goes_to_trial_before_everybody_was_told(county: Organ, left_out: str) -> None:
    clue = filed(county).take("approve_plan")
    told = ("announce_filing", "notify_unit_of_filing", "restrict_person", "verify_facts")

    clue.takes(*(step for step in told if step != left_out))
    refused = clue.attempt("transfer_to_trial")

    assert (refused.code, clue.state) == ("step_missing", "investigating")


@pytest.mark.law("R1.4-03d", "R1.4-03g")
@pytest.mark.law_refuses("R1.4-03d", "R1.4-03g")
@pytest.mark.parametrize("entered", [{"serious": True}, {"detention": True}], ids=["serious", "detention"])
def test_of_a_serious_case_the_family_is_told_and_the_public_before_it_goes_to_trial(
    county: Organ, entered: Mapping[str, object]
) -> None:
    clue = filed(county, entered)
    clue.takes("approve_plan", "announce_filing", "notify_unit_of_filing", "restrict_person", "verify_facts")

    untold = clue.attempt("transfer_to_trial")
    clue.takes("notify_family_and_publish", "transfer_to_trial")

    assert (untold.code, clue.state) == ("step_missing", "transferred")
    assert approved_by(clue, "notify_family_and_publish") == ["principal"]


@pytest.mark.law("R1.4-06a", "R1.4-06b", "R1.4-06c")
def test_an_official_is_to_be_told_what_he_may_not_do_and_his_unit_too(county: Organ) -> None:
    clue = filed(county)

    clue.take("restrict_person", {"duties": "suspended"})
    told = clue.history()[-1]["data"]

    assert "restrict_person" in begun(clue, "file_case")
    assert (told["fulfilled"], told["notified"]) == (["restrict_person"], TOLD_UNIT)


@pytest.mark.law_refuses("R1.4-06a", "R1.4-06b", "R1.4-06c")
def test_a_restriction_is_registered_for_the_person_and_for_the_unit(county: Organ) -> None:
    refused = filed(county).attempt("restrict_person", {"told_person": None, "told_unit": None, "duties": None})

    assert (refused.code, refused.fields) == ("input_invalid", ("told_person", "told_unit", "duties"))


def test_who_is_no_official_need_not_be_told_of_restrictions_before_the_trial(county: Organ) -> None:
    clue = filed(county, **MEMBER)

    clue.takes("approve_plan", "announce_filing", "notify_unit_of_filing", "verify_facts", "transfer_to_trial")

    assert "restrict_person" not in begun(clue, "file_case")
    assert clue.state == "transferred"


@pytest.mark.law("R1.4-06b")
def test_the_restrictions_are_lifted_when_the_case_is_decided_and_the_unit_is_told(county: Organ) -> None:
    clue = county.clue_in("on_trial")

    early = clue.attempt("lift_restrictions")
    clue.take("decide", WARNING).take("lift_restrictions")
    told = clue.history()[-1]["data"]

    assert early.code == "wrong_state"
    assert "lift_restrictions" in begun(clue, "decide")
    assert (told["fulfilled"], told["notified"]) == (["lift_restrictions"], TOLD_UNIT)
