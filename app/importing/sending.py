"""Sends due rows through the door, at most a batch at once, and finds out what became of each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from app.importing.act import Act, ImportRefused
from app.importing.digests import Digests
from app.importing.openings import Importer, command_id, opening
from app.importing.sorting import Due, Sorting
from app.ledger import Judged, Seen
from engine.desks.desk import Answer
from engine.errors import Raced, Refused
from engine.ports import Storage
from engine.registry import Definition
from engine.service import Service

_TRIES: Final = 3
"""The door tries a lost race again by itself; when it gives up, somebody else imports the same rows."""


@dataclass
class Sending:
    """One run of an act. `listed` are the rows, as keyed digests, whose cases name the act."""

    service: Service
    storage: Storage
    definition: Definition
    by: Importer
    digests: Digests
    seen: Callable[[], Seen]
    sorting: Sorting
    listed: set[str] = field(default_factory=set)

    def send(self, act: Act, batch: Sequence[Judged]) -> None:
        """Import the rows of a batch that are to be imported. Raises `ImportRefused`, naming the row."""
        due = list(self.sorting.due(batch))
        for one in due:
            if one.routed.off_platform is not None:
                act.dispatch(one.number, one.routed.off_platform)
        due = [one for one in due if one.routed.off_platform is None]
        due, answers = self._carried_out(due)
        for one, answer in zip(due, answers, strict=True):
            self._count(one, answer)
        if self.sorting.present:
            self._recall()

    def _recall(self) -> None:
        """List those repeats of the batch whose cases another run of the act has opened."""
        with self.storage.read() as tx:
            for judged in self.sorting.present:
                content = self.digests.content(judged.content).hex()
                command = command_id(judged.person_code, content, self.by, self.digests)
                if tx.known_command(self.by.actor, command) is not None:
                    self.listed.add(self.digests.person(judged.person_code))

    def _carried_out(self, due: list[Due]) -> tuple[list[Due], list[Answer | Refused]]:
        for _ in range(_TRIES):
            commands = [opening(one.row, one.routed, self.definition, self.by, self.digests) for one in due]
            try:
                return due, self.service.handle_many(commands) if commands else []
            except Raced:
                due = self._still_due(due)
        raise Raced

    def _still_due(self, due: list[Due]) -> list[Due]:
        """The rows that somebody else hasn't imported meanwhile; the others are reported as what they are now."""
        placed = self.seen().place([one.judged for one in due])
        for judged in placed:
            if judged.good is None:
                self.sorting.leave(judged)
        return [one for one, judged in zip(due, placed, strict=True) if judged.good is not None]

    def _count(self, due: Due, answer: Answer | Refused) -> None:
        if isinstance(answer, Refused):
            raise ImportRefused(answer, due.number)
        self.listed.add(self.digests.person(due.row.person_code))
        if answer.repeated:
            self.sorting.report.already_present += 1
        else:
            self.sorting.report.imported += 1
