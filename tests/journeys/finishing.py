"""Bringing a case on, to some state or to its end, from wherever it stands: right officers, lawful steps."""

from collections import deque
from collections.abc import Collection, Iterator
from typing import Any, Final

from app.demo.meetings import NobodyCan
from app.demo.walk import Stuck, Walk
from engine.definition import Taken
from engine.machine import Lookup

ENOUGH: Final = 60
"""Steps; the longest way through has fewer."""

AGAIN: Final = 3
"""So many states farther is better than a step that was taken before: nothing goes round in circles."""

_LIGHT: Final = {"party_sanction": "warning", "administrative_sanction": "demerit"}
_ENTERED: Final[dict[str, dict[str, Any]]] = {
    "decide": _LIGHT,
    "decide_in_township": {"party_sanction": "warning"},
}


def finished(walk: Walk) -> bool:
    """Whether the case could be brought to a close."""
    closed = [state.id for state in walk.door.scene(walk.id).definition.workflow.states if state.closed]
    for _ in range(ENOUGH):
        if walk.case.closed:
            return True
        if not went_on(walk, closed):
            return False
    return False


def went_on(walk: Walk, to: Collection[str]) -> bool:
    """Whether a lawful step was taken on the way to one of these states, or what waited was decided."""
    return _settled(walk) or any(_taken(walk, step) for step in _ordered(walk, to))


def _settled(walk: Walk) -> bool:
    """What waits is decided or taken back."""
    if walk.case.pending is None:
        return False
    try:
        walk.approved()
    except (Stuck, NobodyCan, LookupError):
        if walk.case.pending is not None:
            walk.withdrawn()
    return True


def _ordered(walk: Walk, to: Collection[str]) -> Iterator[Taken]:
    """Signing for it first, then what other steps must follow, then the transitions, the nearest way first."""
    lookup = walk.door.scene(walk.id).definition.lookup
    here = [step for step in lookup.steps_at(walk.state) if not step.opens and not step.links_as]
    away = _distances(lookup, to)
    yield from (step for step in here if step.signs_handover and walk.case.handover is not None)
    yield from (step for step in here if not step.to and step.forms_team and len(walk.case.team) < 2)
    yield from (step for step in here if not step.to and _asked_for(step, lookup) and not _done(step, walk, lookup))
    moves = [step for step in here if step.to in away]
    yield from sorted(moves, key=lambda step: away[step.to] + AGAIN * walk.case.times(step.id))


def _asked_for(step: Taken, lookup: Lookup) -> bool:
    return any(step.id in before.step for other in lookup.workflow.transitions for before in other.after)


def _done(step: Taken, walk: Walk, lookup: Lookup) -> bool:
    return step.id in walk.case.done if step.id in lookup.remembered else walk.case.times(step.id) > 0


def _distances(lookup: Lookup, to: Collection[str]) -> dict[str, int]:
    """How many transitions each state is away from the nearest of these."""
    away = dict.fromkeys(to, 0)
    queue = deque(away)
    while queue:
        there = queue.popleft()
        for move in lookup.workflow.transitions:
            for state in lookup.states_of(move.id) if move.to == there else ():
                if state not in away:
                    away[state] = away[there] + 1
                    queue.append(state)
    return away


def _entered(step: Taken, walk: Walk) -> dict[str, Any]:
    """A light sanction, as far as the person can get one; who is neither member nor official is a bribe-giver."""
    facts = walk.door.scene(walk.id).facts
    if step.id.startswith("file_case"):
        neither = not (facts.get("party_member") or facts.get("supervised"))
        return {"involved": True} if neither else {}
    only_for = {"party_sanction": "party_member", "administrative_sanction": "supervised"}
    entered = _ENTERED.get(step.id, {})
    return {name: value for name, value in entered.items() if facts.get(only_for.get(name, ""), True)}


def _taken(walk: Walk, step: Taken) -> bool:
    try:
        walk.take(step.id, _entered(step, walk))
    except (Stuck, NobodyCan, LookupError):
        if walk.case.pending is not None:
            walk.withdrawn()
        return False
    return True
