"""The example prefecture under the drill of `tests.related`, and what is told of its cases afterwards."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any, Final

from app.assembly import Installation
from app.auditing.opening import Audited
from app.auditing.rebuild import rebuild
from app.auditing.verification import verify
from engine.case import Case
from engine.commands import Command, DecideRequest, OpenMatter, Recuse, Takeover, TakeStep
from engine.desks.desk import Answer
from engine.desks.genesis import MIGRATION
from engine.errors import Refused
from engine.reading import CaseView

COUNTY: Final = "990101"
PRINCIPAL, DEPUTY = "o00150", "o00152"
PETITION, PETITION_HEAD = "o00166", "o00165"
HANDLER, GUEST, OTHER_GUEST = "o00172", "o00184", "o00185"
"""A handler of 第一监督检查室, and two officers of 案件审理室."""
OFFICE: Final = "990101-JD1"
_POSTS: Final = {PRINCIPAL: "o00150@990101/principal", DEPUTY: "o00152@990101/deputy_leader"}
PERSON: Final = {"name": "被反映人甲", "party_member": True}
OTHER: Final = {"name": "被反映人乙", "supervised": True, "informant": "反映人丙", "problem": "收受礼金"}
NOTE: Final = b"closing note"
_KEYS: Final = count()


@dataclass(frozen=True)
class House:
    """An opened installation whose cases follow the drill."""

    found: Installation

    def opened(self) -> str:
        """A clue that the petition office has registered."""
        opening = OpenMatter(
            id=_key(), actor=PETITION, workflow="drill", subjects=(PERSON,), received_on=self._yesterday()
        )
        return str(self._done(opening).data["cases"][0]["id"])

    def inquiring(self) -> str:
        """A case under inquiry in 第一监督检查室, taken over from a ledger."""
        row = hashlib.sha256(_key().encode()).hexdigest()
        took = Takeover(
            act="ledger", office=OFFICE, state="inquiring", number=None, reference=row, content=row, matter=row
        )
        opening = OpenMatter(
            id=_key(),
            actor=MIGRATION,
            workflow="drill",
            subjects=(PERSON,),
            received_on=self._yesterday(),
            organ=COUNTY,
            takeover=took,
        )
        return str(self._done(opening).data["cases"][0]["id"])

    def take(self, actor: str, case: str, step: str, **more: Any) -> Answer | Refused:
        """What comes of a step."""
        given = {"id": _key(), "actor": actor, "post": _POSTS.get(actor), **more}
        return self.found.service.handle(TakeStep(case=case, step=step, **given))

    def took(self, actor: str, case: str, step: str, **more: Any) -> Answer:
        """What a step that was carried out or proposed tells."""
        answer = self.take(actor, case, step, **more)
        assert isinstance(answer, Answer), answer
        return answer

    def approve(self, case: str, actor: str = DEPUTY) -> Answer | Refused:
        """The deputy approves what waits."""
        pending = self.case(case).pending
        assert pending is not None
        return self.found.service.handle(
            DecideRequest(
                id=_key(), actor=actor, post=_POSTS.get(actor), case=case, request=pending.id, decision="approve"
            )
        )

    def recuse(self, case: str, officer: str) -> None:
        """The principal keeps an officer from a case."""
        self._done(Recuse(id=_key(), actor=PRINCIPAL, post=_POSTS[PRINCIPAL], case=case, officer=officer))

    def split(self, case: str) -> str:
        """Another subject's case, of a matter of its own."""
        self.took(PETITION, case, "split", inputs=OTHER)
        return self.case(case).links[-1]

    def merged(self, case: str, other: str) -> None:
        """Two cases merged with the deputy's approval."""
        self.took(PETITION, case, "merge", other=other)
        assert isinstance(self.approve(case), Answer)

    def dismissed(self, case: str) -> None:
        """A case settled, and so counted."""
        note = hashlib.sha256(NOTE).hexdigest()
        assert self.found.reading.upload(HANDLER, case, note, NOTE) is None
        self.took(HANDLER, case, "dismiss", documents={"closing_note": note})
        assert isinstance(self.approve(case), Answer)

    def case(self, case: str) -> Case:
        """A case as it stands."""
        with self.found.storage.read() as tx:
            stored = tx.case(case, lock=False)
        assert stored is not None
        return Case.read(stored.body)

    def kept(self, case: str) -> Mapping[str, Any]:
        """What the petition office reads of the subject and of the content."""
        view = self.found.reading.case(PETITION, case, classes=("subject", "content"))
        assert isinstance(view, CaseView)
        return view.fields

    def entries(self, stream: str) -> Sequence[Mapping[str, Any]]:
        """The entries of a stream, oldest first."""
        with self.found.storage.read() as tx:
            return tx.entries(stream, -1, 10_000)

    def findings(self) -> set[tuple[str, str]]:
        """Level and code of everything that verification finds."""
        return {(finding.level, finding.code) for finding in verify(Audited.of(self.found)).findings}

    def require_sound(self) -> None:
        """The register verifies, and every projection is as it makes it."""
        assert self.findings() == set()
        assert all(table.same for table in rebuild(Audited.of(self.found)))

    def _yesterday(self) -> Any:
        return self.found.reading.clock.now().date() - timedelta(days=1)

    def _done(self, command: Command) -> Answer:
        answer = self.found.service.handle(command)
        assert isinstance(answer, Answer), answer
        return answer


def _key() -> str:
    return f"beside-{next(_KEYS)}"
