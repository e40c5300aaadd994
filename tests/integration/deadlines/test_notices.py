"""The calendar of an installation: what it begins with, and notices that two officers tell."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import Any

import pytest

from app.auditing.opening import audited
from app.auditing.rebuild import rebuild
from app.auditing.verification import verify
from engine.errors import Refused
from engine.service import Service
from engine.working_calendar import WorkingCalendar
from tests.integration.api.prefecture import HANDLER, PRINCIPAL
from tests.integration.deadlines.clockwork import (
    CITY_ADMINISTRATOR,
    CITY_CLERK,
    COUNTY_CLERK,
    OFF_2027,
    PAPER,
    SECOND_CLERK,
    Clockwork,
    code,
    done,
)


def calendar(clockwork: Clockwork) -> WorkingCalendar:
    with clockwork.installation.storage.read() as tx:
        return tx.calendar()


def test_an_installation_begins_with_the_days_that_are_published(clockwork: Clockwork) -> None:
    days = calendar(clockwork).of_line(())

    assert not days.is_working(date(2026, 10, 1))
    assert days.is_working(date(2026, 10, 10))
    assert not days.is_provisional(date(2026, 11, 30))
    assert days.is_provisional(date(2026, 12, 1))


def test_a_recorded_notice_changes_no_day(clockwork: Clockwork) -> None:
    recorded = done(clockwork.record()).seq

    assert calendar(clockwork).waiting.keys() == {recorded}
    assert not calendar(clockwork).of_line(()).is_working(date(2026, 12, 27))


def test_it_counts_when_a_second_officer_has_compared_it(clockwork: Clockwork) -> None:
    clockwork.told()
    days = calendar(clockwork).of_line(())

    assert calendar(clockwork).waiting == {}
    assert days.is_working(date(2026, 12, 27))
    assert not days.is_provisional(date(2027, 11, 30))
    assert days.is_provisional(date(2027, 12, 1))


@pytest.mark.parametrize(
    ("actor", "more", "expected"),
    [
        (CITY_CLERK, {}, "second_officer"),  # who recorded it
        (SECOND_CLERK, {"number": "国办发明电〔2026〕8号"}, "sheet_differs"),
        (SECOND_CLERK, {"document": "b" * 64}, "sheet_differs"),  # another file
        (COUNTY_CLERK, {}, "wrong_role"),  # a county tells no national days
        (PRINCIPAL.officer, {}, "wrong_role"),
    ],
)
def test_who_may_not_compare_it_or_has_another_paper_is_refused(
    clockwork: Clockwork, actor: str, more: dict[str, str], expected: str
) -> None:
    recorded = done(clockwork.record()).seq

    assert code(clockwork.confirm(recorded, actor, **more)) == expected


def test_a_notice_is_compared_once(clockwork: Clockwork) -> None:
    recorded = done(clockwork.record()).seq
    clockwork.confirm(recorded)

    assert code(clockwork.confirm(recorded, CITY_ADMINISTRATOR)) == "no_such_notice"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"number": " "}, "number"),
        ({"document": "not a digest"}, "document"),
        ({"issued_on": date(2100, 1, 1)}, "issued_on"),
        ({"organ": "nowhere"}, "organ"),
        ({"off": {}, "on": {}}, "off"),
        ({"on": {"2027-01-01": "元旦"}}, "off"),  # off and on at once
        ({"off": {"2029-01-01": "元旦"}}, "off"),  # another year
        ({"off": {"2027-02-30": "春节"}}, "off"),  # no day
    ],
)
def test_a_notice_that_cannot_be_right_names_the_field(
    clockwork: Clockwork, more: dict[str, object], field: str
) -> None:
    actor = CITY_ADMINISTRATOR if "organ" not in more else COUNTY_CLERK

    refused = clockwork.record(actor, **more)

    assert code(refused) in {"input_invalid", "wrong_role"}
    assert field in refused.fields or "organ" in more  # type: ignore[union-attr]


@pytest.mark.parametrize("actor", [HANDLER.officer, COUNTY_CLERK, PRINCIPAL.officer])
def test_national_days_are_told_by_the_highest_organ_alone(clockwork: Clockwork, actor: str) -> None:
    assert code(clockwork.record(actor)) == "wrong_role"


def test_a_case_over_the_turn_of_the_year_is_provisional_until_the_notice_comes(clockwork: Clockwork) -> None:
    clockwork.at("2026-12-24")
    case = clockwork.opened("2026-12-24")
    before = clockwork.last_day(case)

    clockwork.recounted(clockwork.told().data["notice"])

    # Friday 25, Monday 28 to Thursday 31; by the notice Sunday 27 is a workday, and Wednesday 30 the fifth.
    assert (before, clockwork.last_day(case)) == ("2026-12-31 暂定", "2026-12-30")


def test_the_mass_act_tells_each_case_what_its_due_date_was(clockwork: Clockwork) -> None:
    clockwork.at("2026-12-24")
    case = clockwork.opened("2026-12-24")
    before = clockwork.period(case).due
    notice = clockwork.told().data["notice"]

    clockwork.recounted(notice)
    [entry] = clockwork.entries(case)

    told = next(one for one in entry["data"]["deadlines"] if one["id"] == "clue_transfer_wrong")
    assert (entry["event"], entry["caused_by"]) == ("recompute", f"act/{notice['act']}#0")
    assert before is not None
    assert (told["before"], told["because"]) == (before["due_at"], "calendar")
    assert entry["data"]["set"]["due"]["clue_transfer_wrong"]["last_day"] == "2026-12-30"


def test_the_act_says_how_many_cases_it_changed_and_which(clockwork: Clockwork) -> None:
    clockwork.at("2026-12-24")
    case = clockwork.opened("2026-12-24")
    notice = clockwork.told().data["notice"]
    clockwork.recounted(notice)

    with clockwork.installation.storage.read() as tx:
        begun, part, finished = tx.entries(f"act/{notice['act']}", -1, 10)

    assert (begun["event"], begun["data"]["document"]) == ("begin", PAPER)
    assert (part["event"], part["data"]["listed"]) == ("part", sha256(f"{case}\n".encode()).hexdigest())
    assert (finished["event"], finished["data"]["count"]) == ("finish", 1)
    assert finished["data"]["listed"] == sha256(f"{part['data']['listed']}\n".encode()).hexdigest()


def test_a_notice_that_changes_nothing_is_finished_all_the_same(clockwork: Clockwork) -> None:
    notice = clockwork.told().data["notice"]
    assert clockwork.installation.service.unfinished() == [notice]

    clockwork.recounted(notice)

    assert clockwork.installation.service.unfinished() == []


def test_a_count_that_was_killed_is_found_gone_on_with_and_tells_the_whole(
    clockwork: Clockwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Once the act told what the last run had done, and a run that was killed behind its last chunk never ended.
    clockwork.at("2026-12-24")
    for _ in range(5):
        clockwork.opened("2026-12-24")
    notice, works, runs = clockwork.told().data["notice"], Service.recount, list[int]()
    monkeypatch.setattr("engine.recounting.MANY", 2)

    def killed(service: Service, act: str, among: Sequence[str]) -> list[str]:
        runs.append(1)
        if len(runs) == 3:
            raise KeyboardInterrupt
        return works(service, act, among)

    monkeypatch.setattr(Service, "recount", killed)
    with pytest.raises(KeyboardInterrupt):
        clockwork.recounted(notice)
    monkeypatch.setattr(Service, "recount", works)

    [found] = clockwork.installation.service.unfinished()
    clockwork.recounted(found)

    with clockwork.installation.storage.read() as tx:
        *_, finished = tx.entries(f"act/{notice['act']}", -1, 10)
    assert (finished["event"], finished["data"]["count"]) == ("finish", 5)


def test_a_later_notice_does_not_let_an_unfinished_count_be_forgotten(clockwork: Clockwork) -> None:
    # Once only the newest notice was gone on with, and what an earlier one moved stayed where it was.
    clockwork.at("2026-11-20")
    case = clockwork.opened("2026-11-20")
    local = clockwork.told(organ="990101", year=2026, off={"2026-11-24": "地方节日"}, on={}).data["notice"]
    national = clockwork.told().data["notice"]

    unfinished = clockwork.installation.service.unfinished()
    for notice in unfinished:
        clockwork.recounted(notice)

    assert [one["act"] for one in unfinished] == [local["act"], national["act"]]
    assert clockwork.last_day(case) == "2026-11-30"  # 23, 25, 26, 27, 30


def test_a_notice_that_skips_a_year_is_refused(clockwork: Clockwork) -> None:
    # Once it settled the year between as well, without its holidays.
    refused = clockwork.record(year=2028, off={"2028-01-01": "元旦"}, on={})

    assert isinstance(refused, Refused)
    assert (refused.code, refused.fields) == ("input_invalid", ("year",))
    assert "2027年的通知" in refused.remedy


def test_a_case_whose_end_stays_where_it_is_gets_no_entry(clockwork: Clockwork) -> None:
    clockwork.at("2026-11-20")
    case = clockwork.opened("2026-11-20")

    done = clockwork.recounted(clockwork.told().data["notice"])

    assert clockwork.entries(case) == []
    assert done.changed == 0


def test_a_run_that_was_stopped_goes_on_and_a_second_one_finds_nothing(clockwork: Clockwork) -> None:
    clockwork.at("2026-12-24")
    cases = [clockwork.opened("2026-12-24") for _ in range(3)]
    notice = clockwork.told().data["notice"]
    clockwork.installation.service.recount(notice["act"], cases[:1])

    resumed, again = clockwork.recounted(notice), clockwork.recounted(notice)

    assert (resumed.changed, again.changed) == (2, 0)
    assert [len(clockwork.entries(case)) for case in cases] == [1, 1, 1]


def test_local_days_move_the_cases_of_their_organ_and_no_other(clockwork: Clockwork) -> None:
    clockwork.at("2026-04-15")
    case = clockwork.opened("2026-04-15")
    local: dict[str, Any] = {"year": 2026, "number": "云府〔2026〕1号", "off": {"2026-04-20": "三月三"}, "on": {}}
    local |= {"issued_on": date(2026, 4, 1)}
    elsewhere = done(clockwork.confirm(done(clockwork.record(**local, organ="990102")).seq, number=local["number"]))
    clockwork.recounted(elsewhere.data["notice"])
    before = clockwork.last_day(case)

    here = done(clockwork.confirm(done(clockwork.record(**local, organ="990101")).seq, number=local["number"]))
    clockwork.recounted(here.data["notice"])

    assert (before, clockwork.last_day(case)) == ("2026-04-22", "2026-04-23")


def test_an_auditor_finds_nothing_wrong_and_a_rebuild_no_difference(clockwork: Clockwork) -> None:
    clockwork.at("2026-12-24")
    clockwork.opened("2026-12-24")
    clockwork.recounted(clockwork.told().data["notice"])

    with audited(clockwork.installation.settings) as found:
        assert verify(found).findings == ()
        assert [table for table in rebuild(found) if not table.same] == []


def test_a_period_that_begins_after_the_notice_is_counted_by_it(clockwork: Clockwork) -> None:
    clockwork.at("2026-12-24")
    clockwork.told()

    case = clockwork.opened("2026-12-24")

    assert clockwork.last_day(case) == "2026-12-30"


def test_the_clock_set_back_moves_no_due_date(clockwork: Clockwork) -> None:
    clockwork.at("2026-12-24")
    case = clockwork.opened("2026-12-24")
    before = clockwork.last_day(case)

    clockwork.later(seconds=-50)
    after = clockwork.opened("2026-12-24")

    assert clockwork.last_day(case) == clockwork.last_day(after) == before


def test_the_same_paper_may_not_be_recorded_as_off_and_confirmed_as_on(clockwork: Clockwork) -> None:
    """What counts is what was recorded: the second officer confirms these days, and no others."""
    recorded = done(clockwork.record(off=OFF_2027, on={})).seq

    confirmed = done(clockwork.confirm(recorded, document=PAPER))

    assert (confirmed.data["notice"]["off"], confirmed.data["notice"]["on"]) == (OFF_2027, {})
