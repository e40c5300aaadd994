"""The example prefecture with cases in somebody's hands, and what is told of them afterwards."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from app.assembly import Installation, hash_secret
from app.auditing.opening import audited
from app.auditing.rebuild import rebuild
from app.auditing.verification import verify
from engine.case import Case
from engine.commands import Command, DecideRequest, IssueToken, OpenMatter, Takeover, TakeStep
from engine.desks.desk import Answer
from engine.desks.genesis import MIGRATION
from engine.errors import Refused
from engine.handing_over import HandingOver, Report, Wish, act_id
from engine.service import MANY

COUNTY: Final = "990101"
PRINCIPAL, DEPUTY, CLERK, SECURITY = "o00150", "o00152", "o00169", "o01146"
LEAVER, COLLEAGUE, HEAD = "o00172", "o00173", "o00171"
"""Two handlers of 第一监督检查室 and its head."""
PETITION: Final = "o00166"
OFFICE: Final = "990101-JD1"
POSTS: Final = {
    PRINCIPAL: "o00150@990101/principal",
    DEPUTY: "o00152@990101/deputy_leader",
    CLERK: "o00169@990101-AG/handler",
}
SUBJECT: Final = {"name": "被反映人甲", "party_member": True, "rank": "staff", "authority": "中共清河县委"}
SHEET: Final = b"allocation sheet"


@dataclass(frozen=True)
class House:
    """An opened installation."""

    found: Installation

    def hand_over(self, actor: str, officer: str = LEAVER, to: str = HEAD, **more: Any) -> Report:
        """A hand-over on a paper."""
        act = act_id("移交清单", officer, to, actor)
        report = self.handing.run(Wish(actor, POSTS.get(actor), officer, to), act, reason="移交清单", **more)
        assert isinstance(report, Report), report
        return report

    @property
    def handing(self) -> HandingOver:
        """The act as the faces call it."""
        return HandingOver(self.found.service, self.found.reading)

    def held(self, number: int, officer: str = LEAVER) -> list[str]:
        """So many new cases that the officer has signed for."""
        opened = self._each(
            OpenMatter(
                id=f"open-{officer}-{one}",
                actor=PETITION,
                workflow="clue_disposal",
                subjects=(SUBJECT,),
                received_on=self.found.reading.clock.now().date() - timedelta(days=1),
            )
            for one in range(number)
        )
        cases = [answer.data["cases"][0]["id"] for answer in opened]
        sheet = hashlib.sha256(SHEET).hexdigest()
        for case in cases:
            assert self.found.reading.upload(CLERK, case, sheet, SHEET) is None
        on = [{"id": f"a-{case}", "case": case} for case in cases]
        papers = {"allocation_sheet": sheet}
        asked = self._each(TakeStep(actor=CLERK, step="allocate", documents=papers, hand_to=OFFICE, **a) for a in on)
        self._each(
            DecideRequest(
                id=f"d-{case}",
                actor=PRINCIPAL,
                post=POSTS[PRINCIPAL],
                case=case,
                request=f"{case}-r{answer.version}",
                decision="approve",
            )
            for case, answer in zip(cases, asked, strict=True)
        )
        self._each(TakeStep(id=f"r-{case}", actor=officer, case=case, step="receive") for case in cases)
        return cases

    def investigated(self, subject_officer: str) -> str:
        """A case about an officer, taken over from a ledger, in whose team the leaver sits with a colleague."""
        digest = hashlib.sha256(subject_officer.encode()).hexdigest()
        took = Takeover(
            act="ledger-1",
            office=OFFICE,
            state="verifying",
            number=None,
            reference=digest,
            content=digest,
            matter=digest,
            subject_officer=subject_officer,
        )
        day = self.found.reading.clock.now().date() - timedelta(days=1)
        subjects = ({"name": "被反映人乙"},)
        opening = OpenMatter(
            id=f"taken-{digest}",
            actor=MIGRATION,
            workflow="clue_disposal",
            subjects=subjects,
            received_on=day,
            organ=COUNTY,
            takeover=took,
        )
        case = str(self._each([opening])[0].data["cases"][0]["id"])
        formed = TakeStep(
            id=f"team-{case}", actor=LEAVER, case=case, step="change_team", team=(LEAVER, COLLEAGUE), expected=1
        )
        [asked] = self._each([formed])
        approval = DecideRequest(
            id=f"d-{case}",
            actor=DEPUTY,
            post=POSTS[DEPUTY],
            case=case,
            request=f"{case}-r{asked.version}",
            decision="approve",
        )
        self._each([approval])
        return case

    def case(self, case: str) -> Case:
        """A case as it stands."""
        with self.found.storage.read() as tx:
            stored = tx.case(case, lock=False)
        assert stored is not None
        return Case.read(stored.body)

    def entries(self, stream: str) -> Sequence[Mapping[str, Any]]:
        """The entries of a stream, oldest first."""
        with self.found.storage.read() as tx:
            return tx.entries(stream, -1, 10_000)

    def acts(self) -> list[str]:
        """The streams of mass acts."""
        rows = self.select("SELECT DISTINCT stream FROM register_entry ORDER BY stream")
        return [stream for (stream,) in rows if stream.startswith("act/")]

    def select(self, statement: str) -> Sequence[Any]:
        """What the database itself has."""
        with self.found.engines.read.connect() as connection:
            return connection.exec_driver_sql(statement).all()

    def passed(self, cases: Iterable[str]) -> list[int]:
        """How often each of the cases has passed."""
        return [sum(entry["event"] == "pass_on" for entry in self.entries(f"case/{case}")) for case in cases]

    def token(self, officer: str) -> str:
        """A token for an officer, for an hour."""
        ends = datetime.now(UTC) + timedelta(hours=1)
        secret = f"test-{officer}"
        self._each(
            [
                IssueToken(
                    id=f"t-{officer}", actor=SECURITY, officer=officer, valid_to=ends, secret_hash=hash_secret(secret)
                )
            ]
        )
        return secret

    def require_sound(self) -> None:
        """The register verifies, and every projection is as it makes it."""
        with audited(self.found.settings) as audit:
            assert verify(audit).findings == ()
            assert all(table.same for table in rebuild(audit))

    def _each(self, commands: Iterable[Command]) -> list[Answer]:
        work, answers = list(commands), list[Answer | Refused]()
        for start in range(0, len(work), MANY):
            answers += self.found.service.handle_many(work[start : start + MANY])
        refused = [answer for answer in answers if isinstance(answer, Refused)]
        assert refused == []
        return [answer for answer in answers if isinstance(answer, Answer)]
