"""The organisation in a transaction: loaded once a version, shared between all that read it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

import orjson
from sqlalchemy import Table, bindparam, delete, func, select

from engine.organisation import Organisation, spelled
from engine.organisation_rows import REPLACED, Rows
from engine.ports import Values
from store.books import Books
from store.tables import areas, delegations, leaves, offices, organs, posts
from store.types import to_text

STREAM: Final = "organisation"
_NAMES: Final = "officer"
_PARTS: Final[Mapping[str, Table]] = {
    "organs": organs,
    "offices": offices,
    "posts": posts,
    "areas": areas,
    "delegations": delegations,
    "leaves": leaves,
}
_ROWS = {name: select(table.c.body).order_by(table.c.position) for name, table in _PARTS.items()}
_CLEAR = {name: delete(table) for name, table in _PARTS.items()}
_NEXT = {name: select(func.coalesce(func.max(table.c.position), -1) + 1) for name, table in _PARTS.items()}
_INSERT = {
    name: table.insert().values(position=bindparam("position"), body=bindparam("body"))
    for name, table in _PARTS.items()
}


class Organisations(Books):
    """The part of a transaction that is about the organisation."""

    _touched = False
    """Whether this transaction has changed it: what it sees then is nobody else's yet."""

    def organisation(self) -> Organisation:
        """The organisation as this transaction sees it."""
        version = self._version(STREAM)
        if self._changed_here():
            return self._load(version)
        known = self._shared.organisation
        while known is None or known.version != version:
            known = self._load(version)
            # Somebody may have committed a change between the statements that were read.
            version = self._version_again()
        self._shared.organisation = known
        return known

    def put_organisation(self, change: Values) -> None:
        """Apply what an entry of the organisation tells: rows that are added, after a reset if it says so."""
        if change.get("reset"):
            for name in REPLACED:
                self._write_now(_CLEAR[name])
        for name in _PARTS:
            self._add(name, change.get(name, ()))

    def officer_names(self) -> Mapping[str, str]:
        """Names of officers by id, from the vault; the newest import's name counts."""
        version = self._version(STREAM)
        if self._shared.officer_names[0] != version or self._changed_here():
            names = {
                str(officer): str(name)
                for _, _, values in self._opened(STREAM, STREAM, _NAMES)
                for officer, name in values.items()
            }
            if self._changed_here():
                return names
            self._shared.officer_names = (version, names)
        return self._shared.officer_names[1]

    def officers_called(self, name: str) -> tuple[str, ...]:
        """The officers of this name, in one spelling."""
        version, names = self._version(STREAM), self.officer_names()
        if self._changed_here() or self._shared.officers_called[0] != version:
            index = defaultdict[str, tuple[str, ...]](tuple)
            for officer, called in names.items():
                index[spelled(called)] += (officer,)
            if self._changed_here():
                return index.get(name, ())
            self._shared.officers_called = (version, dict(index))
        return self._shared.officers_called[1].get(name, ())

    def _version_again(self) -> int:
        if not self._shared.embedded:
            self._moment = None
        return self._version(STREAM)

    def _changed_here(self) -> bool:
        return self._touched or any(STREAM in buffer.heads for buffer in self._buffers)

    def _add(self, name: str, rows: Sequence[Values]) -> None:
        if not rows:
            return
        self._touched = True
        self.hold()
        self._ground()
        start = self._run(_NEXT[name]).scalar()
        bodies = [{"position": start + number, "body": to_text(row)} for number, row in enumerate(rows)]
        self._shared.prepared(_INSERT[name]).run_many(self._connection, bodies)

    def _load(self, version: int) -> Organisation:
        told = {name: tuple(map(orjson.loads, self._run(rows).scalars())) for name, rows in _ROWS.items()}
        return Rows(**told).organisation(version)
