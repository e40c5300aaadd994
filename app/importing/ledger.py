"""`ledger import`: judged rows become cases through the one door, in batches; every other row is reported.

The import is a mass act: `begin` names the document, each case names the act, `finish` counts them. It is idempotent
and resumable: ids are keyed digests of the rows, so a run that was killed simply runs again.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from app.importing.openings import Importer, Keyed, opening
from app.importing.routing import Routed, Router
from app.ledger import Judged, Ledger, Places, RejectedRows, Report, Seen, judge_rows, open_ledger
from engine.commands import MassAct, OpenMatter
from engine.errors import Refused
from engine.organisation import Organisation
from engine.ports import Storage
from engine.registry import Definition
from engine.service import MANY, Service

WORKFLOW = "clue_disposal"

Event = Literal["begin", "dispatch", "finish"]


class ImportRefused(Exception):
    """The engine refused the import as a whole; carries the refusal."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(f"{refused.sentence}{refused.remedy}")
        self.refused = refused


@dataclass(frozen=True, slots=True)
class Wish:
    """What the caller wants: the day dates are judged against, and how."""

    path: Path
    as_of: date
    dry_run: bool = False
    all_or_nothing: bool = False
    rejected_to: Path | None = None


def _silent(_done: int, _at_most: int) -> None:
    """Nobody watches."""


@dataclass
class LedgerImport:
    """One import of one file."""

    service: Service
    storage: Storage
    keyed: Keyed
    router: Router
    definition: Definition
    actor: str
    post: str | None
    progress: Callable[[int, int], None] = field(default=_silent)

    def run(self, wish: Wish) -> Report:
        """Import the file. Raises `LedgerError` for an unreadable file and `ImportRefused` for a refused import."""
        ledger = open_ledger(wish.path)
        report = Report()
        if wish.all_or_nothing or wish.dry_run:
            faulty = self._judge_only(ledger, wish, report)
            if wish.dry_run or faulty:
                report.imported = 0 if faulty and not wish.dry_run else report.imported
                return report
            ledger, report = open_ledger(wish.path), Report()
        self._import(ledger, wish, report)
        return report

    def _judge_only(self, ledger: Ledger, wish: Wish, report: Report) -> bool:
        """Judge every row without writing anything; whether one has faults."""
        for judged, _ in self._routed(ledger, wish, report):
            report.imported += judged.good is not None
        return bool(report.rejected)

    def _import(self, ledger: Ledger, wish: Wish, report: Report) -> None:
        digest = file_digest(wish.path)
        act = f"ledger-{digest[:32]}"
        self._mass_act(act, "begin", document=digest)
        by = Importer(self.actor, self.post, act)
        listed = hashlib.sha256()
        rows = self._routed(ledger, wish, report)
        while batch := list(islice(rows, MANY)):
            commands = self._openings(batch, by)
            self._dispatch(act, batch)
            report.imported += self._send(commands, listed)
            self.progress(batch[-1][0].row.number - ledger.layout.header_row, ledger.at_most)
        self._mass_act(act, "finish", document=digest, count=report.imported, listed=listed.hexdigest())

    def _routed(self, ledger: Ledger, wish: Wish, report: Report) -> Iterator[tuple[Judged, Routed | None]]:
        """Judged rows with where they go; the report takes faults, repeats and notices on the way."""
        organisation = self.router.organisation
        seen = Seen(lambda content: bytes.fromhex(self.keyed(f"content|{content.decode()}")), self._in_system)
        with rejected_file(wish, ledger) as rejected:
            for judged in judge_rows(ledger.rows(), places_of(organisation), wish.as_of, seen):
                if judged.faults:
                    report.reject(judged.faults)
                    rejected.add(judged)
                report.already_present += judged.already_present
                routed = self.router.route(judged.row.number, judged.good) if judged.good else None
                if routed and routed.notice:
                    report.notices.append(routed.notice)
                yield judged, routed

    def _in_system(self, codes: Sequence[str]) -> dict[str, bytes]:
        indexes = {self.keyed(f"person|{code}"): code for code in codes}
        with self.storage.read() as tx:
            return {indexes[index]: bytes.fromhex(found) for index, found in tx.ledger_rows(list(indexes)).items()}

    def _openings(self, batch: Iterable[tuple[Judged, Routed | None]], by: Importer) -> list[OpenMatter]:
        return [
            opening(judged.good, replace(routed, holding=self._holding(routed)), self.definition, by, self.keyed)
            for judged, routed in batch
            if judged.good is not None and routed is not None and routed.off_platform is None
        ]

    def _holding(self, routed: Routed) -> str | None:
        """案管 holds what the ledger gives to no office; an organ without offices has none."""
        found = self.router.organisation.offices_of(routed.organ, ("case_supervision",))
        return routed.office or (found[0].code if found else None)

    def _send(self, commands: Sequence[OpenMatter], listed: "hashlib._Hash") -> int:
        if not commands:
            return 0
        for command, answer in zip(commands, self.service.handle_many(commands), strict=True):
            if isinstance(answer, Refused):
                raise ImportRefused(answer)
            listed.update(command.id.encode())
        return len(commands)

    def _dispatch(self, act: str, batch: Iterable[tuple[Judged, Routed | None]]) -> None:
        """A matter of a superior off the platform: a slip with the row's number, and nothing else."""
        for judged, routed in batch:
            if routed is not None and routed.off_platform is not None:
                self._mass_act(act, "dispatch", count=judged.row.number, to=routed.off_platform)

    def _mass_act(self, act: str, event: Event, **told: Any) -> None:
        named = "-".join(str(told.get(name, ""))[:16] for name in ("count", "listed"))
        command = MassAct(
            id=f"{act}-{event}-{named}", actor=self.actor, post=self.post, act=act, event=event, about="ledger", **told
        )
        answer = self.service.handle(command)
        if isinstance(answer, Refused):
            raise ImportRefused(answer)


def places_of(organisation: Organisation) -> Places:
    """What rows are judged against: organs on the platform, their offices, and every Party committee."""
    organs = [organ for organ in organisation.organs.values() if organ.on_platform]
    return Places.of(
        ((organ.code, organ.name) for organ in organs),
        ((office.organ, office.code, office.name) for office in organisation.offices.values()),
        (organ.party_committee for organ in organisation.organs.values()),
    )


def file_digest(path: Path) -> str:
    """SHA-256 of the file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def rejected_file(wish: Wish, ledger: Ledger) -> RejectedRows:
    """The Excel file of rejected rows, beside the ledger unless another place is named."""
    path = wish.rejected_to or wish.path.with_name(f"{wish.path.stem}.rejected.xlsx")
    return RejectedRows(path, ledger.layout)
