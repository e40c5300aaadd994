"""集体决定: the right body, a body that agreed, and for an organ whose superior works on paper, its sheet."""

from typing import Any

import pytest

from app.demo import trials
from app.demo.meetings import Sitting, held
from app.demo.walk import Walk
from tests.journeys.journey import EXPULSION, OFFICIAL, WARNING, Organ, approved_by, in_review

DEMERIT = {"administrative_sanction": "demerit"}


def decided_by_the_leaders(clue: Walk) -> str:
    """A meeting of the leaders, instead of the standing committee, agrees to what waits; its id."""
    waiting = clue.waiting()
    sitting = Sitting("leadership_meeting", clue.case.organ, waiting.request.id, waiting.note_taker())
    return held(clue.door, waiting.scene, sitting)


@pytest.mark.law_refuses("R1.2-12d", "R7.3-10a")
@pytest.mark.parametrize(("person", "sanction"), [({}, WARNING), (OFFICIAL, DEMERIT)], ids=["both", "supervision"])
def test_the_leaders_meeting_doesnt_stand_in_for_the_standing_committee(
    county: Organ, person: dict[str, Any], sanction: dict[str, Any]
) -> None:
    clue = county.clue_in("on_trial", **person)
    clue.propose("decide", sanction)
    clue.approve()

    meeting = decided_by_the_leaders(clue)
    waiting = clue.waiting()
    refused = clue.refused(waiting.told(waiting.note_taker(), meeting=meeting))

    assert (refused.code, refused.article.law, clue.state) == ("meeting_other", "PZ", "on_trial")


@pytest.mark.law("R1.5-02d")
def test_a_disagreement_in_the_trial_office_is_settled_before_the_case_goes_on(county: Organ) -> None:
    clue = county.clue_in("on_trial")

    divided = trials.against_the_study(clue, "decide")
    clue.take("decide", WARNING)

    assert (divided.code, clue.state) == ("study_not_carried", "decided")


@pytest.mark.law_refuses("R1.2-09c")
def test_a_report_that_the_team_has_not_signed_doesnt_go_to_trial(county: Organ) -> None:
    clue = county.clue_in("investigating")

    refused = clue.attempt("transfer_to_trial", without=["signatures"])

    assert (refused.code, refused.article.law, clue.state) == ("signature_missing", "ZJ", "investigating")


@pytest.mark.law_refuses("R4-15b", "R7.3-07")
def test_a_heavy_sanction_isnt_the_townships_commissions_own(township: Organ) -> None:
    clue = reviewed(township, {"party_sanction": "removal_from_party_post"})

    refused = trials.without_sheet(clue)

    assert clue.waiting().link["body"].startswith("same_level_party_committee@")
    assert (refused.code, clue.state) == ("sheet_missing", "county_reviewed")


@pytest.mark.law_refuses("R1.5-10b")
def test_an_important_case_isnt_decided_without_the_countys_standing_committee(township: Organ, county: Organ) -> None:
    clue = reviewed(township, {"party_sanction": "warning", "important": True})

    refused = trials.without_meeting(clue)

    assert clue.waiting().link["organ"] == county.code
    assert (refused.code, clue.state) == ("meeting_missing", "county_reviewed")


@pytest.mark.law("R1.2-14b")
@pytest.mark.law_refuses("R1.2-14b")
def test_where_the_superior_works_on_paper_its_agreement_is_a_sheet(county: Organ) -> None:
    clue = county.above.clue_in("on_trial", rank="division_deputy")
    clue.propose("propose_leniency")
    clue.approve()

    without = trials.without_sheet(clue)
    clue.approved()

    assert without.code == "sheet_missing"
    assert approved_by(clue, "propose_leniency") == ["leadership_meeting", "principal"]
    assert clue.history()[-1]["data"]["approved"][-1]["kind"] == "outside"


def test_a_heavy_sanction_of_the_prefecture_needs_its_own_party_committee(county: Organ) -> None:
    clue = county.above.clue_in("on_trial", rank="division_deputy")

    clue.take("decide", EXPULSION)

    assert clue.history()[-1]["data"]["approved"][-1]["body"].endswith(f"@{county.above.code}")


def reviewed(township: Organ, sanction: dict[str, Any]) -> Walk:
    """A case that the county has reviewed; the township's own bodies have agreed to the sanction."""
    clue = in_review(township)
    clue.propose("decide_in_township", sanction)
    clue.approve()
    clue.approve()
    return clue
