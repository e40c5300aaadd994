"""Boards of what is due: pages of running periods by due date, each answered by an index of its own."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any, Final

import orjson
from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, select, tuple_

from engine.ports import SoughtDue, Values
from store.among import among, listed
from store.tables import ANCESTORS, LEVEL_COLUMNS, case_readers, deadlines
from store.timing import Timing, kept_from, not_kept

SHOWN: Final = ("case_id", "deadline", "round", "definition", "number", "kind", "organ", "office", "due_at", "body")
_OFFICE: Final = "office:"
_STAFF: Final = "staff:"
_column = deadlines.c
_ORDER: Final = (_column.due_at, _column.case_id, _column.deadline)


def _conditions(*, embedded: bool) -> Mapping[str, ColumnElement[bool]]:
    """What a board may ask for, by a name of one condition."""
    offered = select(case_readers.c.case_id).where(among(case_readers.c.key, "keys", embedded=embedded))
    way: BindParameter[str] = bindparam("way")
    at_no_office = _column.office.is_(None)
    return {
        **{name: _column[name] == bindparam("organ") for name in ANCESTORS},
        "office": _column.office == bindparam("office"),
        "until": _column.due_at <= bindparam("until"),
        "kinds": among(_column.kind, "kinds", embedded=embedded),
        "kept": not_kept(_column.case_id),
        "after": tuple_(*_ORDER) > tuple_(*(bindparam(column.name) for column in _ORDER)),
        "way: office": _column.office == way,
        # The organ's own level has the index; below it are others.
        **{f"way: {name}": and_(_column[name] == way, _column.organ == way, at_no_office) for name in ANCESTORS},
        "way: keys": _column.case_id.in_(offered),
    }


_CONDITIONS: Final = {embedded: _conditions(embedded=embedded) for embedded in (True, False)}


@cache
def _board(asked: frozenset[str], *, embedded: bool) -> Select[Any]:
    """The statement of a board that asks so; the same object each time, so that it is compiled once."""
    conditions = (condition for name, condition in _CONDITIONS[embedded].items() if name in asked)
    page = select(*(_column[name] for name in SHOWN)).where(_column.due_at.is_not(None), *conditions)
    return page.order_by(*_ORDER).limit(bindparam("limit"))


class Boards(Timing):
    """The part of a transaction that answers boards."""

    def due(self, sought: SoughtDue) -> Sequence[Values]:
        """A page of running periods by due date, the earliest first. The next begins `after` the last one's key."""
        self.settle()
        asked, values = frozenset(self._asked(sought)), self._values(sought)
        embedded = self._shared.embedded
        # Each way of seeing a period has a page by an index of its own; the page of all is among them.
        pages = [
            self._run(_board(asked | {*way}, embedded=embedded), **values, way=value).all()
            for way, value in self._ways(sought)
        ]
        page = sorted(dict.fromkeys(chain(*pages)), key=lambda row: (row.due_at, row.case_id, row.deadline))
        return [{**row._asdict(), "body": orjson.loads(row.body)} for row in page[: sought.limit]]

    def _asked(self, sought: SoughtDue) -> Iterator[str]:
        if sought.organ is not None:
            yield self._level(sought.organ)
        if sought.officer:
            yield "kept"
        yield from (name for name in ("office", "until", "after") if getattr(sought, name) is not None)
        if sought.kinds:
            yield "kinds"

    def _values(self, sought: SoughtDue) -> Mapping[str, Any]:
        embedded = self._shared.embedded
        after = sought.after or ("", "", "")
        return {
            **{column.name: value for column, value in zip(_ORDER, after, strict=True)},
            "organ": sought.organ,
            "office": sought.office,
            "until": sought.until,
            "kept": kept_from(sought.officer),
            "kinds": listed(sought.kinds, embedded=embedded),
            "keys": listed(_others(sought.keys or ()), embedded=embedded),
            "limit": sought.limit,
        }

    def _ways(self, sought: SoughtDue) -> Iterator[tuple[tuple[str, ...], str]]:
        """How the periods may be seen, and the value to look up: all of them, or those of the keys.

        The office that holds a case always offers its own key, and nobody else does: its periods have an index. So
        have those of an organ without offices. What other keys show is looked up among the readers.
        """
        if sought.keys is None or f"{_OFFICE}{sought.office}" in sought.keys:
            yield (), ""
            return
        for key in sought.keys:
            if key.startswith(_OFFICE):
                yield ("way: office",), key.removeprefix(_OFFICE)
            elif key.startswith(_STAFF):
                organ = key.removeprefix(_STAFF)
                yield (f"way: {self._level(organ)}",), organ
        if _others(sought.keys):
            yield ("way: keys",), ""

    def _level(self, organ: str) -> str:
        """The column in which the organ and everything below it stand."""
        return LEVEL_COLUMNS[self.organisation().organs[organ].level]


def _others(keys: Sequence[str]) -> list[str]:
    return [key for key in keys if not key.startswith((_OFFICE, _STAFF))]
