"""The walker: opens matters and takes steps through the one door, each by an officer whom the organisation makes right.

Used by the demonstration, by the journey tests and by the benchmarks. It holds no officer's id and no office's code.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.demo.door import Door
from app.demo.walk import Stuck, Walk
from engine.commands import OpenMatter
from engine.errors import Refused
from engine.organisation import Organisation, Post
from engine.ports import Sought
from engine.world import World


class Walker(Door):
    """Walks cases of one installation. `turns` moves the choice among officers who may do the same."""

    def open(
        self,
        organ: str,
        *subjects: Mapping[str, Any],
        workflow: str = "clue_disposal",
        received_on: date | None = None,
        by: Post | None = None,
    ) -> list[Walk]:
        """Register a matter with one case per subject, by an officer of an office that the opening names."""
        post = by or self.opener(organ, workflow)
        command = OpenMatter(
            id=self.service.ids.new(),
            actor=post.officer,
            post=post.id,
            workflow=workflow,
            subjects=subjects,
            received_on=received_on or self.world().today,
        )
        answer = self.service.handle(command)
        if isinstance(answer, Refused):
            raise Stuck("open", answer)
        return [self.at(case["id"]) for case in answer.data["cases"]]

    def at(self, case: str) -> Walk:
        """A case that is there already."""
        return Walk(self, case)

    def opener(self, organ: str, workflow: str) -> Post:
        """An officer who may open a matter of this workflow in that organ. Raises `LookupError` if there is none."""
        definition = self.service.registry.newest(workflow)
        if definition is None:
            raise LookupError(f"no workflow {workflow}")
        functions = definition.workflow.opening.office
        posts = self.officers(organ, "handler", tuple(str(name) for name in functions))
        if not posts:
            raise LookupError(f"nobody in {organ} may open {workflow}")
        return posts[next(self.turns) % len(posts)]

    def watcher(self, organ: str) -> Post:
        """Who sees every case that the organ holds: 案管, in a township any handler."""
        return self.officers(organ, "handler", ("case_supervision",))[0]

    def waiting_for(self, officer: str) -> list[Walk]:
        """The cases whose pending request waits for this officer."""
        return [self.at(body["id"]) for body in self.reading.cases(officer, Sought(waiting=True, limit=500))]

    def officers(self, organ: str, position: str, functions: Sequence[str] = ()) -> list[Post]:
        """Posts of this position in that organ, in offices with one of these functions where it has offices."""
        world = self.world()
        offices = {office.code for office in world.organisation.offices_of(organ, functions)} if functions else set()
        whole = not functions or not world.organisation.has_offices(organ)
        return [
            post
            for post in world.organisation.posts
            if (post.organ, post.position) == (organ, position)
            and post.held_on(world.today)
            and (whole or post.office in offices)
        ]

    def organs(self, level: str) -> list[str]:
        """The organs of a level that work on this platform."""
        found = self.organisation.organs.values()
        return [organ.code for organ in found if organ.level == level and organ.on_platform]

    @property
    def organisation(self) -> Organisation:
        """The organisation of this moment."""
        return self.world().organisation

    def world(self) -> World:
        """The world of this moment."""
        with self.reading.storage.read() as tx:
            return self.reading.world(tx)
