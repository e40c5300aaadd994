"""Judges one row of a ledger: a typed `LedgerRow`, or every fault of the row in the order of its columns.

What the row is judged against comes in as values (the organisation, the day); whether the row was there before is
`seen.Seen`'s question. Columns that don't fit each other are no faults.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final, cast

from app.ledger import wording
from app.ledger.columns import BY_NAME, COLUMNS, ORGAN, Column, Kind
from app.ledger.dates import read_date
from app.ledger.money import read_money
from app.ledger.places import KnownPlaces
from app.ledger.reading import Row
from app.ledger.record import CONTENT_FIELDS, LedgerRow, Value, content_bytes, written
from app.ledger.report import Fault, FaultCode
from app.ledger.text import code_text, fold, person_name, too_long

_BLANK: Final = MappingProxyType({column.field: None for column in COLUMNS if column.field})


@dataclass(frozen=True, slots=True)
class Judged:
    """A row after judging: `record` if it has no faults, `received_on` wherever that cell is good.

    `content` is what `LedgerRow.content` is, for faulty rows too; `person_code` is `""` where it has none.
    """

    row: Row
    faults: tuple[Fault, ...]
    record: LedgerRow | None
    content: bytes
    person_code: str
    received_on: date | None
    already_present: bool = False

    @property
    def good(self) -> LedgerRow | None:
        """The record to import: no faults, and not there before."""
        return None if self.faults or self.already_present else self.record


@dataclass(frozen=True, slots=True)
class _Against:
    """What cells are judged against. `organ` is the code of the row's own 办理机关, if it is known."""

    known: KnownPlaces
    as_of: date
    organ: str | None


@dataclass(frozen=True, slots=True)
class _Bad:
    """A cell that can't be taken, and why."""

    code: FaultCode


def judge(row: Row, known: KnownPlaces, as_of: date) -> Judged:
    """Read and judge every cell of a row. Total: whatever is in the cells, it answers and doesn't raise.

    `as_of`: dates after this day are `future`.
    """
    against = _Against(known, as_of, known.organ(row.texts[ORGAN]) if row.texts[ORGAN] else None)
    values: dict[str, Value] = dict(_BLANK)
    parts: dict[str, str] = {}
    faults = []
    for name in row.layout.columns:
        column = BY_NAME[name]
        read = _read(row, column, against)
        if isinstance(read, _Bad):
            faults.append(wording.fault(row.number, column, row.texts[name], read.code, as_of))
            parts[column.field] = f"?{row.texts[name]}"
        elif column.field:
            values[column.field] = read
    faults += _shifted(row)
    received_on = values["received_on"]
    return Judged(
        row,
        tuple(faults),
        None if faults else LedgerRow(**cast("dict[str, Any]", values)),  # the table says which kind fills which field
        content_bytes(parts.get(field) or written(values[field]) for field in CONTENT_FIELDS),
        str(values["person_code"] or ""),
        received_on if isinstance(received_on, date) else None,
    )


def _read(row: Row, column: Column, against: _Against) -> Value | _Bad:
    text = row.texts[column.name]
    if column.kind is Kind.SERIAL:
        return None
    if not text:
        return _Bad("missing") if column.required else None
    if too_long(text):
        return _Bad("invalid")
    return _READERS[column.kind](row, column, text, against)


def _text(_row: Row, _column: Column, text: str, _against: _Against) -> Value | _Bad:
    return text


def _name(_row: Row, _column: Column, text: str, _against: _Against) -> Value | _Bad:
    return person_name(text)


def _code(row: Row, column: Column, _text: str, _against: _Against) -> Value | _Bad:
    return code_text(row.cell(column.name)) or _Bad("invalid")


def _date(row: Row, column: Column, _text: str, against: _Against) -> Value | _Bad:
    day = read_date(row.cell(column.name), epoch_1904=row.layout.epoch_1904)
    if day is None:
        return _Bad("invalid")
    return _Bad("future") if day > against.as_of else day


def _money(row: Row, column: Column, _text: str, _against: _Against) -> Value | _Bad:
    amount = read_money(row.cell(column.name))
    return _Bad("invalid") if amount is None else amount


def _yes_no(_row: Row, _column: Column, text: str, _against: _Against) -> Value | _Bad:
    folded = fold(text)
    return folded == "是" if folded in ("是", "否") else _Bad("unknown")


def _choice(_row: Row, column: Column, text: str, _against: _Against) -> Value | _Bad:
    folded = fold(text)
    return folded if folded in column.choices else _Bad("unknown")


def _reporter(_row: Row, _column: Column, text: str, against: _Against) -> Value | _Bad:
    return fold(text) if against.known.organ(text) else _Bad("unknown")


def _committee(_row: Row, _column: Column, text: str, against: _Against) -> Value | _Bad:
    return against.known.committee(text) or _Bad("unknown")


def _organ(_row: Row, _column: Column, _text: str, against: _Against) -> Value | _Bad:
    return against.organ or _Bad("unknown")


def _office(_row: Row, _column: Column, text: str, against: _Against) -> Value | _Bad:
    # Whose office would it be? The fault is the organ's alone; the text stays part of the row's content.
    if against.organ is None:
        return text
    return against.known.office(against.organ, text) or _Bad("unknown")


_READERS: Final[dict[Kind, Callable[[Row, Column, str, _Against], Value | _Bad]]] = {
    Kind.TEXT: _text,
    Kind.NAME: _name,
    Kind.CODE: _code,
    Kind.DATE: _date,
    Kind.MONEY: _money,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.REPORTER: _reporter,
    Kind.COMMITTEE: _committee,
    Kind.ORGAN: _organ,
    Kind.OFFICE: _office,
}


def _shifted(row: Row) -> list[Fault]:
    """Values beyond the header stand after its last column, so this fault comes last."""
    last = BY_NAME[row.layout.columns[-1]]
    return [wording.shifted(row.number, last, row.surplus)] if row.surplus else []


def in_column_order(faults: tuple[Fault, ...], row: Row) -> tuple[Fault, ...]:
    """The faults from left to right as the columns stand in this file."""
    return tuple(sorted(faults, key=lambda fault: row.layout.at[fault.column]))
