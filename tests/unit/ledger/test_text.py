from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.ledger.text import Cell, cell_text, clean, code_text, fold, person_name, too_long


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("\u3000周远川 ", "周远川"),
        ("\u00a0周远川\t", "周远川"),
        ("周\u200b远川\ufeff", "周远川"),
        ("\u3000 ", ""),
        ("第一段\r\n第二段\u2028第三段", "第一段\n第二段\n第三段"),
        ("﨑山", "﨑山"),  # a compatibility character, but that is how he writes himself
        ("Ａ组", "Ａ组"),
        ('=HYPERLINK("http://127.0.0.1/x","点击")', '=HYPERLINK("http://127.0.0.1/x","点击")'),
    ],
)
def test_text_keeps_its_characters_and_loses_what_nobody_sees(raw: str, kept: str) -> None:
    assert clean(raw) == kept


@pytest.mark.parametrize(
    ("raw", "name"),
    [("张\u3000三", "张三"), ("张  三", "张三"), ("买买提·艾力", "买买提·艾力"), ("Ali  Khan", "Ali Khan")],
)
def test_a_name_loses_its_padding_only(raw: str, name: str) -> None:
    assert person_name(clean(raw)) == name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("收缴涉案金额（万元）", "收缴涉案金额(万元)"),
        (" 工作单位\n及职务\u3000", "工作单位及职务"),
        ("ＸＳ９９", "XS99"),
    ],
)
def test_folded_text_is_equal_where_people_see_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (46053.0, "46053"),
        (12.5, "12.5"),
        (0.1 + 0.2, "0.3"),
        (7, "7"),
        (True, "TRUE"),
        (False, "FALSE"),
        (date(2026, 3, 5), "2026-03-05"),
        (datetime.fromisoformat("2026-03-05"), "2026-03-05"),
        (datetime.fromisoformat("2026-03-05T10:20"), "2026-03-05 10:20:00"),
        (time(10, 20), "10:20:00"),
        (timedelta(hours=30), "1 day, 6:00:00"),
    ],
)
def test_a_cell_shows_what_the_clerk_sees(cell: Cell, shown: str) -> None:
    assert cell_text(cell) == shown


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("XS9901050012026030900001-01", "XS9901050012026030900001-01"),
        ("ＸＳ９９０１－０１", "XS9901-01"),
        (" XS9901 05\u3000", "XS990105"),
        (990101.0, "990101"),
        (990101, "990101"),
        ("990101.0", "990101"),
        ('="990101"', "990101"),  # how exporting systems keep Excel from taking it for a number
        ("00123", "00123"),
        ("2026E12", "2026E12"),
    ],
)
def test_a_code_that_excel_made_a_number_is_a_code_again(cell: Cell, code: str) -> None:
    assert code_text(cell) == code


@pytest.mark.parametrize(
    "cell",
    [
        9.90105012026031e20,  # the last digits are lost
        "9.90105012026031E+20",
        "1E+20",
        990101.5,
        -1.0,
        float("nan"),
        float("inf"),
        True,
        date(2026, 3, 5),
    ],
)
def test_a_code_that_has_lost_its_end_is_not_taken(cell: Cell) -> None:
    assert code_text(cell) is None


def test_a_text_is_too_long_where_excel_could_not_hold_it() -> None:
    assert not too_long("字" * 32_767)
    assert too_long("字" * 32_768)
    assert too_long("\U00020000" * 16_384)  # two units each


@given(st.text(alphabet=st.characters(exclude_categories=())))
@example("\ud800 x")
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)

    assert clean(once) == once
    assert person_name(person_name(once)) == person_name(once)
    assert once.encode().decode() == once
