from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from app.ledger.reading import open_ledger
from app.ledger.rejected import RejectedRows
from app.ledger.text import Cell
from tests.unit.ledger.builders import PREFECTURE, codes, judge_file, row, table, write_xlsx

MENDED: dict[str, Cell] = {
    "被反映人": "某某",
    "职级": "一般干部",
    "受理时间": "2026-03-01",
    "办理机关": "临江区纪委监委",
    "收缴涉案金额（万元）": "3",
}


def _reject(ledger: Path) -> Path:
    """Import a file as far as judging goes and give the rejected-rows file."""
    result = ledger.with_name("rejected.xlsx")
    with RejectedRows(result, open_ledger(ledger).layout) as rejected:
        for judged in judge_file(ledger):
            if judged.faults:
                rejected.add(judged)
    return result


def _mend(path: Path) -> None:
    """Do in Excel what the file asks for."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    headers = [str(cell.value) for cell in sheet[1]]
    for line in sheet.iter_rows(min_row=2):
        for column, cell in MENDED.items():
            if f"{column}：" in str(line[headers.index("问题")].value):
                line[headers.index(column)].value = cell
        if "人员编码：" in str(line[headers.index("问题")].value):
            code = line[headers.index("人员编码")]
            code.value = f"{code.value}-另"
    book.save(path)


def test_the_rejected_rows_of_the_example_come_back_mended(tmp_path: Path) -> None:
    ledger = tmp_path / "clue_ledger.xlsx"
    ledger.write_bytes((PREFECTURE / "clue_ledger.xlsx").read_bytes())
    rejected = _reject(ledger)
    before = judge_file(rejected)

    _mend(rejected)

    assert len(before) == 65
    assert codes(judge_file(rejected)) == [[]] * 65


def test_the_file_has_the_unit_s_columns_and_says_what_to_do(tmp_path: Path) -> None:
    ledger = write_xlsx(
        tmp_path / "l.xlsx", [["标题"], *table(row(职级="正科及", 民族="汉族"), headers=("民族", *row()))]
    )

    sheet = openpyxl.load_workbook(_reject(ledger)).worksheets[0]

    header, line = ([cell.value for cell in cells] for cells in sheet.iter_rows())
    assert header == ["民族", *row(), "问题", "改正办法"]
    assert line[0] == "汉族"
    assert line[-2] == "原表第 3 行\n职级：不在规定的选项之中。"
    assert str(line[-1]).startswith("职级：请填写下列之一：")


def test_the_notes_do_not_pile_up_when_a_row_is_rejected_again(tmp_path: Path) -> None:
    once = _reject(write_xlsx(tmp_path / "l.xlsx", table(row(职级="正科及"))))
    again = _reject(once.rename(tmp_path / "once.xlsx"))

    layout = open_ledger(again).layout

    assert layout.not_understood == ()
    assert layout.headers[-2:] == ("问题", "改正办法")
    assert codes(judge_file(again)) == [["unknown:职级"]]


def test_nothing_in_the_file_is_a_formula(tmp_path: Path) -> None:
    remark = '=HYPERLINK("http://127.0.0.1/x","点击")'
    rejected = _reject(write_xlsx(tmp_path / "l.xlsx", table(row(职级="=1+1", 备注=remark, 被反映人="+张三"))))

    sheet = openpyxl.load_workbook(rejected).worksheets[0]

    assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {"s", "n"}
    assert [cell.value for cell in sheet[2] if cell.data_type == "n"] == [None] * sum(
        cell.value is None for cell in sheet[2]
    )
    assert remark in [cell.value for cell in sheet[2]]
    assert all(cell.number_format == "@" for cell in sheet[2] if cell.value is not None)


def test_a_serial_number_of_1904_is_written_as_its_day(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    for line in table(row(受理时间=44624, 职级="正科及")):
        book.worksheets[0].append(line)
    book.save(tmp_path / "mac.xlsx")

    (again,) = judge_file(_reject(tmp_path / "mac.xlsx"))

    assert again.row.texts["受理时间"] == "2026-03-05"


def test_a_text_too_long_for_a_cell_is_cut_only_where_it_is_to_be_mended(tmp_path: Path) -> None:
    cells = row(主要问题线索="字" * 40_000) | {"收缴涉案金额（万元）": "1"}
    lines = [",".join(map(str, line)) for line in table(cells)]
    (tmp_path / "long.csv").write_text("\n".join(lines), "utf-8")

    (again,) = judge_file(_reject(tmp_path / "long.csv"))

    assert again.row.texts["主要问题线索"] == "字" * 32_767


def test_no_file_appears_when_nothing_is_rejected(tmp_path: Path) -> None:
    ledger = write_xlsx(tmp_path / "l.xlsx", table(row()))

    _reject(ledger)

    assert [path.name for path in tmp_path.iterdir()] == ["l.xlsx"]


def test_only_its_owner_can_read_the_file(tmp_path: Path) -> None:
    rejected = _reject(write_xlsx(tmp_path / "l.xlsx", table(row(职级="正科及"))))

    assert rejected.stat().st_mode & 0o077 == 0


def test_an_import_that_breaks_off_leaves_no_half_file(tmp_path: Path) -> None:
    ledger = write_xlsx(tmp_path / "l.xlsx", table(row(职级="正科及")))
    (judged,) = judge_file(ledger)

    def break_off() -> None:
        with RejectedRows(tmp_path / "r.xlsx", judged.row.layout) as rejected:
            rejected.add(judged)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()

    assert [path.name for path in tmp_path.iterdir()] == ["l.xlsx"]
