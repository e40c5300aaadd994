"""How a matter begins: who opens it, what each case is at first, and which classes its inputs join."""

from dataclasses import replace
from typing import Any

import pytest

from engine.commands import OpenMatter, Takeover
from engine.definition import Opening, Workflow
from engine.errors import Refused
from engine.law import ZJ
from engine.opening import Opened, competent_organ, decide_opening, may_import, not_importing, track_of
from engine.organisation import Post
from tests.builders import (
    COUNTY,
    JC,
    NOW,
    OTHER_COUNTY,
    PREFECTURE,
    PROVINCE,
    TODAY,
    TOMORROW,
    TOWNSHIP,
    XF,
    a_definition,
    a_world,
    an_organisation,
)
from tests.drill import DRILL

ROW = Takeover(
    act="a1",
    office=JC,
    state="allocated",
    number="P1",
    reference="r" * 64,
    content="c" * 64,
    matter="m" * 64,
)


def opening(actor: str = "xf_a", *, workflow: Workflow = DRILL, held: Post | None = None, **more: Any) -> Any:
    """What comes of opening a matter about 张某."""
    given = {"workflow": "drill", "subjects": ({"name": "张某"},), "received_on": TODAY, **more}
    world = a_world()
    post = held or next(iter(world.posts(actor)), None)
    return decide_opening(a_definition(workflow), OpenMatter(id="k1", actor=actor, **given), post, world)


def opened(*given: Any, **more: Any) -> Opened:
    """The one case opened."""
    result = opening(*given, **more)
    assert not isinstance(result, Refused), result
    (one,) = result
    assert isinstance(one, Opened)
    return one


def refused(*given: Any, **more: Any) -> Refused:
    """The refusal of an opening."""
    result = opening(*given, **more)
    assert isinstance(result, Refused), result
    return result


# --- Who opens --------------------------------------------------------------------------------------------------------


@pytest.mark.law("R1.1-01a", "R1.1-01b")
@pytest.mark.law_refuses("R1.1-01a", "R1.1-01b")
@pytest.mark.parametrize(
    ("officer", "more", "may"),
    [
        ("xf_a", {}, True),
        ("xf_head", {}, True),
        ("ag_a", {}, True),
        ("jc_a", {}, False),
        ("bg_a", {}, False),
        ("principal", {}, False),
        ("clerk", {}, False),
        ("other_xf_a", {}, True),  # in his own county
        ("other_xf_a", {"organ": COUNTY}, False),
        ("xf_a", {"organ": OTHER_COUNTY}, False),
        ("xf_a", {"organ": TOWNSHIP}, False),
        # A township is one office, its deputy the head of it.
        ("town_a", {}, True),
        ("town_deputy", {}, True),
        ("town_principal", {}, False),
        ("town_registrar", {}, False),
    ],
)
def test_a_matter_is_opened_in_the_offices_that_receive_it(officer: str, more: dict[str, Any], may: bool) -> None:
    result = opening(officer, **more)

    assert isinstance(result, Refused) != may
    assert may or (result.code, result.article) == ("wrong_role", ZJ(20))


@pytest.mark.parametrize(
    ("role", "officer", "may"),
    [
        ("office_head", "xf_head", True),
        ("office_head", "xf_a", False),
        ("registrar", "clerk", True),
        ("registrar", "xf_a", False),
        ("principal", "principal", True),
        ("overseeing_deputy", "deputy", True),
        (("office_head", "registrar"), "clerk", True),  # one of them is enough
        (("office_head", "registrar"), "xf_a", False),
    ],
)
def test_the_role_that_the_opening_declares_is_the_role_that_opens(role: Any, officer: str, may: bool) -> None:
    declared = Opening("received", by=role, office="petition", form="intake_sheet", number="clue", basis=[ZJ(20)])

    result = opening(officer, workflow=replace(DRILL, opening=declared))

    assert isinstance(result, Refused) != may


@pytest.mark.law_refuses("R1.1-01a", "R1.1-01b")
def test_the_refusal_names_the_receiving_offices() -> None:
    assert refused("jc_a").sentence == "受理登记须由办理机关的信访室、案件监督管理室办理。"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"subjects": ()}, "no_subject"),
        ({"organ": "nowhere"}, "unknown_organ"),
        ({"organ": PROVINCE}, "unknown_organ"),  # off the platform
        ({"received_on": TOMORROW}, "future"),
    ],
)
def test_an_opening_names_a_subject_an_organ_and_a_past_day(more: dict[str, Any], code: str) -> None:
    assert refused(**more).code == code


def test_without_a_post_nobody_opens() -> None:
    result = decide_opening(
        a_definition(),
        OpenMatter(id="k1", actor="xf_a", workflow="drill", subjects=({},), received_on=TODAY),
        None,
        a_world(),
    )

    assert isinstance(result, Refused)
    assert result.code == "unknown_organ"


# --- The first body ---------------------------------------------------------------------------------------------------


def test_a_case_begins_in_the_office_that_received_it() -> None:
    body = opened().body

    assert {name: body[name] for name in ("state", "phase", "version", "organ", "office")} == {
        "state": "received",
        "phase": "intake",
        "version": 1,
        "organ": COUNTY,
        "office": XF,
    }
    assert (body["opened_at"], body["opened_by"], body["received_on"]) == (NOW.isoformat(), "xf_a", "2026-11-20")
    assert body["definition"] == a_definition().digest


def test_a_townships_case_lies_in_no_office() -> None:
    assert "office" not in opened("town_a").body


def test_each_subject_is_a_case_of_its_own() -> None:
    result = opening(subjects=({"name": "张某"}, {"name": "李某"}))

    assert [one.subject["name"] for one in result] == ["张某", "李某"]


def test_inputs_join_the_class_that_their_field_names() -> None:
    one = opened(
        subjects=({"name": "张某", "gravity": "grave", "problem": "违规", "informant": "王某"},),
        documents={"clue_material": "sha256-clue_material"},
        reason="来信",
    )

    assert one.subject == {"name": "张某", "gravity": "grave"}
    assert one.content == {
        "inputs": {"problem": "违规"},
        "documents": {"clue_material": "sha256-clue_material"},
        "reason": "来信",
    }
    assert one.informant == {"informant": "王某"}
    assert not {"张某", "违规", "王某"} & {str(value) for value in one.body.values()}


def test_a_faulty_subject_is_named_by_its_place_and_nothing_is_opened() -> None:
    result = refused(subjects=({"name": "张某"}, {"gravity": "huge"}))

    assert (result.code, result.article, result.fields) == ("input_invalid", ZJ(20), ("name", "gravity"))
    assert result.sentence.startswith("第2名被反映人：")
    assert "huge" not in result.sentence


@pytest.mark.parametrize(
    ("authority", "organ", "competent"),
    [
        ("中共清河县委", COUNTY, COUNTY),
        ("中共云川市委", COUNTY, PREFECTURE),
        ("中共清河县溪铺乡委员会", COUNTY, TOWNSHIP),
        ("中共江原省委", COUNTY, PROVINCE),
        ("某单位党组", COUNTY, COUNTY),  # not known here: the holding organ
        (None, COUNTY, COUNTY),
        ("", COUNTY, COUNTY),
    ],
)
def test_the_committee_that_manages_the_person_says_who_is_competent(
    authority: str | None, organ: str, competent: str
) -> None:
    assert competent_organ(authority, organ, an_organisation()) == competent


@pytest.mark.parametrize(
    ("party_member", "supervised", "track"),
    [
        (True, True, "both"),
        (True, False, "discipline"),
        (True, None, "discipline"),
        (False, True, "supervision"),
        (None, True, "supervision"),
        (None, None, "supervision"),
    ],
)
def test_the_track_follows_from_party_membership_and_office(
    party_member: bool | None, supervised: bool | None, track: str
) -> None:
    assert track_of({"party_member": party_member, "supervised": supervised}) == track


def test_competence_and_track_are_part_of_the_first_body() -> None:
    subject = {"name": "张某", "authority": "中共云川市委", "party_member": True, "supervised": True}

    body = opened(subjects=(subject,)).body

    assert (body["competent"], body["track"]) == (PREFECTURE, "both")


# --- Taken over from a ledger -----------------------------------------------------------------------------------------


def test_an_import_sets_a_state_that_the_procedure_takes_over() -> None:
    body = opened("migrator", organ=COUNTY, takeover=ROW).body

    assert (body["state"], body["office"]) == ("allocated", JC)
    assert (body["imported"], body["taken_over_at"]) == (True, NOW.isoformat())


def test_a_closed_case_is_taken_over_closed() -> None:
    body = opened("migrator", organ=COUNTY, takeover=replace(ROW, state="closed")).body

    assert (body["state"], body["closed"]) == ("closed", True)


def test_no_other_state_can_be_set() -> None:
    result = refused("migrator", organ=COUNTY, takeover=replace(ROW, state="decided"))

    assert (result.code, result.fields) == ("not_taken_over", ("state",))


@pytest.mark.parametrize(
    ("officer", "organ", "may"),
    [
        ("migrator", COUNTY, True),
        ("migrator", TOWNSHIP, True),
        ("ag_a", COUNTY, True),
        ("ag_head", TOWNSHIP, True),  # below it
        ("city_ag_a", COUNTY, True),
        ("ag_a", OTHER_COUNTY, False),
        ("ag_a", PREFECTURE, False),
        ("xf_a", COUNTY, False),
        ("principal", COUNTY, False),
        ("system_admin", COUNTY, False),
    ],
)
def test_ledgers_are_imported_by_the_migration_post_or_case_supervision(officer: str, organ: str, may: bool) -> None:
    world = a_world()

    assert may_import(world.posts(officer)[0], organ, world.organisation) == may
    assert isinstance(opening(officer, organ=organ, takeover=ROW), Refused) != may


def test_nobody_imports_without_a_post() -> None:
    assert not may_import(None, COUNTY, an_organisation())


def test_an_import_keeps_what_the_form_does_not_have() -> None:
    row = replace(ROW, also={"clue_code": "A1"}, subject_officer="jc_a")

    one = opened("migrator", organ=COUNTY, takeover=row)

    assert one.content["ledger"] == {"clue_code": "A1"}
    assert one.body["subject_officer"] == "jc_a"


@pytest.mark.parametrize(
    ("organ", "stated", "code"),
    [
        (PREFECTURE, COUNTY, None),  # the law sends the row up
        (COUNTY, COUNTY, None),
        (COUNTY, TOWNSHIP, None),
        (OTHER_COUNTY, COUNTY, "wrong_organ"),  # never sideways
        (TOWNSHIP, COUNTY, "wrong_organ"),  # nor down
    ],
)
def test_a_row_goes_to_the_organ_that_the_ledger_names_or_up_its_line(
    organ: str, stated: str, code: str | None
) -> None:
    result = opening("city_ag_a", organ=organ, takeover=replace(ROW, office=None, stated=stated))

    assert (result.code if isinstance(result, Refused) else None) == code


@pytest.mark.parametrize("office", ["nowhere", "990102-JC"])
def test_a_row_is_not_put_into_an_office_of_another_organ(office: str) -> None:
    result = refused("migrator", organ=COUNTY, takeover=replace(ROW, office=office))

    assert (result.code, result.fields) == ("input_invalid", ("office",))


def test_the_refusal_of_a_strange_ledger_names_the_organs() -> None:
    world = a_world()

    result = not_importing(world.posts("ag_a")[0], [COUNTY, OTHER_COUNTY, PREFECTURE], world.organisation)

    assert result is not None
    assert result.sentence == "台账中有不属于本机关及其下级的事项：石阴县纪委监委、云川市纪委监委。"
    assert not_importing(world.posts("ag_a")[0], [COUNTY, TOWNSHIP], world.organisation) is None
    assert not_importing(world.posts("xf_a")[0], [COUNTY], world.organisation) is not None


@pytest.mark.parametrize("reason", ["\ud800", "长" * 10_001])
def test_a_reason_that_no_database_keeps_opens_nothing(reason: str) -> None:
    assert refused(reason=reason).fields == ("reason",)
