"""A house over a fresh copy of the installed prefecture with the drill, once for each database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.assembly import opened
from app.settings import Settings
from tests.databases import Postgres
from tests.integration.beside.house import House
from tests.integration.importing.conftest import Prepared, install
from tests.related import RELATED


def _install(settings: Settings) -> None:
    install(settings)
    with opened(settings) as found:
        found.service.define(RELATED)


@pytest.fixture(scope="session")
def prepared(
    database_kind: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Prepared]:
    """The prefecture with the drill, installed once for each database."""
    home = tmp_path_factory.mktemp(f"beside-{database_kind}") / "home"
    if database_kind == "sqlite":
        _install(Settings(home=home))
        yield Prepared(home)
        return
    server: Postgres = request.getfixturevalue("postgres")
    database = server.create()
    _install(Settings(home=home, database_url=server.url(database)))
    yield Prepared(home, server, database)
    server.drop(database)


@pytest.fixture
def settings(prepared: Prepared, tmp_path: Path) -> Iterator[Settings]:
    """The settings of a copy of the prefecture."""
    with prepared.copied(tmp_path / "home") as found:
        yield found


@pytest.fixture
def house(settings: Settings) -> Iterator[House]:
    """The prefecture, opened."""
    with opened(settings) as found:
        yield House(found)
