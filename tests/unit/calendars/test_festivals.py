from datetime import date, timedelta

import pytest
from holidays import country_holidays

from app.calendars.festivals import SINCE, UNTIL, festivals
from app.calendars.published import LAST_YEAR, OFF

# 正月初一, 清明, 五月初五, 八月十五 of each year, as the almanacs have them.
BY_HAND = [
    # settled by notices
    ("2025-01-29", "2025-04-04", "2025-05-31", "2025-10-06"),
    ("2026-02-17", "2026-04-05", "2026-06-19", "2026-09-25"),
    # not yet settled
    ("2027-02-06", "2027-04-05", "2027-06-09", "2027-09-15"),
    # 五月 comes early and then comes twice (闰五月): the festival is kept in the first; 中秋节 meets 国庆节
    ("2028-01-26", "2028-04-04", "2028-05-28", "2028-10-03"),
    ("2029-02-13", "2029-04-04", "2029-06-16", "2029-09-22"),
    ("2030-02-03", "2030-04-05", "2030-06-05", "2030-09-12"),
    # the year whose leap month (闰十一月) many tables have wrong, and the one after it
    ("2033-01-31", "2033-04-04", "2033-06-01", "2033-09-08"),
    ("2034-02-19", "2034-04-05", "2034-06-20", "2034-09-27"),
]


@pytest.mark.parametrize(("spring", "brightness", "dragon_boat", "mid_autumn"), BY_HAND)
def test_the_statutory_days_of_a_year_checked_by_hand(
    spring: str, brightness: str, dragon_boat: str, mid_autumn: str
) -> None:
    new_year = date.fromisoformat(spring)
    year = new_year.year
    expected = {date(year, 1, 1), date(year, 5, 1), date(year, 5, 2)}
    expected |= {date(year, 10, day) for day in (1, 2, 3)}
    expected |= {new_year + timedelta(days) for days in (-1, 0, 1, 2)}
    expected |= {date.fromisoformat(day) for day in (brightness, dragon_boat, mid_autumn)}

    assert set(festivals(year)) == expected


def test_an_ordinary_year_has_thirteen_days_under_their_names() -> None:
    assert [f"{day:%m-%d} {name}" for day, name in festivals(2027).items()] == [
        "01-01 元旦",
        "02-05 春节",
        "02-06 春节",
        "02-07 春节",
        "02-08 春节",
        "04-05 清明节",
        "05-01 劳动节",
        "05-02 劳动节",
        "06-09 端午节",
        "09-15 中秋节",
        "10-01 国庆节",
        "10-02 国庆节",
        "10-03 国庆节",
    ]


def test_two_festivals_on_one_day_are_both_named() -> None:
    assert festivals(2028)[date(2028, 10, 3)] == "中秋节、国庆节"


@pytest.mark.parametrize("year", range(LAST_YEAR + 1, UNTIL + 1))
def test_a_second_source_knows_the_same_festivals(year: int) -> None:
    # "(observed)" marks its guesses at how the days around a festival will be moved.
    other = {day for day, name in country_holidays("CN", years=year).items() if "(observed)" not in name}

    assert set(festivals(year)) == other


@pytest.mark.parametrize("year", range(SINCE, LAST_YEAR + 1))
def test_the_notices_give_every_statutory_day_off(year: int) -> None:
    assert set(festivals(year)) <= set(OFF)


@pytest.mark.parametrize("year", [2024, 2051])
def test_years_that_the_decree_or_the_sources_do_not_reach_are_refused(year: int) -> None:
    with pytest.raises(ValueError, match="from 2025 to 2050"):
        festivals(year)
