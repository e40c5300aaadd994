"""The page that teaches how to add a procedure shows one that works."""

import re
import runpy
from pathlib import Path

import pytest

from engine import codec
from engine.definition import Workflow
from engine.registry import Definition

PAGE = Path(__file__).parents[3] / "docs" / "adding-a-procedure.md"


@pytest.fixture
def example(tmp_path: Path) -> Workflow:
    block = re.search(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert block
    file = tmp_path / "follow_up.py"
    file.write_text(block[1], encoding="utf-8")
    workflow = runpy.run_path(str(file))["WORKFLOW"]
    assert isinstance(workflow, Workflow)
    return workflow


def test_the_example_of_the_page_can_be_registered_as_it_stands(example: Workflow) -> None:
    definition = Definition.of(example)

    assert [step.id for step in definition.lookup.steps_at("answered")] == ["return_answer", "close"]


def test_the_example_of_the_page_survives_the_journey_through_json(example: Workflow) -> None:
    definition = Definition.of(example)

    assert codec.from_bytes(definition.body)[0] == example
