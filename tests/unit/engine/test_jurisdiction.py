"""提级、指定、交办、移送: to which organs a case may go, who decides, and what it is like there."""

from dataclasses import replace
from typing import Any

import pytest

from engine.case import Case
from engine.definition import Move
from engine.jurisdiction import after, common_superior, destinations, organs_of, places_in
from engine.organisation import Organ
from tests.builders import (
    AG,
    COUNTY,
    JC,
    OTHER_COUNTY,
    PREFECTURE,
    PROVINCE,
    TODAY,
    TOWNSHIP,
    Dossier,
    a_case,
    a_township_case,
    a_world,
    an_organisation,
    decision,
    papers,
    post,
    refusal,
    under_inquiry,
)

RAISED = papers("raise_decision")
DESIGNATED = papers("designation_decision")


def taken_up(case: Case | None = None, **more: Any) -> Dossier:
    """A county's inquiry that the city's principal has taken up."""
    dossier = Dossier(case or under_inquiry(**more))
    decision(dossier.take("city_principal", "take_up", documents=RAISED))
    return dossier


def designated() -> Dossier:
    """A county's inquiry that the city has given to another county."""
    dossier = Dossier(under_inquiry())
    decision(dossier.take("city_principal", "designate", documents=DESIGNATED, to_organ=OTHER_COUNTY))
    return dossier


# --- Which organs are meant ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("acting", (PREFECTURE,)),
        ("superior", (PREFECTURE,)),
        ("above", (PREFECTURE,)),  # the province isn't on the platform
        ("below", (TOWNSHIP,)),
        ("beside", (TOWNSHIP, OTHER_COUNTY)),
        ("competent", (OTHER_COUNTY,)),
        ("sender", (TOWNSHIP,)),
        ("any", (PREFECTURE, TOWNSHIP, OTHER_COUNTY)),
    ],
)
def test_where_a_countys_case_may_go(to: str, expected: tuple[str, ...]) -> None:
    case = a_case(competent=OTHER_COUNTY, passage=((TOWNSHIP, None, "send"),))

    assert set(destinations(Move(to, "investigation"), case, PREFECTURE, a_world())) == set(expected)


def test_an_organ_that_was_dissolved_receives_nothing() -> None:
    gone = Organ("990103", "旧县纪委监委", "county", "commission", PREFECTURE, "", valid_to=TODAY)
    world = a_world(an_organisation(organs=[gone]))

    assert "990103" not in destinations(Move("any", "investigation"), a_case(), None, world)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (COUNTY, OTHER_COUNTY, PREFECTURE),
        (TOWNSHIP, OTHER_COUNTY, PREFECTURE),
        (COUNTY, PREFECTURE, PROVINCE),  # a superior doesn't decide its own dispute
        (COUNTY, PROVINCE, None),
        (COUNTY, "nowhere", None),
    ],
)
def test_the_common_superior_stands_above_both(one: str, other: str, expected: str | None) -> None:
    assert common_superior(one, other, an_organisation()) == expected


def test_who_designated_and_who_assigned_are_known_only_where_somebody_did() -> None:
    assert organs_of("designating", a_case(), an_organisation()) == ()
    assert organs_of("assigning", a_case(assigning=PREFECTURE), an_organisation()) == (PREFECTURE,)


# --- Where it lies there ------------------------------------------------------------------------------------------


def test_an_office_of_the_same_kind_receives_the_case_before_any_other() -> None:
    places = places_in(PREFECTURE, Move("superior", "case_supervision"), a_case(), a_world())

    assert [place.office for place in places] == [f"{PREFECTURE}-JC", f"{PREFECTURE}-AG"]


def test_an_office_in_which_its_subject_works_does_not_receive_it() -> None:
    case = a_case(subject_officer="city_jc_a")

    assert [place.office for place in places_in(PREFECTURE, Move("superior", "case_supervision"), case, a_world())] == [
        f"{PREFECTURE}-AG"
    ]


@pytest.mark.parametrize("subject", ["other_principal", "city_deputy"])
def test_no_case_about_its_principal_or_its_superiors_lies_in_an_organ(subject: str) -> None:
    case = a_case(subject_officer=subject)

    assert places_in(OTHER_COUNTY, Move("beside", "investigation"), case, a_world()) == ()


def test_an_organ_without_offices_can_keep_nothing_from_a_colleague() -> None:
    assert places_in(TOWNSHIP, Move("below", "investigation"), a_case(subject_officer="town_b"), a_world()) == ()


# --- 提级办理 -------------------------------------------------------------------------------------------------------


def test_the_superiors_principal_takes_a_matter_up() -> None:
    case = taken_up().case

    assert (case.organ, case.office, case.handover) == (PREFECTURE, f"{PREFECTURE}-JC", f"{PREFECTURE}-JC")
    assert case.competent == COUNTY


def test_nobody_of_the_old_organ_works_on_it_any_more_and_who_did_stays_known() -> None:
    case = taken_up(handler="jc_a").case

    assert (case.handler, case.team, case.teams) == (None, (), None)
    assert case.served_in(["inquiry"]) == {"jc_a", "jc_b"}
    assert case.passage == ((COUNTY, JC, "take_up"),)
    assert case.custody == (("inquiry", JC),)


@pytest.mark.parametrize("officer", ["principal", "city_deputy", "city_ag_head", "other_principal"])
def test_nobody_else_takes_a_matter_up(officer: str) -> None:
    refused = refusal(Dossier(under_inquiry()).take(officer, "take_up", documents=RAISED))

    assert refused.code == "wrong_role"
    assert "上一级机关的主要负责人" in refused.sentence


def test_a_matter_is_not_taken_up_without_the_document() -> None:
    assert refusal(Dossier(under_inquiry()).take("city_principal", "take_up")).code == "document_missing"


def test_where_no_superior_works_here_nothing_is_taken_up() -> None:
    case = a_case(organ=PREFECTURE, office=f"{PREFECTURE}-JC")
    asked = Dossier(case).take("city_jc_a", "ask_to_take_up", documents=papers("raise_request"))

    assert refusal(asked).code == "nowhere_to_go"


def test_the_superior_takes_up_what_waits_for_an_approval_and_the_request_lapses() -> None:
    dossier = Dossier(under_inquiry())
    decision(dossier.take("jc_a", "change_team", team=("jc_b", "jc_c")))
    request = dossier.request.id
    made = decision(dossier.take("city_principal", "take_up", documents=RAISED))

    assert dossier.case.pending is None
    assert made.data["lapsed"] == {"request": request, "because": "organ_changed"}


# --- 报请提级 -------------------------------------------------------------------------------------------------------


def test_a_matter_goes_up_at_request_when_both_principals_agree() -> None:
    dossier = Dossier(under_inquiry())
    decision(dossier.take("jc_a", "ask_to_take_up", documents=papers("raise_request")))
    decision(dossier.approve("principal"))
    decision(dossier.approve("city_principal"))

    assert dossier.case.organ == PREFECTURE
    assert dossier.case.approvers == ()


def test_a_superior_who_declines_says_why_and_the_matter_stays() -> None:
    dossier = Dossier(under_inquiry())
    decision(dossier.take("jc_a", "ask_to_take_up", documents=papers("raise_request")))
    decision(dossier.approve("principal"))
    decision(dossier.turn_down("city_principal", "refuse"))

    assert (dossier.case.organ, dossier.case.pending) == (COUNTY, None)


# --- 指定管辖 -------------------------------------------------------------------------------------------------------


def test_a_designated_organ_handles_the_matter_and_the_sanction_stays_where_it_was() -> None:
    case = designated().case

    assert (case.organ, case.designating, case.competent) == (OTHER_COUNTY, PREFECTURE, COUNTY)


def test_the_superior_numbers_its_designation_in_its_own_series() -> None:
    dossier = Dossier(under_inquiry())
    made = decision(dossier.take("city_principal", "designate", documents=DESIGNATED, to_organ=OTHER_COUNTY))

    assert made.issues == (("designation_decision", PREFECTURE),)


@pytest.mark.parametrize(
    ("to_organ", "code"),
    [(None, "to_organ_required"), (PREFECTURE, "wrong_destination"), (COUNTY, "wrong_destination")],
)
def test_to_whom_a_matter_is_designated_must_be_said(to_organ: str | None, code: str) -> None:
    asked = Dossier(under_inquiry()).take("city_principal", "designate", documents=DESIGNATED, to_organ=to_organ)

    assert refusal(asked).code == code


def test_an_organ_is_not_named_where_nothing_moves() -> None:
    assert refusal(Dossier(under_inquiry()).take("jc_a", "release", to_organ=PREFECTURE)).code == "no_organ_here"


def test_the_office_there_may_be_chosen_among_those_that_can_receive_it() -> None:
    dossier = Dossier(under_inquiry())
    named = {"documents": RAISED, "hand_to": f"{PREFECTURE}-AG"}
    decision(dossier.take("city_principal", "take_up", **named))

    assert dossier.case.office == f"{PREFECTURE}-AG"
    assert refusal(Dossier(under_inquiry()).take("city_principal", "take_up", documents=RAISED, hand_to=AG)).code == (
        "hand_to_required"
    )


def test_a_designation_is_over_when_the_matter_comes_home() -> None:
    dossier = designated()
    decision(dossier.take("other_jc_a", "receive"))
    decision(dossier.take("other_jc_a", "bring_home"))

    assert (dossier.case.organ, dossier.case.designating) == (COUNTY, None)
    assert [organ for organ, *_ in dossier.case.passage] == [COUNTY, OTHER_COUNTY]


# --- 交办、争议 -----------------------------------------------------------------------------------------------------


def test_a_task_is_known_until_who_gave_it_accepts_the_result() -> None:
    dossier = Dossier(a_case())
    decision(dossier.take("ag_a", "assign", documents=papers("assignment_letter")))
    decision(dossier.approve("principal"))

    assert (dossier.case.organ, dossier.case.assigning) == (TOWNSHIP, COUNTY)

    decision(dossier.take("ag_a", "accept"))

    assert dossier.case.assigning is None


def test_where_nothing_was_assigned_there_is_nothing_to_accept() -> None:
    assert refusal(Dossier(a_township_case()).take("ag_a", "accept")).code == "wrong_role"


def test_the_other_organ_and_the_common_superior_decide_a_dispute() -> None:
    dossier = Dossier(a_case())
    decision(dossier.take("jc_a", "refer", documents=papers("jurisdiction_report"), to_organ=OTHER_COUNTY))

    assert [step["organ"] for step in dossier.request.steps] == [OTHER_COUNTY, PREFECTURE]

    for officer in ("other_principal", "city_principal"):
        decision(dossier.approve(officer))

    assert dossier.case.organ == OTHER_COUNTY


def test_a_dispute_without_a_common_superior_here_is_decided_on_paper() -> None:
    dossier = Dossier(a_case())
    decision(dossier.take("jc_a", "refer", documents=papers("jurisdiction_report"), to_organ=PREFECTURE))

    assert [(step["kind"], step.get("body")) for step in dossier.request.steps][1] == (
        "outside",
        f"principal@{PROVINCE}",
    )


def test_a_designation_survives_a_move_further_down() -> None:
    case = a_case(designating=PREFECTURE, competent=PREFECTURE)
    [place] = places_in(TOWNSHIP, Move("below", "investigation"), case, a_world())
    moved = after(case, Move("below", "investigation"), "pass_down", place, an_organisation())

    assert moved["designating"] == PREFECTURE


def test_a_phase_is_not_handed_back_to_an_office_of_the_old_organ() -> None:
    """What the county's inquiry office held before the city took the case up isn't an office of the city."""
    case = replace(taken_up().case, state="on_trial", phase="trial", handover=None)
    dossier = Dossier(case, world=a_world(an_organisation(post("city_sl", f"{PREFECTURE}-JC", "handler"))))
    asked = dossier.take("city_sl", "send_back", documents=papers("return_note"))

    assert refusal(asked).code == "never_held"
