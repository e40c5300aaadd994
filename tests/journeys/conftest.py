"""A whole installation with the invented prefecture, once for each database: every journey opens clues of its own."""

from collections.abc import Iterator

import pytest

from app.assembly import Installation, initialise, opened
from app.demo.run import DATA, FILED_ON
from app.demo.walker import Walker
from app.importing.ledger import LedgerImport, Wish
from app.importing.organisation import read_organisation
from app.ledger import Report
from app.settings import Settings
from engine.commands import ImportOrganisation
from engine.desks.genesis import MIGRATION
from tests import databases
from tests.journeys.journey import Organ


@pytest.fixture(scope="session")
def office(
    database_kind: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """The open installation, whose organisation has been imported."""
    home = tmp_path_factory.mktemp("journeys")
    if database_kind == "sqlite":
        yield from _opened(Settings(home=home, database_url=f"sqlite:///{home / 'mingjian.db'}", keys=home / "keys"))
        return
    server: databases.Postgres = request.getfixturevalue("postgres")
    with server.database() as url:
        yield from _opened(Settings(home=home, database_url=url, keys=home / "keys"))


@pytest.fixture(scope="session")
def walker(office: Installation) -> Walker:
    """Who walks there."""
    return Walker(office.service, office.reading)


@pytest.fixture(scope="session")
def ledger(office: Installation, tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The example ledger, imported: what the import reported."""
    rejected = tmp_path_factory.mktemp("rejected") / "rejected.xlsx"
    job = LedgerImport.of(office, MIGRATION)
    return job.run(Wish(DATA / "clue_ledger.xlsx", FILED_ON, rejected_to=rejected))


@pytest.fixture
def county(walker: Walker) -> Organ:
    """The first county."""
    return Organ(walker, walker.organs("county")[0])


@pytest.fixture
def neighbour(walker: Walker) -> Organ:
    """Another county."""
    return Organ(walker, walker.organs("county")[1])


@pytest.fixture
def township(county: Organ) -> Organ:
    """The first township of the county."""
    return county.below


def _opened(settings: Settings) -> Iterator[Installation]:
    initialise(settings)
    read = read_organisation(DATA / "organisation.json")
    with opened(settings) as found:
        found.service.handle(
            ImportOrganisation(id="organisation", actor=MIGRATION, snapshot=read.snapshot, names=read.names)
        )
        yield found
