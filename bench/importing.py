"""`ledger import` of a file, read, judged and opened through the door, beside bare batched inserts of its rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.assembly import opened
from app.importing.ledger import LedgerImport, Wish
from bench import bulk
from bench.ground import Ground, founded
from bench.laps import Lap, interleaved, lap
from bench.ledgers import AS_OF, ledger
from bench.report import Line, at_least, rate
from engine.desks.genesis import MIGRATION
from engine.service import MANY

ROWS: Final = 2_000
OURS: Final = "import"
BARE: Final = "inserts"


@dataclass
class Importing:
    """One ledger, an installation to copy, and the rows that the import leaves."""

    ground: Ground
    start: str
    path: Path
    rows: int

    def import_into(self, url: str) -> Lap:
        """Import the ledger as the command does."""
        with opened(self.ground.settings(url)) as found:
            return lap(lambda: LedgerImport.of(found, MIGRATION).run(Wish(self.path, AS_OF)).imported)

    def left(self, url: str) -> bulk.Rows:
        """What the import added."""
        told = []
        for place in (self.start, url):
            with opened(self.ground.settings(place)) as found, found.engines.read.connect() as connection:
                told.append(bulk.all_rows(connection))
        return bulk.new_rows(*told)

    def insert_into(self, url: str, rows: bulk.Rows) -> Lap:
        """Insert the same rows, 200 cases a commit."""
        parted = bulk.batches(rows, max(1, self.rows // MANY))
        with bulk.driver(url) as connection:
            return lap(lambda: bulk.insert(connection, parted))


def measured(ground: Ground, rounds: int) -> Iterator[Line]:
    """Rows a second."""
    job = prepared(ground, founded(ground), ROWS)
    first = ground.copy(job.start)
    imported = job.import_into(first).count
    if imported != ROWS:
        raise RuntimeError(f"{imported} of {ROWS} rows were imported")
    rows = job.left(first)
    laps = interleaved(
        rounds,
        {
            OURS: lambda: job.import_into(ground.copy(job.start)),
            BARE: lambda: job.insert_into(_emptied(job, rows), rows),
        },
    )
    about = f"ledger import of {ROWS:,} rows, {ground.kind}"
    ours, bare = laps.each(OURS), laps.each(BARE)
    yield Line(about, laps.ratio(BARE, OURS), rate(ours), f"{rate(bare)} {BARE}", laps.noise(BARE), at_least(0.25))


def prepared(ground: Ground, start: str, rows: int) -> Importing:
    """A ledger of so many rows for that installation."""
    with opened(ground.settings(start)) as found, found.storage.read() as tx:
        path = ledger(ground.folder / f"ledger-{rows}.csv", tx.organisation(), rows)
    return Importing(ground, start, path, rows)


def _emptied(job: Importing, rows: bulk.Rows) -> str:
    """A copy without the rows that the import changed instead of adding: they are inserted whole."""
    url = job.ground.copy(job.start)
    with bulk.driver(url) as connection:
        bulk.clear(connection, rows)
    return url
