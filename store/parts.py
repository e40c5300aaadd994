"""The parts of a transaction's writing, as statements: each for one row of bound values, or for lists of them.

The upserts are PostgreSQL's construct; SQLite took over its syntax, and its dialect writes them too.
"""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ClauseElement,
    Table,
    Text,
    bindparam,
    case,
    delete,
    func,
    literal_column,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.sql.selectable import CTE

from store import tables

CHANGED: Final = "cases_changed"
GONE: Final = "readers_gone"
REGISTER: Final = "register"
EXPECTED: Final = "cases_expected"
INSERTED: Final[Mapping[str, Table]] = {
    "matters": tables.matters,
    "cases": tables.cases,
    "readers": tables.case_readers,
    "vault_keys": tables.vault_keys,
    "vault_values": tables.vault_values,
    "vault_names": tables.vault_names,
    "streams": tables.streams,
    "numbers": tables.numbers,
    "ledger_rows": tables.ledger_rows,
    "deadlines": tables.deadlines,
    "escalations": tables.escalations,
}
ORDER: Final = (CHANGED, GONE, *INSERTED, REGISTER)
FIXED: Final = ("id", "matter", "workflow", "number", "opened_at")
"""Columns of a case that are set when it is opened, and never again."""

_REPLACED: Final = frozenset({"matters", "streams", "numbers", "deadlines", "escalations"})
"""A later row takes the place of an earlier one with the same key."""
_ONCE: Final = frozenset({"vault_names"})
_CHANGES: Final = tuple(column.name for column in tables.cases.c if column.name not in FIXED)
_CHANGED_TYPES: Final = {name: tables.cases.c[name].type for name in ("id", *_CHANGES)} | {
    "before": tables.cases.c.seq.type
}

Shape = tuple[tuple[str, bool], ...]
"""The parts of a statement, and whether each has one row (True) or several."""


def alone(part: str, register: Table) -> ClauseElement:
    """The statement of a part for one row, whose values are bound under the names of the columns."""
    statement: ClauseElement = _statement(part, register, _Bound(""))
    return statement


def together(shape: Shape, register: Table) -> ClauseElement:
    """One statement for several parts: data-modifying CTEs.

    It fails as a whole, by a division by zero, unless as many cases were changed as `EXPECTED` says.
    """
    ctes = {part: _cte(part, register, single=single) for part, single in shape}
    changed = ctes.pop(CHANGED, None)
    if changed is None:
        return select(literal_column("1")).add_cte(*ctes.values())
    as_expected = case((func.count() == bindparam(EXPECTED, type_=BigInteger()), 1), else_=0)
    return select(literal_column("1") / as_expected).select_from(changed).add_cte(*ctes.values())


def named(part: str, name: str) -> str:
    """The name under which a value of a part is bound in a statement of several parts."""
    return f"{part}__{name}"


class _Bound:
    """One row, each value bound by its name."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix

    def __getitem__(self, name: str) -> Any:
        return bindparam(self._prefix + name)


def _cte(part: str, register: Table, *, single: bool) -> CTE[Any]:
    source = _Bound(named(part, "")) if single else _listed(part, register)
    cte: CTE[Any] = _statement(part, register, source).returning(literal_column("1").label("done")).cte(part)
    return cte


def _statement(part: str, register: Table, source: Any) -> Any:
    if part == CHANGED:
        cases = tables.cases
        statement = update(cases).where(cases.c.id == source["id"], cases.c.seq == source["before"])
        return statement.values({name: source[name] for name in _CHANGES})
    if part == GONE:
        keys = tables.case_readers.c
        return delete(tables.case_readers).where(keys.case_id == source["case_id"], keys.key == source["key"])
    return _insertion(part, _table(part, register), source)


def _insertion(part: str, table: Table, source: Any) -> Insert:
    names = _stated(table)
    inserting = insert(table)
    if isinstance(source, _Bound):
        inserting = inserting.values({name: source[name] for name in names})
    else:
        inserting = inserting.from_select(names, select(*(source[name] for name in names)))
    if part in _REPLACED:
        keys = list(table.primary_key.columns)
        others = {name: inserting.excluded[name] for name in names if name not in table.primary_key.columns}
        return inserting.on_conflict_do_update(index_elements=keys, set_=others)
    return inserting.on_conflict_do_nothing() if part in _ONCE else inserting


def _listed(part: str, register: Table) -> Any:
    """Several rows, as columns of an unnested list for each value."""
    arrays = [bindparam(named(part, name), type_=ARRAY(kind)) for name, kind in _types(part, register).items()]
    rows = func.unnest(*arrays).table_valued(*_types(part, register), name=f"{part}_rows")
    return rows.render_derived().c


def _types(part: str, register: Table) -> Mapping[str, Any]:
    if part == CHANGED:
        return _CHANGED_TYPES
    if part == GONE:
        return {"case_id": Text(), "key": Text()}
    table = _table(part, register)
    return {name: table.c[name].type for name in _stated(table)}


def _table(part: str, register: Table) -> Table:
    return register if part == REGISTER else INSERTED[part]


def _stated(table: Table) -> list[str]:
    """The columns that an insert states: all but those that the database numbers."""
    return [column.name for column in table.c if column.identity is None]
