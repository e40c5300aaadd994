"""An entry under review: the case before and after it, its definition, and the world it names."""

from dataclasses import dataclass

from engine.asked import Asked
from engine.case import Case
from engine.commands import TakeStep
from engine.definition import Taken
from engine.legality.books import Books, Recorded
from engine.legality.entry import Entry
from engine.organisation import Post
from engine.past import Past
from engine.registry import Definition
from engine.world import CaseFile, World


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Everything the checks look at.

    `post` is the acting post on that day, None where it wasn't held; `past` what the entries before this one tell.
    """

    entry: Entry
    before: Case
    after: Case
    definition: Definition
    world: World
    post: Post | None
    books: Books
    past: Past

    @property
    def changed(self) -> frozenset[str]:
        """The fields of the committed case that are no longer as they were."""
        before, after = self.before, self.after
        return frozenset(
            name
            for name in self.entry.changes
            if not hasattr(after, name) or getattr(before, name) != getattr(after, name)
        )

    def meeting(self, meeting: str | None) -> Recorded | None:
        """A meeting that was recorded by the moment of the entry."""
        found = self.books.meeting(meeting) if meeting else None
        return found if found and found.at <= self.entry.at else None

    def asked(self, step: Taken, post: Post | None = None) -> Asked:
        """The question that the engine's own predicates about posts and service expect."""
        command = TakeStep(id="", actor=self.entry.actor, case=self.before.id, step=step.id)
        return Asked(self.definition, CaseFile(self.before), step, command, post, self.world)

    def label(self, state: str) -> str:
        """A state in words, or its id where the definition doesn't have it."""
        states = {one.id: one.label for one in self.definition.workflow.states}
        return states.get(state, state)
