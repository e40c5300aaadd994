"""S8: a correction is one of its kind, approved, and does nothing beside."""

from dataclasses import replace

import pytest

from engine.definition import ANY_OPEN, Act, Issue, Workflow, chain
from engine.law import ZJ
from tests.unit.engine.soundness.check import codes, found, only
from tests.unit.engine.tiny import TINY, act

FACTS = Act(
    "correct_facts",
    "更正事实",
    at=ANY_OPEN,
    by="handler",
    approval=[chain("overseeing_deputy")],
    documents="correction_sheet",
    corrects="facts",
    basis=[ZJ(23)],
)
LAST = replace(FACTS, id="correct_last_step", label="更正上一步骤", corrects="last_step")
CORRECTING = replace(TINY, acts=[*TINY.acts, FACTS, LAST])
NOTHING_KNOWN = replace(
    CORRECTING,
    forms=[
        replace(form, fields=[replace(item, fact=False, kept_as="content") for item in form.fields])
        for form in CORRECTING.forms
    ],
)


def test_a_procedure_with_both_corrections_is_sound() -> None:
    assert found(CORRECTING) == ()


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        (replace(CORRECTING, acts=[*CORRECTING.acts, replace(FACTS, id="again")]), ["S901"]),
        (act(CORRECTING, "correct_last_step", approval=()), ["S902"]),
        (act(CORRECTING, "correct_facts", form="intake_sheet"), ["S903"]),
        (act(CORRECTING, "correct_last_step", issues=[Issue("sanction_decision")]), ["S903"]),
    ],
)
def test_a_correction_that_would_do_more_or_less_is_found(broken: Workflow, expected: list[str]) -> None:
    assert codes(broken) == expected


def test_where_nothing_of_a_subject_is_registered_no_fact_is_corrected() -> None:
    finding = only(NOTHING_KNOWN, "S904")

    assert finding.place == "acts.correct_facts.corrects"
    assert "无事实可更正" in finding.reason


def test_the_same_correction_twice_is_told_of_both() -> None:
    twice = replace(CORRECTING, acts=[*CORRECTING.acts, replace(FACTS, id="again")])

    assert {finding.place for finding in found(twice)} == {"acts.correct_facts.corrects", "acts.again.corrects"}
