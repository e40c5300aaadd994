"""Two databases compared table by table: the live projection beside the rebuilt one."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Column, Connection, MetaData, Table, func, select, union_all

from store import tables
from store.connection import Engines

_BATCH: Final = 1_000
_SHOWN: Final = 5

PROJECTIONS: Final = tuple(
    table for table in tables.metadata.sorted_tables if tables.TABLE_CLASSES[table.name] == "projection"
)
"""The tables that a rebuild makes again."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A table: rows there are, rows there should be, and the keys of the first rows that differ."""

    table: str
    live: int
    rebuilt: int
    differences: int
    examples: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether the table is as the register makes it."""
        return self.differences == 0 and self.live == self.rebuilt

    def to_json(self) -> dict[str, Any]:
        """The comparison for programs."""
        return {name: getattr(self, name) for name in self.__slots__} | {"examples": list(self.examples)}


def compare(live: Connection, scratch: Engines) -> tuple[Compared, ...]:
    """Copy each live projection beside its rebuilt one, and let the database tell which rows only one of them has."""
    beside = MetaData()
    with scratch.write.connect() as connection, connection.begin():
        return tuple(_compared(live, connection, table, beside) for table in PROJECTIONS)


def _compared(live: Connection, scratch: Connection, table: Table, beside: MetaData) -> Compared:
    copy = Table(f"live_{table.name}", beside, *(Column(column.name, column.type) for column in table.c))
    copy.create(scratch)
    rows = live.execute(select(table).execution_options(yield_per=_BATCH)).mappings()
    for batch in rows.partitions():
        scratch.execute(copy.insert(), [dict(row) for row in batch])
    columns = [column.name for column in table.c]
    one, other = select(*(copy.c[name] for name in columns)), select(*(table.c[name] for name in columns))
    only = union_all(select(one.except_(other).subquery()), select(other.except_(one).subquery())).subquery()
    keys = [only.c[column.name] for column in table.primary_key.columns]
    differing = scratch.execute(select(*keys).distinct()).all()
    return Compared(
        table=table.name,
        live=_count(scratch, copy),
        rebuilt=_count(scratch, table),
        differences=len(differing),
        examples=tuple("/".join(str(part) for part in key) for key in sorted(differing)[:_SHOWN]),
    )


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()
