"""Workbooks (.xlsx) as tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from app.ledger.errors import UnreadableFile
from app.ledger.package import Package
from app.ledger.table import Table
from app.ledger.text import Cell


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A loaded sheet. The cells stay in the loader's compact form; Python objects exist for one row at a time."""

    name: str
    sheet: CalamineSheet
    errors: Mapping[tuple[int, int], str]
    epoch_1904: bool

    @property
    def height(self) -> int:
        """See `Table`."""
        return self.sheet.end[0] + 1 if self.sheet.end else 0

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """See `Table`. The loader begins at row 1, but at the first column that is in use."""
        left = (self.sheet.start or (0, 0))[1]
        faulty = {row for row, _ in self.errors}
        for number, cells in enumerate(self.sheet.iter_rows()):
            if number in faulty:
                yield tuple(self.errors.get((number, left + at), cell) for at, cell in enumerate(cells))
            else:
                yield tuple(cells)


def workbook_tables(path: Path) -> Iterator[Table]:
    """The visible worksheets in order, each loaded when it is asked for. Raises `UnreadableFile`, `TooLarge`."""
    package = Package(path)
    try:
        with path.open("rb") as file:
            workbook = CalamineWorkbook.from_filelike(file)
        for index, about in enumerate(workbook.sheets_metadata):
            if about.typ is not SheetTypeEnum.WorkSheet or about.visible is not SheetVisibleEnum.Visible:
                continue
            errors = package.error_cells(index)
            yield SheetTable(about.name, workbook.get_sheet_by_index(index), errors, package.epoch_1904)
    except CalamineError as error:
        raise UnreadableFile(path.name) from error
