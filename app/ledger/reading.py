"""Opens a ledger as units send it and gives its data rows: finds the header, ends at the total."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from app.ledger.columns import BY_NAME, CLUE_CODE, NOTES, PERSON_CODE, REQUIRED, known_name
from app.ledger.errors import (
    DuplicateColumns,
    EmptyFile,
    EncryptedFile,
    MissingColumns,
    NoHeaderRow,
    UnreadableFile,
)
from app.ledger.lines import Line, line_of
from app.ledger.table import Table
from app.ledger.text import Cell, cell_text
from app.ledger.textfile import text_tables
from app.ledger.workbook import workbook_tables

# Fewer names than these in a row are a coincidence, not a header with something missing.
_HEADER_AT_LEAST: Final = 3
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns of one ledger are. `headers` are all cells of the header row, blank ones too."""

    file: str
    sheet: str
    header_row: int
    headers: tuple[str, ...]
    at: Mapping[str, int] = field(repr=False)  # known column → position, from left to right
    epoch_1904: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the ledger that this file has, in its own order."""
        return tuple(name for name in self.at if name in BY_NAME)

    @property
    def absent(self) -> tuple[str, ...]:
        """The columns that it lacks; they are read as blank."""
        return tuple(name for name in BY_NAME if name not in self.at)

    @property
    def not_understood(self) -> tuple[str, ...]:
        """Headers that no column bears: carried into the rejected-rows file, otherwise not imported."""
        return tuple(header for header in self.headers if header and known_name(header) is None)


@dataclass(frozen=True, slots=True)
class Row:
    """A data row: `number` is the sheet's, from 1; `cells` are all of them, in the order of `layout.headers`.

    `texts` says what the cells show, for each column that the file has.
    """

    layout: Layout
    number: int
    cells: tuple[Cell, ...]
    texts: Mapping[str, str]

    @classmethod
    def of(cls, layout: Layout, number: int, cells: tuple[Cell, ...]) -> "Row":
        """The row of a sheet with its texts."""
        texts = {name: cell_text(cells[at]) if at < len(cells) else "" for name, at in layout.at.items()}
        return cls(layout, number, cells, texts)

    def cell(self, column: str) -> Cell:
        """The cell of a column that isn't blank."""
        return self.cells[self.layout.at[column]]

    @property
    def surplus(self) -> str:
        """What stands beyond the last header: in a text file, a sign that the values have shifted."""
        return ",".join(cell_text(cell) for cell in self.cells[len(self.layout.headers) :]).strip(",")


@dataclass(frozen=True, slots=True)
class Ledger:
    """An opened ledger. `rows` may be asked for again, for a pass that judges before a pass that imports."""

    layout: Layout
    table: Table

    @property
    def at_most(self) -> int:
        """No more rows than these: the length of a progress bar."""
        return max(0, self.table.height - self.layout.header_row)

    def rows(self) -> Iterator[Row]:
        """The data rows. Blank rows, subtotals and repeated headers are passed over.

        The total (合计) ends the ledger: what follows is a note (填表人 …), except rows that bear both codes, for a
        total may stand at the top, and no clue may be lost by it.
        """
        ended = False
        for number, cells in enumerate(self.table.rows(), start=1):
            if number <= self.layout.header_row:
                continue
            row = Row.of(self.layout, number, cells)
            line = line_of(row.texts, cells)
            ended = ended or line is Line.TOTAL
            if line is Line.DATA and (not ended or (row.texts[CLUE_CODE] and row.texts[PERSON_CODE])):
                yield row


def open_ledger(path: Path) -> Ledger:
    """The first visible sheet that has the header row, wherever in the sheet it stands.

    Raises one of `errors.LedgerError` for a file that isn't a ledger, and `OSError` for one that can't be opened.
    """
    partial: MissingColumns | None = None
    written = False
    for table in _tables(path):
        for number, cells in enumerate(table.rows(), start=1):
            written = written or any(cell != "" for cell in cells)
            names = [known_name(cell) if isinstance(cell, str) else None for cell in cells]
            if len(set(names) - {None, *NOTES}) < _HEADER_AT_LEAST:
                continue
            missing = [name for name in REQUIRED if name not in names]
            if not missing:
                return Ledger(_layout(path, table, number, cells), table)
            partial = partial or MissingColumns(path.name, table.name, number, missing)
    if not written:
        raise EmptyFile(path.name)
    raise partial or NoHeaderRow(path.name, REQUIRED)


def _layout(path: Path, table: Table, number: int, cells: tuple[Cell, ...]) -> Layout:
    headers = tuple(" ".join(cell_text(cell).split()) for cell in cells)
    at: dict[str, int] = {}
    twice = []
    for position, header in enumerate(headers):
        if (name := known_name(header)) is not None:
            twice += [name] if name in at else []
            at.setdefault(name, position)
    if twice:
        raise DuplicateColumns(path.name, table.name, number, twice)
    return Layout(path.name, table.name, number, headers, at, table.epoch_1904)


def _tables(path: Path) -> Iterator[Table]:
    """By content, not by the name of the file: units rename what they can't open."""
    with path.open("rb") as file:
        start = file.read(len(_OLE))
        if start == _OLE:
            _refuse_ole(path, start + file.read())
    if not start:
        raise EmptyFile(path.name)
    return workbook_tables(path) if start.startswith(_ZIP) else text_tables(path)


def _refuse_ole(path: Path, content: bytes) -> None:
    """Encrypted workbooks and the old binary formats share one container."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise EncryptedFile(path.name)
    raise UnreadableFile(path.name, "这是旧格式（.xls、.et）的工作簿。")
