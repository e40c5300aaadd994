"""S8: does somebody hold what begins, and is it kept from whom it is about?"""

from dataclasses import replace
from typing import Any

import pytest

from engine.definition import Field, Workflow
from tests.unit.engine.soundness.check import codes, only
from tests.unit.engine.tiny import TINY
from workflows.interference import WORKFLOW


def opened(workflow: Workflow, **how: Any) -> Workflow:
    """The same, begun otherwise."""
    return replace(workflow, opening=replace(workflow.opening, **how))


def asking(form: str, field: Field) -> Workflow:
    """The register with one more field in a form."""
    forms = [replace(one, fields=(*one.fields, field)) if one.id == form else one for one in WORKFLOW.forms]
    return replace(WORKFLOW, forms=forms)


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        (opened(WORKFLOW, received_by=()), ["S801", "S802"]),
        (opened(WORKFLOW, about_officer="nobody"), ["S803"]),
        (opened(WORKFLOW, about_officer="name"), ["S803"]),
        (opened(WORKFLOW, received_by="kitchen"), ["S122"]),
        (opened(TINY, received_by="case_supervision"), ["S804"]),
        (opened(TINY, officers_to="cadre_supervision"), ["S807"]),
        (opened(WORKFLOW, told_apart="name"), ["S808"]),
        (asking("opinion", Field("other", "另一事项", "case")), ["S805"]),
    ],
)
def test_what_would_be_held_by_nobody_or_seen_by_the_wrong_one_is_found(broken: Workflow, expected: list[str]) -> None:
    assert codes(broken) == expected


def test_another_report_is_made_by_who_knows_of_it_and_not_beside_a_first_one() -> None:
    beside = replace(WORKFLOW.acts[0], form="report", opens="new_matter")

    assert "S806" in codes(replace(WORKFLOW, acts=[beside]))


def test_the_cure_names_the_word_that_is_missing() -> None:
    assert "received_by" in only(opened(WORKFLOW, received_by=()), "S801").cure


def test_an_opening_that_others_receive_is_sound() -> None:
    assert codes(WORKFLOW) == []
