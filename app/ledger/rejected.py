"""The rejected rows as an Excel file to mend and send again: the unit's own columns, and behind them what to do."""

from pathlib import Path
from types import TracebackType
from typing import Self

from app.ledger.columns import BY_NAME, NOTES, Kind
from app.ledger.dates import read_date
from app.ledger.judging import Judged
from app.ledger.reading import Layout
from app.ledger.sheet import TextSheet
from app.ledger.text import Cell, cell_text


class RejectedRows:
    """Takes the faulty rows of one ledger while it is imported; without any, no file appears.

    The file has the ledger's columns in its order, unknown ones too, then 问题 and 改正办法, which the reader passes
    over when the file comes back. Everything is text; the faulty cells are coloured. Readable by its owner only.
    """

    def __init__(self, path: Path, layout: Layout) -> None:
        self._path, self._layout = path, layout
        self._kept = [at for at in range(len(layout.headers)) if at not in {layout.at.get(note) for note in NOTES}]
        self._dates = {at for name, at in layout.at.items() if name in BY_NAME and BY_NAME[name].kind is Kind.DATE}
        self._sheet: TextSheet | None = None

    def add(self, judged: Judged) -> None:
        """Write one row that has faults."""
        if self._sheet is None:
            headers = [self._layout.headers[at] for at in self._kept]
            self._sheet = TextSheet(self._path, "退回的行", [*headers, *NOTES])
        cells = judged.row.cells
        values = [self._shown(at, cells[at]) if at < len(cells) else "" for at in self._kept]
        faulty = {self._kept.index(self._layout.at[fault.column]) for fault in judged.faults}
        self._sheet.add([*values, *_notes(judged)], faulty)

    def _shown(self, at: int, cell: Cell) -> str:
        # A serial number would mean another day in the new file if the old one counts from 1904.
        day = read_date(cell, epoch_1904=self._layout.epoch_1904) if at in self._dates else None
        return day.isoformat() if day else cell_text(cell)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._sheet is not None:
            self._sheet.__exit__(kind, error, trace)


def _notes(judged: Judged) -> tuple[str, str]:
    problems = [f"{fault.column}：{fault.message}" for fault in judged.faults]
    remedies = [f"{fault.column}：{fault.remedy}" for fault in judged.faults]
    return "\n".join((f"原表第 {judged.row.number} 行", *problems)), "\n".join(remedies)
