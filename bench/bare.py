"""The hand-written transaction of the same writes: drivers without anything above them, nothing judged or computed.

It reads the case under lock, sees that it is the version expected, updates it, and inserts the value of the vault,
the entry of the register, the rounds of periods and the difference of the readers: one statement each, as one would
write it.
"""

import sqlite3
from collections.abc import Sequence
from typing import Final, Protocol

import psycopg

from audit_log.register import COLUMNS as ENTRY_COLUMNS
from bench.tape import CASE_COLUMNS, PERIOD_COLUMNS, VALUE_COLUMNS, Writes, quoted
from store.tables import deadlines


class Bare(Protocol):
    """One connection that writes taped rows."""

    def write(self, writes: Writes) -> None:
        """One committed transaction."""


def insertion(table: str, columns: Sequence[str], mark: str) -> str:
    """An insert of one row."""
    return f"INSERT INTO {table} ({quoted(columns)}) VALUES ({', '.join([mark] * len(columns))})"


def upserted_period(source: str) -> str:
    """An insert of rounds of periods from this source; one that is there already is replaced."""
    keys = [column.name for column in deadlines.primary_key]
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in PERIOD_COLUMNS if name not in keys)
    names = quoted(PERIOD_COLUMNS)
    return f"INSERT INTO deadlines ({names}) {source} ON CONFLICT ({quoted(keys)}) DO UPDATE SET {changes}"


def one_period(mark: str) -> str:
    """The same of one row, its values marked."""
    return upserted_period(f"VALUES ({', '.join([mark] * len(PERIOD_COLUMNS))})")


def updated_case(mark: str) -> str:
    """An update of a case that is as expected."""
    changes = ", ".join(f'"{name}" = {mark}' for name in CASE_COLUMNS)
    return f"UPDATE cases SET {changes} WHERE id = {mark} AND seq = {mark}"


_READ: Final = "SELECT seq, head, readers, body FROM cases WHERE id = "
_READER: Final = ("case_id", "key")
PRAGMAS: Final = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "recursive_triggers = ON")


class BareSqlite:
    """sqlite3, with the pragmas of an installation."""

    def __init__(self, url: str) -> None:
        self.connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        for pragma in PRAGMAS:
            self.connection.execute(f"PRAGMA {pragma}")

    def write(self, writes: Writes) -> None:
        """One committed transaction."""
        run, many = self.connection.execute, self.connection.executemany
        run("BEGIN IMMEDIATE")
        seq, _, _, _ = run(f"{_READ} ?", (writes.case,)).fetchone()
        changed = run(_UPDATE_SQLITE, (*writes.columns, writes.case, writes.before)).rowcount
        if (seq, changed) != (writes.before, 1):
            raise RuntimeError("the case is not as it was taped")
        for value in writes.values:
            run(_VALUE_SQLITE, value)
        for entry in writes.entries:
            run(_ENTRY_SQLITE, entry)
        if writes.periods:
            many(_PERIOD_SQLITE, writes.periods)
        if writes.gone:
            many("DELETE FROM case_readers WHERE case_id = ? AND key = ?", [(writes.case, key) for key in writes.gone])
        if writes.come:
            many(insertion("case_readers", _READER, "?"), [(writes.case, key) for key in writes.come])
        run("COMMIT")


_UPDATE_SQLITE: Final = updated_case("?")
_VALUE_SQLITE: Final = insertion("vault_values", VALUE_COLUMNS, "?")
_ENTRY_SQLITE: Final = insertion("register_entry", ENTRY_COLUMNS, "?")
_PERIOD_SQLITE: Final = one_period("?")


class BarePostgres:
    """psycopg, with its automatic prepared statements."""

    def __init__(self, url: str) -> None:
        self.connection = psycopg.connect(url.replace("+psycopg", ""))

    def write(self, writes: Writes) -> None:
        """One committed transaction."""
        run = self.connection.execute
        found = run(_READ_POSTGRES, (writes.case,)).fetchone()
        changed = run(_UPDATE_POSTGRES, (*writes.columns, writes.case, writes.before)).rowcount
        if found is None or (found[0], changed) != (writes.before, 1):
            raise RuntimeError("the case is not as it was taped")
        for value in writes.values:
            run(_VALUE_POSTGRES, value)
        for entry in writes.entries:
            run(_ENTRY_POSTGRES, entry)
        for period in writes.periods:
            run(_PERIOD_POSTGRES, period)
        if writes.gone:
            run(_GONE_POSTGRES, (writes.case, list(writes.gone)))
        if writes.come:
            run(_COME_POSTGRES, (writes.case, list(writes.come)))
        self.connection.commit()


_READ_POSTGRES: Final = f"{_READ} %s FOR UPDATE"
_UPDATE_POSTGRES: Final = updated_case("%s")
_VALUE_POSTGRES: Final = insertion("vault_values", VALUE_COLUMNS, "%s")
_ENTRY_POSTGRES: Final = insertion("register_entry", ENTRY_COLUMNS, "%s")
_PERIOD_POSTGRES: Final = one_period("%s")
_GONE_POSTGRES: Final = "DELETE FROM case_readers WHERE case_id = %s AND key = ANY(%s)"
_COME_POSTGRES: Final = "INSERT INTO case_readers (case_id, key) SELECT %s, unnest(%s::text[])"


class BareOneStatement(BarePostgres):
    """psycopg, all writes in one statement of data-modifying CTEs: as fast as it is known to go."""

    def write(self, writes: Writes) -> None:
        """One committed transaction. Takes tapes with one value and one entry a step."""
        run = self.connection.execute
        found = run(_READ_POSTGRES, (writes.case,)).fetchone()
        (value,), (entry,) = writes.values, writes.entries
        gone, come = list(writes.gone), list(writes.come)
        periods = [list(cells) for cells in zip(*writes.periods, strict=True)] or [[] for _ in PERIOD_COLUMNS]
        readers = (writes.case, gone, writes.case, come)
        cells = (*writes.columns, writes.case, writes.before, *value, *entry, *periods, *readers)
        told = run(_TOGETHER, cells).fetchone()
        if found is None or told is None or (found[0], told[0]) != (writes.before, 1):
            raise RuntimeError("the case is not as it was taped")
        self.connection.commit()


_LISTS: Final = ", ".join(f"%s::{'bigint' if name == 'round' else 'text'}[]" for name in PERIOD_COLUMNS)
_PERIODS_POSTGRES: Final = upserted_period(f"SELECT * FROM unnest({_LISTS})")
_TOGETHER: Final = (
    f"WITH changed AS ({_UPDATE_POSTGRES} RETURNING 1), kept AS ({_VALUE_POSTGRES}), told AS ({_ENTRY_POSTGRES}), "
    f"timed AS ({_PERIODS_POSTGRES}), gone AS ({_GONE_POSTGRES}), come AS ({_COME_POSTGRES}) "
    "SELECT count(*) FROM changed"
)
