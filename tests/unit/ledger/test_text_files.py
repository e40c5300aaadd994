import csv
from pathlib import Path

import pytest

from app.ledger.errors import UnreadableFile
from app.ledger.reading import open_ledger
from app.ledger.text import Cell
from tests.unit.ledger.builders import codes, judge_file, judged, row, table


def _write(path: Path, lines: list[list[Cell]], encoding: str, delimiter: str = ",") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(lines)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_text_ledger_reads_like_the_workbook(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = _write(tmp_path / "ledger.csv", [["登记表"], *table(row())], encoding, delimiter)

    (found,) = judge_file(path)

    assert found.row.number == 3
    assert found.good == judged(row()).good


def test_rare_characters_come_through_gb18030(tmp_path: Path) -> None:
    path = _write(tmp_path / "rare.csv", table(row(被反映人="𠮷䶮")), "gb18030")

    (found,) = judge_file(path)

    assert found.good is not None
    assert found.good.name == "𠮷䶮"


def test_a_line_break_within_quotation_marks_is_no_new_row(tmp_path: Path) -> None:
    path = _write(tmp_path / "breaks.csv", table(row(主要问题线索="一\n二，三"), row(人员编码="B")), "utf-8")

    rows = list(open_ledger(path).rows())

    assert [found.number for found in rows] == [2, 3]
    assert rows[0].texts["主要问题线索"] == "一\n二，三"


def test_blank_lines_count_as_rows_but_hold_nothing(tmp_path: Path) -> None:
    path = _write(tmp_path / "gaps.csv", table(row()), "utf-8")
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\r\n\r\n"))

    assert [found.number for found in open_ledger(path).rows()] == [3]


def test_a_comma_in_a_text_without_quotation_marks_is_noticed(tmp_path: Path) -> None:
    header, line = table(row(备注="见附件"))
    text = ",".join(map(str, header)) + "\n" + ",".join(map(str, line)) + ",另有一件\n"
    (tmp_path / "shifted.csv").write_text(text.replace("1,200.50", "1200.50"), "utf-8")

    (found,) = judge_file(tmp_path / "shifted.csv")

    assert [(fault.code, fault.column, fault.value) for fault in found.faults] == [("invalid", "备注", "另有一件")]


def test_commas_at_the_end_of_the_lines_are_harmless(tmp_path: Path) -> None:
    lines = table(row())
    path = _write(tmp_path / "trailing.csv", [lines[0], [*lines[1], "", "", ""]], "utf-8")

    assert codes(judge_file(path)) == [[]]


def test_a_row_cut_short_is_blank_at_its_end(tmp_path: Path) -> None:
    lines = table(row())
    path = _write(tmp_path / "short.csv", [lines[0], lines[1][:6]], "utf-8")

    assert codes(judge_file(path)) == [["missing:受理时间", "missing:办理机关"]]


def test_a_quotation_mark_that_is_never_closed_is_named(tmp_path: Path) -> None:
    path = _write(tmp_path / "quote.csv", table(row()), "utf-8")
    path.write_text(path.read_text("utf-8") + '"' + "文字\n" * 100_000, "utf-8")

    with pytest.raises(UnreadableFile, match="引号不成对"):
        list(open_ledger(path).rows())


def test_a_text_longer_than_a_cell_is_a_fault_and_not_cut(tmp_path: Path) -> None:
    path = _write(tmp_path / "long.csv", table(row(主要问题线索="字" * 32_768)), "utf-8")

    (found,) = judge_file(path)

    assert [(fault.code, fault.column) for fault in found.faults] == [("invalid", "主要问题线索")]
    assert found.faults[0].message == "文字超过 32767 个字。"
