"""Who may see what of a case: a table to be read by somebody who knows the organs."""

from typing import Any

import pytest

from engine.case import Case
from engine.definition import Collective, Rank, Step, chain
from engine.organisation import Organisation
from engine.visibility import may_see, pending_keys, readable_classes, reader, reader_keys
from tests.builders import (
    JC2,
    OFFICE,
    PREFECTURE,
    TODAY,
    TOMORROW,
    XF,
    Dossier,
    a_case,
    a_definition,
    a_delegation,
    a_township_case,
    a_world,
    an_organisation,
    on_trial,
    papers,
    post,
    under_inquiry,
)
from tests.drill import PARTY_COMMITTEE, SITTING, changed

ALL, CONTENT, NOTHING = {"informant", "subject", "content"}, {"subject", "content"}, set[str]()


def sees(officer: str, case: Case, organisation: Organisation | None = None) -> bool:
    """Whether the officer may see the case at all."""
    world = a_world(organisation)
    keys = reader_keys(a_definition(), case, world.organisation)
    return may_see(reader(officer, world), case, keys, world.organisation)


def reads(officer: str, case: Case) -> frozenset[str]:
    """The classes of protected values that he may read of it."""
    world = a_world()
    keys = reader_keys(a_definition(), case, world.organisation)
    return readable_classes(reader(officer, world), case, keys, world.organisation)


@pytest.mark.law("R5-13a")
@pytest.mark.law_refuses("R5-13a", "R5-20", "R5-21b")
@pytest.mark.parametrize(
    ("officer", "may"),
    [
        # The office that holds the case.
        *((officer, True) for officer in OFFICE),
        ("jc2_a", False),
        ("jc2_head", False),
        ("sl_a", False),
        ("xf_a", False),  # gave it away
        ("bg_a", False),
        # As the procedure declares: principal, overseeing deputy, case supervision, the superior's principal.
        ("principal", True),
        ("deputy", True),
        ("trial_deputy", False),
        ("ag_a", True),
        ("city_principal", True),
        ("city_deputy", False),
        ("city_jc_a", False),
        ("city_ag_a", False),
        # Neighbours, the level below, the level above the superior.
        ("other_principal", False),
        ("other_jc_a", False),
        ("town_principal", False),
        ("province_principal", False),
        # Members of a body with nothing to decide.
        ("member_a", False),
        ("clerk", False),
        # Auditors by scope; administrators never.
        ("auditor", True),
        ("county_auditor", True),
        ("other_auditor", False),
        ("system_admin", False),
        ("security_admin", False),
        ("audit_admin", False),
        ("migrator", False),
        ("area_head", False),
        ("nobody", False),
    ],
)
def test_who_may_see_a_countys_case(officer: str, may: bool) -> None:
    assert sees(officer, a_case()) is may


@pytest.mark.parametrize(
    ("officer", "may"),
    [
        ("town_a", True),
        ("town_deputy", True),
        ("town_registrar", True),
        ("town_principal", True),
        ("principal", True),  # the county is its superior
        ("deputy", False),
        ("jc_a", False),
        ("city_principal", False),  # two levels up isn't declared
        ("auditor", True),
        ("county_auditor", True),
        ("other_auditor", False),
    ],
)
def test_who_may_see_a_townships_case(officer: str, may: bool) -> None:
    assert sees(officer, a_township_case()) is may


@pytest.mark.law_refuses("R4-13e", "R5-17", "R5-22")
@pytest.mark.parametrize(
    "officer", ["jc_a", "principal", "deputy", "ag_a", "city_principal", "auditor", "county_auditor"]
)
def test_the_subject_himself_and_the_recused_never_see_it(officer: str) -> None:
    assert sees(officer, a_case())
    assert not sees(officer, a_case(subject_officer=officer))
    assert not sees(officer, a_case(recused=(officer,)))
    assert reads(officer, a_case(recused=(officer,))) == NOTHING


@pytest.mark.parametrize(
    ("case", "officer"),
    [
        (a_case(team=("bg_b",)), "bg_b"),
        (a_case(approvers=("trial_deputy",)), "trial_deputy"),
        (a_case(handler="jc2_a"), "jc2_a"),
    ],
)
def test_team_approvers_and_handler_see_it_wherever_they_work(case: Case, officer: str) -> None:
    assert sees(officer, case)
    assert not sees(officer, a_case())


@pytest.mark.parametrize("officer", ["clerk", "jc_a", "bg_a"])
def test_a_countys_case_that_no_office_holds_is_nobodys_by_mere_presence(officer: str) -> None:
    assert not sees(officer, a_case(office=None))


@pytest.mark.parametrize("position", ["system_administrator", "security_administrator", "audit_administrator"])
def test_an_administrator_sees_no_case_by_any_other_way_either(position: str) -> None:
    appointed = an_organisation(post("jc_a", PREFECTURE, position))

    assert not sees("jc_a", under_inquiry(), appointed)
    assert sees("jc_b", under_inquiry(), appointed)


@pytest.mark.law("R5-21a", "R5-21b")
@pytest.mark.law_refuses("R5-21a")
@pytest.mark.parametrize(("officer", "may"), [("sl_a", True), ("sl_b", True), ("jc_a", False), ("jc_b", False)])
def test_a_case_on_trial_is_seen_by_the_trial_office_and_no_longer_by_those_who_investigated(
    officer: str, may: bool
) -> None:
    assert sees(officer, on_trial()) is may


# --- While a request waits --------------------------------------------------------------------------------------------


def waiting(*steps: Step | str, organisation: Organisation | None = None) -> Dossier:
    """A remark of jc2_a's that waits for the first of these approvals."""
    workflow = changed("remark", approval=[chain(*steps)])
    dossier = Dossier(a_case(), workflow=workflow, world=a_world(organisation))
    dossier.take("jc2_a", "remark", documents=papers("other"))
    return dossier


def seen_while_waiting(officer: str, dossier: Dossier) -> bool:
    """Whether an officer sees the case, by whatever key."""
    organisation = dossier.world.organisation
    keys = reader_keys(dossier.definition, dossier.case, organisation)
    return may_see(reader(officer, dossier.world), dossier.case, keys, organisation)


@pytest.mark.parametrize(
    ("step", "officer", "may"),
    [
        (Rank("overseeing_deputy", "superior"), "city_deputy", True),
        (Rank("overseeing_deputy", "superior"), "trial_deputy", False),
        (Rank("office_head"), "jc_head", True),
        (SITTING, "member_a", True),
        (SITTING, "clerk", True),
        (SITTING, "bg_a", True),
        (SITTING, "city_deputy", False),
        (PARTY_COMMITTEE, "bg_a", True),
        (PARTY_COMMITTEE, "clerk", True),
        (PARTY_COMMITTEE, "member_a", False),
        (Rank("principal"), "jc2_a", True),  # who proposed it
        (Rank("principal"), "bg_a", False),
    ],
)
def test_whom_a_request_waits_for_sees_the_case(step: Step | str, officer: str, may: bool) -> None:
    assert seen_while_waiting(officer, waiting(step)) is may


def test_it_is_seen_by_whose_turn_it_is_and_not_yet_by_the_next() -> None:
    dossier = waiting("office_head", SITTING)
    before = seen_while_waiting("member_a", dossier)

    dossier.approve("jc_head")

    assert (before, seen_while_waiting("member_a", dossier)) == (False, True)


def test_in_a_body_of_the_superior_its_own_registrars_see_it() -> None:
    dossier = waiting(Collective("standing_committee", "superior"))

    assert seen_while_waiting("city_ag_a", dossier)
    assert not seen_while_waiting("bg_a", dossier)


@pytest.mark.parametrize(
    ("steps", "delegated", "may"),
    [
        (("*",), "principal", True),
        (("remark",), "principal", True),
        (("allocate",), "principal", False),
        (("*",), "member_a", False),
    ],
)
def test_a_delegate_sees_what_waits_for_him(steps: tuple[str, ...], delegated: str, may: bool) -> None:
    given = an_organisation(delegations=(a_delegation(delegated, "jc2_head", *steps),))

    assert seen_while_waiting("jc2_head", waiting("principal", organisation=given)) is may


@pytest.mark.parametrize(
    ("more", "officer", "may"),
    [
        ({}, "jc2_head", True),
        ({"valid_to": TODAY}, "jc2_head", False),  # it has ended
        ({"valid_from": TOMORROW}, "jc2_head", False),
        ({}, "trial_deputy", False),  # it is somebody else's
    ],
)
def test_a_delegation_shows_to_the_delegate_while_it_runs(more: dict[str, Any], officer: str, may: bool) -> None:
    given = an_organisation(delegations=(a_delegation("principal", "jc2_head", **more),))

    assert seen_while_waiting(officer, waiting("principal", organisation=given)) is may


def test_a_request_that_waits_for_the_head_of_the_office_before_shows_to_the_head_alone() -> None:
    dossier = waiting("office_head")
    dossier.body["office"] = JC2

    assert seen_while_waiting("jc_head", dossier)
    assert not seen_while_waiting("jc_b", dossier)


def test_a_delegate_does_not_see_everything_that_the_holder_sees() -> None:
    given = an_organisation(delegations=(a_delegation("principal", "jc2_head"),))

    assert not sees("jc2_head", a_case(), given)
    assert sees("principal", a_case(), given)


def test_what_cannot_be_delegated_is_not_shown_to_the_delegate() -> None:
    given = an_organisation(delegations=(a_delegation("principal", "jc2_head"),))

    assert not seen_while_waiting("jc2_head", waiting(Rank("principal", delegable=False), organisation=given))


def test_without_a_request_nobody_is_waited_for() -> None:
    assert pending_keys(a_case()) == frozenset()


# --- Classes of protected values --------------------------------------------------------------------------------------


@pytest.mark.law("R5-13a", "R5-17")
@pytest.mark.law_refuses("R5-17")
@pytest.mark.parametrize(
    ("officer", "case", "classes"),
    [
        ("xf_a", a_case("received", office=XF), ALL),  # the petition office, while it holds the case
        ("xf_a", a_case(), NOTHING),
        ("principal", a_case(), ALL),
        ("jc_a", a_case(), CONTENT),
        ("deputy", a_case(), CONTENT),
        ("ag_a", a_case(), CONTENT),
        ("city_principal", a_case(), CONTENT),
        ("town_a", a_township_case(), ALL),  # a township is its own petition office
        ("town_principal", a_township_case(), ALL),
        ("principal", a_township_case(), CONTENT),
        # An auditor replays the register without names.
        ("auditor", a_case(), NOTHING),
        ("county_auditor", a_township_case(), NOTHING),
        ("other_principal", a_case(), NOTHING),
        ("system_admin", a_case(), NOTHING),
    ],
)
def test_who_may_read_which_class_of_values(officer: str, case: Case, classes: set[str]) -> None:
    assert reads(officer, case) == classes


def test_an_auditor_who_also_handles_the_case_reads_it_as_its_handler() -> None:
    both = an_organisation(post("auditor", JC2, "handler"))
    world = a_world(both)
    case = a_case(office=JC2)
    keys = reader_keys(a_definition(), case, both)

    assert readable_classes(reader("auditor", world), case, keys, both) == CONTENT


def test_an_organ_that_left_the_tree_shows_its_cases_to_nobody_above() -> None:
    assert not sees("auditor", a_case(organ="gone", office="gone-JC"))
