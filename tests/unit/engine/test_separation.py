"""Whoever served the inquiry has no part in the trial, over this case and every linked one; leaders decide in both."""

from typing import Any

import pytest

from engine.case import Case
from engine.law import ZJ
from tests.builders import (
    PANEL,
    SL,
    STANDING,
    Dossier,
    a_case,
    a_meeting,
    a_township_case,
    a_world,
    an_organisation,
    decision,
    on_trial,
    papers,
    post,
    refusal,
    under_inquiry,
)

TRIED = papers("trial_report", "opinion@same_level_organisation_department")
MOVED = an_organisation(
    post("jc_a", SL, "handler"), post("jc_b", SL, "office_head"), without=["jc_a", "jc_b", "sl_head"]
)
"""Two of the inquiry's team work in 审理室 now."""


def elsewhere(**served: tuple[str, ...]) -> Case:
    """A linked case in which these officers served."""
    return a_case("inquiring", id="c2", served=served)


@pytest.mark.law_refuses("R5-02a")
def test_who_served_the_inquiry_takes_no_step_of_the_trial_from_a_new_post_either() -> None:
    dossier = Dossier(on_trial(), world=a_world(MOVED))

    refused = refusal(dossier.take("jc_b", "form_panel", team=PANEL))

    assert (refused.code, refused.article) == ("separation", ZJ(54))
    assert refused.remedy == "请由未参与过的人员办理。"


@pytest.mark.law_refuses("R1.5-02b", "R5-02a")
def test_nor_joins_the_panel() -> None:
    dossier = Dossier(on_trial(), world=a_world(an_organisation(post("jc_a", SL, "handler"), without=["jc_a"])))

    refused = refusal(dossier.take("sl_head", "form_panel", team=("sl_a", "jc_a")))

    assert (refused.code, refused.fields) == ("team_separation", ("team",))


@pytest.mark.law("R5-02b")
@pytest.mark.law_refuses("R5-02b")
@pytest.mark.parametrize(
    ("linked", "may"),
    [
        ((elsewhere(inquiry=("sl_a",)),), False),
        ((elsewhere(trial=("sl_a",)),), True),  # another phase
        ((elsewhere(inquiry=("jc_a",)),), True),  # another officer
        ((elsewhere(trial=("sl_a",)), elsewhere(inquiry=("sl_c", "sl_a"))), False),
    ],
)
def test_service_in_a_linked_case_counts_like_service_in_this_one(linked: tuple[Case, ...], may: bool) -> None:
    dossier = Dossier(on_trial(), world=a_world(linked=linked))

    refused = dossier.judge_take("sl_head", "form_panel", team=PANEL)

    assert (refused is None) == may


@pytest.mark.law_refuses("R5-02b")
def test_a_proposer_with_a_linked_past_is_refused_too() -> None:
    dossier = Dossier(on_trial(), world=a_world(linked=(elsewhere(inquiry=("sl_a",)),)))

    assert refusal(dossier.take("sl_a", "decide", inputs={"sanction": "warning"}, documents=TRIED)).code == "separation"


def test_a_shared_leader_and_a_voter_who_served_are_not_kept_apart() -> None:
    served = {"inquiry": ("jc_a", "jc_b", "principal", "city_principal", *STANDING)}
    dossier = Dossier(on_trial(served=served))
    dossier.take("sl_a", "decide", inputs={"sanction": "warning"}, documents=TRIED)
    dossier.approve("city_principal")
    dossier.approve("principal")
    dossier.meet(a_meeting(dossier.request.id, STANDING[:3]))

    assert decision(dossier.approve("member_a", meeting="m1")).to == "decided"


# --- Who counts as having served --------------------------------------------------------------------------------------


@pytest.mark.law("R5-02a")
@pytest.mark.parametrize(
    ("officer", "step", "more", "serves"),
    [
        ("jc_c", "fill_in", {"inputs": {"account": "经过", "way": "talk"}}, True),
        ("jc_a", "add_evidence", {"documents": papers("evidence")}, True),
        ("jc_c", "remark", {"documents": papers("other")}, True),
        ("deputy", "instruct", {}, False),
        ("principal", "instruct", {}, False),
    ],
)
def test_who_works_on_a_case_has_served_in_its_phase_and_who_directs_has_not(
    officer: str, step: str, more: dict[str, Any], serves: bool
) -> None:
    dossier = Dossier(under_inquiry(served={}))

    dossier.take(officer, step, **more)

    assert (officer in dossier.case.served_in(["inquiry"])) == serves


def test_a_townships_deputy_who_handles_the_case_himself_has_served() -> None:
    dossier = Dossier(a_township_case("inquiring"))

    dossier.take("town_deputy", "fill_in", inputs={"account": "经过", "way": "talk"})
    dossier.take("town_principal", "instruct")

    assert dossier.case.served_in(["inquiry"]) == {"town_deputy"}


def test_a_team_has_served_in_the_phase_that_it_is_formed_for() -> None:
    dossier = Dossier(on_trial())

    dossier.take("sl_head", "form_panel", team=("sl_b", "sl_c"))

    assert dossier.case.served_in(["trial"]) == {"sl_a", "sl_b", "sl_c", "sl_head"}
    assert dossier.body["teams"] == {"inquiry": ["jc_a", "jc_b"], "trial": ["sl_b", "sl_c"]}


def test_service_is_never_forgotten() -> None:
    dossier = Dossier(under_inquiry())
    dossier.take("jc_c", "change_team", team=("jc_b", "jc_c"))

    dossier.approve("deputy")

    assert dossier.case.team == ("jc_b", "jc_c")
    assert dossier.case.served_in(["inquiry"]) == {"jc_a", "jc_b", "jc_c"}


def test_only_taking_a_step_is_service_not_asking_for_it() -> None:
    dossier = Dossier(a_case())

    dossier.take("jc_a", "inquire")

    assert dossier.case.served is None
