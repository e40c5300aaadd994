"""A search that walks for real: from wherever a clue stands to the nearest step that nobody has taken yet.

It plans over the declaration alone and believes only what was carried out: a step that is refused to a clue is left
out for it, and another way, or another person, must do. What stays open in the end can't be done by anybody.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from app.demo.meetings import NobodyCan
from app.demo.scene import Scene
from app.demo.walk import Stuck, Walk
from engine.conditions import holds
from engine.deadlines.requests import OnDeadline
from engine.definition import Taken, When
from engine.machine import Lookup, all_steps
from engine.ports import Sought
from tests.journeys.journey import Organ

Edge = tuple[str, str]
"""A state, and a step taken there."""


@dataclass(frozen=True)
class Person:
    """Somebody about whom clues come in: where, what is known of him, and what is entered where a form asks."""

    organ: Organ
    facts: Mapping[str, Any]
    entered: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Explorer:
    """What has been carried out, and for what is left the last refusal that was heard."""

    lookup: Lookup
    taken: set[Edge] = field(default_factory=set)
    branches: set[tuple[str, str]] = field(default_factory=set)
    refused: dict[str, str] = field(default_factory=dict)

    @cached_property
    def needed(self) -> frozenset[str]:
        """The steps that another one must follow."""
        steps = all_steps(self.lookup.workflow)
        return frozenset(name for step in steps for before in step.after for name in before.step)

    def explore(self, person: Person) -> None:
        """Walk clues about this person until one brings nothing new, whatever led the others astray."""
        astray: set[Edge] = set()
        while True:
            before = len(self.taken) + len(self.branches)
            trip = Trip(self, person.organ.clue(**person.facts), person.entered, set(astray))
            self._wander(trip)
            if len(self.taken) + len(self.branches) > before:
                astray = set()
            elif trip.shut > astray:
                astray = trip.shut
            else:
                return

    def _wander(self, trip: "Trip") -> None:
        trip.acts()
        while (step := trip.next_step()) is not None:
            trip.take(step)
            trip.acts()

    def never_taken(self) -> list[str]:
        """Every transition in each of its states, and every act anywhere, that was not carried out."""
        steps = {step for _, step in self.taken}
        transitions = self.lookup.workflow.transitions
        edges = ((state, step) for step in transitions for state in self.lookup.states_of(step.id))
        missing = [(step.id, state) for state, step in edges if (state, step.id) not in self.taken]
        missing += [(act.id, "any state") for act in self.lookup.workflow.acts if act.id not in steps]
        return [f"{name} at {state}: {self.refused.get(name, 'never tried')}" for name, state in missing]

    def never_reached(self) -> list[str]:
        """Every state in which no clue ever stood."""
        reached = {self.lookup.workflow.opening.to}
        reached |= {step.to for _, name in self.taken if (step := self.lookup.step(name)) and step.to}
        return [state.id for state in self.lookup.workflow.states if state.id not in reached]

    def never_approved(self) -> list[str]:
        """Every branch of an approval under which nothing was carried out."""
        return [
            f"{step.id}: {name}"
            for step in all_steps(self.lookup.workflow)
            for name in branch_names(self.lookup, step)
            if (step.id, name) not in self.branches
        ]


def branch_names(lookup: Lookup, step: Taken) -> Iterator[str]:
    """The branches of the step's approval, by the condition of each; the last one of all is `otherwise`."""
    return (branch.condition if isinstance(branch, When) else "otherwise" for branch in lookup.approval(step.id))


@dataclass
class Trip:
    """One clue on its way; `shut` are the steps that were refused to it, each with the state in which it was."""

    explorer: Explorer
    walk: Walk
    entered: Mapping[str, Any]
    shut: set[Edge] = field(default_factory=set)

    def acts(self) -> None:
        """Every act of this state that nobody has carried out yet, or that a later step needs of this clue."""
        scene = self.scene()
        for step in self.explorer.lookup.steps_at(scene.case.state):
            if isinstance(step, OnDeadline) or step.moves:
                # What moves a period is no way to anywhere; what moves the clue leads out of this organ.
                continue
            if not step.to and (scene.case.state, step.id) not in self.shut and self._useful(step, scene):
                self.take(step.id)
                scene = self.scene()

    def next_step(self) -> str | None:
        """The first step of the shortest way to something new; None when no way leads to anything."""
        scene = self.scene()
        seen, ways = {scene.case.state}, deque([(scene.case.state, "")])
        while ways:
            state, first = ways.popleft()
            for step in self.explorer.lookup.steps_at(state):
                if not step.to or (state, step.id) in self.shut:
                    continue
                if self._is_new(state, step, scene):
                    return first or step.id
                if step.to not in seen:
                    seen.add(step.to)
                    ways.append((step.to, first or step.id))
        return None

    def take(self, name: str) -> None:
        """Take the step with everybody's approval; if it is refused, it is shut for this clue."""
        scene, explorer = self.scene(), self.explorer
        state = scene.case.state
        step = explorer.lookup.step(name)
        assert step is not None
        try:
            self._carry_out(step, scene)
        except (Stuck, NobodyCan) as why:
            self.shut.add((state, name))
            explorer.refused[name] = str(why)
            self._cleared()
            return
        explorer.taken.add((state, name))
        explorer.branches.add((name, self._branch(step, scene)))

    def scene(self) -> Scene:
        """The clue as it stands."""
        return self.walk.door.scene(self.walk.id)

    def _carry_out(self, step: Taken, scene: Scene) -> None:
        form = self.explorer.lookup.form(step.form)
        asked = {one.id for one in form.fields} if form else set()
        inputs = {name: value for name, value in self.entered.items() if name in asked}
        if step.links_as:
            self.walk.take(step.id, inputs, other=self._another(step, scene))
        else:
            self.walk.take(step.id, inputs)

    def _another(self, step: Taken, scene: Scene) -> str:
        """Another clue of the organ that the officer may see, and that is not linked yet."""
        post = scene.right_post(step)
        seen = self.walk.door.reading.cases(post.officer if post else "", Sought(organ=scene.case.organ, limit=50))
        apart = {self.walk.id, *scene.case.links}
        return next((one["id"] for one in seen if one["organ"] == scene.case.organ and one["id"] not in apart), "")

    def _cleared(self) -> None:
        """What waits for an approval that nobody can give is taken back."""
        if self.walk.case.pending is not None:
            self.walk.withdrawn()

    def _is_new(self, state: str, step: Taken, scene: Scene) -> bool:
        explorer = self.explorer
        return (state, step.id) not in explorer.taken or (step.id, self._branch(step, scene)) not in explorer.branches

    def _useful(self, step: Taken, scene: Scene) -> bool:
        explorer = self.explorer
        if step.signs_handover:
            return scene.case.handover is not None
        if (step.id, self._branch(step, scene)) not in explorer.branches:
            return True
        remembered = step.id in explorer.lookup.remembered
        done = step.id in scene.case.done if remembered else scene.case.times(step.id) > 0
        return step.id in explorer.needed and not done

    def _branch(self, step: Taken, scene: Scene) -> str:
        """The branch of the approval that this subject takes, with what will be entered."""
        facts = {**scene.facts, **self.entered}
        for branch in self.explorer.lookup.approval(step.id):
            if isinstance(branch, When) and holds(scene.definition, branch.condition, facts, scene.case, scene.world):
                return branch.condition
        return "otherwise"
