"""The ledger written back: what its reader may see, and nothing that Excel would run."""

from collections import Counter

import pytest
from openpyxl import load_workbook

from store.tables import vault_values
from tests.integration.importing.house import (
    AUDITOR,
    CLERK,
    DEPUTY,
    HANDLER,
    PRINCIPAL,
    TOWN_PRINCIPAL,
    House,
    about,
    cells,
)
from tests.unit.ledger.builders import HEADERS

INFORMANT = ("反映人", "反映人联系方式")


@pytest.mark.parametrize("officer", [PRINCIPAL, DEPUTY, CLERK, HANDLER, TOWN_PRINCIPAL])
def test_an_officer_exports_exactly_the_cases_that_he_sees(example: House, officer: str) -> None:
    rows = cells(example.export(officer, f"{officer}.xlsx"))

    assert {row["人员编码"] for row in rows} == example.sees(officer)
    assert len(rows) == len(example.sees(officer)) > 0


@pytest.mark.parametrize("officer", [PRINCIPAL, CLERK])
def test_an_exported_ledger_comes_in_again_as_all_already_present(example: House, officer: str) -> None:
    path = example.export(officer, f"again-{officer}.xlsx")

    report = example.run(path, dry_run=True)

    assert (report.imported, report.already_present) == (0, len(example.sees(officer)))
    assert (report.rejected, report.notices) == ([], [])


def test_an_auditor_exports_no_row(example: House) -> None:
    assert len(example.sees(AUDITOR)) == 327
    assert cells(example.export(AUDITOR, "auditor.xlsx")) == []


def test_the_principal_reads_the_informant_and_case_management_gets_a_blank(house: House) -> None:
    house.take(about(1, 反映人="章某", 反映人联系方式="000-0000-9469"))

    told = {who: [cells(house.export(who))[0][name] for name in INFORMANT] for who in (PRINCIPAL, CLERK)}

    assert told == {PRINCIPAL: ["章某", "000-0000-9469"], CLERK: [None, None]}


def test_each_informant_that_is_read_is_an_entry_and_one_that_isnt_read_is_none(house: House) -> None:
    house.take(about(1, 反映人="章某"), about(2, 反映人="奚某"))

    house.export(CLERK)
    house.export(PRINCIPAL)

    streams = house.streams("access/")
    assert streams == sorted(f"access/{case.id}" for case in house.cases().values())
    assert Counter((e["kind"], e["actor"]) for stream in streams for e in house.entries(stream)) == {
        ("read", PRINCIPAL): 2
    }


def test_a_row_whose_informant_was_left_blank_is_the_row_that_is_there(house: House) -> None:
    house.take(about(1, 反映人="章某", 反映人联系方式="000-0000-9469"))

    report = house.run(house.ledger(about(1, 反映人=""), name="blank.xlsx"))

    assert (report.already_present, report.rejected) == (1, [])


@pytest.mark.parametrize("there", ["", "奚某"])
def test_a_row_that_names_another_informant_is_another_row(house: House, there: str) -> None:
    house.take(about(1, 反映人=there))

    report = house.run(house.ledger(about(1, 反映人="章某"), name="told.xlsx"))

    assert [(fault.code, fault.column) for fault in report.rejected] == [("duplicate", "人员编码")]


def test_everything_comes_back_as_it_was_sent(house: House) -> None:
    sent = about(
        1,
        受理时间="2026.3.9",
        处置方式1一级="初步核实",
        处置方式1二级="初核",
        处置方式1批准时间="20260310",
        **{"收缴涉案金额（万元）": "1,200.50"},
        反映人联系方式="000-0000-9469",
        备注="第一行\n第二行",
    )

    house.take(sent)

    written = {name: value for name, value in cells(house.export(PRINCIPAL))[0].items() if value is not None}
    expected = sent | {"序号": "1", "受理时间": "2026-03-09", "处置方式1批准时间": "2026-03-10"}
    assert written == {name: value for name, value in expected.items() if value != ""} | {
        "收缴涉案金额（万元）": 1200.5
    }


HOSTILE = ["=1+1", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", '=HYPERLINK("http://x")', "http://x.example/"]


def test_no_cell_of_an_export_is_a_formula_or_a_link(house: House) -> None:
    house.take(*(about(n, 主要问题线索=text, 备注=text, 被反映人=text) for n, text in enumerate(HOSTILE)))

    sheet = load_workbook(house.export(PRINCIPAL)).worksheets[0]

    at = [HEADERS.index(name) for name in ("主要问题线索", "备注", "被反映人")]
    shown = [[row[column] for column in at] for row in sheet.iter_rows(min_row=2)]
    assert [[cell.value for cell in row] for row in shown] == [[text] * 3 for text in HOSTILE]
    assert {cell.data_type for row in shown for cell in row} == {"s"}
    assert not any(cell.hyperlink for row in shown for cell in row)


def test_codes_and_dates_are_text(house: House) -> None:
    house.take(about(1, 填报单位代码="0990101"))

    row = cells(house.export(PRINCIPAL))[0]

    assert [type(row[name]) for name in ("填报单位代码", "线索编码", "人员编码", "受理时间")] == [str] * 4
    assert row["填报单位代码"] == "0990101"


def test_a_case_whose_data_was_erased_is_left_out(house: House) -> None:
    house.take(about(1), about(2))
    erased = house.cases()[str(about(1)["人员编码"])]
    with house.found.engines.write.begin() as connection:
        connection.execute(vault_values.delete().where(vault_values.c.owner == erased.id))

    rows = cells(house.export(PRINCIPAL))

    assert [row["人员编码"] for row in rows] == [about(2)["人员编码"]]


def test_more_than_a_page_of_cases_is_written_once_each_in_the_order_of_their_numbers(house: House) -> None:
    house.take(*(about(number) for number in range(450)))

    codes = [row["人员编码"] for row in cells(house.export(PRINCIPAL))]

    assert codes == [about(number)["人员编码"] for number in range(450)]
