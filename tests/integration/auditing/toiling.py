"""A process that works until it is killed: walks clues, or imports a ledger. Prints a line once it has begun."""

import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from app.assembly import Installation, opened
from app.demo.walker import Walker
from app.importing.ledger import LedgerImport, Wish
from app.importing.routing import Router
from app.settings import Settings
from engine.desks.genesis import MIGRATION
from tests.journeys.journey import Organ

LEDGER: Final = Path(__file__).parents[3] / "examples" / "prefecture" / "clue_ledger.xlsx"
DAY: Final = date(2026, 11, 20)


def walking(found: Installation) -> None:
    """Open clues and take them to verification, without end."""
    walker = Walker(found.service, found.reading)
    county = Organ(walker, walker.organs("county")[0])
    say("begun")
    while True:
        county.clue_in("verifying")


def importing(found: Installation) -> None:
    """Import the ledger; once it is through, there is nothing left to be killed in."""
    with found.storage.read() as tx:
        router = Router(tx.organisation(), tx.officer_names(), DAY)
    definition = found.service.registry.newest("clue_disposal")
    assert definition is not None
    rejected = found.settings.home / "rejected.xlsx"
    job = LedgerImport(found.service, found.storage, found.keyed, router, definition, MIGRATION, None)
    say("begun")
    report = job.run(Wish(LEDGER, DAY, rejected_to=rejected))
    say(f"{report.imported} {report.already_present}")


def say(line: str) -> None:
    """A line for whoever started the process."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


WORK: Final[Mapping[str, Callable[[Installation], None]]] = {"walking": walking, "importing": importing}

if __name__ == "__main__":
    home, url, work = sys.argv[1:]
    with opened(Settings(home=Path(home), database_url=url)) as installation:
        WORK[work](installation)
