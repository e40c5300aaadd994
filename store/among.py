"""Conditions on a list of values whose text is the same for every length, so that they are compiled once."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, any_, bindparam, func, select

from store.types import to_text

ByKind = Mapping[bool, Any]
"""The SQLite form (True) and the PostgreSQL form (False) of one statement."""


def among(column: ColumnElement[Any], name: str, *, embedded: bool) -> ColumnElement[bool]:
    """Whether the column's value is one of those bound under this name."""
    if embedded:
        return column.in_(select(func.json_each(bindparam(name)).table_valued("value").c.value))
    return column == any_(bindparam(name, type_=ARRAY(column.type)))


def listed(values: Iterable[str], *, embedded: bool) -> Any:
    """The values as `among` wants them bound."""
    return to_text(list(values)) if embedded else list(values)
