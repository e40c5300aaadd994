"""Ledgers for the tests: a good row, files of every shape that holds it, and the organisation it fits."""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from app.ledger.columns import COLUMNS
from app.ledger.judging import Judged, judge
from app.ledger.places import Places
from app.ledger.reading import Layout, Row, open_ledger
from app.ledger.record import LedgerRow
from app.ledger.seen import Seen, judge_rows
from app.ledger.text import Cell

PREFECTURE = Path(__file__).parents[3] / "examples" / "prefecture"
AS_OF = date(2026, 11, 20)
HEADERS = tuple(column.name for column in COLUMNS)

GOOD: dict[str, Cell] = {
    **dict.fromkeys(HEADERS, ""),
    "序号": 1.0,
    "填报单位名称": "临江区纪委监委",
    "填报单位代码": "990105",
    "线索编码": "XS9901050012026030900001",
    "人员编码": "XS9901050012026030900001-01",
    "被反映人": "金景鸣",
    "是否单位": "否",
    "工作单位及职务": "临江区杏湾街道村党支部书记",
    "职级": "村居干部",
    "是否国家监察对象": "是",
    "是否党员": "是",
    "干部管理权限": "中共临江区杏湾街道工作委员会",
    "是否下一级党委主要负责人": "否",
    "是否纪检监察干部": "否",
    "线索来源": "监督检查中发现",
    "受理时间": date(2026, 3, 9),
    "主要问题线索": "反映金景鸣在集体三资管理中虚报冒领",
    "违纪行为": "违反工作纪律",
    "办理机关": "临江区纪委监委",
    "分管科室": "第一监督检查室",
    "收缴涉案金额（万元）": "1,200.50",
    "是否重复件": "否",
    "上级交办": "否",
    "反映人": "匿名",
}


class Prefecture(Places):
    """The example's organisation, which also gives the names back."""

    @classmethod
    def example(cls) -> "Prefecture":
        """From the file that the project ships."""
        tree = json.loads((PREFECTURE / "organisation.json").read_text("utf-8"))
        places = Places.of(
            [(organ["code"], organ["name"]) for organ in tree["organs"]],
            [(office["organ"], office["code"], office["name"]) for office in tree["offices"]],
            [organ["party_committee"] for organ in tree["organs"]],
        )
        return cls(places.organs, places.offices, places.committees)

    def organ_name(self, code: str) -> str:
        """The name to a code."""
        return next(name for name, known in self.organs.items() if known == code)

    def office_name(self, code: str) -> str:
        """The name to a code."""
        return next(name for (_, name), known in self.offices.items() if known == code)


PLACES = Prefecture.example()


def row(**changes: Cell) -> dict[str, Cell]:
    """The good row with some cells changed."""
    return GOOD | changes


def sheet_row(cells: Mapping[str, Cell], number: int = 4, *, epoch_1904: bool = False) -> Row:
    """A row as the reader gives it, of a sheet with exactly these columns."""
    headers = tuple(cells)
    layout = Layout("x.xlsx", "线索登记表", 3, headers, {name: at for at, name in enumerate(headers)}, epoch_1904)
    return Row.of(layout, number, tuple(cells.values()))


def judged(cells: Mapping[str, Cell], number: int = 4) -> Judged:
    """The row judged against the example's organisation."""
    return judge(sheet_row(cells, number), PLACES, AS_OF)


def faults(cells: Mapping[str, Cell]) -> list[str]:
    """The faults of a row as the key file writes them."""
    return [f"{fault.code}:{fault.column}" for fault in judged(cells).faults]


def digest(content: bytes) -> bytes:
    """A keyed digest, as an import has one."""
    return hmac.digest(b"test", content, hashlib.sha256)


def seen(stored: Iterable[LedgerRow] = ()) -> Seen:
    """Nothing met yet; the system has `stored`."""
    system = {record.person_code: digest(record.content()) for record in stored}
    return Seen(digest, lambda codes: {code: system[code] for code in codes if code in system})


def judge_file(path: Path, stored: Iterable[LedgerRow] = ()) -> list[Judged]:
    """All rows of a file, judged one after the other as an import does."""
    return list(judge_rows(open_ledger(path).rows(), PLACES, AS_OF, seen(stored)))


def codes(rows: Iterable[Judged]) -> list[list[str]]:
    """The faults of each row as the key file writes them."""
    return [[f"{fault.code}:{fault.column}" for fault in row.faults] for row in rows]


def table(*rows: Mapping[str, Cell], headers: Sequence[str] = HEADERS) -> list[list[Cell]]:
    """A header row and the cells of the rows in its order."""
    return [list(headers), *([cells.get(name, "") for name in headers] for cells in rows)]


def write_xlsx(path: Path, cells: Sequence[Sequence[Cell]], prepare: Callable[[Any, Any], None] | None = None) -> Path:
    """A workbook with these cells from A1 on; `prepare(book, sheet)` does what else is to be done."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        days = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("线索登记表")
        for number, line in enumerate(cells):
            for column, cell in enumerate(line):
                write_cell(sheet, number, column, cell, days)
        if prepare is not None:
            prepare(book, sheet)
    return path


def write_cell(sheet: Any, row: int, column: int, cell: Cell, days: Any) -> None:
    """One cell as its type is."""
    if isinstance(cell, (date, datetime)):
        sheet.write_datetime(row, column, cell, days)
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell)
    else:
        sheet.write(row, column, cell)
