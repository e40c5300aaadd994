"""The duty of whoever must approve: each approval step that waits has a period of its own. Pure.

Its name is that of the declared duty (`Deadline.of_approvals`) for the request in the case's way, and with the act
behind it for one that goes beside. A step that is decided has met it, and the next one begins its own; what is taken
back or lapses is superseded.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.case import PASSED, Case, Request, changed
from engine.deadlines.effects import Happened, Moved, Turn
from engine.deadlines.requests import APPROVAL_OF
from engine.registry import Definition
from engine.world import World

_TAKEN_BACK = frozenset({"withdrawn", "lapsed"})

_OF_REQUESTS = frozenset({"pending", "asides"})

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Done:
    """What an entry does to requests: its kind and event, and the request that it is about ("": none)."""

    kind: str
    event: str
    request: str = ""


def waiting(definition: Definition, case: Case) -> dict[str, Request]:
    """The requests that wait, each under the name of its period; none where the procedure sets no duty."""
    duty = definition.lookup.approval_duty
    if not duty:
        return {}
    beside = (one for one in case.requests if one != case.pending)
    found = {f"{duty}{APPROVAL_OF}{one.step}": one for one in beside}
    return found | ({duty: case.pending} if case.pending else {})


def follow(definition: Definition, case: Case, changes: Json, done: Done, happens: tuple[World, int]) -> Moved:
    """What becomes of these periods, when an entry makes these changes of the case.

    `happens`: the world of the moment, and the number of the entry.
    """
    if not definition.lookup.approval_duty or not (case.requests or _OF_REQUESTS & changes.keys()):
        return Moved()
    world, seq = happens
    before, after = case, changed(case, changes)
    was, now = waiting(definition, before), waiting(definition, after)
    running = {name for name in after.clocks or {} if definition.lookup.of_approvals(name)}
    if was == now and running == {*now}:
        return Moved()
    turn = Turn(Happened(definition, after, {}, world, seq, world.now), after)
    for name in sorted(running):
        if _moves_on(was.get(name), now.get(name)):
            _end(turn, name, was.get(name), done)
    turn.begin(sorted(name for name in now if name not in running or _moves_on(was.get(name), now[name])))
    return turn.moved()


def _moves_on(was: Request | None, now: Request | None) -> bool:
    """Whether another step waits than before: the next one of the chain, that of another request, or none."""
    return _place(was) != _place(now)


def _place(request: Request | None) -> tuple[str, int] | None:
    if request is None:
        return None
    return request.id, sum(step["status"] == PASSED for step in request.steps)


def _end(turn: Turn, name: str, request: Request | None, done: Done) -> None:
    decided = done.kind in {"approval", "transition", "act", "correction"} and done.event not in _TAKEN_BACK
    if request is not None and decided and done.request == request.id:
        turn.meet([name])
    else:
        turn.drop(name, "request_closed")
