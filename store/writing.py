"""How the rows of a transaction reach the database.

SQLite: one statement a part. PostgreSQL: everything in one statement of data-modifying CTEs, because round trips
decide; the statement of each combination of parts is built once.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Protocol

from sqlalchemy import (
    ARRAY,
    ClauseElement,
    Connection,
    Insert,
    Table,
    Text,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.selectable import CTE, TableValuedAlias

from store import tables
from store.buffer import Row
from store.prepared import Prepared

Rows = Mapping[str, list[Row]]
Shape = tuple[tuple[str, bool], ...]
"""The parts of a statement, and whether each has one row (True) or several."""

CHANGED: Final = "cases_changed"
GONE: Final = "readers_gone"
REGISTER: Final = "register"
_INSERTED: Final[Mapping[str, Table]] = {
    "matters": tables.matters,
    "cases": tables.cases,
    "readers": tables.case_readers,
    "vault_keys": tables.vault_keys,
    "vault_values": tables.vault_values,
    "vault_names": tables.vault_names,
    "streams": tables.streams,
    "numbers": tables.numbers,
    "ledger_rows": tables.ledger_rows,
}
_REPLACED: Final = frozenset({"matters", "streams", "numbers"})
"""Parts in which a later row takes the place of an earlier one with the same key."""
_ONCE: Final = frozenset({"vault_names"})
_ORDER: Final = ("matters", "cases", CHANGED, GONE, "readers", "vault_keys", "vault_values", "vault_names")
_ALL: Final = (*_ORDER, REGISTER, "streams", "numbers", "ledger_rows")
_CASE_KEYS: Final = ("id", "before")
CASE_CHANGES: Final = tuple(
    column.name for column in tables.cases.c if column.name not in {"id", "matter", "workflow", "number", "opened_at"}
)
"""The columns that an entry may change; the others are set when the case is opened."""


class RegisterTable(Protocol):
    """What the register hands over: the insert of its rows."""

    @property
    def insert(self) -> Insert:
        """An insert that states its columns as bound values of the same names."""


class Writer:
    """Writes collected rows; knows how many cases should have been changed and how many were."""

    def __init__(self, register: RegisterTable, prepared: Prepared, *, one_statement: bool) -> None:
        self._prepared = prepared
        self._one_statement = one_statement
        self._register = register.insert
        self._shapes: dict[Shape, ClauseElement] = {}
        self._alone: dict[str, ClauseElement] = {}

    def write(self, connection: Connection, rows: Rows) -> bool:
        """Write everything; False when a case was no longer as it had been read."""
        if not rows:
            return True
        return (self._together if self._one_statement else self._apart)(connection, rows)

    def _apart(self, connection: Connection, rows: Rows) -> bool:
        changed = 0
        for part in _ALL:
            found = rows.get(part)
            if not found:
                continue
            ready = self._prepared(self._statement_alone(part))
            if part == CHANGED:
                changed = sum(ready.run(connection, row).rowcount for row in found)
            elif len(found) == 1:
                ready.run(connection, found[0])
            else:
                ready.run_many(connection, found)
        return changed == len(rows.get(CHANGED, ()))

    def _statement_alone(self, part: str) -> ClauseElement:
        if part not in self._alone:
            self._alone[part] = self._alone_for(part)
        return self._alone[part]

    def _alone_for(self, part: str) -> ClauseElement:
        if part == REGISTER:
            return self._register
        if part == CHANGED:
            return _change(lambda name: bindparam(name))
        if part == GONE:
            keys = tables.case_readers.c
            return delete(tables.case_readers).where(
                keys.case_id == bindparam("case_id"), keys.key == bindparam("key")
            )
        table = _INSERTED[part]
        values = {column.name: bindparam(column.name) for column in table.c}
        if part in _REPLACED:
            upsert = sqlite.insert(table).values(values)
            return upsert.on_conflict_do_update(table.primary_key.columns, set_=_excluded(table, upsert.excluded))
        if part in _ONCE:
            return sqlite.insert(table).values(values).on_conflict_do_nothing()
        return insert(table).values(values)

    def _together(self, connection: Connection, rows: Rows) -> bool:
        shape = tuple((part, len(rows[part]) == 1) for part in _ALL if rows.get(part))
        if shape not in self._shapes:
            self._shapes[shape] = _in_one(shape, self._register.table)
        params: dict[str, Any] = {}
        for part, single in shape:
            params.update(_params(part, rows[part], single=single))
        changed = self._prepared(self._shapes[shape]).run(connection, params).scalar_one()
        return bool(changed == len(rows.get(CHANGED, ())))


def _params(part: str, found: Sequence[Row], *, single: bool) -> dict[str, Any]:
    if single:
        return {f"{part}__{name}": value for name, value in found[0].items()}
    return {f"{part}__{name}": [row[name] for row in found] for name in found[0]}


def _in_one(shape: Shape, register: Table) -> ClauseElement:
    parts = {part: _cte(part, register, single=single) for part, single in shape}
    if CHANGED in parts:
        changed = parts.pop(CHANGED)
        return select(func.count()).select_from(changed).add_cte(*parts.values())
    return select(literal_column("0")).add_cte(*parts.values())


def _cte(part: str, register: Table, *, single: bool) -> CTE:
    done = literal_column("1").label("done")
    if part == CHANGED:
        if single:
            return _change(lambda name: bindparam(f"{part}__{name}")).returning(done).cte(part)
        types = {name: tables.cases.c[name].type for name in ("id", *CASE_CHANGES)} | {"before": tables.cases.c.seq.type}
        source = _listed(part, types)
        return _change(lambda name: source.c[name]).returning(done).cte(part)
    if part == GONE:
        keys = tables.case_readers.c
        if single:
            chosen = (keys.case_id == bindparam(f"{part}__case_id"), keys.key == bindparam(f"{part}__key"))
        else:
            source = _listed(part, {"case_id": Text(), "key": Text()})
            chosen = (keys.case_id == source.c.case_id, keys.key == source.c.key)
        return delete(tables.case_readers).where(*chosen).returning(done).cte(part)
    return _insertion(part, register, single=single).returning(done).cte(part)


def _insertion(part: str, register: Table, *, single: bool) -> Any:
    table = register if part == REGISTER else _INSERTED[part]
    names = [column.name for column in table.c if column.identity is None]
    base = postgresql.insert(table)
    if single:
        base = base.values({name: bindparam(f"{part}__{name}") for name in names})
    else:
        source = _listed(part, {name: table.c[name].type for name in names})
        base = base.from_select(names, select(*(source.c[name] for name in names)))
    if part in _REPLACED:
        return base.on_conflict_do_update(index_elements=table.primary_key.columns, set_=_excluded(table, base.excluded))
    return base.on_conflict_do_nothing() if part in _ONCE else base


def _listed(part: str, types: Mapping[str, Any]) -> TableValuedAlias:
    arrays = [bindparam(f"{part}__{name}", type_=ARRAY(kind)) for name, kind in types.items()]
    return func.unnest(*arrays).table_valued(*types, name=f"{part}_rows").render_derived()


def _change(value: Callable[[str], Any]) -> Any:
    cases = tables.cases
    return (
        update(cases)
        .where(cases.c.id == value("id"), cases.c.seq == value("before"))
        .values({name: value(name) for name in CASE_CHANGES})
    )


def _excluded(table: Table, excluded: Any) -> dict[str, Any]:
    keys = {column.name for column in table.primary_key.columns}
    return {column.name: excluded[column.name] for column in table.c if column.name not in keys}
