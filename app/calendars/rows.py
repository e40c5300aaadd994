"""One row of a notice's table: what day it names, how, and everything that is wrong with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.calendars.notices import may_name
from app.ledger.dates import read_date
from app.ledger.report import Fault
from app.ledger.text import Cell, cell_text, fold

DATE: Final = "日期"
KIND: Final = "安排"
NAME: Final = "名称"
_IS_OFF: Final = {"放假": True, "off": True, "上班": False, "on": False}
# 中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日 has 25 characters.
_LONGEST_NAME: Final = 50
_SHOWN: Final = 30


@dataclass(frozen=True, slots=True)
class Line:
    """A row that was looked at. `day` and `off` (放假, not 上班) are None where they can't be read."""

    number: int
    day: date | None
    off: bool | None
    name: str
    faults: tuple[Fault, ...]


def line_of(year: int, number: int, at: Mapping[str, int], width: int, cells: Sequence[Cell]) -> Line:
    """The row with its faults in column order. `at` tells where the columns are, `width` how many the header has."""
    texts = {column: cell_text(cells[place]) if place < len(cells) else "" for column, place in at.items()}
    day = read_date(texts[DATE])
    off = _IS_OFF.get(fold(texts[KIND]).lower())
    found = [
        *_missing(number, texts),
        *_date_faults(year, number, texts[DATE], day),
        *_kind_faults(number, texts[KIND], off),
        *_name_faults(number, texts[NAME]),
        *_shape_faults(number, cells, width),
    ]
    found.sort(key=lambda fault: (DATE, KIND, NAME, "").index(fault.column))
    return Line(number, day, off, texts[NAME], tuple(found))


def twice(line: Line, before: int) -> Fault:
    """The day of the line stands in the row `before` already, as the same or as the opposite."""
    value = line.day.isoformat() if line.day else ""
    message = f"这一天在第 {before} 行已经写过。"
    return Fault(line.number, DATE, value, "duplicate", message, "请对照通知，只保留正确的一行。")


def _missing(number: int, texts: Mapping[str, str]) -> Iterator[Fault]:
    for column in (DATE, KIND, NAME):
        if not texts[column]:
            yield Fault(number, column, "", "missing", "没有填写。", "请对照通知补上。")


def _date_faults(year: int, number: int, text: str, day: date | None) -> Iterator[Fault]:
    if text and day is None:
        yield Fault(number, DATE, _shown(text), "invalid", "不是日期。", "请写成 2026-10-01 的样子。")
    elif day and not may_name(year, day):
        message = f"不属于 {year} 年的通知。"
        remedy = f"{year} 年的通知只涉及当年、上年12月和次年1月；请改正日期，或核对通知的年份。"
        yield Fault(number, DATE, _shown(text), "invalid", message, remedy)


def _kind_faults(number: int, text: str, off: bool | None) -> Iterator[Fault]:
    if text and off is None:
        yield Fault(number, KIND, _shown(text), "unknown", "不是已知的安排。", "请填“放假”（off）或“上班”（on）。")


def _name_faults(number: int, text: str) -> Iterator[Fault]:
    if len(text) > _LONGEST_NAME:
        yield Fault(number, NAME, _shown(text), "invalid", f"超过 {_LONGEST_NAME} 个字。", "请只写节日的名称。")


def _shape_faults(number: int, cells: Sequence[Cell], width: int) -> Iterator[Fault]:
    texts = [cell_text(cell) for cell in cells]
    # A quotation mark that is never closed swallows the days below it, whichever column it stands in.
    if any("\n" in text for text in texts):
        yield Fault(number, "", "", "invalid", "单元格中有换行。", "请检查引号是否成对，每行只写一天。")
    if surplus := ",".join(filter(None, texts[width:])):
        message = "本行的内容多于表头的列，各列可能已经错位。"
        yield Fault(number, "", _shown(surplus), "invalid", message, "请使各项内容对准各列；名称中的逗号请加引号。")


def _shown(text: str) -> str:
    """What a message quotes of a cell: one line, and not all of a long one."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
