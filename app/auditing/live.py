"""What the projection says, read beside the register: where streams end, and how each case stands."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import orjson
from sqlalchemy import Connection, RowMapping, func, select

from engine.ports import CaseRow
from store.tables import LEVEL_COLUMNS, case_readers, cases, streams

_BATCH: Final = 1_000
_SAME: Final = (
    *("id", "matter", "workflow", "definition", "state", "phase", "version", "number", "organ", "competent", "office"),
    *("received_on", "opened_at", "facts_at"),
)
"""Columns that repeat a field of the committed body."""


def heads(connection: Connection) -> Iterator[tuple[str, int, str]]:
    """Where each stream ends, as the projection has it: streams of cases end in their case's row."""
    ends = (
        select(streams.c.stream, streams.c.seq, streams.c.head),
        select(("case/" + cases.c.id).label("stream"), cases.c.seq, cases.c.head),
    )
    for statement in ends:
        for row in connection.execute(statement.execution_options(yield_per=_BATCH)):
            yield row.stream, row.seq, row.head


def rows_of(connection: Connection, ids: Sequence[str]) -> Mapping[str, RowMapping]:
    """The live rows of these cases."""
    found = connection.execute(select(cases).where(cases.c.id.in_(ids))).mappings()
    return {row["id"]: row for row in found}


def keys_of(connection: Connection, ids: Sequence[str]) -> Mapping[str, frozenset[str]]:
    """The keys under which lists show these cases."""
    table = case_readers.c
    found: dict[str, set[str]] = {case: set() for case in ids}
    for row in connection.execute(select(table.case_id, table.key).where(table.case_id.in_(ids))):
        found[row.case_id].add(row.key)
    return {case: frozenset(keys) for case, keys in found.items()}


def differences(live: RowMapping, keys: frozenset[str], made: CaseRow) -> Iterator[tuple[str, str]]:
    """Where a live row, or the keys beside it, aren't what the entries make: code and sentence."""
    body = made.body
    expected: dict[str, Any] = {name: body.get(name) for name in _SAME}
    expected |= {
        "closed": bool(body.get("closed")),
        "secrecy": body.get("secrecy", 0),
        "pending_at": (body.get("pending") or {}).get("seq"),
        "state_hash": made.state_hash,
    }
    expected |= {column: made.ancestors.get(level) for level, column in LEVEL_COLUMNS.items()}
    other = [name for name, value in expected.items() if live[name] != value]
    other += [] if _json(live["body"]) == body else ["body"]
    other += [] if _json(live["readers"]) == sorted(made.readers) else ["readers"]
    yield from (("live_other", f"现行数据的“{name}”与逐条重演的结果不符。") for name in other)
    if keys != made.readers:
        yield "readers_other", "现行数据中可见此事项的人员与逐条重演的结果不符。"


def counted(connection: Connection) -> dict[str, int]:
    """How many cases, and how many of them are open."""
    found = connection.execute(select(cases.c.closed, func.count().label("number")).group_by(cases.c.closed))
    by_closed = {bool(row.closed): row.number for row in found}
    return {"cases": sum(by_closed.values()), "open": by_closed.get(False, 0)}


def _json(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
