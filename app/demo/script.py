"""The script: in every county and in the prefecture each route once, and some townships up to their limit."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from app.demo.attempts import Attempts
from app.demo.meetings import NobodyCan
from app.demo.routes import OPENED_HERE, ROUTES, TOWNSHIP, TOWNSHIP_REVIEW, TOWNSHIP_SANCTION, Move, Route, Step
from app.demo.subjects import subject
from app.demo.trials import in_a_township
from app.demo.walk import Stuck, Walk
from app.demo.walker import Walker
from engine.ports import Sought

Progress = Callable[[int, int], None]
WORKFLOW: Final = "clue_disposal"
_TOWNSHIPS: Final = 6
"""How many townships walk."""


@dataclass
class Script:
    """Walks clues of the ledger, and fresh ones where the ledger has none in the state a route begins with."""

    walker: Walker
    attempts: Attempts = field(default_factory=Attempts)
    ended: list[tuple[Route, Walk]] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)

    def run(self, progress: Progress) -> None:
        """Walk every route in every place."""
        places = [*self.walker.organs("county"), *self.walker.organs("prefecture")]
        parts: list[tuple[str, tuple[Route, ...]]] = [(organ, ROUTES) for organ in places]
        parts += [(organ, (TOWNSHIP, TOWNSHIP_REVIEW, TOWNSHIP_SANCTION)) for organ in self._townships()]
        whole, done = sum(len(routes) for _, routes in parts), 0
        for organ, routes in parts:
            waiting = self._imported(organ)
            for route in routes:
                self._walk(organ, route, waiting[route.begins])
                done += 1
                progress(done, whole)

    @property
    def strays(self) -> list[str]:
        """Cases that got stuck, or stand elsewhere than their route ends; none, if all went well."""
        astray = ((route, walk) for route, walk in self.ended if walk.state != route.ends)
        return self.stuck + [f"{walk.case.number}：应为 {route.ends}，实为 {walk.state}" for route, walk in astray]

    def _walk(self, organ: str, route: Route, waiting: list[str]) -> None:
        """Walk a route; where a right officer is refused, or there is none, it is kept as a fault."""
        try:
            ready = waiting and not route.person
            walk = self.walker.at(waiting.pop()) if ready else self._fresh(organ, route)
            for move in route.moves:
                self._move(walk, move)
        except (Stuck, NobodyCan) as error:
            self.stuck.append(f"{organ} {route.begins} → {route.ends}：{error}")
            return
        if route is TOWNSHIP:
            self.attempts.one("file_case", "organ_level", partial(in_a_township, walk))
        self.ended.append((route, walk))

    def _move(self, walk: Walk, move: Move) -> None:
        if callable(move):
            move(walk)
        else:
            self._take(walk, move if isinstance(move, Step) else Step(move))

    def _take(self, walk: Walk, step: Step) -> None:
        """The step as it should be, after attempts before it and between its approvals."""
        self.attempts.before(walk, step.id)
        walk.propose(step.id, _fitting(step.inputs, self.walker.scene(walk.id).facts))
        while walk.case.pending is not None:
            self.attempts.meanwhile(walk)
            walk.approve()

    def _fresh(self, organ: str, route: Route) -> Walk:
        person = {**subject(len(self.ended), self._committee(organ)), **dict(route.person)}
        if person["authority"] == "superior":
            person["authority"] = self._committee(self.walker.organisation.organs[organ].superior or organ)
        [walk] = self.walker.open(organ, person)
        for name in OPENED_HERE[route.begins]:
            self._take(walk, Step(name))
        return walk

    def _committee(self, organ: str) -> str:
        return self.walker.organisation.organs[organ].party_committee

    def _imported(self, organ: str) -> Mapping[str, list[str]]:
        """The ledger's clues that this organ holds, by state, as its own officers see them; open ones only."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        officer = self.walker.watcher(organ).officer
        for body in self.walker.reading.cases(officer, Sought(workflow=WORKFLOW, organ=organ, limit=500)):
            if body["organ"] == organ and not body.get("closed"):
                found[body["state"]].append(body["id"])
        return found

    def _townships(self) -> list[str]:
        """Townships with a registered clue of the ledger."""
        with_clues = (organ for organ in self.walker.organs("township") if self._imported(organ)["registered"])
        return [organ for organ, _ in zip(with_clues, range(_TOWNSHIPS), strict=False)]


def _fitting(inputs: tuple[tuple[str, Any], ...], facts: Mapping[str, Any]) -> dict[str, Any]:
    """Party sanctions for members, administrative ones for supervised persons."""
    only_for = {"party_sanction": "party_member", "administrative_sanction": "supervised"}
    return {name: value for name, value in inputs if facts.get(only_for.get(name, ""), True) is True}
