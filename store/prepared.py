"""Statements compiled once and handed to the driver.

Constructs are made once, at import or when a storage is made; nothing here builds SQL per call. On the way through
SQLAlchemy's execution a statement costs more than in the database: its cache walks the construct again, its result
describes every column again. What remains SQLAlchemy's is the text, the pool, the transaction and the errors.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import ClauseElement, Connection
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError

Params = Mapping[str, Any]

_CURSOR: Final = "mingjian.cursor"


class Found:
    """The rows that a statement found; columns are attributes under their names."""

    __slots__ = ("_row", "_rows", "rowcount")

    def __init__(self, rows: Sequence[Any], row: Callable[[Any], Any], rowcount: int) -> None:
        self._rows = rows
        self._row = row
        self.rowcount = rowcount
        """How many rows were changed."""

    def first(self) -> Any:
        """The first row, or None."""
        return self._row(self._rows[0]) if self._rows else None

    def one(self) -> Any:
        """The row that is there. Raises `LookupError` when there is none."""
        found = self.first()
        if found is None:
            raise LookupError("the statement found no row")
        return found

    def scalar(self) -> Any:
        """The first column of the first row, or None."""
        return self._rows[0][0] if self._rows else None

    def scalars(self) -> list[Any]:
        """The first column of every row."""
        return [row[0] for row in self._rows]

    def all(self) -> list[Any]:
        """Every row."""
        return [self._row(row) for row in self._rows]


class Ready:
    """One compiled statement. Its values must be of the database's own kinds: text, integers, bytes, lists of them."""

    def __init__(self, statement: ClauseElement, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self._text = str(compiled)
        self._given = {name: value for name, value in compiled.params.items() if value is not None}
        # Set where the driver's parameters have an order instead of names.
        order: Sequence[str] | None = getattr(compiled, "positiontup", None)
        self._in_order = _picking(order) if order is not None else None
        self._row: Callable[[Any], Any] | None = None

    def run(self, connection: Connection, params: Params) -> Found:
        """Send the statement with these values."""
        cursor = send(connection, "execute", self._text, self._bound(params))
        if self._row is None:
            self._row = _row_of(cursor.description or ())
        return Found(cursor.fetchall() if cursor.description else (), self._row, cursor.rowcount)

    def run_many(self, connection: Connection, rows: Iterable[Params]) -> int:
        """Send the statement once for each row; how many rows were changed."""
        return int(send(connection, "executemany", self._text, [self._bound(row) for row in rows]).rowcount)

    def _bound(self, params: Params) -> Any:
        merged = {**self._given, **params} if self._given else params
        return merged if self._in_order is None else self._in_order(merged)


class Prepared:
    """The statements of one dialect, compiled at their first use."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._ready: dict[ClauseElement, Ready] = {}

    def __call__(self, statement: ClauseElement) -> Ready:
        """The compiled form of a statement that lives as long as the storage."""
        ready = self._ready.get(statement)
        if ready is None:
            ready = self._ready[statement] = Ready(statement, self._dialect)
        return ready


def send(connection: Connection, how: str, text: str, values: Any) -> Any:
    """The driver's cursor after it has sent a text, by `execute` or `executemany`. Raises SQLAlchemy's errors.

    A connection has one cursor for all, since making one costs as much as a short statement: what it found is to be
    fetched before the next text is sent.
    """
    cursor = connection.info.get(_CURSOR)
    if cursor is None:
        cursor = connection.info[_CURSOR] = connection.connection.cursor()
    try:
        getattr(cursor, how)(text, values)
    except connection.dialect.loaded_dbapi.Error as error:
        raise _told(connection, cursor, text, error) from error
    return cursor


def _picking(names: Sequence[str]) -> Callable[[Params], tuple[Any, ...]]:
    # Of one name, itemgetter gives the value and not a tuple of it.
    return itemgetter(*names) if len(names) > 1 else lambda values: tuple(values[name] for name in names)


def _row_of(description: Sequence[Sequence[Any]]) -> Callable[[Any], Any]:
    names = [str(column[0]) for column in description]
    # Its columns are known only now, so no class can be declared.
    kind: Any = namedtuple("Row", names, rename=True)  # type: ignore[misc]  # noqa: PYI024
    make: Callable[[Any], Any] = kind._make
    return make


def _told(connection: Connection, cursor: Any, text: str, error: Any) -> BaseException:
    """The driver's error as SQLAlchemy's, without the values; a lost connection and its companions are given up."""
    dialect = connection.dialect
    lost = dialect.is_disconnect(error, connection.connection.dbapi_connection, cursor)
    if lost:
        connection.invalidate(error)
        connection.engine.dispose(close=False)
    told: BaseException = DBAPIError.instance(
        text,
        None,
        error,
        dialect.loaded_dbapi.Error,
        hide_parameters=True,
        connection_invalidated=lost,
        dialect=dialect,
    )
    return told
