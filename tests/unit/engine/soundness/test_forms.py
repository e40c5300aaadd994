"""S7: forms, fields, and the facts that rules read."""

from dataclasses import replace
from typing import Any

import pytest

from engine.definition import Choice, Condition, Field, Workflow
from tests.unit.engine.soundness.check import codes
from tests.unit.engine.tiny import TINY

SANCTION = TINY.forms[1].fields[0]
WARNING = Choice("warning", "警告")


def intake(*fields: Field) -> Workflow:
    """The base with these further fields on its first form."""
    form = replace(TINY.forms[0], fields=(*TINY.forms[0].fields, *fields))
    return replace(TINY, forms=(form, TINY.forms[1]))


def heavy(**changed: Any) -> Workflow:
    """The base with its first condition written otherwise."""
    return replace(TINY, conditions=(replace(TINY.conditions[0], **changed), TINY.conditions[1]))


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        # a choice between nothing; choices that are no choice
        (intake(Field("way", "方式", kind="choice")), ["S702"]),
        (intake(Field("way", "方式", choices=[WARNING])), ["S702"]),
        (intake(Field("way", "方式", kind="choice", choices=[WARNING, WARNING])), ["S703"]),
        (intake(Field("way", "方式", kind="choice", choices=[Choice("", "无")])), ["S703"]),
        (replace(TINY, forms=(TINY.forms[0], replace(TINY.forms[1], fields=()))), ["S704", "S705"]),
        # a fact that no form declares
        (heavy(fact="temper"), ["S705"]),
        # a value that can't be chosen
        (heavy(values=("expulsion", "exile")), ["S706"]),
        # one fact with two meanings
        (intake(Field("sanction", "处分种类", fact=True)), ["S707"]),
        (intake(replace(SANCTION, kept_as="subject")), ["S707"]),
        # a comparison with nothing, or of nothing
        (heavy(values=()), ["S708"]),
        (heavy(fact=""), ["S708"]),
    ],
)
def test_a_form_that_cannot_be_filled_or_read_is_found(broken: Workflow, expected: list[str]) -> None:
    assert codes(broken) == expected


def test_a_field_that_is_no_fact_cannot_be_read_by_a_condition() -> None:
    condition = Condition("named", "有姓名", rule="fact_is", fact="name", values=("张三",))
    broken = replace(heavy(), conditions=(*TINY.conditions[:1], replace(condition, id="minor")))

    assert codes(broken) == ["S705"]
