"""What holds whatever units put into their cells."""

import tempfile
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.ledger.columns import BY_NAME, REQUIRED
from app.ledger.errors import LedgerError
from app.ledger.reading import open_ledger
from app.ledger.text import Cell
from app.ledger.writing import export
from tests.unit.ledger.builders import HEADERS, PLACES, judge_file, judged, row, seen, table, write_xlsx

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()), max_size=40)
ANY_CELL: st.SearchStrategy[Cell] = st.one_of(
    ANY_TEXT,
    st.text(alphabet="0123456789.,-/年月日万元是否 　", max_size=14),
    st.floats(),
    st.integers(min_value=-(2**63), max_value=2**63),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)
FREE_TEXT = (
    "被反映人",
    "工作单位及职务",
    "主要问题线索",
    "违纪行为",
    "处置方式1二级",
    "反映人",
    "反映人联系方式",
    "备注",
)


@given(st.dictionaries(st.sampled_from(HEADERS), ANY_CELL))
@example(
    {"受理时间": datetime.fromisoformat("9999-12-31T23:59:59"), "收缴涉案金额（万元）": 2**63, "线索编码": float("nan")}
)
@example({"受理时间": float("inf"), "备注": timedelta.max, "反映人": time.max, "处置方式1批准时间": date.min})
def test_judging_answers_whatever_is_in_the_cells(cells: dict[str, Cell]) -> None:
    found = judged(row(**cells))

    (placed,) = seen().place([found])
    assert (placed.record is None) == bool(placed.faults)
    at = [HEADERS.index(fault.column) for fault in placed.faults]
    assert at == sorted(at)


@given(st.permutations(HEADERS), st.sets(st.sampled_from(HEADERS)))
def test_the_same_cells_in_another_order_have_the_same_content_and_faults(order: list[str], blank: set[str]) -> None:
    cells = row(**dict.fromkeys(blank, ""))

    one, other = judged(cells), judged({name: cells[name] for name in order})

    assert one.content == other.content
    assert set(one.faults) == set(other.faults)
    assert {fault.column for fault in one.faults} == {name for name in blank if name in REQUIRED}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(FREE_TEXT, ANY_TEXT)), min_size=1, max_size=5))
@example([{"备注": "_x0041_ \r\n a\tb\x01"}, {"备注": "'=1+1"}, {"备注": "=1"}, {"备注": "\ufffe字\uffff"}])
@example([{"备注": " \n缩进\n\n末行 \n"}, {"被反映人": "Ali\n Khan"}, {"反映人": "<b>&amp;</b>"}])
def test_every_good_row_goes_out_and_comes_in_as_the_same(changes: list[dict[str, str]]) -> None:
    rows = [judged(row(**change, 人员编码=f"P{at}")) for at, change in enumerate(changes)]
    good = [found.good for found in rows if found.good]

    with tempfile.TemporaryDirectory() as folder:
        export(good, Path(folder) / "export.xlsx", PLACES)
        again = judge_file(Path(folder) / "export.xlsx", stored=good)

    assert [found.record for found in again] == good
    assert all(found.already_present for found in again)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_workbook_is_read_or_refused_in_plain_words(tmp_path: Path, data: st.DataObject) -> None:
    path = write_xlsx(tmp_path / "damaged.xlsx", table(row()), _without_the_hour)
    content = bytearray(path.read_bytes())
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=8)):
        content[at] = data.draw(st.integers(0, 255))
    path.write_bytes(content)

    with suppress(LedgerError):
        numbers = [found.number for found in open_ledger(path).rows()]
        assert numbers == sorted(set(numbers))


def _without_the_hour(book: Any, _sheet: Any) -> None:
    """The hour in the file would change its length between two tries."""
    book.set_properties({"created": datetime(2026, 11, 20)})  # noqa: DTZ001 - Excel knows no zones


def test_every_column_of_the_record_is_a_column_of_the_ledger() -> None:
    assert [BY_NAME[name].name for name in HEADERS] == list(HEADERS)
    assert len({column.field for column in BY_NAME.values()}) == len(HEADERS)
