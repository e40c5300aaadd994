"""Conditions that lean on others: not this one, this one too, or one of these; and what is asked of what is entered."""

from dataclasses import replace
from typing import Any

import pytest

from engine.case import Case
from engine.conditions import holds
from engine.definition import Condition, OfficeOf, Rank, Workflow
from engine.visibility import reader_keys
from tests.builders import (
    COUNTY,
    JC,
    PREFECTURE,
    SL,
    Dossier,
    a_case,
    a_definition,
    a_township_case,
    a_world,
    decision,
    refusal,
    under_inquiry,
)
from tests.drill import DRILL, changed

HEAVY = DRILL.conditions[2]
MEMBER = Condition("member", "中共党员", rule="party_member")


def asked(facts: dict[str, Any], case: Case | None = None, **how: Any) -> bool:
    """Whether the drill's condition of minor cases, written this way, holds."""
    minor = Condition("minor", "情节轻微", **{"rule": "fact_is", "fact": "gravity", "values": "minor", **how})
    workflow = replace(DRILL, conditions=(DRILL.conditions[0], minor, HEAVY))
    return holds(a_definition(workflow), "minor", facts, case or a_case(), a_world())


@pytest.mark.parametrize(("gravity", "expected"), [("minor", False), ("grave", True), (None, True)])
def test_a_negated_condition_holds_where_its_rule_doesnt(gravity: str | None, expected: bool) -> None:
    assert asked({"gravity": gravity}, negated=True) is expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"gravity": "minor", "sanction": "expulsion"}, True),
        ({"gravity": "minor"}, False),
        ({"sanction": "expulsion"}, False),
    ],
)
def test_a_condition_with_another_holds_where_both_do(facts: dict[str, Any], expected: bool) -> None:
    assert asked(facts, also="heavy") is expected


def test_a_negated_condition_with_another_negates_only_itself() -> None:
    assert asked({"gravity": "grave", "sanction": "expulsion"}, negated=True, also="heavy")
    assert not asked({"gravity": "grave", "sanction": "warning"}, negated=True, also="heavy")


def test_a_condition_may_hold_because_another_does() -> None:
    assert asked({"sanction": "expulsion"}, or_else="heavy")
    assert not asked({}, or_else="heavy")


def test_a_rule_may_be_named_beside_a_condition_without_declaring_it() -> None:
    assert asked({"gravity": "minor", "party_member": True}, also="party_member")
    assert not asked({"gravity": "minor"}, also="party_member")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [({"party_member": True}, True), ({"supervised": True}, True), ({"party_member": "true"}, False), ({}, False)],
)
def test_any_of_several_facts_is_enough_if_it_is_true(facts: dict[str, Any], expected: bool) -> None:
    assert asked(facts, rule="any_true", fact="", values=("party_member", "supervised")) is expected


@pytest.mark.parametrize(
    ("case", "expected"), [(a_township_case(), True), (a_case(), False), (a_case(organ="gone"), False)]
)
def test_a_condition_may_be_about_the_level_of_the_organ(case: Case, expected: bool) -> None:
    assert asked({}, case, rule="handling_level", fact="", values="township") is expected


@pytest.mark.parametrize(("track", "expected"), [("discipline", True), ("both", True), ("supervision", False)])
def test_a_condition_may_be_about_the_track_of_the_case(track: str, expected: bool) -> None:
    assert asked({}, a_case(track=track), rule="track", fact="", values=("discipline", "both")) is expected


def test_what_is_entered_must_meet_the_conditions_of_the_step() -> None:
    entering = replace(
        changed("fill_in", only_with="talked"),
        forms=(*DRILL.forms[:2], replace(DRILL.forms[2], fields=_talk_is_a_fact())),
        conditions=(*DRILL.conditions, Condition("talked", "以谈话方式", rule="fact_is", fact="way", values="talk")),
    )
    dossier = Dossier(under_inquiry(), workflow=entering)

    refused = refusal(dossier.take("jc_c", "fill_in", inputs={"account": "经过", "way": "letter"}))

    assert (refused.code, refused.sentence) == ("condition", "“填写情况表”只适用于：以谈话方式。")
    assert decision(dossier.take("jc_c", "fill_in", inputs={"account": "经过", "way": "talk"})).outcome == "applied"


def _talk_is_a_fact() -> tuple[Any, ...]:
    return tuple(replace(field, fact=True) if field.id == "way" else field for field in DRILL.forms[2].fields)


# --- A rank of a named office, where a workflow declares who may see --------------------------------------------------


def seen_by(*readers: Rank | OfficeOf) -> Workflow:
    """The drill as seen by these beside the office that holds the case."""
    return replace(DRILL, seen_by=readers)


@pytest.mark.parametrize(
    ("reader", "key"),
    [
        (Rank("office_head"), f"office_head:{JC}"),
        (Rank("office_head", office="trial"), f"office_head:{SL}"),
        (Rank("overseeing_deputy", office="trial"), f"oversees:{SL}"),
        # Once the head of an office above was looked for among the deputy leaders there.
        (Rank("office_head", "superior", office="investigation"), f"office_head:{PREFECTURE}-JC"),
        (Rank("office_head", "superior", office="trial"), "office_head:"),  # there is none
    ],
)
def test_the_head_of_a_named_office_sees_the_case_and_not_another_head(reader: Rank, key: str) -> None:
    keys = reader_keys(a_definition(seen_by(reader)), a_case(), a_world().organisation)

    assert key in keys
    assert f"deputy_leader:{COUNTY}" not in keys
