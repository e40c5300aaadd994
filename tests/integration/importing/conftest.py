"""A house over a fresh copy of the installed prefecture, once for each database."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.assembly import initialise, opened
from app.importing.organisation import import_organisation, read_organisation
from app.settings import Settings
from tests.databases import Postgres
from tests.integration.importing.house import ORGANISATION, Hand, House


@dataclass(frozen=True)
class Prepared:
    """An installation that tests copy: its home, and its PostgreSQL database if it has one."""

    home: Path
    server: Postgres | None = None
    database: str = ""

    @contextmanager
    def copied(self, home: Path) -> Iterator[Settings]:
        """The settings of a copy of its own, which nobody has open."""
        shutil.copytree(self.home, home)
        if self.server is None:
            yield Settings(home=home)
            return
        with self.server.database(template=self.database) as url:
            yield Settings(home=home, database_url=url)


def install(settings: Settings) -> None:
    """The prefecture's organs and officers, and no case."""
    initialise(settings)
    with opened(settings) as found:
        assert import_organisation(found, "migration", read_organisation(ORGANISATION)) is True


@pytest.fixture(scope="session")
def prepared(
    database_kind: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Prepared]:
    """The prefecture, installed once for each database."""
    home = tmp_path_factory.mktemp(f"importing-{database_kind}") / "home"
    if database_kind == "sqlite":
        install(Settings(home=home))
        yield Prepared(home)
        return
    server: Postgres = request.getfixturevalue("postgres")
    database = server.create()
    install(Settings(home=home, database_url=server.url(database)))
    yield Prepared(home, server, database)
    server.drop(database)


@pytest.fixture
def settings(prepared: Prepared, tmp_path: Path) -> Iterator[Settings]:
    """The settings of a copy of the prefecture."""
    with prepared.copied(tmp_path / "home") as found:
        yield found


@pytest.fixture
def house(settings: Settings, tmp_path: Path) -> Iterator[House]:
    """The prefecture, opened."""
    hand = Hand()
    with opened(settings, hand) as found:
        yield House(found, tmp_path, hand)


@pytest.fixture(scope="session")
def example(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The prefecture with the example ledger imported; shared by the tests that only look."""
    folder = tmp_path_factory.mktemp("example")
    with prepared.copied(folder / "home") as settings, opened(settings) as found:
        house = House(found, folder, Hand())
        house.run()
        yield house
