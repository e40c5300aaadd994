"""Ways through a workflow, and where they lead: exits, reachability, traps, phases that no path may skip."""

from collections import deque
from collections.abc import Iterator, Mapping

from engine.definition import Transition
from engine.soundness.finding import Finding
from engine.soundness.outline import Outline, place_of, title

Way = tuple[str, ...]
"""A path as a reader follows it: state, 〔transition〕, state, …"""


def trace(way: Way) -> str:
    """A path printed by names: 已受理 →〔分办〕→ 核查中."""
    return " → ".join(way)


def along(outline: Outline, way: Way, move: Transition) -> Way:
    """The way continued by one transition."""
    return (*way, f"〔{move.label}〕", outline.states[move.to].label)


def ways_avoiding(outline: Outline, phase: str = "") -> Mapping[str, Way]:
    """The shortest way from the opening to each state that can be reached without standing in the phase."""
    start = outline.workflow.opening.to
    if start not in outline.states or outline.phase_of(start) == phase:
        return {}
    found: dict[str, Way] = {start: (outline.states[start].label,)}
    queue = deque([start])
    while queue:
        state = queue.popleft()
        for move in outline.moves_from(state):
            if move.to not in found and outline.phase_of(move.to) != phase:
                found[move.to] = along(outline, found[state], move)
                queue.append(move.to)
    return found


def findings(outline: Outline) -> Iterator[Finding]:
    """Defects of the ways."""
    yield from _out_of_closed(outline)
    yield from _nowhere(outline)
    yield from _opening(outline)
    yield from _unreachable(outline)
    yield from _without_end(outline)
    yield from _skipped(outline)


def _out_of_closed(outline: Outline) -> Iterator[Finding]:
    for step in outline.steps.values():
        for state in outline.at[step.id]:
            if isinstance(step, Transition) and outline.states[state].closed and not step.reopens:
                yield Finding(
                    "S201",
                    place_of(step),
                    f"{title(outline.states[state])}是办结状态，{title(step)}却由此转出。",
                    "从 at 中去掉该状态；确需重新启动的，写 reopens=True；仍须办理的，不要把它声明为 closed。",
                )


def _nowhere(outline: Outline) -> Iterator[Finding]:
    for step in outline.steps.values():
        if not outline.at[step.id]:
            yield Finding(
                "S208",
                f"{place_of(step)}.at",
                f"{title(step)}的 at 不指任何状态（阶段只指其中未办结的状态），永远办理不到。",
                "在 at 中写明可以办理的状态、阶段，或 ANY_OPEN。",
            )


def _opening(outline: Outline) -> Iterator[Finding]:
    start = outline.states.get(outline.workflow.opening.to)
    if start and start.closed:
        yield Finding(
            "S206",
            "opening.to",
            f"立项后直接进入办结状态{title(start)}，没有可以办理的环节。",
            "把 opening.to 改为一个未办结的状态。",
        )


def _unreachable(outline: Outline) -> Iterator[Finding]:
    reached = ways_avoiding(outline)
    for state in outline.states.values():
        if reached and state.id not in reached:
            yield Finding(
                "S202",
                f"states.{state.id}",
                f"从登记开始，没有任何环节能到达{title(state)}。",
                "补上通向它的环节，或删除该状态；只靠导入设置的状态也要有办理来路。",
            )


def _without_end(outline: Outline) -> Iterator[Finding]:
    ending = _can_end(outline)
    for state in outline.states.values():
        if state.closed or state.id in ending:
            continue
        if not any(outline.moves_from(state.id)):
            yield Finding(
                "S203",
                f"states.{state.id}",
                f"{title(state)}没有办结，却没有任何环节可以转出，事项会停在这里。",
                "补上转出的环节；若到此为止，声明为 closed=True。",
            )
        else:
            yield Finding(
                "S204",
                f"states.{state.id}",
                f"从{title(state)}出发，无论怎样办理都到不了办结状态。",
                "补上通向办结状态的环节。",
            )


def _can_end(outline: Outline) -> frozenset[str]:
    ending = {state.id for state in outline.states.values() if state.closed}
    while True:
        more = {name for name in outline.states if any(move.to in ending for move in outline.moves_from(name))}
        if more <= ending:
            return frozenset(ending)
        ending |= more


def _skipped(outline: Outline) -> Iterator[Finding]:
    for phase, required in outline.workflow.must_pass:
        if phase == required or not {phase, required} <= outline.phases.keys():
            continue
        ways = ways_avoiding(outline, required)
        skipping = [way for name, way in ways.items() if outline.phase_of(name) == phase]
        if skipping:
            yield Finding(
                "S205",
                "must_pass",
                f"有一条路径不经过{title(outline.phases[required])}就进入{title(outline.phases[phase])}："
                f"{trace(min(skipping, key=len))}。",
                "去掉这条路径上的捷径，使各路径都经过该阶段。",
            )
