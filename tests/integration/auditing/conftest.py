"""One walked installation for each kind of database, and a copy of it for every test."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.auditing.books import RegisterBooks, read
from app.auditing.opening import audited
from app.settings import Settings
from tests import databases
from tests.integration.auditing.forging import Trail, steps
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
    """Its cases by name, as `house.build` walks them: expelled is closed, waiting waits for approval."""
    return walked.cases


@pytest.fixture(scope="session")
def trail(walked: Walked) -> Iterator[Trail]:
    """The entries of the walked cases."""
    with audited(walked.settings) as found, found.snapshot() as connection:
        told = {
            name: list(steps(body for _, body in read(connection, f"case/{case}")))
            for name, case in walked.cases.items()
        }
        yield Trail(RegisterBooks(connection), told)


@pytest.fixture
def burglar(house: House) -> Burglar:
    """Somebody with the database and no key."""
    return Burglar(house)


@pytest.fixture
def insider(house: House) -> Insider:
    """Somebody with the database and the keys."""
    return Insider(house)
