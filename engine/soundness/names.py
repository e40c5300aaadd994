"""Ids, labels, states and phases: is every name declared once, readable, and used for something that exists?"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from engine.definition import ANY_OPEN, HandBack
from engine.machine import all_steps
from engine.soundness.finding import Finding
from engine.soundness.outline import Outline, Word, place_of, title

_ID: Final = re.compile(r"[a-z][a-z0-9_]*")


def findings(outline: Outline) -> Iterator[Finding]:
    """Defects of names."""
    yield from _unreadable(outline)
    yield from _declared_twice(outline)
    yield from _unknown_states(outline)
    yield from _undeclared_phases(outline)
    yield from _empty_phases(outline)
    yield from _two_meanings(outline)


def _words(outline: Outline) -> Iterator[tuple[str, Sequence[Word]]]:
    workflow = outline.workflow
    yield "states", workflow.states
    yield "phases", workflow.phases
    yield "steps", all_steps(workflow)
    yield "forms", workflow.forms
    yield "conditions", workflow.conditions
    yield "deadlines", [*workflow.deadlines, *workflow.periodic]
    yield from ((f"forms.{form.id}.fields", form.fields) for form in workflow.forms)


def _unreadable(outline: Outline) -> Iterator[Finding]:
    every: list[tuple[str, Sequence[Word]]] = [("workflow", [outline.workflow]), *_words(outline)]
    for kind, words in every:
        for word in words:
            if not _ID.fullmatch(word.id):
                yield Finding(
                    "S101",
                    f"{kind}.{word.id}",
                    f"标识“{word.id}”不合规则，登记簿、接口和流程图无法稳定引用。",
                    "标识只用小写英文字母、数字和下划线，并以字母开头；中文写在 label 中。",
                )
            if not word.label.strip():
                yield Finding(
                    "S103",
                    f"{kind}.{word.id}",
                    f"“{word.id}”没有中文名称，审签页上无法辨认。",
                    "在标识之后写上中文名称。",
                )


def _declared_twice(outline: Outline) -> Iterator[Finding]:
    for kind, words in _words(outline):
        for name, times in Counter(word.id for word in words).items():
            if times > 1:
                yield Finding(
                    "S102",
                    f"{kind}.{name}",
                    f"标识“{name}”声明了{times}次，引用时不知指哪一个；同一状态下的同名环节只有第一个会生效。",
                    "每个标识只声明一次；同一环节可从几个状态办理的，在 at 中一并列出。",
                )


def _unknown_states(outline: Outline) -> Iterator[Finding]:
    known = {*outline.states, *outline.phases, ANY_OPEN}
    for step in all_steps(outline.workflow):
        yield from _unknown(f"{place_of(step)}.at", (name for name in step.at if name not in known))
        yield from _unknown(f"{place_of(step)}.to", {step.to} - {"", *outline.states})
    yield from _unknown("opening.to", {outline.workflow.opening.to} - {*outline.states})
    yield from _unknown("takes_over", (name for name in outline.workflow.takes_over if name not in outline.states))


def _unknown(place: str, names: Iterable[str]) -> Iterator[Finding]:
    for name in names:
        yield Finding(
            "S104",
            place,
            f"“{name}”不是本流程声明的状态（at 中也不是环节阶段）。",
            "改为 states 或 phases 中已有的标识，或先声明该状态。",
        )


def _undeclared_phases(outline: Outline) -> Iterator[Finding]:
    for place, names in _phases_named(outline):
        for name in names:
            if name not in outline.phases:
                yield Finding(
                    "S105",
                    place,
                    f"“{name}”不是本流程声明的阶段。",
                    "改为 phases 中已有的标识，或在 phases 中按先后次序声明该阶段。",
                )


def _phases_named(outline: Outline) -> Iterator[tuple[str, Iterable[str]]]:
    workflow = outline.workflow
    yield from ((f"states.{state.id}.phase", [state.phase]) for state in workflow.states)
    yield from (("must_pass", pair) for pair in workflow.must_pass)
    for step in all_steps(workflow):
        if step.apart:
            yield f"{place_of(step)}.apart", step.apart.phases
        if isinstance(step.hands_to, HandBack):
            yield f"{place_of(step)}.hands_to", [step.hands_to.phase]


def _empty_phases(outline: Outline) -> Iterator[Finding]:
    used = {state.phase for state in outline.workflow.states}
    for phase in outline.workflow.phases:
        if phase.id not in used:
            yield Finding(
                "S106",
                f"phases.{phase.id}",
                f"阶段{title(phase)}没有任何状态，以它为准的回避和必经检查都会落空。",
                "把相应状态的 phase 写成该阶段，或删除该阶段。",
            )


def _two_meanings(outline: Outline) -> Iterator[Finding]:
    for name in outline.phases:
        members = {state.id for state in outline.workflow.states if state.phase == name and not state.closed}
        if name in outline.states and members - {name}:
            yield Finding(
                "S107",
                f"phases.{name}",
                f"“{name}”既是状态又是阶段，at 中写它时只指状态，容易误读为整个阶段。",
                "给状态或阶段换一个标识。",
            )
