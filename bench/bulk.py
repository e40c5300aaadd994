"""Bare batched inserts: the rows that an import made, written again by the driver alone, in as many commits."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

import psycopg
from sqlalchemy import Connection, text

import store.tables
from audit_log.register import COLUMNS as ENTRY_COLUMNS
from bench.bare import PRAGMAS, insertion
from bench.tape import Cells, quoted
from store.tables import TABLE_CLASSES

Rows = Mapping[str, Sequence[Cells]]


def columns_of(table: str) -> Sequence[str]:
    """The columns that an insert states."""
    if table == "register_entry":
        return ENTRY_COLUMNS
    return [column.name for column in store.tables.metadata.tables[table].c]


def all_rows(connection: Connection) -> Rows:
    """Every row of every table; entries in the order of the register."""
    return {name: _all(connection, name) for name in TABLE_CLASSES}


def _all(connection: Connection, table: str) -> list[Cells]:
    order = " ORDER BY id" if table == "register_entry" else ""
    found = connection.execute(text(f"SELECT {quoted(columns_of(table))} FROM {table}{order}"))
    return [tuple(row) for row in found]


def new_rows(before: Rows, after: Rows) -> Rows:
    """What was added, table by table; a row that was changed counts as added."""
    known = {name: frozenset(rows) for name, rows in before.items()}
    added = {name: [row for row in rows if row not in known[name]] for name, rows in after.items()}
    return {name: rows for name, rows in added.items() if rows}


def batches(rows: Rows, count: int) -> list[Rows]:
    """The rows parted into so many batches."""
    return [
        {name: found[len(found) * at // count : len(found) * (at + 1) // count] for name, found in rows.items()}
        for at in range(count)
    ]


@contextmanager
def driver(url: str) -> Iterator[Any]:
    """A connection of the driver itself, as an installation would open it."""
    if url.startswith("sqlite"):
        connection: Any = sqlite3.connect(url.removeprefix("sqlite:///"))
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    else:
        connection = psycopg.connect(url.replace("+psycopg", ""))
    try:
        yield connection
    finally:
        connection.close()


def mark_of(connection: Any) -> str:
    """How the driver of this connection marks a value in a statement."""
    return "?" if isinstance(connection, sqlite3.Connection) else "%s"


def clear(connection: Any, rows: Rows) -> None:
    """Make room for rows that an import changed: the heads of streams that were there before."""
    cursor, mark = connection.cursor(), mark_of(connection)
    for stream, *_ in rows.get("streams", ()):
        cursor.execute(f"DELETE FROM streams WHERE stream = {mark}", (stream,))
    connection.commit()


def insert(connection: Any, parted: Sequence[Rows]) -> int:
    """Insert every batch, and commit after each; the number of cases."""
    cursor, mark = connection.cursor(), mark_of(connection)
    statements: Final = {name: insertion(name, columns_of(name), mark) for name in TABLE_CLASSES}
    for batch in parted:
        for name, rows in batch.items():
            if rows:
                cursor.executemany(statements[name], rows)
        connection.commit()
    return sum(len(batch.get("cases", ())) for batch in parted)
