"""The databases that tests run over. `database_url` gives a test an empty one, once of each kind."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import migrations
from store.storage import SqlStorage
from tests import databases
from tests.storage import Installation, copied, installation, migrated_file

_HOME = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """The run's first process makes the server's folder; workers are handed its path."""
    config.addinivalue_line("markers", "only_on(kind): the test is about what one kind of database does")
    config.addinivalue_line("markers", "law(*rows): the test shows these rows of docs/law/rules.csv at work")
    config.addinivalue_line("markers", "law_refuses(*rows): the test shows that a breach of these rows is refused")
    handed = getattr(config, "workerinput", {}).get("postgres_home")
    config.stash[_HOME] = Path(handed) if handed else databases.make_home()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Called once for each worker, before it starts."""
    node.workerinput["postgres_home"] = str(node.config.stash[_HOME])


def pytest_unconfigure(config: pytest.Config) -> None:
    """The folder goes with the process that made it, after the last worker."""
    if not hasattr(config, "workerinput"):
        databases.remove_home(config.stash[_HOME])


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for `database_url`, or for anything made from it, runs once for each database."""
    if "database_kind" in metafunc.fixturenames:
        try:
            kinds = databases.chosen(os.environ.get(databases.CHOICE))
        except ValueError as error:
            raise pytest.UsageError(str(error)) from error
        only = metafunc.definition.get_closest_marker("only_on")
        kinds = [kind for kind in kinds if only is None or kind in only.args]
        metafunc.parametrize("database_kind", kinds, scope="session")


@pytest.fixture(scope="session")
def postgres(pytestconfig: pytest.Config) -> Iterator[databases.Postgres]:
    """The run's PostgreSQL, started when the first test of this worker asks for it."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with databases.postgres(pytestconfig.stash[_HOME], worker) as server:
        yield server


@pytest.fixture
def database_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a fresh, empty database of the kind the test runs over."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'mingjian.db'}"
        return
    server: databases.Postgres = request.getfixturevalue("postgres")
    with server.database() as url:
        yield url


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to be copied."""
    return migrated_file(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def migrated_postgres(postgres: databases.Postgres) -> str:
    """The name of a migrated PostgreSQL database to be copied."""
    name = postgres.create()
    migrations.upgrade(postgres.url(name))
    return name


@pytest.fixture
def migrated_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a fresh, migrated database of the kind the test runs over."""
    if database_kind == "sqlite":
        yield copied(request.getfixturevalue("migrated_sqlite"), tmp_path)
        return
    server: databases.Postgres = request.getfixturevalue("postgres")
    with server.database(template=request.getfixturevalue("migrated_postgres")) as url:
        yield url


@pytest.fixture
def installed(migrated_url: str, tmp_path: Path) -> Iterator[Installation]:
    """A fresh installation with all its parts, once of each kind of database."""
    with installation(migrated_url, tmp_path / "keys") as made:
        yield made


@pytest.fixture
def storage(installed: Installation) -> SqlStorage:
    """The storage of a fresh installation, once of each kind of database."""
    return installed.storage
