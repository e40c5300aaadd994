"""One officer approves for the holder of a post: within the steps named, until an end, in nobody's favour."""

from datetime import date
from typing import Any

import pytest

from engine.definition import Rank, Step, chain
from engine.organisation import Delegation, Organisation
from tests.builders import (
    COUNTY,
    OTHER_COUNTY,
    STANDING,
    TODAY,
    TOMORROW,
    YESTERDAY,
    Dossier,
    a_case,
    a_delegation,
    a_meeting,
    a_world,
    an_organisation,
    decision,
    papers,
    post,
    refusal,
)
from tests.drill import PARTY_COMMITTEE, SITTING, changed


def proposed(organisation: Organisation, *steps: Step | str) -> Dossier:
    """A remark that needs this chain, in a prefecture with delegations."""
    workflow = changed("remark", approval=[chain(*steps or ("principal",))])
    dossier = Dossier(a_case(), workflow=workflow, world=a_world(organisation))
    decision(dossier.take("jc_a", "remark", documents=papers("other")))
    return dossier


def with_delegation(*steps: str, **more: Any) -> Organisation:
    """The principal has delegated these steps to the deputy."""
    return an_organisation(delegations=(a_delegation("principal", "deputy", *steps, **more),))


def test_a_delegate_approves_in_the_name_of_the_holder() -> None:
    dossier = proposed(with_delegation())

    made = decision(dossier.approve("deputy"))

    assert (made.outcome, made.behalf) == ("applied", "principal")
    passed = made.data["approved"][0]
    assert (passed["by"], passed["behalf"], passed["post_held"]) == (
        "deputy",
        "principal",
        "principal@990101/principal",
    )


def test_a_delegate_also_returns_in_the_name_of_the_holder() -> None:
    assert decision(proposed(with_delegation()).turn_down("deputy")).behalf == "principal"


def test_the_holder_still_approves_himself() -> None:
    assert decision(proposed(with_delegation()).approve("principal")).behalf is None


@pytest.mark.parametrize(
    ("steps", "covered"),
    [(("*",), True), (("remark",), True), (("allocate", "remark"), True), (("allocate",), False), (("",), False)],
)
def test_a_delegation_covers_the_steps_it_names(steps: tuple[str, ...], covered: bool) -> None:
    result = proposed(with_delegation(*steps)).approve("deputy")

    assert (decision(result).outcome == "applied") if covered else (refusal(result).code == "wrong_role")


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "runs"),
    [
        (TODAY, TOMORROW, True),
        (YESTERDAY, TODAY, False),  # it has ended on the day of its end
        (TOMORROW, date(2026, 12, 1), False),
    ],
)
def test_a_delegation_runs_from_its_first_day_until_its_end(valid_from: date, valid_to: date, runs: bool) -> None:
    organisation = with_delegation(valid_from=valid_from, valid_to=valid_to)

    result = proposed(organisation).approve("deputy")

    assert (decision(result).outcome == "applied") if runs else (refusal(result).code == "wrong_role")


@pytest.mark.parametrize(("depth", "counts"), [(1, True), (2, True), (3, False)])
def test_a_delegate_of_a_delegate_approves_and_nobody_further(depth: int, counts: bool) -> None:
    first = a_delegation("principal", "jc_head")
    given = an_organisation(delegations=(first, a_delegation("principal", "deputy", depth=depth)))

    result = proposed(given).approve("deputy")

    assert (decision(result).outcome == "applied") if counts else (refusal(result).code == "wrong_role")


@pytest.mark.parametrize(
    ("first", "without", "recused", "counts"),
    [
        (a_delegation("principal", "jc_head"), (), (), True),
        (a_delegation("principal", "jc_head", "allocate"), (), (), False),  # another step
        (a_delegation("principal", "jc_head", valid_to=TODAY), (), (), False),  # his own has ended
        (a_delegation("principal", "jc_head"), ("jc_head",), (), False),  # he has left
        (a_delegation("principal", "jc_head"), (), ("jc_head",), False),  # he has no part in the case
        (a_delegation("deputy", "jc_head"), (), (), False),  # of another post
        (a_delegation("principal", "deputy"), (), (), True),  # the deputy holds one of his own
    ],
)
def test_what_a_delegate_passed_on_ends_with_him(
    first: Delegation, without: tuple[str, ...], recused: tuple[str, ...], counts: bool
) -> None:
    second = a_delegation("principal", "deputy", depth=2)
    dossier = proposed(an_organisation(delegations=(first, second), without=without))
    for officer in recused:
        decision(dossier.recuse("city_principal", officer))

    result = dossier.approve("deputy")

    assert (decision(result).outcome == "applied") if counts else (refusal(result).code == "wrong_role")


def test_what_the_law_leaves_to_the_person_is_not_delegated() -> None:
    dossier = proposed(with_delegation(), Rank("principal", delegable=False))

    assert refusal(dossier.approve("deputy")).code == "wrong_role"
    assert decision(dossier.approve("principal")).outcome == "applied"


def test_a_seat_in_a_body_is_not_delegated() -> None:
    given = an_organisation(delegations=(a_delegation("member_a", "jc_head"), a_delegation("member_b", "jc_b")))
    dossier = proposed(given, SITTING)
    dossier.meet(a_meeting(dossier.request.id, ["jc_head", "jc_b", *STANDING[:2]]))

    entered = dossier.approve("jc_head", meeting="m1")
    counted = dossier.approve("bg_a", meeting="m1")

    assert (refusal(entered).code, refusal(counted).code) == ("wrong_role", "not_carried")


def test_the_registration_of_an_outside_decision_is_not_delegated() -> None:
    dossier = proposed(an_organisation(delegations=(a_delegation("bg_a", "jc_head"),)), PARTY_COMMITTEE)

    assert refusal(dossier.record("jc_head")).code == "wrong_role"


def test_a_delegation_ends_with_the_post_it_is_about() -> None:
    successor = an_organisation(
        post("new_principal", COUNTY, "principal"),
        without=["principal"],
        delegations=(a_delegation("principal", "deputy"),),
    )

    assert refusal(proposed(successor).approve("deputy")).code == "wrong_role"


def test_a_delegate_who_has_left_the_organ_approves_for_it_no_more() -> None:
    moved = an_organisation(
        post("deputy", OTHER_COUNTY, "deputy_leader"),
        without=["deputy"],
        delegations=(a_delegation("principal", "deputy"),),
    )

    assert refusal(proposed(moved).approve("deputy")).code == "wrong_role"


def test_the_proposer_does_not_approve_through_his_delegate() -> None:
    workflow = changed("instruct", approval=[chain("principal")])
    dossier = Dossier(a_case(), workflow=workflow, world=a_world(with_delegation()))
    dossier.take("principal", "instruct")

    assert refusal(dossier.approve("deputy")).code == "wrong_role"


def test_the_power_of_a_recused_holder_rests_with_nobody_else() -> None:
    dossier = proposed(with_delegation())
    decision(dossier.recuse("city_principal", "principal"))

    assert refusal(dossier.approve("deputy")).code == "wrong_role"


@pytest.mark.parametrize("delegate", ["deputy", "jc_head"])
def test_nobody_approves_twice_by_way_of_a_delegation(delegate: str) -> None:
    given = an_organisation(delegations=(a_delegation("principal", delegate), a_delegation("deputy", "jc_head")))
    dossier = proposed(given, "overseeing_deputy", "principal")
    first = dossier.approve(delegate)

    refused = refusal(dossier.approve(delegate))

    assert decision(first).outcome == "pending_approval"
    assert (refused.code, refused.remedy) == ("approved_already", "请由该岗位本人或其他受托人审批。")


def test_a_delegation_of_an_unknown_post_gives_nothing() -> None:
    stray = Delegation("d9", "nobody@nowhere/principal", "deputy", ("*",), YESTERDAY, TOMORROW)

    assert refusal(proposed(an_organisation(delegations=(stray,))).approve("deputy")).code == "wrong_role"
