"""Does some deadline run in every open state, whichever way the case came?"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from engine.definition import SpanWhen, State, Transition, Workflow
from engine.soundness.finding import Finding
from engine.soundness.outline import Outline, title
from engine.soundness.ways import Way, along, trace
from engine.terms import PRESSING

Names = frozenset[str]


@dataclass(frozen=True)
class _Running:
    """The deadlines that run in a state after one way to it, and those that stand still while the case is there."""

    state: str
    running: Names
    still: Names
    way: Way

    def says_all_of(self, other: "_Running") -> bool:
        """Whether the other way needs no look of its own: there runs at least as much."""
        return self.running <= other.running and self.still <= other.still


def findings(outline: Outline) -> Iterator[Finding]:
    """Open states without a deadline."""
    ways = _ways_with_least(outline)
    for state in outline.states.values():
        if state.closed or state.no_deadline:
            continue
        bare = next((way for way in ways.get(state.id, ()) if not _pressing(outline, state, way.running)), None)
        if bare:
            yield Finding(
                "S301",
                f"states.{state.id}",
                f"{title(state)}可以没有对任何人都适用的办理期限：{trace(bare.way)}。事项停在这里不会有人得到提醒。",
                "在到达它的环节（或登记）的 begins 中写上期限；条款没有规定期限的，在 no_deadline 中引用该条款。",
            )
        if state.id in outline.workflow.takes_over and not _begun_on_entry(outline, state):
            yield Finding(
                "S302",
                f"takes_over.{state.id}",
                f"导入可以直接设为{title(state)}，但进入它的环节都不开始期限，导入的事项将没有期限。",
                "在进入它的环节的 begins 中写上期限，引用 no_deadline 的条款，或从 takes_over 中去掉该状态。",
            )


def running_in(workflow: Workflow) -> Mapping[str, Names]:
    """The deadlines that may run in each state, begun on the way to it or there. For the printed page."""
    outline = Outline(workflow, ())
    found: dict[str, Names] = {}
    queue = deque([(workflow.opening.to, frozenset(workflow.opening.begins))])
    while queue:
        state, running = queue.popleft()
        running |= {*chain.from_iterable(act.begins for act in outline.acts_at(state))}
        if state not in found or running - found[state]:
            found[state] = found.get(state, frozenset()) | running
            queue.extend((move.to, running - {*move.fulfils} | {*move.begins}) for move in outline.moves_from(state))
    return found


def _pressing(outline: Outline, state: State, running: Names) -> bool:
    """Whether they press somebody, whoever the subject is: duties and limits that this state doesn't suspend."""
    lengths = [
        length
        for name in running
        if (deadline := outline.deadlines.get(name))
        and deadline.kind in PRESSING
        and not {state.id, state.phase} & {*deadline.suspended_while}
        for length in deadline.length
    ]
    conditions = {length.condition for length in lengths if isinstance(length, SpanWhen)}
    # Among the rules, `not_party_member` is the complement of `party_member`.
    complete = any(f"not_{condition}" in conditions for condition in conditions)
    return complete or any(not isinstance(length, SpanWhen) for length in lengths)


def _begun_on_entry(outline: Outline, state: State) -> bool:
    entering = (step for step in outline.steps.values() if isinstance(step, Transition) and step.to == state.id)
    begun = {*chain.from_iterable(step.begins for step in entering)}
    if outline.workflow.opening.to == state.id:
        begun |= {*outline.workflow.opening.begins}
    return _pressing(outline, state, frozenset(begun))


def _ways_with_least(outline: Outline) -> Mapping[str, list[_Running]]:
    """For each state the ways after which least runs. A way on which more runs than on another needs no look."""
    opening = outline.workflow.opening
    found: dict[str, list[_Running]] = {name: [] for name in outline.states}
    if opening.to not in found:
        return found
    label = outline.states[opening.to].label
    queue = deque([_Running(opening.to, frozenset(opening.begins), frozenset(), (label,))])
    while queue:
        here = queue.popleft()
        if any(other.says_all_of(here) for other in found[here.state]):
            continue
        found[here.state] = [other for other in found[here.state] if not here.says_all_of(other)] + [here]
        queue.extend(_onward(outline, here))
    return found


def _onward(outline: Outline, here: _Running) -> Iterator[_Running]:
    for act in outline.acts_at(here.state):
        running = here.running - {*act.fulfils} | {*act.begins}
        yield _Running(here.state, running, here.still - {*act.fulfils}, (*here.way, f"〔{act.label}〕"))
    for move in outline.moves_from(here.state):
        # What a transition pauses stands still while the case is in the state it leads to.
        all_open = (here.running | here.still) - {*move.fulfils}
        running = all_open - {*move.pauses} | {*move.begins}
        yield _Running(move.to, running, all_open & {*move.pauses}, along(outline, here.way, move))
