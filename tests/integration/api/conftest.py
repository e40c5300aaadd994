"""A counter over a fresh copy of the installed prefecture, once for each database."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.app import create_app
from app.assembly import Installation, opened
from app.presentation.diagram import diagram
from app.settings import Settings
from tests.databases import Postgres
from tests.integration.api import prefecture
from tests.integration.api.prefecture import Hand
from tests.integration.api.visitor import Counter


@dataclass(frozen=True)
class Prepared:
    """An installation that tests copy: its home, and the name of its PostgreSQL database."""

    home: Path
    server: Postgres | None = None
    database: str = ""


@pytest.fixture(scope="session")
def prepared(
    database_kind: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Prepared]:
    """The prefecture, installed once for each database."""
    home = tmp_path_factory.mktemp(f"prefecture-{database_kind}") / "home"
    server = request.getfixturevalue("postgres") if database_kind == "postgresql" else None
    with installed(home, server) as found:
        yield found


@contextmanager
def installed(home: Path, server: Postgres | None, clock: Hand | None = None) -> Iterator[Prepared]:
    """The prefecture in this folder, and on this server if there is one."""
    if server is None:
        prefecture.install(Settings(home=home), clock)
        yield Prepared(home)
        return
    database = server.create()
    prefecture.install(Settings(home=home, database_url=server.url(database)), clock)
    yield Prepared(home, server, database)
    server.drop(database)


@contextmanager
def copied(prepared: Prepared, folder: Path) -> Iterator[Settings]:
    """The settings of a copy of the prefecture."""
    shutil.copytree(prepared.home, folder)
    if prepared.server is None:
        yield Settings(home=folder)
        return
    with prepared.server.database(template=prepared.database) as url:
        yield Settings(home=folder, database_url=url)


def faced(installation: Installation) -> FastAPI:
    """The HTTP face of an installation. Uploads are limited to what a test can send."""
    return create_app(
        installation.service, installation.reading, installation.authenticate, diagram, max_upload=100_000
    )


@pytest.fixture(scope="session")
def standing(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    """One counter for all tests that come to no case, and so leave nothing behind."""
    with copied(prepared, tmp_path_factory.mktemp("standing") / "home") as settings, opened(settings) as found:
        app = faced(found)
        with TestClient(app) as http:
            yield Counter(http, app)


@pytest.fixture
def hand() -> Hand:
    """The hands of the clock."""
    return Hand()


@pytest.fixture
def installation(prepared: Prepared, tmp_path: Path, hand: Hand) -> Iterator[Installation]:
    """A copy of the prefecture, opened."""
    with copied(prepared, tmp_path / "home") as settings, opened(settings, hand) as found:
        yield found


@pytest.fixture
def app(installation: Installation) -> FastAPI:
    """The HTTP face of the prefecture."""
    return faced(installation)


@pytest.fixture
def counter(app: FastAPI) -> Iterator[Counter]:
    """The counter, without a network between."""
    with TestClient(app) as http:
        yield Counter(http, app)
