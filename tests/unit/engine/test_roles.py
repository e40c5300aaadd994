"""Who may take a step: the role, in the office that the step names. Asked as the workbench asks for its buttons."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from engine.case import Case
from engine.decision import entitled
from engine.errors import Refused
from engine.law import ZJ
from engine.organisation import Organisation
from engine.world import CaseFile
from tests.builders import (
    COUNTY,
    JC,
    JC2,
    TODAY,
    TOMORROW,
    YESTERDAY,
    Dossier,
    a_case,
    a_definition,
    a_township_case,
    a_world,
    an_organisation,
    on_trial,
    post,
    refusal,
    take,
    under_inquiry,
)
from tests.drill import DRILL, changed

HELD_BY_NOBODY = a_case(handover=JC)


def asked(
    step: str, officer: str, case: Case, organisation: Organisation | None = None, by: tuple[str, ...] = ()
) -> Refused | None:
    """Why the officer could not take the step now, in the best of his posts."""
    definition = a_definition(changed(step, by=by) if by else DRILL)
    world = a_world(organisation)
    found = definition.lookup.find(step, case.state)
    assert found is not None
    refusals = [entitled(definition, CaseFile(case), found, held, world) for held in world.posts(officer)]
    return None if None in refusals else refusals[0]


@pytest.mark.parametrize(
    ("step", "case", "officer", "may"),
    [
        # A handler works in the office that holds the case; so does its head.
        ("receive", HELD_BY_NOBODY, "jc_a", True),
        ("receive", HELD_BY_NOBODY, "jc_head", True),
        ("receive", HELD_BY_NOBODY, "jc2_a", False),
        ("receive", HELD_BY_NOBODY, "other_jc_a", False),
        ("receive", HELD_BY_NOBODY, "city_jc_a", False),
        ("receive", HELD_BY_NOBODY, "principal", False),
        ("receive", HELD_BY_NOBODY, "clerk", False),
        # An office by its function: whoever holds the case.
        ("allocate", a_case("received"), "ag_a", True),
        ("allocate", a_case("received"), "ag_head", True),
        ("allocate", a_case("received"), "jc_a", False),
        ("allocate", a_case("received"), "city_ag_a", False),
        # Only the head.
        ("form_panel", on_trial(), "sl_head", True),
        ("form_panel", on_trial(), "sl_c", False),
        ("form_panel", on_trial(), "jc_head", False),
        # The team that the case names.
        ("add_evidence", under_inquiry(), "jc_a", True),
        ("add_evidence", under_inquiry(), "jc_c", False),
        ("add_evidence", under_inquiry(), "jc_head", False),
        # Leaders: the organ's own, and the deputy who oversees the office that holds the case.
        ("instruct", a_case(), "principal", True),
        ("instruct", a_case(), "city_principal", False),
        ("instruct", a_case(), "other_principal", False),
        ("instruct", a_case(), "deputy", True),
        ("instruct", a_case(), "trial_deputy", False),
        ("instruct", on_trial(), "trial_deputy", True),
        ("instruct", on_trial(), "deputy", False),
        # The registrar's post.
        ("log_letter", a_case(), "clerk", True),
        ("log_letter", a_case(), "town_registrar", False),
        ("log_letter", a_case(), "bg_a", False),
        # "Anyone" is written: every officer who may see.
        ("remark", a_case(), "jc2_a", True),
        ("remark", a_case(), "city_principal", True),
    ],
)
def test_a_step_is_open_to_the_role_it_names_and_to_nobody_else(step: str, case: Case, officer: str, may: bool) -> None:
    assert (asked(step, officer, case) is None) == may


@pytest.mark.parametrize(
    ("role", "officer", "may"),
    [
        ("office_head", "jc_head", True),
        ("office_head", "jc_a", False),
        ("handler", "jc_head", True),
        ("registrar", "clerk", True),
        ("principal", "principal", True),
        ("overseeing_deputy", "deputy", True),
        ("team", "jc_a", True),
    ],
)
def test_each_role_means_one_thing_whatever_the_step(role: str, officer: str, may: bool) -> None:
    assert (asked("add_evidence", officer, under_inquiry(), by=(role,)) is None) == may


@pytest.mark.parametrize(
    ("step", "case", "officer", "may"),
    [
        # A township has no offices: it is one office, whose handlers do every function.
        ("allocate", a_township_case("received"), "town_a", True),
        ("receive", a_township_case(handover="990101001"), "town_b", True),
        ("receive", a_township_case(handover="990101001"), "town_deputy", True),
        ("receive", a_township_case(handover="990101001"), "town_registrar", False),
        ("receive", a_township_case(handover="990101001"), "town_principal", False),
        ("receive", a_township_case(handover="990101001"), "jc_a", False),
        # Its deputy is the head of that one office, and oversees it.
        ("form_panel", a_township_case("on_trial"), "town_deputy", True),
        ("form_panel", a_township_case("on_trial"), "town_a", False),
        ("instruct", a_township_case(), "town_deputy", True),
        ("instruct", a_township_case(), "town_principal", True),
        ("instruct", a_township_case(), "deputy", False),
        ("log_letter", a_township_case(), "town_registrar", True),
    ],
)
def test_a_township_is_one_office(step: str, case: Case, officer: str, may: bool) -> None:
    assert (asked(step, officer, case) is None) == may


def test_the_refusal_names_the_role_and_the_office_that_could_do_it() -> None:
    refused = asked("allocate", "jc_a", a_case("received"))

    assert refused is not None
    assert (refused.code, refused.article) == ("wrong_role", ZJ(23))
    assert refused.sentence == "“分办”须由案件监督管理室的承办人办理。"
    assert refused.remedy == "请转案件监督管理室的承办人办理。"


def test_a_refusal_of_several_roles_names_them_all() -> None:
    refused = asked("instruct", "jc_a", a_case())

    assert refused is not None
    assert refused.remedy == "请转承办机关的主要负责人或分管领导办理。"


def test_an_officer_without_a_post_may_nothing() -> None:
    file = CaseFile(a_case())
    step = a_definition().lookup.step("remark")
    assert step is not None

    refused = entitled(a_definition(), file, step, None, a_world())

    assert refused is not None
    assert refused.code == "wrong_role"


@pytest.mark.parametrize(
    ("since", "until", "may"),
    [
        (TODAY, None, True),
        (TOMORROW, None, False),
        (YESTERDAY, TOMORROW, True),
        (YESTERDAY, TODAY, False),  # on the day on which it ends, the post isn't held any more
    ],
)
def test_a_post_counts_only_while_it_is_held(since: date, until: date | None, may: bool) -> None:
    held = post("new", JC, "handler", valid_from=since, valid_to=until)
    dossier = Dossier(a_case(handover=JC), world=a_world(an_organisation(held)))

    result = dossier.take("new", "receive")

    assert isinstance(result, Refused) != may


def test_the_office_turns_with_the_day_in_shanghai_not_in_utc() -> None:
    held = post("new", JC, "handler", valid_from=TOMORROW)
    midnight_there = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
    world = replace(a_world(an_organisation(held)), now=midnight_there)

    assert not isinstance(Dossier(a_case(handover=JC), world=world).take("new", "receive"), Refused)


def test_a_member_who_has_left_the_organ_acts_for_the_team_no_more() -> None:
    moved = an_organisation(post("jc_b", "990102-JC", "handler"), without=["jc_b"])

    refused = asked("add_evidence", "jc_b", under_inquiry(), moved)

    assert refused is not None
    assert refused.code == "wrong_role"


def test_the_office_follows_the_case() -> None:
    assert asked("receive", "jc2_a", a_case(office=JC2, handover=JC2)) is None
    assert asked("receive", "jc_a", a_case(office=JC2, handover=JC2)) is not None


def test_an_overseeing_deputy_of_a_case_without_an_office_is_any_deputy_of_the_organ() -> None:
    case = a_case(office=None)

    assert asked("instruct", "trial_deputy", case) is None
    assert asked("instruct", "town_deputy", case) is not None


def test_a_step_taken_where_it_is_not_declared_names_the_right_states() -> None:
    refused = refusal(Dossier(a_case()).judge(take("jc_a", "submit")))

    assert (refused.code, refused.article) == ("wrong_state", ZJ(51))
    assert refused.sentence == "“移送审理”须在“核查中”阶段办理，现为“已分办”。"


def test_a_step_that_nobody_declared_does_not_exist() -> None:
    refused = refusal(Dossier(a_case()).judge(take("jc_a", "to_closed")))

    assert (refused.code, refused.fields) == ("unknown_step", ("step",))


def test_a_post_in_the_county_itself_is_no_post_in_its_offices() -> None:
    stray = an_organisation(post("stray", COUNTY, "handler"))

    refused = asked("receive", "stray", HELD_BY_NOBODY, stray)

    assert refused is not None
