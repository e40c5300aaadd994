"""All tables of one database into another of the same revision, in one transaction of each."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from sqlalchemy import Connection, Select, Table, func, select

from audit_log.register import COLUMNS
from audit_log.tables import register_entry
from store.tables import metadata

Progress = Callable[[int, int], None]

_BATCH: Final = 1_000
TABLES: Final = (register_entry, *metadata.sorted_tables)
"""Every table of an installation; the schema's own version is written by the migration."""


def silent(_done: int, _at_most: int) -> None:
    """Nobody watches."""


def copy_tables(source: Connection, target: Connection, progress: Progress = silent) -> None:
    """Copy every row. The register is copied in its order, and its rows are numbered anew."""
    at_most, done = sum(counts(source).values()), 0
    for table in TABLES:
        for batch in _batches(source, table):
            target.execute(table.insert(), batch)
            done += len(batch)
            progress(done, at_most)


def counts(connection: Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in TABLES}


def _batches(source: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    for rows in source.execute(_ordered(table).execution_options(yield_per=_BATCH)).mappings().partitions():
        yield [dict(row) for row in rows]


def _ordered(table: Table) -> Select[Any]:
    if table is register_entry:
        return select(*(table.c[name] for name in COLUMNS)).order_by(table.c.id)
    return select(table)
