"""Whether the history of a case is lawful, read from its entries and the declaration alone: no judgement of the engine.

Each check gives its faults in sentences; none, if the history holds.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from engine.definition import State, Taken, Workflow
from engine.machine import all_steps

Entry = Mapping[str, Any]

STEPS: Final = frozenset({"transition", "act"})
BEFORE_TRIAL: Final = frozenset({"verification", "investigation"})


@dataclass(frozen=True)
class Lawful:
    """The declaration, by id, and the questions asked of a history."""

    steps: Mapping[str, Taken]
    states: Mapping[str, State]

    @classmethod
    def of(cls, workflow: Workflow) -> "Lawful":
        """The questions for cases of this procedure."""
        steps = {step.id: step for step in all_steps(workflow)}
        return cls(steps, {state.id: state for state in workflow.states})

    def faults(self, entries: Sequence[Entry]) -> Iterator[str]:
        """Everything that is wrong with a history, oldest first."""
        yield from self._ways(entries)
        yield from self._apart(entries)
        yield from self._two_persons(entries)
        yield from self._approvals(entries)
        yield from self._recused(entries)

    def _ways(self, entries: Sequence[Entry]) -> Iterator[str]:
        """Every transition leads from where the case stood to where it is declared to lead."""
        state = str(entries[0]["data"]["set"]["state"])
        for entry in entries[1:]:
            after = entry["data"]["set"].get("state") or state
            step = self.steps.get(entry["event"]) if entry["kind"] in STEPS else None
            if step and not self._starts(step, state):
                yield f"{step.id} was taken at {state}"
            if after != (step.to or state if step else state) and entry["kind"] != "correction":
                yield f"{entry['event']} led from {state} to {after}"
            state = str(after)

    def _starts(self, step: Taken, state: str) -> bool:
        here = self.states[state]
        everywhere = {"*", here.phase} if not here.closed else set()
        return bool({state, *everywhere} & {*step.at})

    def _apart(self, entries: Sequence[Entry]) -> Iterator[str]:
        """Nobody who verified or investigated takes a step of the trial, or joins its team."""
        served: set[str] = set()
        for body, entry in _folded(entries):
            step = self.steps.get(entry["event"]) if entry["kind"] in STEPS else None
            if step and step.apart:
                took_part = {_proposer(entry, entries), *(body["team"] if step.forms_team else ())}
                if took_part & served:
                    yield f"{sorted(took_part & served)} investigated and took part in {step.id}"
            if body.get("phase") in BEFORE_TRIAL:
                served |= {*body.get("team", ())}

    def _two_persons(self, entries: Sequence[Entry]) -> Iterator[str]:
        """A team's own decision is signed by at least two, and by all of it."""
        signed: set[str] = set()
        before: Mapping[str, Any] = {}
        for body, entry in _folded(entries):
            if entry["kind"] == "signature":
                signed.add(entry["actor"])
            step = self.steps.get(entry["event"]) if entry["kind"] in STEPS else None
            if step and step.signed_by:
                team = {*before.get("team", ())}
                if len(team) < 2 or not team <= signed:
                    yield f"{step.id} was signed by {sorted(signed)} of the team {sorted(team)}"
            if step and step.to:
                signed = set()
            before = body

    def _approvals(self, entries: Sequence[Entry]) -> Iterator[str]:
        """What needs approval has a whole chain, and nobody approved what he proposed."""
        for entry in entries:
            step = self.steps.get(entry["event"]) if entry["kind"] in STEPS else None
            chain = entry["data"].get("approved", ())
            if step and bool(step.approval) != bool(chain):
                yield f"{step.id} was carried out with {len(chain)} approvals"
            for link in chain:
                if link["status"] != "passed":
                    yield f"{entry['event']} was carried out while {link} still waited"
                if link["kind"] == "rank" and link.get("by") == _proposer(entry, entries):
                    yield f"{link['by']} approved his own {entry['event']}"
                if link["kind"] == "outside" and link.get("by") == link.get("compared_by"):
                    yield f"{link['by']} compared his own sheet for {entry['event']}"

    def _recused(self, entries: Sequence[Entry]) -> Iterator[str]:
        """Who must keep away does nothing any more, and is in no team."""
        for body, entry in _folded(entries):
            away = {*body.get("recused", ())}
            if entry["kind"] != "recusal" and entry["actor"] in away:
                yield f"{entry['actor']} was recused, and did {entry['event']}"
            if away & {*body.get("team", ())}:
                yield f"{sorted(away)} were recused, and stand in the team"


def _folded(entries: Sequence[Entry]) -> Iterator[tuple[dict[str, Any], Entry]]:
    """Each entry with the case as it stood after it."""
    body: dict[str, Any] = {}
    for entry in entries:
        body = {name: value for name, value in {**body, **entry["data"]["set"]}.items() if value is not None}
        yield body, entry


def _proposer(entry: Entry, entries: Sequence[Entry]) -> str:
    """Who took the step: who proposed it, where it needed approval."""
    request = entry["data"].get("request")
    if request is None:
        return str(entry["actor"])
    opened = (one["data"]["set"].get("pending") for one in entries if one["kind"] == "proposal")
    return next((str(one["proposer"]) for one in opened if one and one["id"] == request), "")
