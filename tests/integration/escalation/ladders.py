"""A matter that is overdue, and those whom it reaches, in the example prefecture."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from engine.commands import AnswerEscalation, RecordLeave, Recuse, TakeStep
from engine.desks.desk import Answer
from engine.errors import Refused
from engine.inbox import Escalated
from engine.sweeping import sweep
from tests.integration.deadlines.clockwork import Clockwork, done

HEAD, DEPUTY, PRINCIPAL, CITY_PRINCIPAL = "o00165", "o00152", "o00150", "o00079"
"""Who heads the county's petition office, who oversees it, the county's principal and the prefecture's."""
MEMBER: Final = {"committee_seat": "party_committee_member", "authority": "中共清河县委"}
PERIOD: Final = "upward_clue"
HANDLER: Final = "o00166"


@dataclass(frozen=True)
class Ladders:
    """A clue about a member of the county's committee, of which the superior must hear within five working days."""

    clockwork: Clockwork
    case: str
    period: str = PERIOD

    @classmethod
    def of(cls, clockwork: Clockwork) -> "Ladders":
        """Received on Monday 2 November 2026; due by Monday the 9th."""
        clockwork.at("2026-11-02")
        return cls(clockwork, clockwork.opened("2026-11-02", **MEMBER))

    def on(self, day: str, time: str = "00:30") -> list[str]:
        """Whom it has reached by the sweep of that moment."""
        self.clockwork.at(day, time)
        swept = sweep(self.clockwork.installation.service)
        assert swept.failed == ()
        return self.reached()

    def climb_to_the_top(self) -> None:
        """Nobody answers until the superior organ's principal has it."""
        for day in ("2026-11-10", "2026-11-14", "2026-11-20", "2026-11-28"):
            self.on(day)

    def body(self) -> Mapping[str, Any]:
        """The committed case."""
        with self.clockwork.installation.storage.read() as tx:
            stored = tx.case(self.case, lock=False)
        assert stored is not None
        return stored.body

    def ladder(self) -> Mapping[str, Any]:
        """The ladder of the period, empty where there is none."""
        return dict((self.body().get("ladders") or {}).get(self.period, {}))

    def reached(self) -> list[str]:
        """Whom it has reached and is still open for."""
        return [officer for level in self.ladder().get("reached", ()) for officer in level["to"]]

    def entries(self) -> list[Mapping[str, Any]]:
        """The entries about its escalation."""
        return self.clockwork.entries(self.case, "escalation")

    def events(self) -> list[Mapping[str, Any]]:
        """What they tell, one after the other."""
        return [one for entry in self.entries() for one in entry["data"]["escalations"]]

    def told_last(self) -> Mapping[str, Any]:
        """What the newest entry of the case tells of its escalation, without the period's name."""
        with self.clockwork.installation.storage.read() as tx:
            *_, newest = tx.entries(f"case/{self.case}", -1, 1000)
        [told] = newest["data"]["escalations"]
        return {name: value for name, value in told.items() if name not in {"id", "round"}}

    def inbox(self, officer: str) -> list[Escalated]:
        """What has reached an officer."""
        return list(self.clockwork.installation.reading.inbox(officer))

    def answer(self, officer: str, level: int, answer: str, until: str | None = None, **more: Any) -> Answer | Refused:
        """An answer, with what was done."""
        given: dict[str, Any] = {"id": secrets.token_hex(8), "reason": "已督促承办人", **more}
        about: dict[str, Any] = {"case": self.case, "deadline": self.period, "level": level, "answer": answer}
        day = date.fromisoformat(until) if until else None
        return self.clockwork.installation.service.handle(AnswerEscalation(actor=officer, until=day, **about, **given))

    def leave(self, officer: str, since: str, until: str, actor: str | None = None) -> Answer | Refused:
        """An officer's leave."""
        command = RecordLeave(
            id=secrets.token_hex(8),
            actor=actor or officer,
            officer=officer,
            valid_from=date.fromisoformat(since),
            valid_to=date.fromisoformat(until),
        )
        return self.clockwork.installation.service.handle(command)

    def recuse(self, officer: str) -> None:
        """An officer's recusal, decided by the principal."""
        command = Recuse(
            id=secrets.token_hex(8),
            actor=PRINCIPAL,
            post="o00150@990101/principal",
            case=self.case,
            officer=officer,
        )
        done(self.clockwork.installation.service.handle(command))

    def report_up(self) -> None:
        """What was to be done in time, done at last."""
        paper = b"report to the superior"
        digest = hashlib.sha256(paper).hexdigest()
        assert self.clockwork.installation.reading.upload(HANDLER, self.case, digest, paper) is None
        command = TakeStep(
            id=secrets.token_hex(8),
            actor=HANDLER,
            case=self.case,
            step="report_key_clue",
            documents={"upward_report": digest},
        )
        done(self.clockwork.installation.service.handle(command))
