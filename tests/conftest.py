"""The databases that tests run over. `database_url` gives a test an empty one, once of each kind."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import databases

_HOME = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """The run's first process makes the server's folder; workers are handed its path."""
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
