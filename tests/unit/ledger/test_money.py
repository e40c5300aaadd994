from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ledger.money import read_money
from app.ledger.text import Cell


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1,200.50", "1200.5"),
        ("1200.5", "1200.5"),
        (1200.5, "1200.5"),
        ("１，２００．５０", "1200.5"),
        (" 12.5\u3000", "12.5"),
        ("12.5万元", "12.5"),
        ("12.5 万", "12.5"),
        ("￥12.5", "12.5"),
        ("0", "0"),
        ("0.00", "0"),
        (-0.0, "0"),
        (0, "0"),
        (7, "7"),
        (0.1 + 0.2, "0.3"),  # Excel computes in binary
        (1 / 3, "0.333333"),  # 3333.33 yuan
        ("1,234,567.89", "1234567.89"),
        ("100000", "100000"),
    ],
)
def test_an_amount_is_read_however_it_is_written(written: Cell, amount: str) -> None:
    assert str(read_money(written)) == amount


@pytest.mark.parametrize(
    "written",
    [
        "约三万",
        "三万",
        "无",
        "-",
        "1,20.5",  # thousands, or a decimal comma?
        "12,5",
        "5000元",  # another unit
        "-1",
        -1.0,
        "1e5",
        "NaN",
        "12.5.1",
        "１２．５．１",
        "#REF!",
        "9" * 13,
        1e300,
        float("nan"),
        float("inf"),
        True,
        date(2026, 3, 5),
        "0." + "3" * 5000,
    ],
)
def test_what_states_no_amount_is_not_read_as_one(written: Cell) -> None:
    assert read_money(written) is None


@given(st.decimals(min_value=0, max_value=10**11, places=6))
def test_an_amount_reads_the_same_with_and_without_thousands_separators(amount: Decimal) -> None:
    assert read_money(f"{amount:,f}") == read_money(f"{amount:f}") == amount
