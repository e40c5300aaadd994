"""The base is sound, every code is shown, and no broken workflow breaks the check."""

import re
from pathlib import Path

from hypothesis import given

from engine import soundness
from engine.definition import Workflow
from engine.machine import compile_workflow
from tests.unit.engine.broken import broken_workflows
from tests.unit.engine.soundness.check import found
from tests.unit.engine.tiny import TINY, act, transition

ROOM = Path(soundness.__file__).parent
HERE = Path(__file__).parent


def test_the_base_of_these_tests_is_sound() -> None:
    assert found(TINY) == ()


def test_every_code_is_shown_by_a_workflow_broken_by_hand() -> None:
    given_out = {code for path in ROOM.glob("*.py") for code in re.findall(r'"(S\d{3})"', path.read_text())}
    shown = {code for path in HERE.glob("test_*.py") for code in re.findall(r'"(S\d{3})"', path.read_text())}

    assert given_out
    assert given_out - shown == set()


def test_all_defects_are_reported_at_once() -> None:
    broken = act(transition(TINY, "decide", basis=(), documents="verdict"), "receive", office=())

    assert {finding.code for finding in found(broken)} >= {"S123", "S401", "S501"}


def test_a_finding_names_code_place_reason_and_cure() -> None:
    (finding,) = found(transition(TINY, "decide", basis=()))

    assert (finding.code, finding.place) == ("S401", "transitions.decide")
    assert finding.reason == "“作出决定”（decide）没有写明依据的条款。"
    assert "basis" in finding.cure


def test_the_same_defect_is_reported_once() -> None:
    findings = found(transition(TINY, "decide", documents=("verdict", "verdict")))

    assert [finding.code for finding in findings] == ["S123"]


@given(broken_workflows())
def test_no_broken_workflow_breaks_the_check_and_every_sound_one_compiles(workflow: Workflow) -> None:
    if not found(workflow):
        compile_workflow(workflow)
