"""What tests of time do to an installation: move its clock, tell its calendar, read when its cases are due."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from app.assembly import Installation
from engine.commands import ConfigureLength, ConfirmNotice, OpenMatter, RecordNotice
from engine.desks.desk import Answer
from engine.errors import Refused
from engine.recounting import Recounted, first_settled, recount
from engine.timetable import Period
from tests.integration.api.prefecture import PETITION, PRINCIPAL, Hand
from tests.recounting.holidays import OFF, ON

CITY_CLERK, SECOND_CLERK, CITY_ADMINISTRATOR = "o00107", "o00108", "o01144"
"""Two officers of the prefecture's 案管, and its system administrator."""
COUNTY_CLERK, SECOND_COUNTY_CLERK = "o00169", "o00168"
NUMBER, PAPER = "国办发明电〔2026〕9号", "a" * 64
OFF_2027 = {
    **{f"2027-01-0{day}": "元旦" for day in (1, 2, 3)},
    **{f"2027-02-{day:02}": "春节" for day in range(5, 13)},
}
ON_2027 = {"2026-12-27": "元旦", "2027-02-13": "春节"}
"""A notice as it might be: a Sunday of December becomes a workday, the Spring Festival is eight days."""


BASE: Mapping[str, Any] = {
    "off": {day.isoformat(): name for day, name in OFF.items()},
    "on": {day.isoformat(): name for day, name in ON.items()},
    "statutory": {"2027-01-01": "元旦", "2027-02-05": "春节", "2027-02-06": "春节", "2027-02-07": "春节"},
    "published": 2026,
}
BEGAN = datetime(2025, 12, 15, 1, tzinfo=UTC)
"""When the installation was made, whatever day it is today."""


@dataclass(frozen=True)
class Clockwork:
    """An installation by its clock and its calendar."""

    installation: Installation
    hand: Hand

    def at(self, day: str, time: str = "09:30") -> None:
        """Move the clock to a moment in Asia/Shanghai."""
        self.hand.moved = datetime.fromisoformat(f"{day}T{time}:00+08:00") - BEGAN

    def later(self, **span: float) -> None:
        """Move the clock on, or back."""
        self.hand.moved += timedelta(**span)

    def opened(self, received_on: str, **more: Any) -> str:
        """The id of a clue that was received on this day."""
        return str(done(self.installation.service.handle(opening(received_on, **more))).data["cases"][0]["id"])

    def period(self, case: str, deadline: str = "clue_transfer_wrong") -> Period:
        """The newest round of a period."""
        found = self.installation.reading.periods(PRINCIPAL.officer, case)
        assert not isinstance(found, Refused)
        return max((one for one in found if one.deadline.id == deadline), key=lambda one: one.round)

    def last_day(self, case: str, deadline: str = "clue_transfer_wrong") -> str:
        """The last day of a period, with 暂定 behind it where it isn't certain."""
        due = self.period(case, deadline).due
        assert due is not None
        return str(due["last_day"]) + (" 暂定" if due.get("provisional") else "")

    def record(self, actor: str = CITY_CLERK, **more: Any) -> Answer | Refused:
        """Record the notice of 2027."""
        given: dict[str, Any] = {"number": NUMBER, "issued_on": date(2026, 11, 4), "document": PAPER, "year": 2027}
        given |= {"off": OFF_2027, "on": ON_2027, **more}
        return self.installation.service.handle(RecordNotice(id=secrets.token_hex(8), actor=actor, **given))

    def confirm(self, recorded: int, actor: str = SECOND_CLERK, **more: Any) -> Answer | Refused:
        """Compare a recorded notice."""
        given = {"number": NUMBER, "document": PAPER, **more}
        command = ConfirmNotice(id=secrets.token_hex(8), actor=actor, recorded=recorded, **given)
        return self.installation.service.handle(command)

    def told(self, **more: Any) -> Answer:
        """The notice of 2027, told by two officers; nothing is counted anew yet."""
        return done(self.confirm(done(self.record(**more)).seq))

    def recounted(self, notice: Mapping[str, Any]) -> Recounted:
        """Count anew what the notice may move."""
        days = [date.fromisoformat(day) for day in (*notice["off"], *notice["on"])]
        return recount(self.installation.service, notice["act"], first_settled(notice["year"], days))

    def configure(self, actor: str = PRINCIPAL.officer, **more: Any) -> Answer | Refused:
        """Set a length of the county."""
        given = {"workflow": "clue_disposal", "organ": "990101", "reason": "本县实际", "actor": actor, **more}
        return self.installation.service.handle(ConfigureLength(id=secrets.token_hex(8), **given))

    def entries(self, case: str, kind: str = "deadline") -> list[Mapping[str, Any]]:
        """The entries of a kind in a case's stream."""
        with self.installation.storage.read() as tx:
            return [entry for entry in tx.entries(f"case/{case}", -1, 1000) if entry["kind"] == kind]


def opening(received_on: str, **more: Any) -> OpenMatter:
    """A clue about somebody whom another county manages, as far as nothing else is said."""
    subject = {"name": "王五", "party_member": True, "rank": "staff", "authority": "中共柳林县委", **more}
    return OpenMatter(
        id=secrets.token_hex(8),
        actor=PETITION.officer,
        post=PETITION.post,
        workflow="clue_disposal",
        received_on=date.fromisoformat(received_on),
        subjects=(subject,),
    )


def done(answer: Answer | Refused) -> Answer:
    """What was carried out."""
    assert not isinstance(answer, Refused), answer.sentence
    return answer


def code(answer: Answer | Refused) -> str:
    """Why it was refused."""
    assert isinstance(answer, Refused), "not refused"
    return answer.code
