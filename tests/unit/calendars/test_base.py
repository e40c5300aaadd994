import json
from datetime import date, timedelta

from holidays import country_holidays

from app.calendars.base import base
from app.calendars.published import FIRST_YEAR, LAST_YEAR, OFF, ON
from engine.working_calendar import OrganCalendar, WorkingCalendar


def _calendar() -> OrganCalendar:
    return WorkingCalendar.of([(1, {"base": base()})]).of_line(())


def _every_published_day() -> list[date]:
    first, last = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
    return [first + timedelta(days) for days in range((last - first).days + 1)]


def test_two_independent_packages_agree_on_every_published_day() -> None:
    other, ours = country_holidays("CN", years=range(FIRST_YEAR, LAST_YEAR + 1)), _calendar()

    differing = [day for day in _every_published_day() if ours.is_working(day) != other.is_working_day(day)]

    # A make-up workday of the 2006 notice that chinese_calendar lacks; no deadline is counted so far back.
    assert differing == [date(2005, 12, 31)]


def test_they_agree_on_the_make_up_workdays_too() -> None:
    other = country_holidays("CN", years=range(FIRST_YEAR, LAST_YEAR + 1)).weekend_workdays

    assert {day for day in other if day.year >= FIRST_YEAR} - {date(2005, 12, 31)} == set(ON)


def test_no_day_is_both_off_and_on() -> None:
    assert not set(OFF) & set(ON)


def test_every_make_up_workday_is_a_weekend_day() -> None:
    assert {day.weekday() for day in ON} == {5, 6}


def test_the_days_of_2026_are_those_of_the_notice() -> None:
    # 国办发明电〔2025〕7号, 2025-11-04
    off = {
        "元旦": ("2026-01-01", 3),
        "春节": ("2026-02-15", 9),
        "清明节": ("2026-04-04", 3),
        "劳动节": ("2026-05-01", 5),
        "端午节": ("2026-06-19", 3),
        "中秋节": ("2026-09-25", 3),
        "国庆节": ("2026-10-01", 7),
    }
    on = {
        "2026-01-04": "元旦",
        "2026-02-14": "春节",
        "2026-02-28": "春节",
        "2026-05-09": "劳动节",
        "2026-09-20": "国庆节",
        "2026-10-10": "国庆节",
    }
    told = base()

    assert _of_2026(told["off"]) == {
        (date.fromisoformat(first) + timedelta(days)).isoformat(): name
        for name, (first, length) in off.items()
        for days in range(length)
    }
    assert _of_2026(told["on"]) == on


def _of_2026(days: dict[str, str]) -> dict[str, str]:
    return {day: name for day, name in days.items() if day.startswith("2026")}


def test_ordinary_weekends_are_not_listed() -> None:
    assert "2026-03-07" not in base()["off"]


def test_the_weekend_within_a_holiday_is_listed() -> None:
    assert base()["off"]["2026-10-03"] == "国庆节"


def test_the_festivals_begin_after_the_last_published_year_and_end_with_2050() -> None:
    told = base()
    years = sorted({int(day[:4]) for day in told["statutory"]})

    assert years == list(range(told["published"] + 1, 2051))


def test_the_base_is_the_same_each_time_with_its_days_in_order() -> None:
    told = base()

    assert json.dumps(told) == json.dumps(base()) == json.dumps(told, sort_keys=True)


def test_a_festival_ahead_is_off_and_provisional() -> None:
    calendar, festival = _calendar(), date(2027, 2, 8)

    assert not calendar.is_working(festival)
    assert calendar.is_provisional(festival)
    assert calendar.name_of(festival) == "春节"


def test_a_make_up_saturday_is_worked_and_certain() -> None:
    calendar, saturday = _calendar(), date(2026, 10, 10)

    assert calendar.is_working(saturday)
    assert not calendar.is_provisional(saturday)
    assert calendar.name_of(saturday) == "国庆节"
