"""One walked installation for each kind of database, and a copy of it for every test."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.settings import Settings
from tests import databases
from tests.integration.auditing.house import House, build, copied
from tests.integration.auditing.intruders import Burglar, Insider


@dataclass(frozen=True)
class Walked:
    """The installation that tests copy; `database` is its name on the server, "" for a file."""

    settings: Settings
    cases: dict[str, str]
    database: str


@pytest.fixture(scope="session")
def walked(database_kind: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Walked:
    """An installation whose clues have been walked."""
    home = tmp_path_factory.mktemp("walked")
    url, database = "", ""
    if database_kind == "postgresql":
        server: databases.Postgres = request.getfixturevalue("postgres")
        database = server.create()
        url = server.url(database)
    settings = Settings(home=home, database_url=url)
    return Walked(settings, build(settings), database)


@pytest.fixture
def house(walked: Walked, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """A copy of the walked installation that a test may ruin."""
    if not walked.database:
        yield copied(walked.settings, tmp_path / "house", "")
        return
    server: databases.Postgres = request.getfixturevalue("postgres")
    with server.database(template=walked.database) as url:
        yield copied(walked.settings, tmp_path / "house", url)


@pytest.fixture
def cases(walked: Walked) -> dict[str, str]:
    """Its cases by name: expelled (closed), verifying, waiting for approval, registered, recused, imported, passed."""
    return walked.cases


@pytest.fixture
def burglar(house: House) -> Burglar:
    """Somebody with the database and no key."""
    return Burglar(house)


@pytest.fixture
def insider(house: House) -> Insider:
    """Somebody with the database and the keys."""
    return Insider(house)
