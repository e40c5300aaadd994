"""What passes of a case when an officer leaves: who may hand it over, to whom, and what stays as it is."""

from typing import Any

import pytest

from engine.commands import HandOverAct, PassOn
from engine.desks.passing import not_of, on_act
from engine.law import JCF, ZJ
from engine.succession import not_handing_over, short_of_members
from tests.builders import (
    JC,
    PANEL,
    SL,
    YESTERDAY,
    Dossier,
    a_case,
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
from tests.unit.engine.test_desks import a_desk

MOVED = an_organisation(post("jc_a", SL, "handler"), post("sl_c", JC, "handler"), without=["jc_a", "sl_c"])
"""One of the inquiry's team works in 审理室 now, and somebody of 审理室 in 审查调查室."""


def handled(**more: Any) -> Dossier:
    """A case under inquiry that jc_a handles and investigates together with jc_b."""
    return Dossier(under_inquiry(**{"handler": "jc_a", **more}))


# --- Who may ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "may"),
    [
        ("principal", True),
        ("ag_a", True),
        ("ag_head", True),
        ("deputy", True),
        ("jc_head", True),
        ("trial_deputy", False),  # oversees another office
        ("jc2_head", False),
        ("jc_c", False),
        ("clerk", False),
        ("jc_a", False),  # the leaver himself
        ("city_principal", False),
        ("city_ag_a", False),
        ("other_principal", False),
        ("auditor", False),
        ("system_admin", False),
    ],
)
def test_the_organ_its_supervisors_and_the_offices_own_leaders_hand_a_case_over(by: str, may: bool) -> None:
    result = handled().pass_on(by, "jc_a", "jc_c")

    assert (decision(result).event == "pass_on") if may else (refusal(result).code == "wrong_role")


def test_a_leader_who_leaves_does_not_hand_over_his_own_case() -> None:
    dossier = handled(handler="jc_head")

    assert refusal(dossier.pass_on("jc_head", "jc_head", "jc_c")).code == "wrong_role"


def test_in_a_township_the_principal_and_the_deputies_hand_over() -> None:
    dossier = Dossier(a_township_case(handler="town_a"))

    assert refusal(dossier.pass_on("town_b", "town_a", "town_c")).code == "wrong_role"
    assert decision(dossier.pass_on("town_deputy", "town_a", "town_b")).changes == {"handler": "town_b"}


@pytest.mark.parametrize(
    ("by", "officer", "to", "code"),
    [
        ("principal", "jc_a", "jc_c", None),
        ("jc_head", "jc_a", "jc_c", None),
        ("ag_a", "left", "jc_c", None),  # whoever has left already
        ("jc_c", "jc_a", "jc_b", "wrong_role"),
        ("clerk", "jc_a", "jc_b", "wrong_role"),
        ("jc_head", "jc_head", "jc_b", "wrong_role"),
        ("principal", "jc_a", "jc_a", "input_invalid"),
        ("principal", "jc_a", "other_jc_a", "input_invalid"),
        ("principal", "jc_a", "nobody", "input_invalid"),
    ],
)
def test_a_hand_over_is_begun_by_a_leader_for_somebody_else_to_a_colleague(
    by: str, officer: str, to: str, code: str | None
) -> None:
    world = a_world()

    refused = not_handing_over(world.posts(by)[0], officer, to, world)

    assert (refused.code if refused else None) == code


BEGIN = HandOverAct(id="k1", actor="ag_a", act="a1", event="begin", officer="jc_a", to="jc_c", reason="调离")


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"reason": ""}, "document_missing"),
        ({"reason": "  "}, "document_missing"),
        ({"reason": "\x00"}, "input_invalid"),
        ({"document": "移交清单.pdf"}, "input_invalid"),
        ({"document": "0" * 63}, "input_invalid"),
        ({"to": "jc_a"}, "input_invalid"),
        ({"actor": "jc_b"}, "wrong_role"),
        ({"actor": "nobody"}, "post_required"),
    ],
)
def test_the_act_names_its_paper_or_the_reason_why_there_is_none(how: dict[str, Any], code: str) -> None:
    given = {name: getattr(BEGIN, name) for name in ("id", "actor", "act", "event", "officer", "to", "reason")}

    assert refusal(on_act(a_desk(), HandOverAct(**{**given, **how}))).code == code


@pytest.mark.parametrize(
    ("begun", "part"),
    [
        ({"actor": "ag_a", "data": {"about": "handover", "officer": "jc_a", "to": "jc_c"}}, True),
        ({"actor": "ag_b", "data": {"about": "handover", "officer": "jc_a", "to": "jc_c"}}, False),
        ({"actor": "ag_a", "data": {"about": "handover", "officer": "jc_b", "to": "jc_c"}}, False),
        ({"actor": "ag_a", "data": {"about": "handover", "officer": "jc_a", "to": "jc_b"}}, False),
        ({"actor": "ag_a", "data": {"about": "ledger"}}, False),
        (None, False),
    ],
)
def test_a_case_passes_only_in_the_act_that_the_same_officer_began_for_the_same_two(begun: Any, part: bool) -> None:
    command = PassOn(id="k2", actor="ag_a", case="c1", act="a1", officer="jc_a", to="jc_c")

    assert (not_of(begun, command) is None) == part


# --- What passes ------------------------------------------------------------------------------------------------------


def test_custody_and_the_seat_pass_and_the_successor_has_served_from_now_on() -> None:
    dossier = handled()

    made = decision(dossier.pass_on("principal", "jc_a", "jc_c"))

    assert (dossier.case.handler, dossier.case.team) == ("jc_c", ("jc_c", "jc_b"))
    assert dossier.body["teams"]["inquiry"] == ["jc_c", "jc_b"]
    assert dossier.case.served_in(["inquiry"]) == {"jc_a", "jc_b", "jc_c"}
    assert (made.kind, made.data["took"]) == ("succession", ["handler", "team"])


def test_who_keeps_a_file_without_a_seat_passes_the_file_and_the_new_keeper_has_served_nowhere() -> None:
    dossier = Dossier(a_case("closed", handler="jc_a"))

    made = decision(dossier.pass_on("principal", "jc_a", "jc_c"))

    assert made.changes == {"handler": "jc_c"}


def test_where_the_successor_sits_already_the_team_has_one_member_less() -> None:
    dossier = handled()

    dossier.pass_on("principal", "jc_a", "jc_b")

    assert dossier.case.team == ("jc_b",)
    assert short_of_members(dossier.definition, dossier.case, dossier.world)


def test_a_seat_without_a_lawful_successor_stays_empty() -> None:
    dossier = handled(handler="jc_c")

    made = decision(dossier.pass_on("principal", "jc_a", "jc2_a"))

    assert (dossier.case.team, dossier.case.handler, made.data["took"]) == (("jc_b",), "jc_c", [])
    assert dossier.case.served_in(["inquiry"]) == {"jc_a", "jc_b"}


def test_a_team_that_has_nothing_to_decide_is_not_missed() -> None:
    dossier = Dossier(a_case("closed", team=("jc_a", "jc_b")))

    dossier.pass_on("principal", "jc_a", "jc2_a")

    assert not short_of_members(dossier.definition, dossier.case, dossier.world)


def test_his_office_is_that_of_the_case_also_when_his_own_post_has_ended() -> None:
    gone = an_organisation(post("jc_a", JC, "handler", valid_to=YESTERDAY), without=["jc_a"])
    dossier = Dossier(under_inquiry(handler="jc_a"), world=a_world(gone))

    dossier.pass_on("ag_a", "jc_a", "jc_c")

    assert dossier.case.handler == "jc_c"


@pytest.mark.parametrize("officer", ["principal", "jc_c", "xf_a"])
def test_an_approval_a_proposal_or_a_registration_is_nothing_to_hand_over(officer: str) -> None:
    dossier = Dossier(under_inquiry(approvers=("principal",)), facts={"gravity": "minor"})
    dossier.take("jc_c", "dismiss", documents=papers("closing_note"))

    assert refusal(dossier.pass_on("ag_a", officer, "jc_head")).code == "not_held"


def test_the_dates_of_steps_are_not_moved() -> None:
    dossier = handled()
    before = dossier.case.last_occurred_at

    dossier.pass_on("principal", "jc_a", "jc_c")

    assert dossier.case.last_occurred_at == before


# --- Who may not succeed ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "to", "code", "article"),
    [
        ({"recused": ("jc_c",)}, "jc_c", "successor_recused", JCF(67)),
        ({"subject_officer": "jc_c"}, "jc_c", "successor_recused", JCF(67)),
        ({}, "jc2_a", "successor_outside_office", ZJ(23)),
        ({}, "principal", "successor_outside_office", ZJ(23)),
        ({}, "other_jc_a", "successor_outside_office", ZJ(23)),
    ],
)
def test_a_case_that_nobody_lawful_takes_over_stays_as_it_is(more: Any, to: str, code: str, article: Any) -> None:
    dossier = handled(**more)
    before = dossier.case

    refused = refusal(dossier.pass_on("ag_a", "jc_a", to))

    assert (refused.code, refused.article, dossier.case) == (code, article, before)


def test_who_investigated_inherits_no_seat_in_the_panel() -> None:
    dossier = Dossier(on_trial(), world=a_world(MOVED))

    made = decision(dossier.pass_on("principal", "sl_a", "jc_a"))

    assert (dossier.case.team, made.data["took"]) == (("sl_b",), [])


def test_nor_the_file_of_a_case_on_trial() -> None:
    dossier = Dossier(on_trial(handler="sl_a"), world=a_world(MOVED))

    refused = refusal(dossier.pass_on("principal", "sl_a", "jc_a"))

    assert (refused.code, refused.article) == ("separation", ZJ(54))


def test_who_tried_the_case_inherits_no_seat_in_the_inquiry_to_which_it_came_back() -> None:
    served = {"inquiry": ("jc_a", "jc_b"), "trial": ("sl_c",)}
    moved = an_organisation(post("sl_c", JC, "handler"), without=["sl_c"])
    dossier = Dossier(under_inquiry(handler="jc_a", served=served), world=a_world(moved))

    assert refusal(dossier.pass_on("principal", "jc_a", "sl_c")).code == "separation"


@pytest.mark.parametrize(("state", "team"), [("decided", PANEL), ("closed", PANEL)])
def test_the_sides_are_kept_apart_after_the_trial_too(state: str, team: tuple[str, ...]) -> None:
    served = {"inquiry": ("jc_a", "jc_b"), "trial": PANEL}
    dossier = Dossier(a_case(state, office=SL, handler="sl_a", team=team, served=served), world=a_world(MOVED))

    assert refusal(dossier.pass_on("principal", "sl_a", "jc_a")).code == "separation"


def test_service_in_a_linked_case_counts_like_service_in_this_one() -> None:
    linked = a_case("inquiring", id="c2", served={"inquiry": ("sl_c",)})
    dossier = Dossier(on_trial(handler="sl_a"), world=a_world(linked=(linked,)))

    assert refusal(dossier.pass_on("principal", "sl_a", "sl_c")).code == "separation"


# --- What waits -------------------------------------------------------------------------------------------------------


def test_what_he_proposed_stays_and_is_decided() -> None:
    dossier = Dossier(under_inquiry(handler="jc_a"), facts={"gravity": "minor"})
    dossier.take("jc_a", "dismiss", documents=papers("closing_note"))

    dossier.pass_on("principal", "jc_a", "jc_c")
    decision(dossier.approve("deputy"))

    assert (dossier.case.state, dossier.case.handler) == ("dismissed", "jc_c")


def test_the_successor_does_not_take_back_what_the_other_proposed() -> None:
    dossier = Dossier(under_inquiry(handler="jc_a"), facts={"gravity": "minor"})
    dossier.take("jc_a", "dismiss", documents=papers("closing_note"))
    dossier.pass_on("principal", "jc_a", "jc_c")

    refused = refusal(dossier.withdraw("jc_c"))

    assert (refused.code, refused.remedy) == ("wrong_role", "请由提出人撤回，或由审批人退回。")


def test_while_what_the_team_signed_is_being_approved_its_seats_do_not_pass() -> None:
    dossier = signed_and_submitted()

    refused = refusal(dossier.pass_on("ag_a", "jc_a", "jc_c"))
    decision(dossier.approve("principal"))

    assert (refused.code, dossier.case.state) == ("signature_waits", "on_trial")


def test_custody_of_it_passes_from_who_did_not_sign() -> None:
    dossier = signed_and_submitted(handler="jc_c")

    assert decision(dossier.pass_on("ag_a", "jc_c", "jc_head")).changes == {"handler": "jc_head"}


def test_a_signature_collected_before_is_asked_of_the_successor_too() -> None:
    dossier = Dossier(under_inquiry())
    report = papers("investigation_report")
    for officer in ("jc_a", "jc_b"):
        dossier.sign(officer, "submit", report)

    dossier.pass_on("ag_a", "jc_a", "jc_c")

    assert refusal(dossier.take("jc_b", "submit", documents=report)).code == "signature_missing"


def signed_and_submitted(**more: Any) -> Dossier:
    """A report that both members have signed, and that waits for the principal."""
    dossier = Dossier(under_inquiry(**more))
    report = papers("investigation_report")
    for officer in ("jc_a", "jc_b"):
        dossier.sign(officer, "submit", report)
    decision(dossier.take("jc_a", "submit", documents=report, hand_to=SL))
    return dossier
