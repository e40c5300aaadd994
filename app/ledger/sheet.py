"""Writes one sheet of text, row by row: nothing in it is a formula or a link, whatever it begins with."""

import os
from collections.abc import Collection, Iterable
from decimal import Decimal
from pathlib import Path
from tempfile import mkstemp
from types import TracebackType
from typing import Any, Final, Self

import xlsxwriter

from app.ledger.errors import TooLarge
from app.ledger.text import LONGEST

_MOST_ROWS: Final = 1_048_576  # what a sheet holds
_WIDTH: Final = 18
# Text stays text also when somebody edits the cell: Excel doesn't turn the codes into numbers, nor = into a formula.
_TEXT: Final = {"num_format": "@", "text_wrap": True, "valign": "top"}
_HEADER: Final = _TEXT | {"bold": True, "bg_color": "#DDEBF7"}
_MARKED: Final = _TEXT | {"bg_color": "#FFF2CC"}


class TextSheet:
    """A new .xlsx file, readable by its owner only, that appears under its name when the block ends well.

    One row is in memory at a time. Temporary files stay in the folder of the result, for they hold personal data.
    """

    def __init__(self, path: Path, name: str, headers: Collection[str]) -> None:
        self._path = path
        handle, partial = mkstemp(prefix=f".{path.name}.", suffix=".partial", dir=path.parent)
        os.close(handle)
        self._partial = Path(partial)
        options = {"constant_memory": True, "tmpdir": str(path.parent)}
        # XlsxWriter carries no types.
        self._book: Any = xlsxwriter.Workbook(str(self._partial), options)
        self._sheet: Any = self._book.add_worksheet(name)
        self._text, self._marked = self._book.add_format(_TEXT), self._book.add_format(_MARKED)
        self._sheet.set_column(0, len(headers) - 1, _WIDTH, self._text)
        self._sheet.freeze_panes(1, 0)
        self._rows = 0
        self._write(headers, (), self._book.add_format(_HEADER))

    def add(self, values: Iterable[str | Decimal], marked: Collection[int] = ()) -> None:
        """Write the next row, with a background behind the `marked` positions. Raises `TooLarge` at Excel's end."""
        if self._rows == _MOST_ROWS:
            raise TooLarge(self._path.name, f"一个工作表最多 {_MOST_ROWS} 行。")
        self._write(values, marked, self._text)

    def _write(self, values: Iterable[str | Decimal], marked: Collection[int], plain: Any) -> None:
        for column, value in enumerate(values):
            form = self._marked if column in marked else plain
            if isinstance(value, Decimal) and Decimal(format(float(value), ".15g")) == value:
                self._sheet.write_number(self._rows, column, float(value), form)
            elif value != "" or column in marked:
                self._sheet.write_string(self._rows, column, _fitting(str(value)), form)
        self._rows += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._book.close()
            if kind is None:
                self._partial.replace(self._path)
        finally:
            self._partial.unlink(missing_ok=True)


def _fitting(text: str) -> str:
    """What a cell can hold of a text. Only a rejected row can have a longer one, and its fault says so."""
    return text.encode("utf-16-le", "surrogatepass")[: 2 * LONGEST].decode("utf-16-le", "ignore")
