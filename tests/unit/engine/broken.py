"""Workflows broken at random: the tiny one with words dropped, doubled, emptied or named otherwise."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from hypothesis import strategies as st

from engine.definition import Workflow
from tests.unit.engine.tiny import TINY

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
