from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ledger.dates import read_date
from app.ledger.text import Cell

DAY = date(2026, 3, 5)


@pytest.mark.parametrize(
    "written",
    [
        DAY,  # an Excel date
        datetime.fromisoformat("2026-03-05T23:59:59"),  # an Excel date with a time
        46086.0,  # a serial number, as the date looks in a cell of another format
        46086.75,  # the same with a time
        46086,
        "46086",
        "46086.0",
        20260305.0,  # digits that Excel took for a number
        "2026.3.5",
        "2026.03.05",
        "2026/3/5",
        "2026/03/05",
        "2026-03-05",
        "2026-3-5",
        "2026–3–5",
        "20260305",
        "2026年3月5日",
        "2026年03月05日",
        "2026年3月5号",
        "2026年3月5",
        "2026 年 3 月 5 日",
        "２０２６．３．５",
        "２０２６－０３－０５",
        "２０２６年３月５日",
        "\u30002026.3.5 ",
        "2026-03-05 10:20",
        "2026-03-05 10:20:30",
        "2026-03-05T10:20:30.000",
        "2026/3/5 0:00:00",
        "2026/3/5 上午 10:20",
        "2026年3月5日 10:20",
        "2026年3月5日10时",
        "2026年3月5日10时20分",
        "2026年3月5日下午3时20分",
        "二〇二六年三月五日",
        "二○二六年三月五日",
    ],
)
def test_a_day_is_read_in_every_notation_that_units_use(written: Cell) -> None:
    assert read_date(written) == DAY


@pytest.mark.parametrize(
    "written",
    [
        "2026-02-30",  # no such day
        "2026-13-01",
        "20260230",
        "2025年2月29日",
        "26.3.5",  # which century, which order?
        "3/5/2026",
        "2026.3",  # no day
        2026.3,
        "2026",
        2026.0,
        202603.0,
        date(1905, 7, 18),  # a bare 2026 in a cell with a date format
        "1899-12-31",
        "2026-03/05",
        "2026-03-0510:20",
        "2026-03-05 99:99",
        "去年三月",
        "三三年三月五日",
        "二〇二六年三三月五日",
        "-",
        -1.0,
        float("inf"),
        float("nan"),
        True,
        time(10, 20),
        timedelta(days=46086),
    ],
)
def test_what_states_no_day_is_not_read_as_one(written: Cell) -> None:
    assert read_date(written) is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("二〇二六年一月十日", date(2026, 1, 10)),
        ("二〇二六年十月十一日", date(2026, 10, 11)),
        ("二〇二六年十二月二十日", date(2026, 12, 20)),
        ("二〇二六年十二月三十一日", date(2026, 12, 31)),
    ],
)
def test_a_day_in_words_is_read_as_official_documents_write_it(words: str, day: date) -> None:
    assert read_date(words) == day


def test_serial_numbers_of_an_old_mac_workbook_count_from_1904() -> None:
    assert read_date(44624.0, epoch_1904=True) == DAY
    assert read_date("44624", epoch_1904=True) == DAY


def test_the_epoch_leaves_written_dates_alone() -> None:
    assert read_date("2026-03-05", epoch_1904=True) == read_date(20260305.0, epoch_1904=True) == DAY


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_reads_the_same_in_every_notation(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    notations: list[Cell] = [
        day,
        float(serial),
        str(serial),
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}/{day.month}/{day.day}",
    ]

    assert {read_date(notation) for notation in notations} == {day}
