"""The mass act of an import: `begin` names the document, each case names the act, `finish` counts and lists them.

The import of a file in one post is one act, however often it is begun: a run that was killed goes on where it
stopped, and a run that finds nothing to do writes nothing.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from engine.commands import MassAct
from engine.errors import Refused
from engine.service import Service

Event = Literal["begin", "dispatch", "finish"]


class ImportRefused(Exception):
    """The engine refused the import, as a whole or at a row (of the sheet); carries the refusal."""

    def __init__(self, refused: Refused, row: int | None = None) -> None:
        where = f"第{row}行：" if row is not None else ""
        self.refused = replace(refused, sentence=f"{where}{refused.sentence}")
        super().__init__(f"{self.refused.sentence}{refused.remedy}")


@dataclass(frozen=True, slots=True)
class Act:
    """The act in one post about one document, which is known by its digest."""

    service: Service
    actor: str
    post: str | None
    document: str

    @property
    def id(self) -> str:
        """The act's id, the same at every run."""
        return f"ledger-{_sha256(f'{self.document}|{self.actor}|{self.post}')[:32]}"

    def begin(self) -> None:
        """Begin, or go on with what was begun before. Raises `ImportRefused`."""
        self._say("begin", "", document=self.document)

    def begin_for(self, organs: Sequence[str]) -> None:
        """Begin for the ledgers of these organs, so that a refusal is registered. Raises `ImportRefused`."""
        self._say("begin", _sha256("|".join(organs))[:16], document=self.document, organs=tuple(organs))

    def dispatch(self, row: int, to: str) -> None:
        """A slip: in this row of the document stands a matter of an organ off the platform. Nothing else of it."""
        self._say("dispatch", f"{row}-{to}", row=row, to=to)

    def finish(self, rows: Iterable[str]) -> None:
        """Say how many cases name the act, and the digest of the list of their rows (keyed digests, sorted)."""
        listed = sorted(set(rows))
        digest = _sha256("\n".join(listed))
        self._say("finish", f"{len(listed)}-{digest[:16]}", document=self.document, count=len(listed), listed=digest)

    def _say(self, event: Event, named: str, **told: Any) -> None:
        command = MassAct(
            id=f"{self.id}-{event}-{named}".rstrip("-"),
            actor=self.actor,
            post=self.post,
            act=self.id,
            event=event,
            about="ledger",
            **told,
        )
        answer = self.service.handle(command)
        if isinstance(answer, Refused):
            raise ImportRefused(answer)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
