"""Reads the notice of a year from a text table: one day a row.

    日期,安排,名称            (or date,kind,name)
    2026-01-01,放假,元旦      (or off)
    2026-01-04,上班,元旦      (or on)

The file is UTF-8, with or without a byte-order mark. Dates are read in the notations of a ledger.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from app.calendars.errors import NoticeUnreadable
from app.calendars.notices import Notice
from app.calendars.rows import DATE, KIND, NAME, Line, line_of, twice
from app.ledger.errors import UnreadableFile
from app.ledger.report import Fault, FaultCode
from app.ledger.text import Cell, cell_text, fold
from app.ledger.textfile import TextTable

MOST_ROWS: Final = 366
"""A year has no more days; a longer file is another table."""

_HEADERS: Final = {DATE: DATE, KIND: KIND, NAME: NAME, "date": DATE, "kind": KIND, "name": NAME}
_EXAMPLE: Final = "请以“日期,安排,名称”为表头，每行写一天，如“2026-10-01,放假,国庆节”。"

Row = tuple[int, tuple[Cell, ...]]


def read_notice(path: Path, year: int) -> Notice:
    """The notice of `year` that the file holds.

    Raises `NoticeUnreadable` with every fault of the file, `OSError` if it can't be opened.
    """
    rows = _rows(path)
    if not rows:
        raise NoticeUnreadable(path.name, [_whole("missing", "文件是空的。", _EXAMPLE)])
    (number, header), *body = rows
    at, found = _layout(number, header)
    if found:
        raise NoticeUnreadable(path.name, found)
    lines = [line_of(year, number, at, len(header), cells) for number, cells in body[:MOST_ROWS]]
    found = [*_faults(lines), *_size_faults(len(body))]
    if found:
        raise NoticeUnreadable(path.name, found)
    return _notice(year, lines)


def _rows(path: Path) -> list[Row]:
    """The rows that aren't blank with their numbers, as a table shows them; not more than tell that there are too many.

    The encoding isn't guessed: a guess that is wrong reads other characters, and these names go into the register.
    """
    rows: list[Row] = []
    try:
        for number, cells in enumerate(TextTable(path, "utf-8-sig", ",", 0).rows(), start=1):
            if any(cell_text(cell) for cell in cells):
                rows.append((number, cells))
            if len(rows) > MOST_ROWS + 1:
                break
    except UnicodeError:
        remedy = "请用 Excel 或 WPS 另存为“CSV UTF-8（逗号分隔）”，再导入。"
        raise NoticeUnreadable(path.name, [_whole("invalid", "文件不是 UTF-8 编码。", remedy)]) from None
    except UnreadableFile as error:
        remedy = "请检查引号是否成对，每行只写一天。"
        raise NoticeUnreadable(path.name, [_whole("invalid", error.sentence, remedy)]) from error
    return rows


def _layout(number: int, header: Sequence[Cell]) -> tuple[Mapping[str, int], list[Fault]]:
    """Where the three columns are, and what is wrong with the header. Further columns are for the reader's eyes."""
    at: dict[str, int] = {}
    found = []
    for position, cell in enumerate(header):
        column = _HEADERS.get(fold(cell_text(cell)).lower())
        if column in at:
            found.append(Fault(number, column, "", "duplicate", "表头有重复的列。", "请只保留其中正确的一列。"))
        elif column:
            at[column] = position
    missing = [column for column in (DATE, KIND, NAME) if column not in at]
    if missing:
        found.append(Fault(number, "", "", "missing", f"表头缺少列：{'、'.join(missing)}。", _EXAMPLE))
    return at, found


def _faults(lines: Sequence[Line]) -> Iterator[Fault]:
    first: dict[object, int] = {}
    for line in lines:
        yield from line.faults
        if line.day and line.day in first:
            yield twice(line, first[line.day])
        elif line.day:
            first[line.day] = line.number


def _size_faults(rows: int) -> Iterator[Fault]:
    if rows == 0:
        yield _whole("missing", "文件没有列出任何一天。", _EXAMPLE)
    if rows > MOST_ROWS:
        message = f"超过 {MOST_ROWS} 行，其余各行未检查。"
        yield _whole("invalid", message, "请只列出通知中写明放假和上班的日子，不必列出全年每一天。")


def _notice(year: int, lines: Sequence[Line]) -> Notice:
    off, on = ({line.day: line.name for line in lines if line.day and line.off is kind} for kind in (True, False))
    return Notice(year, dict(sorted(off.items())), dict(sorted(on.items())))


def _whole(code: FaultCode, message: str, remedy: str) -> Fault:
    """A fault of no row in particular."""
    return Fault(0, "", "", code, message, remedy)
