"""Writes rows back as a ledger of the same columns, which imports again as all `already_present`."""

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Protocol

from app.ledger.columns import COLUMNS, Column, Kind
from app.ledger.record import LedgerRow, written
from app.ledger.sheet import TextSheet


class PlaceNames(Protocol):
    """The names that `KnownPlaces` finds the codes by."""

    def organ_name(self, code: str) -> str:
        """The name of the organ of that code."""

    def office_name(self, code: str) -> str:
        """The name of the office of that code."""


def export(rows: Iterable[LedgerRow], path: Path, names: PlaceNames) -> int:
    """Write a ledger and give the number of its rows. Codes and dates are text, nothing is a formula.

    A field that the reader may not see is given as None; such a row doesn't import again as `already_present`.
    Raises `errors.TooLarge` beyond what a sheet holds; nothing appears under `path` then.
    """
    count = 0
    with TextSheet(path, "线索登记表", [column.name for column in COLUMNS]) as sheet:
        for count, row in enumerate(rows, start=1):
            sheet.add(_shown(column, row, count, names) for column in COLUMNS)
    return count


def _shown(column: Column, row: LedgerRow, number: int, names: PlaceNames) -> str | Decimal:
    if column.kind is Kind.SERIAL:
        return str(number)
    value = getattr(row, column.field)
    if isinstance(value, Decimal):
        return value
    if value is not None and column.kind is Kind.ORGAN:
        return names.organ_name(value)
    if value is not None and column.kind is Kind.OFFICE:
        return names.office_name(value)
    return written(value)
