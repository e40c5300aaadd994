"""S32: the duty to decide an approval step."""

from dataclasses import replace
from typing import Any

import pytest

from engine.definition import Deadline, Extension, Span, SpanWhen, Workflow, chain
from engine.law import ZJ
from tests.unit.engine.soundness.check import codes
from tests.unit.engine.tiny import LADDER, TINY, transition

APPROVE = Deadline(
    "approve", "审批时限", "duty", [Span(working_days=5)], ladder=LADDER, basis=[ZJ(20)], of_approvals=True
)


def with_duty(**changed: Any) -> Workflow:
    """The base, and a duty to approve in it."""
    return replace(TINY, deadlines=(*TINY.deadlines, replace(APPROVE, **changed)))


def test_one_duty_of_one_length_is_sound() -> None:
    assert codes(with_duty()) == []


def test_a_second_one_is_one_too_many() -> None:
    first = with_duty()
    second = replace(APPROVE, id="approve_too")

    assert codes(replace(first, deadlines=(*first.deadlines, second))) == ["S321"]


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "limit"},
        {"length": [Span(days=3), SpanWhen("heavy", Span(days=5))]},
        {"length": [SpanWhen("heavy", Span(days=5))]},
        {"extensions": [Extension([chain("principal")], Span(days=1))]},
        {"suspended_while": ("waiting",)},
        {"counts_from": "received"},
    ],
)
def test_the_engine_begins_and_meets_it_so_it_can_be_nothing_else(changed: dict[str, Any]) -> None:
    assert "S322" in codes(with_duty(**changed))


@pytest.mark.parametrize("word", ["begins", "fulfils", "not_before", "within"])
def test_no_step_names_it(word: str) -> None:
    assert "S323" in codes(transition(with_duty(), "submit", **{word: "approve"}))
