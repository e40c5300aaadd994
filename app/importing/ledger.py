"""`ledger import`: judged rows become cases through the one door, in batches; every other row is reported.

It is a mass act (see `act`), idempotent and resumable: the ids of its commands are keyed digests of the rows, so a
run that was killed simply runs again. A row that an organ off the platform must handle (see `routing`) counts in
none of the three numbers: its notice says who is to get it on paper, and the act keeps a slip with the number of the
row and nothing else.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Self

from app.assembly import Installation
from app.importing.act import Act, ImportRefused
from app.importing.digests import Digests, Keyed, same_row
from app.importing.openings import Importer
from app.importing.rejecting import free_place, rejected_rows, require_writable
from app.importing.routing import Router
from app.importing.sending import Sending
from app.importing.sorting import Sorting
from app.ledger import Judged, Ledger, Places, Report, Seen, judge_rows, open_ledger
from app.ledger.columns import ORGAN
from engine.errors import Unusable
from engine.opening import may_import, not_importing
from engine.organisation import Organisation, Post
from engine.ports import Storage
from engine.registry import Definition
from engine.service import MANY, Service
from engine.world import SHANGHAI

__all__ = ["WORKFLOW", "ImportRefused", "LedgerImport", "Wish", "places_of"]

WORKFLOW = "clue_disposal"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the caller wants: the day dates are judged against, and how.

    `rejected_to`: where rejected rows go. Unless it is named they go beside the ledger; a dry run writes none.
    """

    path: Path
    as_of: date
    dry_run: bool = False
    all_or_nothing: bool = False
    rejected_to: Path | None = None


def _silent(_done: int, _at_most: int) -> None:
    """Nobody watches."""


Progress = Callable[[int, int], None]


@dataclass
class LedgerImport:
    """One import of one file, by an officer in one of his posts (None: the one that may import)."""

    service: Service
    storage: Storage
    keyed: Keyed
    router: Router
    definition: Definition
    actor: str
    post: str | None
    progress: Progress = field(default=_silent)
    rejected: Path | None = field(default=None, init=False)
    """The file of rejected rows, once one was written."""

    @classmethod
    def of(cls, found: Installation, actor: str, post: str | None = None, progress: Progress = _silent) -> Self:
        """An import into an installation. Officers are recognised by the posts of today."""
        today = found.service.clock.now().astimezone(SHANGHAI).date()
        with found.storage.read() as tx:
            router = Router(tx.organisation(), tx.officer_names(), today)
        definition = found.service.registry.newest(WORKFLOW)
        if definition is None:
            raise Unusable(f"没有流程 {WORKFLOW}；请核对程序的安装。")
        return cls(found.service, found.storage, found.keyed, router, definition, actor, post, progress)

    def run(self, wish: Wish) -> Report:
        """Import the file.

        Raises `LedgerError` for an unreadable file, `ImportRefused` for a refused import, and `OSError` where the
        rejected rows can't be written.
        """
        ledger, post = open_ledger(wish.path), self._post()
        place = wish.rejected_to or (None if wish.dry_run else free_place(wish.path))
        if place:
            require_writable(place, wish.path)
        act = Act(self.service, self.actor, post.id if post else self.post, _digest(wish.path))
        self._require_entitled(ledger, post, None if wish.dry_run else act)
        if wish.dry_run or wish.all_or_nothing:
            report = self._judge_only(ledger, wish.as_of, place)
            if wish.dry_run:
                return report
            if report.rejected:
                report.imported = 0
                return report
        return self._import(ledger, wish.as_of, place, act)

    def _judge_only(self, ledger: Ledger, as_of: date, place: Path | None) -> Report:
        """Judge every row without changing anything; `imported` tells how many could be."""
        with rejected_rows(place, ledger) as reject:
            sorting = Sorting(self.router, reject)
            for batch in self._batches(ledger, as_of):
                due = sorting.due(batch)
                sorting.report.imported += sum(one.routed.off_platform is None for one in due)
        return self._done(sorting.report, place)

    def _import(self, ledger: Ledger, as_of: date, place: Path | None, act: Act) -> Report:
        by = Importer(self.actor, act.post, act.id)
        act.begin()
        with rejected_rows(place, ledger) as reject:
            sorting = Sorting(self.router, reject)
            sending = Sending(self.service, self.storage, self.definition, by, self._digests, self._seen, sorting)
            for batch in self._batches(ledger, as_of):
                sending.send(act, batch)
        act.finish(sending.listed)
        return self._done(sorting.report, place)

    def _done(self, report: Report, place: Path | None) -> Report:
        self.rejected = place if report.rejected else None
        return report

    def _batches(self, ledger: Ledger, as_of: date) -> Iterator[list[Judged]]:
        rows = judge_rows(ledger.rows(), places_of(self.router.organisation), as_of, self._seen())
        while batch := list(islice(rows, MANY)):
            yield batch
            self.progress(batch[-1].row.number - ledger.layout.header_row, ledger.at_most)

    def _post(self) -> Post | None:
        """The post that is named, else the one that may import, else any: the refusal tells what he lacks."""
        posts = self.router.organisation.posts_of(self.actor, self._today)
        if self.post is not None:
            return next((post for post in posts if post.id == self.post), None)
        able = (post for post in posts if may_import(post, post.organ, self.router.organisation))
        return next(able, posts[0] if posts else None)

    @property
    def _today(self) -> date:
        return self.service.clock.now().astimezone(SHANGHAI).date()

    def _require_entitled(self, ledger: Ledger, post: Post | None, act: Act | None) -> None:
        """Refuse a ledger with a row of an organ that isn't the caller's, before anything is written."""
        organisation = self.router.organisation
        known = places_of(organisation)
        bound = post is not None and post.position != "migration"
        named = {known.organ(text) for text in {row.texts[ORGAN] for row in ledger.rows()}} if bound else set()
        organs = tuple(sorted(code for code in named if code))
        refusal = not_importing(post, organs, organisation)
        if refusal and act:
            # The door refuses it too, and registers the refusal.
            act.begin_for(organs)
        if refusal:
            raise ImportRefused(refusal)

    @property
    def _digests(self) -> Digests:
        return Digests(self.keyed)

    def _seen(self) -> Seen:
        return Seen(self._digests.content, self._in_system, same_row)

    def _in_system(self, codes: Sequence[str]) -> dict[str, bytes]:
        indexes = {self._digests.person(code): code for code in codes}
        with self.storage.read() as tx:
            return {indexes[index]: bytes.fromhex(found) for index, found in tx.ledger_rows(list(indexes)).items()}


def places_of(organisation: Organisation) -> Places:
    """What rows are judged against: organs on the platform, their offices, and every Party committee."""
    organs = [organ for organ in organisation.organs.values() if organ.on_platform]
    return Places.of(
        ((organ.code, organ.name) for organ in organs),
        ((office.organ, office.code, office.name) for office in organisation.offices.values()),
        (organ.party_committee for organ in organisation.organs.values()),
    )


def _digest(path: Path) -> str:
    """SHA-256 of the file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
