"""A whole installation with the invented prefecture, once for each database: every journey opens clues of its own."""

from collections.abc import Iterator

import pytest

from app.assembly import initialise, opened
from app.demo.run import DATA
from app.demo.walker import Walker
from app.importing.organisation import read_organisation
from app.settings import Settings
from engine.commands import ImportOrganisation
from engine.desks.genesis import MIGRATION
from tests import databases
from tests.journeys.journey import Organ


@pytest.fixture(scope="session")
def walker(
    database_kind: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Walker]:
    """The walker of an installation whose organisation has been imported."""
    home = tmp_path_factory.mktemp("journeys")
    if database_kind == "sqlite":
        yield from _walker(Settings(home=home, database_url=f"sqlite:///{home / 'mingjian.db'}", keys=home / "keys"))
        return
    server: databases.Postgres = request.getfixturevalue("postgres")
    with server.database() as url:
        yield from _walker(Settings(home=home, database_url=url, keys=home / "keys"))


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


def _walker(settings: Settings) -> Iterator[Walker]:
    initialise(settings)
    read = read_organisation(DATA / "organisation.json")
    with opened(settings) as found:
        found.service.handle(
            ImportOrganisation(id="organisation", actor=MIGRATION, snapshot=read.snapshot, names=read.names)
        )
        yield Walker(found.service, found.reading)
