"""`rebuild`: every projection made again from the register, in a scratch database, and compared with the live one.

The projections are written by the very transaction that writes them live; what it is handed comes from entries alone.
"""

import base64
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from sqlalchemy import Connection, Insert, func, select

import migrations
from app.auditing.books import RegisterBooks
from app.auditing.comparison import Compared, compare
from app.auditing.opening import Audited
from audit_log import canonical
from audit_log.reading import Row, rows
from audit_log.register import COLUMNS, INSERT
from audit_log.tables import register_entry
from engine.approvals import sheet_key
from engine.case import RECORDED, fold
from engine.deadlines.rows import Entered
from engine.desks.casebook import case_row
from engine.errors import UNREADABLE, Conflict, Raced, Unusable
from engine.ports import Head, Sealed, Transaction
from store.connection import Engines, connect
from store.keys import FileKeys
from store.storage import SqlStorage
from store.vault import Vault

Progress = Callable[[int, int], None]

_TOGETHER: Final = 200
_CASE: Final = "case/"


@dataclass(frozen=True)
class _Register:
    insert: Insert = INSERT


def _silent(_done: int, _at_most: int) -> None:
    """Nobody watches."""


def rebuild(audited: Audited, progress: Progress = _silent) -> tuple[Compared, ...]:
    """Rebuild every projection and compare it table by table. Raises `Unusable` where an entry can't be read."""
    with audited.snapshot() as live, _scratch() as (storage, engines):
        _refill(live, storage, progress)
        return compare(live, engines)


@contextmanager
def _scratch() -> Iterator[tuple[SqlStorage, Engines]]:
    with TemporaryDirectory(prefix="mingjian-rebuild-") as folder:
        url = f"sqlite:///{Path(folder) / 'scratch.db'}"
        migrations.upgrade(url)
        engines = connect(url)
        try:
            # A rebuild opens no protected value, so any key will do.
            yield SqlStorage(engines, _Register(), Vault(FileKeys.create(Path(folder) / "keys"), "")), engines
        finally:
            engines.dispose()


def _refill(live: Connection, storage: SqlStorage, progress: Progress) -> None:
    projector = _Projector(RegisterBooks(live))
    done, at_most = 0, live.execute(select(func.count()).select_from(register_entry)).scalar_one()
    for batch in _batches(rows(live)):
        try:
            with storage.write() as tx:
                for row in batch:
                    projector.project(tx, row)
        except (Raced, Conflict) as error:
            # Two entries want one place, or one is missing: the scratch register refuses what the live one holds.
            raise _impossible(batch[0]) from error
        done += len(batch)
        progress(done, at_most)


def _batches(found: Iterator[Row]) -> Iterator[list[Row]]:
    """Some rows at once. A transaction's clock never goes back, so an earlier instant begins the next one."""
    batch: list[Row] = []
    for row in found:
        if batch and (len(batch) >= _TOGETHER or row.recorded_at < batch[-1].recorded_at):
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


class _Projector:
    """Hands each entry to the transaction as the desk did that wrote it."""

    def __init__(self, books: RegisterBooks) -> None:
        self._books = books
        self._parts: dict[str, list[bytes]] = {}
        self._by_stream: Mapping[str, Callable[[Transaction, Mapping[str, Any]], object]] = {
            "matter": lambda tx, data: tx.put_matter(data["matter"], data),
            "meeting": lambda tx, data: tx.put_meeting(data),
            "organisation": lambda tx, data: tx.put_organisation(data),
            "identity": lambda tx, data: tx.put_token(data["token"]) if "token" in data else None,
            "definition": self._definition,
        }

    def project(self, tx: Transaction, row: Row) -> None:
        """Append the entry and write what follows from it. Raises `Unusable` for one that can't be read."""
        try:
            entry = canonical.parse(row.body)
            sealed = Sealed(_stated(row), Head(row.seq + 1, canonical.leaf_hash(row.body)))
            tx.append(row.stream, sealed)
            kind, _, case = row.stream.partition("/")
            if kind == "case":
                self._case(tx, case, entry, sealed.head)
            elif kind in {"calendar", "policy"}:
                tx.put_book(kind, row.seq, entry["data"])
            elif kind in self._by_stream:
                self._by_stream[kind](tx, entry.get("data", {}))
        except UNREADABLE as error:
            raise _impossible(row) from error

    def _case(self, tx: Transaction, case: str, entry: Mapping[str, Any], head: Head) -> None:
        before = tx.case(case, lock=True) if entry["seq"] else None
        data, world = entry["data"], entry["world"]
        body = fold(before.body if before else None, data["set"])
        registered = self._books.definition(body["definition"])
        organisation = self._books.organisation(world["organisation"])
        if registered is None or organisation is None:
            raise LookupError(entry["stream"])
        before_it = before.body if before else {}
        entered = Entered(before_it, body, entry["seq"], entry["at"], data)
        tx.put_case(case_row(registered.definition, body, organisation, entered), before, head)
        self._beside(tx, case, data)

    def _beside(self, tx: Transaction, case: str, data: Mapping[str, Any]) -> None:
        passed = data.get("passed", {})
        if passed.get("status") == RECORDED:
            tx.put_sheet(passed["body"], sheet_key(passed["number"]), f"{case}/{data['step']}")
        if "row" in data:
            tx.put_ledger_row(data["row"], data["content"], case)
        for drawn in data.get("drawn", ()):
            tx.next_number(drawn["organ"], drawn["series"], drawn["year"])

    def _definition(self, tx: Transaction, data: Mapping[str, Any]) -> None:
        parts = self._parts.setdefault(data["digest"], [])
        parts.append(base64.b64decode(data["bytes"]))
        if data["part"] + 1 == data["parts"]:
            tx.put_definition(data["digest"], data["workflow"], data["version"], b"".join(parts))


def _impossible(row: Row) -> Unusable:
    place = f"{row.stream}#{row.seq}"
    return Unusable(f"登记簿自第{row.id}行（{place}）起无法重建；请先运行 mingjian audit verify 查明。")


def _stated(row: Row) -> dict[str, Any]:
    return {name: getattr(row, name) for name in COLUMNS}
