"""The register can't be changed or dropped by a statement, on either database, whoever writes it by mistake."""

import sqlite3

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError

from tests.storage import Installation
from tests.unit.store.rows import body, draft, keep, open_case

_COPY = "SELECT {} stream, seq, body, tag, recorded_at, actor, command FROM register_entry"
ATTEMPTS = [
    pytest.param("UPDATE register_entry SET actor = 'o9'", id="change an entry"),
    pytest.param("DELETE FROM register_entry", id="delete every entry"),
    pytest.param("DELETE FROM register_entry WHERE id = 1", id="delete one entry"),
    pytest.param(
        f"INSERT INTO register_entry (stream, seq, body, tag, recorded_at, actor, command) {_COPY.format('')}",
        id="write a second entry in its place",
    ),
]
SQLITE_ATTEMPTS = [
    pytest.param(
        f"INSERT OR REPLACE INTO register_entry (id, stream, seq, body, tag, recorded_at, actor, command) "
        f"{_COPY.format('id,')}",
        id="replace by id",
    ),
    pytest.param(
        f"INSERT OR REPLACE INTO register_entry (stream, seq, body, tag, recorded_at, actor, command) "
        f"{_COPY.format('')}",
        id="replace by place",
    ),
    pytest.param(
        "INSERT OR REPLACE INTO register_entry (stream, seq, body, tag, recorded_at, actor, command) "
        "SELECT 'case/other', 0, body, tag, recorded_at, actor, command FROM register_entry",
        id="replace by command",
    ),
    pytest.param(
        "INSERT INTO register_entry (stream, seq, body, tag, recorded_at, actor) "
        "SELECT stream, 7, body, tag, recorded_at, actor FROM register_entry",
        id="leave a gap",
    ),
]
POSTGRESQL_ATTEMPTS = ["TRUNCATE register_entry", "TRUNCATE register_entry CASCADE"]


@pytest.fixture
def written(installed: Installation) -> Installation:
    with installed.storage.write() as tx:
        sealed = installed.register.seal(draft("identity", tx.head("identity"), command="k1"))
        tx.append("identity", sealed)
    return installed


def _try(made: Installation, statement: str) -> None:
    with made.engines.write.begin() as connection:
        connection.execute(text(statement))


def _count(made: Installation) -> int:
    with made.engines.read.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM register_entry WHERE actor = 'o1'")).scalar_one())


@pytest.mark.parametrize("statement", ATTEMPTS)
def test_both_databases_refuse_to(written: Installation, statement: str) -> None:
    with pytest.raises(DBAPIError):
        _try(written, statement)

    assert _count(written) == 1


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("statement", SQLITE_ATTEMPTS)
def test_sqlite_refuses_under_its_default_settings_to(written: Installation, statement: str) -> None:
    plain = sqlite3.connect(str(make_url(written.url).database))

    with pytest.raises(sqlite3.IntegrityError):
        plain.execute(statement)

    plain.close()
    assert _count(written) == 1


@pytest.mark.only_on("postgresql")
@pytest.mark.parametrize("statement", POSTGRESQL_ATTEMPTS)
def test_postgresql_refuses_to(written: Installation, statement: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        _try(written, statement)

    assert _count(written) == 1


@pytest.mark.only_on("postgresql")
def test_postgresql_refuses_also_in_a_session_that_calls_itself_a_replica(written: Installation) -> None:
    with written.engines.write.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        with pytest.raises(DBAPIError, match="append-only"):
            connection.execute(text("DELETE FROM register_entry"))


@pytest.mark.only_on("postgresql")
def test_postgresql_knows_which_transaction_wrote_an_entry(installed: Installation) -> None:
    open_case(installed, "c1")
    open_case(installed, "c2")

    with installed.engines.read.connect() as connection:
        writers = connection.execute(text("SELECT xid::text FROM register_entry")).scalars().all()

    assert len(set(writers)) == 2


def test_a_lawful_entry_is_still_written(written: Installation) -> None:
    with written.storage.write() as tx:
        keep(tx, written, body("c9"), command="k2")

    assert _count(written) == 2
