from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from app.ledger import sheet as sheet_module
from app.ledger.errors import TooLarge
from app.ledger.record import LedgerRow
from app.ledger.writing import export
from tests.unit.ledger.builders import HEADERS, PLACES, PREFECTURE, judge_file

RECORD = LedgerRow(
    clue_code="XS1",
    person_code="XS1-01",
    name="金景鸣",
    received_on=date(2026, 3, 9),
    organ="990105",
    office="990105-JD1",
    party_member=True,
    amount=Decimal("1200.5"),
    informant_contact="000-0000-9469",
    remark='=HYPERLINK("http://127.0.0.1/x","点击")',
)


def test_an_exported_ledger_imports_again_as_all_already_present(tmp_path: Path) -> None:
    good = [judged.good for judged in judge_file(PREFECTURE / "clue_ledger.xlsx") if judged.good]

    count = export(good, tmp_path / "export.xlsx", PLACES)

    again = judge_file(tmp_path / "export.xlsx", stored=good)
    assert count == len(again) == 327
    assert all(judged.already_present for judged in again)


def test_an_exported_row_reads_back_as_the_same_record(tmp_path: Path) -> None:
    export([RECORD], tmp_path / "export.xlsx", PLACES)

    (judged,) = judge_file(tmp_path / "export.xlsx")

    assert judged.good == RECORD
    assert judged.content == RECORD.content()


def test_codes_and_dates_are_text_amounts_are_numbers_and_nothing_is_a_formula(tmp_path: Path) -> None:
    export([RECORD], tmp_path / "export.xlsx", PLACES)

    header, line = openpyxl.load_workbook(tmp_path / "export.xlsx").worksheets[0].iter_rows()

    cells = dict(zip((cell.value for cell in header), line, strict=True))
    assert tuple(cells) == HEADERS
    assert (cells["受理时间"].value, cells["受理时间"].data_type) == ("2026-03-09", "s")
    assert (cells["办理机关"].value, cells["分管科室"].value) == ("临江区纪委监委", "第一监督检查室")
    assert (cells["收缴涉案金额（万元）"].value, cells["是否党员"].value) == (1200.5, "是")
    assert (cells["备注"].value, cells["备注"].data_type) == (RECORD.remark, "s")


def test_an_amount_beyond_binary_precision_is_written_as_text(tmp_path: Path) -> None:
    exact = replace(RECORD, amount=Decimal("123456789012.123456"))

    export([exact], tmp_path / "export.xlsx", PLACES)

    (judged,) = judge_file(tmp_path / "export.xlsx")
    assert judged.good == exact


def test_an_export_without_rows_is_a_ledger_with_a_header(tmp_path: Path) -> None:
    assert export([], tmp_path / "export.xlsx", PLACES) == 0
    assert judge_file(tmp_path / "export.xlsx") == []


def test_more_rows_than_a_sheet_holds_are_refused_and_leave_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet_module, "_MOST_ROWS", 3)

    with pytest.raises(TooLarge, match="一个工作表最多 3 行"):
        export([RECORD] * 3, tmp_path / "export.xlsx", PLACES)

    assert list(tmp_path.iterdir()) == []
