"""The base is sound, every code is shown, and no broken workflow breaks the check."""

import re
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from engine import soundness
from engine.definition import Workflow
from engine.machine import compile_workflow
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


NAMES = st.sampled_from(
    ["", "decide", "on_trial", "closed", "trial", "inquire", "heavy", "outcome_sheet", "no such", "*"]
)


def broken_somewhere(draw: st.DrawFn, word: Any) -> Any:
    """The same word with one of its values dropped, doubled, or named otherwise; or a word inside it broken so."""
    item = draw(st.sampled_from(fields(word)))
    value = getattr(word, item.name)
    if isinstance(value, str):
        return replace(word, **{item.name: draw(NAMES)}) if item.name not in CLOSED_LISTS else word
    if is_dataclass(value):
        return replace(word, **{item.name: broken_somewhere(draw, value)})
    if isinstance(value, Sequence) and value:
        return replace(word, **{item.name: broken_list(draw, value)})
    return word


def broken_list(draw: st.DrawFn, words: Sequence[Any]) -> tuple[Any, ...]:
    place = draw(st.integers(0, len(words) - 1))
    word = words[place]
    inside = [broken_somewhere(draw, word)] if is_dataclass(word) else [draw(NAMES)]
    instead = draw(st.sampled_from([[], [word, word], inside, inside, inside]))
    return (*words[:place], *instead, *words[place + 1 :])


CLOSED_LISTS = {"kind", "kept_as", "must", "resume_means", "signed_by", "length_confidence", "confidence"}
"""Values that pydantic itself refuses."""


@st.composite
def broken_workflows(draw: st.DrawFn) -> Workflow:
    workflow = TINY
    for _ in range(draw(st.integers(1, 4))):
        try:
            workflow = broken_somewhere(draw, workflow)
        except (TypeError, ValueError):
            continue  # the vocabulary itself doesn't let this be written
    return workflow


@given(broken_workflows())
def test_no_broken_workflow_breaks_the_check_and_every_sound_one_compiles(workflow: Workflow) -> None:
    if not found(workflow):
        compile_workflow(workflow)
