"""No ladder is only on paper: every duty and every limit of every procedure climbs to the top of the prefecture."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from app.workflows import DECLARED
from engine.case import Case
from engine.escalation.climbing import climb
from engine.escalation.ladder import Ladder
from engine.registry import Definition
from engine.terms import PRESSING
from tests.builders import JC, NOW, PREFECTURE, a_case, a_world

DUE = NOW - timedelta(days=1)
PERIODS = [
    pytest.param(definition, deadline.id, id=f"{definition.workflow.id}.{deadline.id}")
    for definition in map(Definition.of, DECLARED)
    for deadline in definition.workflow.deadlines
    if deadline.kind in PRESSING
]


def overdue(name: str) -> Case:
    """A case of 审查调查室 in which this period alone runs, and is over since yesterday."""
    due = {"due_at": DUE.isoformat(), "last_day": "2026-11-18", "calendar": 1}
    clocks = {name: {"round": 1, "seq": 0, "from": "2026-10-18", "length": {"months": 1}}}
    return replace(a_case(handler="jc_a"), clocks=clocks, due={name: due})


def climbed(definition: Definition, name: str) -> list[str]:
    """The keys that it reaches, one sweep after the other, until nobody is left."""
    found, ladder = overdue(name), None
    now = NOW
    for seq in range(20):
        moved = climb(definition, found, a_world(now=now), seq)
        found = replace(found, ladders=moved.changes["ladders"])
        ladder = Ladder.read(moved.changes["ladders"][name])
        if ladder.top:
            return [one.key for one in ladder.reached]
        now = datetime.fromisoformat(ladder.next_at)
    raise AssertionError("the ladder has no end")


@pytest.mark.parametrize(("definition", "name"), PERIODS)
def test_it_climbs_from_the_handler_to_the_highest_organ(definition: Definition, name: str) -> None:
    keys = climbed(definition, name)

    assert keys[:2] == ["officer:jc_a", f"office_head:{JC}"]
    assert keys[-1] == f"principal:{PREFECTURE}"
    assert len(keys) == len(set(keys))
