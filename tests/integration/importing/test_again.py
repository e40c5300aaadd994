"""An import runs as often as one likes: what is there stays as it is, and what was mended comes in."""

import pytest
from openpyxl import load_workbook

from tests.integration.importing.house import HANDLER, LEDGER, House, about, cells


def test_the_example_again_is_all_already_present_and_writes_nothing(house: House) -> None:
    house.run()
    before = house.size()

    again = house.run()

    assert (again.imported, again.already_present, again.rejected_rows, again.notices) == (0, 327 + 8, 65, [])
    assert house.size() == before


def test_a_dry_run_reports_the_same_and_writes_nothing_at_all(house: House) -> None:
    before = house.size()
    ledger = house.folder / "ledger.xlsx"
    ledger.write_bytes(LEDGER.read_bytes())

    report = house.run(ledger, dry_run=True, rejected_to=None)

    assert (report.imported, report.already_present, report.rejected_rows, len(report.notices)) == (327, 8, 65, 6)
    assert house.size() == before
    assert sorted(path.name for path in house.folder.iterdir()) == ["home", "ledger.xlsx"]


def test_all_or_nothing_imports_nothing_when_the_last_row_is_bad(house: House) -> None:
    before = house.size()
    ledger = house.ledger(*(about(number) for number in range(205)), about(300, 职级="正科及"))

    report = house.run(ledger, all_or_nothing=True)

    assert (report.imported, [fault.row for fault in report.rejected]) == (0, [207])
    assert house.size() == before
    assert len(cells(house.folder / "rejected.xlsx")) == 1


def test_all_or_nothing_imports_a_sound_ledger(house: House) -> None:
    report = house.run(house.ledger(about(1), about(2)), all_or_nothing=True)

    assert (report.imported, len(house.cases())) == (2, 2)


def test_the_rejected_rows_come_in_once_they_are_mended(house: House) -> None:
    house.take(about(1), about(2, 职级="正科及"), about(3, 受理时间="2026-02-30"))
    book = load_workbook(house.folder / "rejected.xlsx")
    sheet = book.worksheets[0]
    at = {cell.value: number for number, cell in enumerate(sheet[1], start=1)}
    sheet.cell(2, at["职级"]).value = "乡科级正职"
    sheet.cell(3, at["受理时间"]).value = "2026年2月28日"
    book.save(house.folder / "mended.xlsx")

    report = house.run(house.folder / "mended.xlsx")

    assert (report.imported, report.already_present, report.rejected) == (2, 0, [])
    assert len(house.cases()) == 3


def test_a_mended_file_is_never_written_over(house: House) -> None:
    ledger = house.ledger(about(1, 职级="正科及"))

    for _ in range(2):
        house.run(ledger, rejected_to=None)

    assert sorted(path.name for path in house.folder.glob("*.rejected*")) == [
        "ledger.rejected-2.xlsx",
        "ledger.rejected.xlsx",
    ]


@pytest.mark.parametrize("place", ["no/such/folder.xlsx", "ledger.xlsx"])
def test_where_rejected_rows_cannot_be_written_nothing_begins(house: House, place: str) -> None:
    with pytest.raises(OSError, match="--rejected"):
        house.run(house.ledger(about(1)), rejected_to=house.folder / place)

    assert (house.cases(), house.streams("act/")) == ({}, [])


def test_the_same_person_with_other_content_is_a_duplicate_also_in_another_ledger(house: House) -> None:
    house.take(about(1))

    report = house.run(house.ledger(about(1, 主要问题线索="反映另一件事"), name="other.xlsx"))

    assert (report.imported, report.already_present) == (0, 0)
    assert [(fault.row, fault.column, fault.code) for fault in report.rejected] == [(2, "人员编码", "duplicate")]


def test_a_ledger_that_has_grown_adds_its_new_rows_under_an_act_of_its_own(house: House) -> None:
    house.take(about(1))

    report = house.run(house.ledger(about(1), about(2), name="grown.xlsx"))

    assert (report.imported, report.already_present) == (1, 1)
    assert sorted(house.entries(stream)[-1]["data"]["count"] for stream in house.streams("act/")) == [1, 1]


def test_a_text_longer_than_a_form_takes_is_taken_over_whole(house: House) -> None:
    told = "反映其在集体三资管理中虚报冒领。" * 1000

    report = house.take(about(1, 主要问题线索=told))

    assert report.imported == 1
    assert house.fields(HANDLER, house.only_case())["content"]["0"]["inputs"]["problem"] == told


def test_a_code_that_holds_a_name_or_an_id_card_is_never_the_visible_number(house: House) -> None:
    house.take(about(1, 人员编码="XS1-金景鸣"), about(2, 人员编码="110101199003077758"), about(3, 人员编码="XS3/01-2"))

    numbers = sorted(house.cases())

    assert numbers == ["990101-2026-00001", "990101-2026-00002", "XS3/01-2"]
