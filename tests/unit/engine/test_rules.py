"""The named rules that conditions refer to, each with who it is true of."""

from typing import Any

import pytest

from engine.case import Case
from engine.conditions import chain_for, holds, label_of
from engine.definition import Condition, Otherwise, Rank, When, chain
from engine.rules import NEWEST, RULES
from tests.builders import (
    COUNTY,
    OTHER_COUNTY,
    PREFECTURE,
    PROVINCE,
    TOWNSHIP,
    a_case,
    a_definition,
    a_township_case,
    a_world,
)
from tests.drill import changed

GRAVE = Condition("grave", "重", rule="fact_is", fact="gravity", values=("grave", "huge"))
# A type stands for what no fact should ever be; its name is the same in every worker.
ANYTHING: list[Any] = [None, "", 0, [], {}, ["grave"], {"x": 1}, 1.5, object]


def true_of(rule: str, facts: dict[str, Any], case: Case | None = None) -> bool:
    """Whether a rule holds."""
    condition = GRAVE if rule == "fact_is" else Condition(rule, rule, rule=rule)
    return RULES[rule, NEWEST[rule]].holds(condition, facts, case or a_case(), a_world())


@pytest.mark.parametrize(
    ("rule", "facts", "expected"),
    [
        ("fact_is", {"gravity": "grave"}, True),
        ("fact_is", {"gravity": "huge"}, True),
        ("fact_is", {"gravity": "minor"}, False),
        ("fact_is", {}, False),
        ("next_lower_principal", {"next_lower_principal": True}, True),
        ("next_lower_principal", {"next_lower_principal": "true"}, False),
        ("next_lower_principal", {}, False),
        ("party_member", {"party_member": True}, True),
        ("party_member", {}, False),
        ("not_party_member", {"party_member": False}, True),
        ("not_party_member", {}, True),  # unknown: the track of persons outside the Party
        ("not_party_member", {"party_member": True}, False),
        ("supervised", {"supervised": True}, True),
        ("is_unit", {"is_unit": True}, True),
        ("is_unit", {}, False),
        ("inspection_cadre", {"inspection_cadre": True}, True),
        ("inspection_cadre", {"inspection_cadre": None}, False),
    ],
)
def test_a_rule_about_the_subject_reads_his_facts(rule: str, facts: dict[str, Any], expected: bool) -> None:
    assert true_of(rule, facts) is expected


@pytest.mark.parametrize(
    ("case", "same_level", "lower"),
    [
        (a_case(competent=COUNTY), True, False),
        (a_case(competent=TOWNSHIP), False, True),
        (a_case(competent=PREFECTURE), False, False),  # managed above
        (a_case(competent=OTHER_COUNTY), False, False),  # managed beside
        (a_case(competent="gone"), False, False),
        (a_township_case(), True, False),
    ],
)
def test_a_rule_about_who_manages_him_reads_the_tree(case: Case, same_level: bool, lower: bool) -> None:
    assert true_of("managed_same_level", {}, case) is same_level
    assert true_of("managed_lower", {}, case) is lower


@pytest.mark.law("R1.2-05d")
@pytest.mark.parametrize(
    ("rank", "competent", "expected"),
    [
        ("section_principal", COUNTY, True),
        ("division_principal", COUNTY, True),
        ("section_deputy", COUNTY, False),
        ("section_principal", TOWNSHIP, False),
        (None, COUNTY, False),
    ],
)
def test_a_principal_whom_the_same_level_committee_manages(rank: str | None, competent: str, expected: bool) -> None:
    assert true_of("managed_principal", {"rank": rank}, a_case(competent=competent)) is expected


@pytest.mark.law("R4-01a", "R4-01b")
@pytest.mark.parametrize(
    ("case", "within"),
    [
        (a_case(), True),
        (a_case(competent=TOWNSHIP), True),
        (a_case(competent=PREFECTURE), False),
        (a_case(competent=OTHER_COUNTY), False),
        (a_case(competent=PREFECTURE, designating=PREFECTURE), True),
    ],
)
def test_who_is_managed_here_or_below_or_designated_is_within_the_jurisdiction(case: Case, within: bool) -> None:
    assert true_of("within_jurisdiction", {}, case) is within


def test_the_first_version_of_a_rule_is_never_taken_away() -> None:
    assert {(name, 1) for name in NEWEST} <= RULES.keys()


def test_a_case_is_designated_while_an_organ_designates_it() -> None:
    assert true_of("designated", {}, a_case(designating=PROVINCE))
    assert not true_of("designated", {}, a_case())


@pytest.mark.parametrize("rule", sorted(NEWEST))
@pytest.mark.parametrize("value", ANYTHING, ids=str)
def test_whatever_stands_in_a_fact_a_rule_answers(rule: str, value: Any) -> None:
    names = ("gravity", "next_lower_principal", "rank", "party_member", "supervised", "is_unit", "inspection_cadre")

    assert true_of(rule, dict.fromkeys(names, value)) in (True, False)


def test_a_condition_is_the_procedures_own_or_a_rule_named_directly() -> None:
    workflow = changed("dismiss", approval=[When("party_member", chain("principal")), Otherwise(chain("office_head"))])
    definition = a_definition(workflow)

    assert holds(definition, "grave", {"gravity": "grave"}, a_case(), a_world())
    assert holds(definition, "party_member", {"party_member": True}, a_case(), a_world())
    assert (label_of(definition, "grave"), label_of(definition, "party_member")) == ("情节较重", "中共党员")


@pytest.mark.parametrize(
    ("facts", "post", "asked"),
    [
        ({"gravity": "grave"}, "principal", {"grave": True}),
        ({"gravity": "minor", "party_member": True}, "overseeing_deputy", {"grave": False, "party_member": True}),
        ({"gravity": "minor"}, "office_head", {"grave": False, "party_member": False}),
    ],
)
def test_the_first_branch_that_holds_approves_and_every_answer_is_kept(
    facts: dict[str, Any], post: str, asked: dict[str, bool]
) -> None:
    branches = [
        When("grave", chain("principal")),
        When("party_member", chain("overseeing_deputy")),
        Otherwise(chain("office_head")),
    ]

    found = chain_for(a_definition(changed("inquire", approval=branches)), "inquire", facts, a_case(), a_world())

    assert found == ((Rank(post),), asked)


def test_a_step_that_nobody_approves_has_no_chain() -> None:
    assert chain_for(a_definition(), "receive", {}, a_case(), a_world()) == ((), {})
