"""What steps wrote, read back from the database: the hand-written transaction writes the same rows again."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import orjson
from sqlalchemy import Connection, text

from app.assembly import Installation
from audit_log.register import COLUMNS as ENTRY_COLUMNS
from engine.commands import CaseCommand
from engine.errors import Refused
from store.parts import FIXED
from store.tables import TABLE_CLASSES, cases, deadlines, vault_values

CASE_COLUMNS: Final = tuple(column.name for column in cases.c if column.name not in FIXED)
VALUE_COLUMNS: Final = tuple(column.name for column in vault_values.c)
PERIOD_COLUMNS: Final = tuple(column.name for column in deadlines.c)
_TOUCHED: Final = frozenset({"cases", "case_readers", "deadlines", "vault_values", "register_entry"})

Cells = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Writes:
    """The rows of one step. `before`: the `seq` that the case had; `gone` and `come`: keys of its readers.

    `periods`: rounds of its periods that began or changed.
    """

    case: str
    before: int
    columns: Cells
    entries: tuple[Cells, ...]
    values: tuple[Cells, ...]
    gone: tuple[str, ...]
    come: tuple[str, ...]
    periods: tuple[Cells, ...] = ()


@dataclass(frozen=True, slots=True)
class Taped:
    """A command, and what it wrote."""

    command: CaseCommand
    writes: Writes


def record(found: Installation, commands: Iterable[CaseCommand]) -> list[Taped]:
    """Carry the commands out and read back what each wrote. Raises where a step writes what no tape holds."""
    with found.engines.read.connect() as connection:
        before = counts(connection)
        tape = [_recorded(found, connection, command) for command in commands]
        after = counts(connection)
    changed = {name for name, count in after.items() if count != before[name]} - _TOUCHED
    if changed:
        raise RuntimeError(f"steps also write {', '.join(sorted(changed))}")
    return tape


def counts(connection: Connection) -> dict[str, int]:
    """How many rows each table has."""
    connection.rollback()
    return {name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in TABLE_CLASSES}


def quoted(names: Iterable[str]) -> str:
    """Names of columns as both databases read them."""
    return ", ".join(f'"{name}"' for name in names)


_CASE: Final = text(f"SELECT seq, readers, {quoted(CASE_COLUMNS)} FROM cases WHERE id = :id")
_LAST: Final = text("SELECT max(id) FROM register_entry")
_ENTRIES: Final = text(f"SELECT {quoted(ENTRY_COLUMNS)} FROM register_entry WHERE id > :last ORDER BY id")
_VALUES: Final = text(f"SELECT {quoted(VALUE_COLUMNS)} FROM vault_values WHERE stream = :stream AND seq = :seq")
_PERIODS: Final = text(f"SELECT {quoted(PERIOD_COLUMNS)} FROM deadlines WHERE case_id = :id")


def _recorded(found: Installation, connection: Connection, command: CaseCommand) -> Taped:
    last, was = connection.execute(_LAST).scalar_one(), connection.execute(_CASE, {"id": command.case}).one()
    known = {tuple(one) for one in connection.execute(_PERIODS, {"id": command.case})}
    connection.rollback()
    answer = found.service.handle(command)
    if isinstance(answer, Refused):
        raise RuntimeError(f"{type(command).__name__}: {answer.code} {answer.sentence}")
    now = connection.execute(_CASE, {"id": command.case}).one()
    entries = connection.execute(_ENTRIES, {"last": last}).all()
    values = connection.execute(_VALUES, {"stream": answer.stream, "seq": answer.seq}).all()
    periods = [tuple(one) for one in connection.execute(_PERIODS, {"id": command.case})]
    connection.rollback()
    keys_before, keys_now = set(orjson.loads(was.readers)), set(orjson.loads(now.readers))
    return Taped(
        command,
        Writes(
            command.case,
            was.seq,
            tuple(now)[2:],
            tuple(tuple(one) for one in entries),
            tuple(tuple(one) for one in values),
            tuple(sorted(keys_before - keys_now)),
            tuple(sorted(keys_now - keys_before)),
            tuple(one for one in periods if one not in known),
        ),
    )
