"""Where the clues stand, and what was refused: counted as an auditor may see it, and from the register."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import orjson

from app.assembly import Installation
from audit_log.reading import entries
from engine.organisation import Post
from engine.ports import Sought

_PAGE = 500


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many cases stand in each state, in the order of the procedure."""

    states: tuple[tuple[str, str, int], ...]
    """Phase, state, number."""

    @property
    def total(self) -> int:
        """All cases."""
        return sum(number for _, _, number in self.states)

    @property
    def empty(self) -> list[str]:
        """States in which no case stands."""
        return [state for _, state, number in self.states if not number]


def funnel(found: Installation, workflow: str, auditor: Post) -> Funnel:
    """The cases of a workflow by state, as this auditor may see them."""
    definition = found.service.registry.newest(workflow)
    counted = Counter(body["state"] for body in _pages(found, workflow, auditor))
    if definition is None:
        return Funnel(())
    phases = {phase.id: phase.label for phase in definition.workflow.phases}
    states = definition.workflow.states
    return Funnel(tuple((phases[state.phase], state.label, counted[state.id]) for state in states))


def refusals(found: Installation) -> Counter[str]:
    """The refusals that the register has, by code; one entry may stand for several."""
    counted: Counter[str] = Counter()
    with found.engines.read.connect() as connection:
        for _, body, _ in entries(connection):
            entry = orjson.loads(body)
            if entry["kind"] == "refusal":
                counted[entry["event"]] += entry.get("data", {}).get("count", 1)
    return counted


def _pages(found: Installation, workflow: str, auditor: Post) -> Iterator[dict[str, object]]:
    after: tuple[str, str] | None = None
    while page := found.reading.cases(auditor.officer, Sought(workflow=workflow, after=after, limit=_PAGE)):
        yield from (dict(body) for body in page)
        after = (page[-1]["opened_at"], page[-1]["id"])
