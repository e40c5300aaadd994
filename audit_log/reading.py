"""Reading the register in order, as a stream: for verification, replay, rebuild and export."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Column, Connection, Select, select

from audit_log.tables import register_entry
from engine.ports import Entries

_BATCH: Final = 1_000


class Row(NamedTuple):
    """A row with the columns that repeat a part of its body."""

    id: int
    stream: str
    seq: int
    body: bytes
    tag: bytes
    recorded_at: str
    actor: str
    command: str | None


def entries(connection: Connection, stream: str | None = None, after: int | None = None) -> Entries:
    """Id, body and tag of every entry, oldest first, without holding them all.

    `after` is an id, or, when a stream is named, a `seq` of that stream.
    """
    table = register_entry.c
    return _streamed(connection, _chosen((table.id, table.body, table.tag), stream, after))


def rows(connection: Connection, stream: str | None = None, after: int | None = None) -> Iterator[Row]:
    """Whole rows, in the same order and with the same choice as `entries`."""
    columns = [register_entry.c[name] for name in Row._fields]
    return map(Row._make, _streamed(connection, _chosen(columns, stream, after)))


def _chosen(columns: Sequence[Column[Any]], stream: str | None, after: int | None) -> Select[Any]:
    table = register_entry.c
    order = table.id if stream is None else table.seq
    statement = select(*columns).order_by(order)
    if stream is not None:
        statement = statement.where(table.stream == stream)
    return statement if after is None else statement.where(order > after)


def _streamed(connection: Connection, statement: Select[Any]) -> Iterator[Any]:
    # Closed also when the reader stops early: a cursor on the server holds its snapshot open.
    with connection.execute(statement.execution_options(yield_per=_BATCH)) as result:
        for batch in result.partitions():
            yield from batch
