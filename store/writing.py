"""How the rows of a transaction reach the database.

SQLite: one statement a part. PostgreSQL: everything in one statement of data-modifying CTEs, because round trips
decide; the statement of each combination of parts is built once.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from sqlalchemy import ClauseElement, Connection, Insert, Table

from engine.errors import Raced
from store.buffer import Row
from store.parts import CHANGED, EXPECTED, ORDER, REGISTER, Shape, alone, named, together
from store.prepared import Prepared

Rows = Mapping[str, list[Row]]


class RegisterTable(Protocol):
    """What the register hands over: the insert of its rows."""

    @property
    def insert(self) -> Insert:
        """An insert that states its columns as bound values of the same names."""


class Writer:
    """Writes collected rows, all of them or none."""

    def __init__(self, insert: Insert, prepared: Prepared, *, one_statement: bool) -> None:
        if not isinstance(insert.table, Table):
            raise TypeError("the register's insert is one into a table")
        self._prepared = prepared
        self._one_statement = one_statement
        self._register = insert.table
        self._alone: dict[str, ClauseElement] = {REGISTER: insert}
        self._together: dict[Shape, ClauseElement] = {}

    def write(self, connection: Connection, rows: Rows) -> None:
        """Write everything. Raises `Raced`, or the database a division by zero, when a case isn't as it was read."""
        if rows and self._one_statement:
            self._in_one(connection, rows)
        elif rows and self._one_by_one(connection, rows) != len(rows.get(CHANGED, ())):
            raise Raced

    def _one_by_one(self, connection: Connection, rows: Rows) -> int:
        changed = 0
        for part in ORDER:
            found = rows.get(part, ())
            if part not in self._alone:
                self._alone[part] = alone(part, self._register)
            if not found:
                continue
            ready = self._prepared(self._alone[part])
            touched = ready.run(connection, found[0]).rowcount if len(found) == 1 else ready.run_many(connection, found)
            if part == CHANGED:
                changed = touched
        return changed

    def _in_one(self, connection: Connection, rows: Rows) -> None:
        shape = tuple((part, len(rows[part]) == 1) for part in ORDER if part in rows)
        if shape not in self._together:
            self._together[shape] = together(shape, self._register)
        params: dict[str, Any] = {EXPECTED: len(rows[CHANGED])} if CHANGED in rows else {}
        for part, single in shape:
            found = rows[part]
            for name in found[0]:
                params[named(part, name)] = found[0][name] if single else [row[name] for row in found]
        self._prepared(self._together[shape]).run(connection, params)
