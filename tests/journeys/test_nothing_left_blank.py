"""What a period or a right hangs on must be said: a ground, a day, a scope, a paper."""

from typing import Any

import pytest

from app.demo.papers import Paper
from app.demo.walk import Walk
from tests.journeys.journey import EXEMPTED, EXPULSION, WARNING, Organ


@pytest.mark.law_refuses("R1.1-02b")
def test_a_clue_without_a_keeper_isnt_disposed_of(county: Organ) -> None:
    clue = county.clue().take("allocate")

    refused = clue.attempt("settle")

    assert (refused.code, clue.case.handler, clue.state) == ("handover_unsigned", None, "allocated")


@pytest.mark.law_refuses("R1.1-03c")
@pytest.mark.parametrize("way", ["file_away", "keep_in_mind", "record"])
def test_there_is_no_other_way_to_dispose_of_a_clue(county: Organ, way: str) -> None:
    clue = county.clue_in("allocated")

    assert (clue.attempt(way).code, clue.state) == ("unknown_step", "allocated")


@pytest.mark.parametrize(
    ("taken", "step", "blank"),
    [
        ((), "send_inquiry_letter", "served_on"),
        (("send_inquiry_letter",), "record_reply", "answered_on"),
        ((), "hold_inquiry_talk", "answered_on"),
    ],
)
def test_the_day_from_which_a_period_of_the_inquiry_runs_is_told(
    county: Organ, taken: tuple[str, ...], step: str, blank: str
) -> None:
    clue = county.clue_in("allocated").take("inquire", {"way": "letter"}).takes(*taken)

    refused = clue.attempt(step, {blank: None})

    assert (refused.code, refused.fields) == ("input_invalid", (blank,))


@pytest.mark.law_refuses("R1.5-04b", "R1.5-04c")
@pytest.mark.parametrize("ground", [None, "curious"])
def test_the_trial_office_isnt_asked_in_early_on_any_other_ground(county: Organ, ground: str | None) -> None:
    clue = county.clue_in("investigating")

    refused = clue.attempt("invite_trial_early", {"early_ground": ground})

    assert (refused.code, refused.fields) == ("input_invalid", ("early_ground",))


@pytest.mark.law_refuses("R1.5-06a")
def test_a_violation_found_in_trial_isnt_filed_there(county: Organ) -> None:
    clue = county.clue_in("on_trial").take("record_new_violation")

    assert (clue.attempt("extend_filing").code, clue.state) == ("wrong_state", "on_trial")


@pytest.mark.law_refuses("R1.5-07b")
def test_a_withdrawal_is_told_to_the_unit_in_writing(county: Organ) -> None:
    clue = county.clue_in("on_trial").take("withdraw_case")

    refused = clue.attempt("notify_withdrawal", without=["documents"])

    assert (refused.code, clue.case.times("notify_withdrawal")) == ("document_missing", 0)


@pytest.mark.law_refuses("R1.5-08b")
def test_an_exemption_is_no_word_of_mouth(county: Organ) -> None:
    clue = county.clue_in("on_trial")

    refused = clue.attempt("decide", EXEMPTED, without=["documents"])

    assert (refused.code, clue.state) == ("document_missing", "on_trial")


@pytest.mark.law_refuses("R1.2-13b")
def test_the_organisation_department_is_heard_and_not_only_asked(county: Organ) -> None:
    clue = county.clue_in("on_trial")
    asked = {"opinions_letter": clue.door.upload(clue.case.team[0], clue.id, Paper.of("（示例）征求意见函"))}

    refused = clue.attempt("hear_opinions", documents=asked)

    assert refused.code == "document_missing"
    assert "opinion@same_level_organisation_department" in refused.fields


@pytest.mark.parametrize("blank", ["party_effective_on", "administrative_effective_on", "announced_to"])
def test_an_announcement_tells_since_when_it_takes_effect_and_who_heard_it(county: Organ, blank: str) -> None:
    clue = decided(county, WARNING)

    refused = clue.attempt("announce", {blank: None})

    assert (refused.code, refused.fields, clue.state) == ("input_invalid", (blank,), "decided")


def test_no_seized_property_is_dealt_with_before_the_notice(county: Organ) -> None:
    clue = decided(county, EXPULSION)

    assert clue.attempt("execute_seizure").code == "step_missing"


def decided(county: Organ, sanction: dict[str, Any]) -> Walk:
    """A cadre with this sanction, not yet announced."""
    return county.clue_in("on_trial").take("decide", sanction)
