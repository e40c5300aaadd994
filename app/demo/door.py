"""What the walker needs of an installation: the one door, the read side, and a turn for every choice among equals."""

from dataclasses import dataclass, field
from itertools import count

from app.demo.papers import Paper
from app.demo.scene import Scene
from engine.commands import Command
from engine.desks.desk import Answer
from engine.errors import Refused
from engine.reading import Reading
from engine.service import Service


@dataclass
class Door:
    """One installation, as the walker uses it."""

    service: Service
    reading: Reading
    turns: "count[int]" = field(default_factory=count)

    def handle(self, command: Command) -> Answer | Refused:
        """Through the one door."""
        return self.service.handle(command)

    def scene(self, case: str) -> Scene:
        """A case as it stands, with the next turn."""
        return Scene.of(self.reading, case, next(self.turns))

    def upload(self, officer: str, case: str, paper: Paper) -> str:
        """Keep a paper with a case, and its digest. Who may not see the case keeps nothing: a step will say so."""
        self.reading.upload(officer, case, paper.digest, paper.content)
        return paper.digest

    def new_id(self) -> str:
        """An id for a command."""
        return self.service.ids.new()
