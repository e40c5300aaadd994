"""S0: whoever acts for another organ can, and a case that is moved goes on there."""

from dataclasses import replace
from typing import Any

import pytest

from engine.definition import Act, HandTo, Issue, Move, OfficeOf, Rank, Workflow, chain
from engine.law import JCF
from tests.unit.engine.soundness.check import codes
from tests.unit.engine.tiny import TINY, act, transition

UP = Move("superior", "petition")


def with_act(**given: Any) -> Workflow:
    """The tiny workflow with one act more, which asks the superior to take the case."""
    declared: dict[str, Any] = {"at": "received", "by": "handler", "office": "petition", "basis": [JCF(17)]}
    return replace(TINY, acts=(*TINY.acts, Act("ask", "报请提级", **{**declared, "moves": UP, **given})))


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        # a team, a 分管领导: only where the case lies
        (with_act(of="superior", by=("principal", "team")), ["S001"]),
        (with_act(of="superior", by="overseeing_deputy"), ["S001"]),
        # the office that holds the case isn't there
        (with_act(of="superior", office="holding"), ["S002"]),
        # nobody knows yet to whom it will go
        (with_act(of="target"), ["S003"]),
        (transition(TINY, "submit", approval=[chain(Rank("principal", "target"))]), ["S003"]),
        (replace(TINY, seen_by=[OfficeOf("petition", "common_superior")]), ["S003"]),
        # from the holding organ to the holding organ
        (with_act(moves=Move("acting", "petition")), ["S004"]),
        (with_act(moves=Move("superior", ())), ["S005"]),
        (with_act(hands_to=HandTo("petition")), ["S006"]),
        # nobody signs for it there
        (act(with_act(), "receive", at="inquiring"), ["S502", "S007"]),
        # all superiors together approve nothing
        (with_act(approval=[chain(Rank("principal", "above"))]), ["S008"]),
        (with_act(moves=Move("upward", "petition")), ["S134"]),
        (with_act(moves=Move("superior", "petition", designates="nobody")), ["S127"]),
        (with_act(issues=[Issue("clue", organ="nobody")]), ["S127"]),
    ],
)
def test_an_act_between_organs_that_leads_nowhere_is_found(broken: Workflow, expected: list[str]) -> None:
    assert sorted(codes(broken)) == sorted(expected)


def test_a_superior_who_takes_a_case_up_is_sound() -> None:
    workflow = with_act(of="superior", by="principal", moves=Move("acting", "petition"))

    assert codes(workflow) == []


def test_what_was_moved_has_no_team_any_more() -> None:
    workflow = with_act(at="inquiring", office=("holding",))

    assert "S505" in codes(workflow)
