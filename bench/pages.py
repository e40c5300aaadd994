"""How many pages of the database a statement touches: PostgreSQL tells, of SQLite the reads of a fresh connection."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from sqlalchemy import Connection, Engine, event

from store import prepared
from store.prepared import send

_READS: Final = Path("/proc/self/io")

Sent = tuple[str, Any]
"""A statement as the driver gets it, with its values."""


@contextmanager
def listening(engine: Engine) -> Iterator[list[Sent]]:
    """Every statement that is sent meanwhile: through SQLAlchemy's own execution, and compiled ones."""
    sent: list[Sent] = []

    def note(_connection: Connection, _cursor: Any, statement: str, values: Any, _context: Any, _many: Any) -> None:
        sent.append((statement, values))

    def noted(connection: Connection, how: str, statement: str, values: Any) -> Any:
        sent.append((statement, values))
        return send(connection, how, statement, values)

    event.listen(engine, "before_cursor_execute", note)
    try:
        with patch.object(prepared, "send", noted):
            yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def page_of(engine: Engine, ask: Callable[[], object]) -> list[Sent]:
    """The statements of a page, which have a limit, among what the question sends."""
    with listening(engine) as sent:
        ask()
    return [one for one in sent if "LIMIT" in one[0]]


def touched(engine: Engine, sent: Sequence[Sent]) -> int | None:
    """Pages of the statements; None where nothing tells them."""
    if engine.dialect.name == "postgresql":
        return sum(_blocks(engine, one) for one in sent)
    return sum(_cold(str(engine.url.database), one) for one in sent) if _READS.exists() else None


def _blocks(engine: Engine, sent: Sent) -> int:
    with engine.connect() as connection:
        cursor = connection.connection.cursor()
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sent[0]}", sent[1])
        plan = cursor.fetchall()[0][0][0]["Plan"]
        return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])


def _cold(path: str, sent: Sent) -> int:
    """A fresh connection knows no page: it reads each that it needs once, by a call of the system of its own."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        nothing = _calls(lambda: None)
        return _calls(lambda: connection.execute(*sent).fetchall()) - nothing
    finally:
        connection.close()


def _calls(work: Callable[[], object]) -> int:
    before = _count()
    work()
    return _count() - before


def _count() -> int:
    told = dict(line.split(": ") for line in _READS.read_text().splitlines())
    return int(told["syscr"])
