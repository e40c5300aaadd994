"""Statements compiled once and sent as the driver's own text.

Constructs are made once, at import or when a storage is made; nothing here builds SQL per call. SQLAlchemy's cache
would find them too, but only after walking each construct again to see that it is the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ClauseElement, Connection, CursorResult
from sqlalchemy.engine import Dialect

Params = Mapping[str, Any]


class Ready:
    """One compiled statement. Its values must be of the database's own kinds: text, integers, bytes, lists of them."""

    def __init__(self, statement: ClauseElement, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self._text = str(compiled)
        self._given = {name: value for name, value in compiled.params.items() if value is not None}
        # Set where the driver's parameters have an order instead of names.
        self._order: Sequence[str] | None = getattr(compiled, "positiontup", None)

    def run(self, connection: Connection, params: Params) -> CursorResult[Any]:
        """Send the statement with these values."""
        return connection.exec_driver_sql(self._text, self._bound(params))

    def run_many(self, connection: Connection, rows: Iterable[Params]) -> CursorResult[Any]:
        """Send the statement once for each row."""
        return connection.exec_driver_sql(self._text, [self._bound(row) for row in rows])

    def _bound(self, params: Params) -> Any:
        merged = {**self._given, **params} if self._given else params
        return merged if self._order is None else tuple(merged[name] for name in self._order)


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
