"""Reading the register in order, as a stream: for verification, replay, rebuild and export."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from sqlalchemy import Connection, Select, select

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
    return _stream(connection, _after(select(table.id, table.body, table.tag), stream, after))


def rows(connection: Connection, stream: str | None = None, after: int | None = None) -> Iterator[Row]:
    """Whole rows, in the same order and with the same choice as `entries`."""
    columns = [register_entry.c[name] for name in Row._fields]
    return map(Row._make, _stream(connection, _after(select(*columns), stream, after)))


def _after(statement: Select[*tuple[object, ...]], stream: str | None, after: int | None) -> Select[*tuple[object, ...]]:
    table = register_entry.c
    order = table.id if stream is None else table.seq
    if stream is not None:
        statement = statement.where(table.stream == stream)
    if after is not None:
        statement = statement.where(order > after)
    return statement.order_by(order)


def _stream(connection: Connection, statement: Select[*tuple[object, ...]]) -> Iterator[tuple[int, bytes, bytes]]:
    result = connection.execution_options(yield_per=_BATCH).execute(statement)
    for batch in result.partitions():
        yield from batch
