"""What the desks refuse before they touch the store: there is none here, so a refusal that came later would fail."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, cast

import pytest

from engine.commands import Delegate, HoldMeeting, ImportOrganisation, IssueToken, MassAct, OpenMatter, RevokeToken
from engine.desks.acts import on_mass_act
from engine.desks.desk import Desk
from engine.desks.identity import on_issue, on_revoke
from engine.desks.matters import on_opening
from engine.desks.meetings import on_meeting
from engine.desks.organisation import _delegated_post, on_delegation, on_import
from engine.desks.refusals import _named
from engine.errors import Refused
from engine.law import PZ, ZJ
from engine.organisation import Organisation
from engine.ports import Moment
from engine.registry import Registry
from tests.builders import (
    COUNTY,
    JC,
    NOW,
    STANDING,
    TODAY,
    TOMORROW,
    YESTERDAY,
    a_definition,
    a_delegation,
    a_world,
    an_organisation,
    post,
    refusal,
)

NEXT_MONTH = date(2026, 12, 20)


def a_desk(organisation: Organisation | None = None) -> Desk:
    """A desk that knows the drill, in a world, without a store."""
    registry, nothing = Registry(), cast(Any, None)
    registry.add(a_definition())
    return Desk(nothing, nothing, registry, nothing, Moment({}, ""), a_world(organisation), "")


def code_of(result: Any) -> str:
    """The code of a refusal."""
    return refusal(result).code


# --- The acting post --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("officer", "named", "code"),
    [
        ("jc_a", None, None),
        ("jc_a", "jc_a@990101-JC/handler", None),
        ("jc_a", "jc_b@990101-JC/handler", "post_not_held"),
        ("jc_a", "jc_a@990101-SL/handler", "post_not_held"),
        ("principal", None, "post_required"),  # principal and member of the committee
        ("principal", "principal@990101/standing_committee_member", None),
        ("nobody", None, "post_required"),
    ],
)
def test_a_command_names_a_post_that_is_held(officer: str, named: str | None, code: str | None) -> None:
    result = a_desk().post(IssueToken(id="k1", actor=officer, post=named, officer="", valid_to=NOW, secret_hash=""))

    assert (result.code if isinstance(result, Refused) else None) == code


def test_the_posts_to_choose_from_are_offered() -> None:
    result = a_desk().post(RevokeToken(id="k1", actor="principal", token_id="t1"))

    assert isinstance(result, Refused)
    assert result.remedy == "本人现任岗位：principal@990101/principal、principal@990101/standing_committee_member。"


# --- Delegations ------------------------------------------------------------------------------------------------------

DELEGATE = Delegate(
    id="k1",
    actor="principal",
    post="principal@990101/principal",
    to="deputy",
    steps=("inquire",),
    valid_from=TODAY,
    valid_to=NEXT_MONTH,
)


@pytest.mark.parametrize(
    ("how", "code", "fields"),
    [
        ({"valid_to": TODAY}, "input_invalid", ("valid_from", "valid_to")),
        ({"valid_from": NEXT_MONTH}, "input_invalid", ("valid_from", "valid_to")),
        ({"valid_from": YESTERDAY, "valid_to": TODAY}, "input_invalid", ("valid_from", "valid_to")),
        ({"to": "principal"}, "input_invalid", ("to",)),
        ({"to": "other_principal"}, "input_invalid", ("to",)),
        ({"to": "nobody"}, "input_invalid", ("to",)),
        ({"steps": ("inquire", "张三案")}, "input_invalid", ("steps",)),
        ({"steps": ()}, "wrong_role", ("steps",)),
        ({"actor": "jc_a", "post": None}, "wrong_role", ("steps",)),
        ({"actor": "principal", "post": "principal@990101/standing_committee_member"}, "wrong_role", ("steps",)),
        ({"of_post": "deputy@990101/deputy_leader"}, "not_delegable", ("of_post",)),
    ],
)
def test_a_delegation_is_of_a_leaders_own_post_to_a_colleague_for_known_steps_and_a_time(
    how: dict[str, Any], code: str, fields: tuple[str, ...]
) -> None:
    refused = refusal(on_delegation(a_desk(), replace(DELEGATE, **how)))

    assert (refused.code, refused.fields) == (code, fields)


@pytest.mark.parametrize(
    ("depth", "held", "asked", "valid_to", "becomes"),
    [
        (1, ("*",), ("inquire",), date(2026, 12, 1), 2),
        (1, ("inquire", "submit"), ("inquire",), date(2026, 11, 25), 2),
        (1, ("submit",), ("inquire",), date(2026, 11, 25), None),  # more than he was given
        (1, ("inquire",), ("*",), date(2026, 11, 25), None),
        (1, ("*",), ("inquire",), date(2026, 12, 2), None),  # longer than he was given
        (2, ("*",), ("inquire",), date(2026, 11, 25), None),  # a third hand
    ],
)
def test_a_delegate_passes_on_no_more_than_he_has_and_only_once(
    depth: int, held: tuple[str, ...], asked: tuple[str, ...], valid_to: date, becomes: int | None
) -> None:
    desk = a_desk(an_organisation(delegations=(a_delegation("principal", "deputy", *held, depth=depth),)))
    of_post, own = "principal@990101/principal", desk.world.posts("deputy")[0]
    command = replace(DELEGATE, actor="deputy", to="jc_head", steps=asked, valid_to=valid_to, of_post=of_post)

    result = _delegated_post(desk, command, own)

    if becomes is None:
        assert isinstance(result, Refused)
        assert (result.code, result.article) == ("not_delegable", ZJ(9))
    else:
        assert result == (of_post, becomes)


# --- Meetings ---------------------------------------------------------------------------------------------------------

MEETING = HoldMeeting(
    id="k1",
    actor="bg_a",
    organ=COUNTY,
    office=None,
    body="standing_committee",
    held_on=TODAY,
    present=STANDING[:3],
)


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"body": "tea_party"}, "input_invalid"),
        ({"organ": "nowhere"}, "input_invalid"),
        ({"office": "张三案"}, "input_invalid"),
        ({"office": "990102-JC"}, "input_invalid"),  # of another organ
        ({"held_on": TOMORROW}, "future"),
        ({"actor": "jc_a"}, "wrong_role"),
        ({"actor": "city_ag_a"}, "wrong_role"),
        ({"present": (*STANDING, "jc_a")}, "not_member"),
        ({"recused": ("jc_a",)}, "not_member"),
        ({"present": ()}, "not_member"),
        ({"body": "same_level_party_committee"}, "not_member"),  # a body outside has no members here
        ({}, "no_items"),
    ],
)
def test_a_meeting_is_recorded_by_those_who_may_of_those_who_sit_in_it(how: dict[str, Any], code: str) -> None:
    assert code_of(on_meeting(a_desk(), replace(MEETING, **how))) == code


def test_a_meeting_without_items_is_refused_under_the_rule_on_meetings() -> None:
    refused = refusal(on_meeting(a_desk(), MEETING))

    assert (refused.article, refused.remedy) == (PZ(4), "请登记至少一个议题。")


def test_a_member_who_has_left_since_may_still_be_recorded_as_present() -> None:
    left = an_organisation(post("gone", COUNTY, "standing_committee_member", valid_to=TODAY))
    meeting = replace(MEETING, held_on=YESTERDAY, present=("gone", *STANDING[:2]))

    assert code_of(on_meeting(a_desk(left), meeting)) == "no_items"
    assert code_of(on_meeting(a_desk(left), replace(meeting, held_on=TODAY))) == "not_member"


# --- Tokens, imports, mass acts, openings -----------------------------------------------------------------------------

TOKEN = IssueToken(
    id="k1", actor="security_admin", officer="jc_a", valid_to=NOW + timedelta(days=30), secret_hash="0" * 64
)


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"actor": "system_admin"}, "wrong_role"),
        ({"actor": "jc_a"}, "wrong_role"),
        ({"officer": "nobody"}, "input_invalid"),
        ({"valid_to": NOW}, "input_invalid"),
        ({"valid_to": NOW + timedelta(days=367)}, "input_invalid"),
    ],
)
def test_tokens_are_issued_by_the_security_administrator_for_at_most_a_year(how: dict[str, Any], code: str) -> None:
    assert code_of(on_issue(a_desk(), replace(TOKEN, **how))) == code


def test_nobody_else_revokes_a_token() -> None:
    assert code_of(on_revoke(a_desk(), RevokeToken(id="k1", actor="jc_a", token_id="t1"))) == "wrong_role"


@pytest.mark.parametrize("officer", ["jc_a", "security_admin"])
def test_only_the_migration_post_or_the_system_administrator_imports_an_organisation(officer: str) -> None:
    command = ImportOrganisation(id="k1", actor=officer, snapshot={}, names={})

    assert code_of(on_import(a_desk(), command)) == "wrong_role"


def test_a_mass_act_is_begun_by_who_may_import() -> None:
    assert (
        code_of(on_mass_act(a_desk(), MassAct(id="k1", actor="jc_a", act="a1", event="begin", about="x")))
        == "wrong_role"
    )


@pytest.mark.parametrize(
    ("workflow", "officer", "code"),
    [("waltz", "xf_a", "unknown_workflow"), ("drill", "nobody", "post_required"), ("drill", "jc_a", "wrong_role")],
)
def test_an_opening_is_refused_before_anything_is_written(workflow: str, officer: str, code: str) -> None:
    command = OpenMatter(id="k1", actor=officer, workflow=workflow, subjects=({"name": "张某"},), received_on=TODAY)

    assert code_of(on_opening(a_desk(), command)) == code


# --- What a refusal leaves in the register ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("submit", "submit"),
        ("sheet.number", "sheet.number"),
        ("opinion@same_level_party_committee", "opinion@same_level_party_committee"),
        ("seen_on2", "seen_on2"),
        ("张三", "?"),
        ("13800000000", "?"),
        ("a b", "?"),
        ("", "?"),
        ("Zhang", "?"),
        ("x" * 61, "?"),
        ("a\n", "?"),
        ("\ud800", "?"),
    ],
)
def test_what_somebody_typed_as_a_name_is_not_registered(name: str, kept: str) -> None:
    assert _named(name) == kept


def test_offices_of_the_organ_may_hold_a_meeting() -> None:
    study = replace(MEETING, actor="jc_head", body="office_meeting", office=JC, present=("jc_head", "jc_a", "jc_b"))

    assert code_of(on_meeting(a_desk(), study)) == "no_items"
