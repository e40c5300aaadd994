from datetime import date

import pytest

from app.calendars.doubts import doubts
from app.calendars.errors import YearNotPublished
from app.calendars.notices import Notice, of_package
from app.calendars.published import FIRST_YEAR, LAST_YEAR, OFF, ON
from engine.working_calendar import WorkingCalendar


def test_a_december_day_belongs_to_the_notice_of_the_new_year_after_it() -> None:
    assert of_package(2019).on[date(2018, 12, 29)] == "元旦"
    assert date(2018, 12, 29) not in of_package(2018).on


def test_the_notices_of_all_years_together_are_all_published_days() -> None:
    notices = [of_package(year) for year in range(FIRST_YEAR, LAST_YEAR + 1)]

    assert {day: name for notice in notices for day, name in notice.off.items()} == OFF
    assert {day: name for notice in notices for day, name in notice.on.items()} == ON


@pytest.mark.parametrize("year", [2003, 2049])
def test_a_year_that_the_package_lacks_is_refused_with_what_to_do(year: int) -> None:
    with pytest.raises(YearNotPublished) as refused:
        of_package(year)

    assert refused.value.sentence.startswith(f"内置日历只有 {FIRST_YEAR} 年至 {LAST_YEAR} 年，没有 {year} 年")
    assert "列成 CSV 文件导入" in refused.value.remedy


def test_the_calendar_takes_a_notice_as_it_is_told() -> None:
    calendar = WorkingCalendar.of([(1, {"notice": of_package(2026).to_json()})])

    assert calendar.published == 2026
    assert calendar.off == of_package(2026).off
    assert calendar.on == of_package(2026).on


@pytest.mark.parametrize("year", [2025, 2026])
def test_real_notices_raise_no_doubt(year: int) -> None:
    assert doubts(of_package(year)) == ()


def test_a_year_before_the_decree_is_not_asked_for_its_festivals() -> None:
    assert doubts(of_package(2024)) == ()


def test_a_make_up_workday_on_a_monday_is_doubted() -> None:
    notice = of_package(2026)
    on_monday = Notice(2026, notice.off, {date(2026, 10, 12): "国庆节"})

    assert doubts(on_monday) == ("2026-10-12不是周末：写“上班”只用于撤销已公布的放假，请核对。",)


def test_a_forgotten_festival_is_doubted() -> None:
    notice = of_package(2026)
    without = {day: name for day, name in notice.off.items() if name != "端午节"}

    (doubt,) = doubts(Notice(2026, without, notice.on))

    assert doubt.startswith("没有列入法定节日2026-06-19（端午节）：")
