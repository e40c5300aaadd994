"""What a sheet of any kind of file is to the reader: numbered rows of cells, readable more than once."""

from collections.abc import Iterator
from typing import Protocol

from app.ledger.text import Cell


class Table(Protocol):
    """One sheet of a workbook, or one reading of a text file. Rows come in order and begin at 1."""

    @property
    def name(self) -> str:
        """How messages call it."""

    @property
    def height(self) -> int:
        """The number of rows, for progress bars."""

    @property
    def epoch_1904(self) -> bool:
        """Whether serial numbers count days from 1904 instead of 1900."""

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """The rows from the first, blank ones too; a blank cell is `""`. A new iterator at each call."""
