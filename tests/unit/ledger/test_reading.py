from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from app.ledger import package
from app.ledger.errors import DuplicateColumns, MissingColumns, NoHeaderRow
from app.ledger.reading import Row, open_ledger
from app.ledger.text import Cell
from tests.unit.ledger.builders import GOOD, HEADERS, codes, judge_file, row, table, write_xlsx


def _rows(path: Path) -> list[Row]:
    return list(open_ledger(path).rows())


def test_the_header_is_found_below_titles_and_beside_blank_columns(tmp_path: Path) -> None:
    title: list[list[Cell]] = [[], ["", "", "云川市问题线索登记表"], ["", "", "填报日期：2026年11月20日"], []]
    moved = title + [["", "", *line] for line in table(row())]

    path = write_xlsx(tmp_path / "moved.xlsx", moved)

    assert open_ledger(path).layout.header_row == 5
    assert [(found.number, found.texts["被反映人"]) for found in _rows(path)] == [(6, "金景鸣")]
    assert codes(judge_file(path)) == [[]]


def test_a_merged_title_over_the_table_is_no_header(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "merged.xlsx",
        [[], [], *table(row())],
        lambda _, sheet: sheet.merge_range(0, 0, 1, len(HEADERS) - 1, "线索编码、人员编码登记表"),
    )

    assert [found.number for found in _rows(path)] == [4]


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "swapped.xlsx", table(row(), headers=tuple(reversed(HEADERS))))

    assert codes(judge_file(path)) == [[]]


def test_headers_are_known_in_spite_of_white_space_width_and_asterisks(tmp_path: Path) -> None:
    written = {
        "线索编码": "*线索编码",
        "人员编码": " 人员\n编码\u3000",
        "收缴涉案金额（万元）": "收缴涉案金额\n(万元)",
        "处置方式1一级": "处置方式１一级",
    }
    headers: list[Cell] = [written.get(name, name) for name in HEADERS]
    lines = [headers, *table(row())[1:]]

    layout = open_ledger(write_xlsx(tmp_path / "odd.xlsx", lines)).layout

    assert layout.columns == HEADERS


def test_columns_that_are_not_required_may_be_absent(tmp_path: Path) -> None:
    headers = ("线索编码", "人员编码", "被反映人", "受理时间", "办理机关")

    path = write_xlsx(tmp_path / "short.xlsx", table(row(), headers=headers))

    assert "备注" in open_ledger(path).layout.absent
    assert codes(judge_file(path)) == [[]]


def test_unknown_columns_are_tolerated_and_named(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "more.xlsx", table(row(民族="汉族"), headers=(*HEADERS, "民族", "", "民族")))

    assert open_ledger(path).layout.not_understood == ("民族", "民族")
    assert codes(judge_file(path)) == [[]]


def test_a_missing_required_column_is_named_with_the_place_of_the_header(tmp_path: Path) -> None:
    headers = [name for name in HEADERS if name not in ("受理时间", "办理机关")]
    path = write_xlsx(tmp_path / "lacking.xlsx", [["标题"], *table(row(), headers=headers)])

    with pytest.raises(MissingColumns) as caught:
        open_ledger(path)

    assert caught.value.columns == ("受理时间", "办理机关")
    assert str(caught.value) == (
        "lacking.xlsx：“线索登记表”第 2 行的表头缺少必需的列：受理时间、办理机关。请补上这些列（列名须一致），再导入。"
    )


def test_a_column_twice_is_refused_for_either_could_count(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "twice.xlsx", table(row(), headers=(*HEADERS, "办理机关")))

    with pytest.raises(DuplicateColumns, match="办理机关"):
        open_ledger(path)


def test_a_workbook_without_a_header_row_is_refused_with_what_it_should_have(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "other.xlsx", [["姓名", "电话"], ["某人", "000"]])

    with pytest.raises(NoHeaderRow, match="线索编码、人员编码、被反映人、受理时间、办理机关"):
        open_ledger(path)


def test_the_first_visible_sheet_with_the_header_is_read_and_no_other(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for title, name in (("填表说明", ""), ("旧表", "旧名"), ("线索登记表", "新名"), ("副本", "副本名")):
        sheet = book.create_sheet(title)
        for line in table(row(被反映人=name)) if name else [["本表按月报送"], ["线索编码", "怎样填写"]]:
            sheet.append(line)
    book["旧表"].sheet_state = "hidden"
    book.save(tmp_path / "sheets.xlsx")

    ledger = open_ledger(tmp_path / "sheets.xlsx")

    assert ledger.layout.sheet == "线索登记表"
    assert [found.texts["被反映人"] for found in ledger.rows()] == ["新名"]


def test_blank_rows_and_pre_numbered_rows_in_the_middle_are_passed_over(tmp_path: Path) -> None:
    lines = table(row(), row(序号=2.0) | dict.fromkeys(HEADERS[1:], ""), row(人员编码="B"))
    lines[2:2] = [[], [" ", "\u3000"], []]

    assert [found.number for found in _rows(write_xlsx(tmp_path / "gaps.xlsx", lines))] == [2, 7]


def test_a_row_that_lacks_everything_required_is_still_a_row(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "lost.xlsx", table({"主要问题线索": "反映某人"}))

    assert codes(judge_file(path)) == [
        ["missing:线索编码", "missing:人员编码", "missing:被反映人", "missing:受理时间", "missing:办理机关"]
    ]


@pytest.mark.parametrize(
    "total",
    [
        {"序号": "合计", "被反映人": "400人"},
        {"序号": "合 计："},
        {"序号": "合计", "线索编码": 313.0, "人员编码": 400.0},  # the count of each column
        {"填报单位名称": "总计"},
        {"被反映人": "合计"},
        {"主要问题线索": "合计：400件"},
        {"线索编码": "合计", "人员编码": 400.0},
    ],
)
def test_the_total_ends_the_ledger_in_whatever_column_it_stands(tmp_path: Path, total: dict[str, Cell]) -> None:
    lines = table(row(), total, {"填报单位名称": "填表人：某某", "办理机关": "审核人：某某"})

    assert [found.number for found in _rows(write_xlsx(tmp_path / "total.xlsx", lines))] == [2]


def test_a_total_at_the_top_swallows_no_clue(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "top.xlsx", table({"序号": "合计", "被反映人": "1人"}, row()))

    assert [found.number for found in _rows(path)] == [3]


def test_subtotals_and_repeated_headers_are_passed_over(tmp_path: Path) -> None:
    header_again: dict[str, Cell] = {name: name for name in HEADERS}
    path = write_xlsx(tmp_path / "pages.xlsx", table(row(), {"序号": "本页小计"}, header_again, row(人员编码="B")))

    assert [found.number for found in _rows(path)] == [2, 5]


def test_a_data_row_may_speak_of_a_total(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "word.xlsx", table(row(备注="合计"), row(人员编码="B", 备注="小计")))

    assert [found.number for found in _rows(path)] == [2, 3]


def test_the_rows_can_be_read_twice(tmp_path: Path) -> None:
    ledger = open_ledger(write_xlsx(tmp_path / "twice.xlsx", table(row(), row(人员编码="B"))))

    assert list(ledger.rows()) == list(ledger.rows())
    assert ledger.at_most == 2


def test_an_error_cell_is_what_it_shows_and_not_blank(tmp_path: Path) -> None:
    at = HEADERS.index("职级")
    path = write_xlsx(
        tmp_path / "error.xlsx",
        [["", *line] for line in table(row(), row(人员编码="B"))],
        lambda _, sheet: sheet.write_formula(1, at + 1, "=VLOOKUP(1,A:B,2,0)", None, "#N/A"),
    )

    first, second = judge_file(path)

    assert [(fault.code, fault.column, fault.value) for fault in first.faults] == [("unknown", "职级", "#N/A")]
    assert second.good is not None


def test_error_cells_are_found_wherever_the_sheet_is_cut_for_looking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = openpyxl.Workbook()
    for line in table(*(row(人员编码=f"P{at}", 职级="#N/A") for at in range(20))):
        book.worksheets[0].append(line)
    book.save(tmp_path / "pieces.xlsx")

    for piece in (60, 97, 131, 1000):
        monkeypatch.setattr(package, "_PIECE", piece)

        assert codes(judge_file(tmp_path / "pieces.xlsx")) == [["unknown:职级"]] * 20


def test_a_workbook_of_another_program_is_read_alike(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line in table(row(), row(人员编码="B", 职级="#N/A")):
        sheet.append(line)
    book.save(tmp_path / "openpyxl.xlsx")

    assert codes(judge_file(tmp_path / "openpyxl.xlsx")) == [[], ["unknown:职级"]]


def test_serial_numbers_of_a_1904_workbook_are_read_in_their_epoch(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    for line in table(row(受理时间=44624), row(人员编码="B")):
        book.worksheets[0].append(line)
    book.save(tmp_path / "mac.xlsx")

    days = [judged.received_on.isoformat() for judged in judge_file(tmp_path / "mac.xlsx") if judged.received_on]

    assert days == ["2026-03-05", "2026-03-09"]


def test_text_that_looks_like_a_formula_is_text(tmp_path: Path) -> None:
    formula = '=HYPERLINK("http://127.0.0.1/x","点击")'
    path = write_xlsx(tmp_path / "formula.xlsx", table(row(备注=formula)))

    (judged,) = judge_file(path)

    assert judged.good is not None
    assert judged.good.remark == formula


def test_the_name_of_the_file_does_not_matter(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "ledger.csv", table(GOOD))

    assert codes(judge_file(path)) == [[]]
