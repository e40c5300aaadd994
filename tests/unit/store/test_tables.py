"""Every table belongs to one class, is what the migration makes, and takes nothing of another kind."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

import audit_log.tables
import migrations
from store.connection import connect
from store.tables import TABLE_CLASSES, metadata
from tests.storage import Installation

QUEUE = ("procrastinate_", "ix_procrastinate_")
"""The queue's own tables, which its library lays and which may be lost: whoever sends notices asks for them anew."""
BOTH = [audit_log.tables.metadata, metadata]


def test_every_table_is_in_exactly_one_class(installed: Installation) -> None:
    present = set(inspect(installed.engines.read).get_table_names()) - {"alembic_version"}

    assert {name for name in present if not name.startswith(QUEUE)} == set(TABLE_CLASSES)


def test_the_register_says_the_same_of_its_own_table() -> None:
    assert audit_log.tables.TABLE_CLASSES.items() <= TABLE_CLASSES.items()


def test_nothing_that_is_deleted_takes_register_or_vault_with_it(installed: Installation) -> None:
    inspector = inspect(installed.engines.read)
    guarded = [name for name, kind in TABLE_CLASSES.items() if kind in {"register", "vault"}]

    assert [inspector.get_foreign_keys(name) for name in guarded] == [[] for _ in guarded]


# SQLAlchemy has no name for PostgreSQL's transaction ids, and the comparison leaves that column out.
@pytest.mark.filterwarnings("ignore:Did not recognize type 'xid8'")
def test_the_migration_makes_the_tables_that_the_code_declares(installed: Installation) -> None:
    def ours(_thing: object, name: str | None, kind: str, *_: object) -> bool:
        return (kind, name) != ("column", "xid") and not str(name).startswith(QUEUE)

    with installed.engines.read.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": True})
        difference = compare_metadata(context, BOTH)  # type: ignore[arg-type]  # a list is allowed, the stub is older

    assert difference == []


def test_migrating_again_changes_nothing(database_url: str) -> None:
    engines = connect(database_url)

    migrations.upgrade(engines.write)
    migrations.upgrade(engines.write)

    assert migrations.current(engines.write) == migrations.newest()
    engines.dispose()


def test_taking_the_schema_back_is_refused(installed: Installation) -> None:
    with pytest.raises(RuntimeError, match="backup"):
        migrations.downgrade(installed.engines.write, "base")

    assert "register_entry" in inspect(installed.engines.read).get_table_names()


@pytest.mark.only_on("sqlite")
def test_every_table_of_sqlite_is_strict(installed: Installation) -> None:
    with installed.engines.read.connect() as connection:
        strict = connection.execute(text("SELECT name FROM pragma_table_list WHERE strict")).scalars().all()

    assert set(strict) == set(TABLE_CLASSES)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO numbers (organ, series, year, last) VALUES ('9901', 'clue', 'this year', 1)",
        "INSERT INTO streams (stream, seq, head) VALUES ('identity', 'last', '')",
        "INSERT INTO matters (id, body) VALUES ('m1', NULL)",
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(installed: Installation, statement: str) -> None:
    with pytest.raises(DBAPIError), installed.engines.write.begin() as connection:
        connection.execute(text(statement))


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("recursive_triggers", 1)]
)
def test_sqlite_is_opened_for_safety(installed: Installation, pragma: str, value: object) -> None:
    with installed.engines.write.connect() as connection:
        assert connection.execute(text(f"PRAGMA {pragma}")).scalar_one() == value


def test_a_database_of_another_kind_is_refused_in_a_sentence() -> None:
    with pytest.raises(Exception, match="mysql"):
        connect("mysql://localhost/mingjian")
