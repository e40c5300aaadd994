"""Connections: lost ones are replaced, errors carry no values, and one writer at a time waits its turn."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError

from store.storage import SqlStorage
from tests.storage import Installation
from tests.unit.store.rows import body, in_vain, keep, open_case

# Of this database only: the other workers of a run share the server.
_OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


def _lose_every_connection(made: Installation) -> None:
    with made.engines.read.connect() as connection:
        others = text(_OTHERS)
        connection.execute(others)


@pytest.mark.only_on("postgresql")
def test_after_the_database_was_restarted_only_the_first_command_fails(installed: Installation) -> None:
    open_case(installed, "c1")
    _lose_every_connection(installed)

    with pytest.raises(OperationalError):
        open_case(installed, "c2")
    open_case(installed, "c3")

    with installed.storage.read() as tx:
        assert [tx.case(case, lock=False) is not None for case in ("c1", "c2", "c3")] == [True, False, True]


def test_the_text_of_an_error_carries_no_value(installed: Installation) -> None:
    with pytest.raises(DBAPIError) as told, installed.engines.write.begin() as connection:
        connection.execute(text("INSERT INTO nowhere VALUES (:name)"), {"name": "张三"})

    assert "nowhere" in str(told.value)
    assert "张三" not in str(told.value)


def test_a_transaction_that_ended_badly_leaves_its_connection_usable(storage: SqlStorage) -> None:
    with in_vain(storage.write()) as tx:
        tx.next_number("9901", "clue", 2026)

    with storage.write() as tx:
        assert tx.next_number("9901", "clue", 2026) == 1


def test_a_case_opened_and_changed_in_one_transaction_is_written_whole(installed: Installation) -> None:
    with installed.storage.write() as tx:
        keep(tx, installed, body())
        keep(tx, installed, body(version=2), before=tx.case("c1", lock=True))

    with installed.storage.read() as tx:
        assert [entry["seq"] for entry in tx.entries("case/c1", -1, 10)] == [0, 1]
