"""When a notice goes out, and whom it tells."""

from datetime import UTC, datetime

import pytest

from engine.deadlines.counting import SHANGHAI
from engine.notices import in_office_hours, notices_of
from tests.unit.engine.deadlines.calendars import NATIONAL, a_local_notice, told
from tests.unit.engine.escalation.tower import DEFINITION, Tower

SUNDAY = datetime(2026, 3, 8, 3, 7, tzinfo=UTC)


def at(text: str) -> datetime:
    """A moment in Asia/Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def sent(tower: Tower) -> list[tuple[str, str]]:
    """Whom the newest entry tells, and when."""
    found = notices_of(DEFINITION, tower.case, tower.told, tower.world)
    return [(one.officer, one.at) for one in found]


@pytest.mark.parametrize(
    ("moment", "sent_at"),
    [
        ("2026-11-25T08:29", "2026-11-25T08:30"),  # a Wednesday
        ("2026-11-25T08:30", "2026-11-25T08:30"),
        ("2026-11-25T12:15", "2026-11-25T12:15"),
        ("2026-11-25T17:29", "2026-11-25T17:29"),
        ("2026-11-25T17:30", "2026-11-26T08:30"),
        ("2026-11-27T23:59", "2026-11-30T08:30"),  # Friday night: Monday
        ("2026-02-13T18:00", "2026-02-14T08:30"),  # a Saturday that is worked
        ("2026-02-14T18:00", "2026-02-24T08:30"),  # the Spring Festival until the 23rd
        ("2026-10-01T10:00", "2026-10-08T08:30"),
    ],
)
def test_what_is_no_limit_waits_for_the_office_to_open(moment: str, sent_at: str) -> None:
    assert in_office_hours(at(moment), NATIONAL.of_line(())) == at(sent_at)


def test_a_local_holiday_closes_the_office_too() -> None:
    local = told(a_local_notice("450100", off="2026-04-20 2026-04-21")).of_line(("450100",))

    assert in_office_hours(at("2026-04-20T10:00"), local) == at("2026-04-22T08:30")


def test_a_limit_is_told_at_once_to_everybody_it_alarms() -> None:
    tower = Tower(height=2)
    tower.run("measure", datetime(2026, 3, 10, 16, tzinfo=UTC), 1, warns=[SUNDAY])
    tower.at = SUNDAY
    tower.sweep()

    found = sent(tower)

    assert [officer for officer, _ in found] == [
        "handler",
        "office_head0",
        "deputy_leader0",
        "principal0",
        "principal1",
    ]
    assert {when for _, when in found} == {SUNDAY.isoformat()}


def test_a_duty_that_is_over_on_a_sunday_is_told_on_monday() -> None:
    tower = Tower()
    tower.run("inquiry", SUNDAY, 1)
    tower.at = SUNDAY
    tower.sweep()

    assert sent(tower) == [(who, "2026-03-09T00:30:00+00:00") for who in ("handler", "office_head0")]


def test_an_alarm_tells_once_more_whoever_holds_the_post_by_now() -> None:
    tower = Tower(height=1)
    tower.run("measure", SUNDAY, 1)
    tower.at = SUNDAY
    tower.sweep()
    tower.vacant.add((0, "principal"))
    tower.told.clear()
    tower.later(hours=1)
    tower.sweep()

    assert [officer for officer, _ in sent(tower)] == ["handler", "office_head0", "deputy_leader0"]


def test_what_stays_at_the_top_tells_it_again_every_week() -> None:
    tower = Tower(height=1)
    tower.run("inquiry", SUNDAY, 1)
    for _ in range(6):
        tower.later(days=8)
        tower.sweep()
    assert [one["event"] for one in tower.told][-1] == "repeat"
    del tower.told[:-1]

    assert [officer for officer, _ in sent(tower)] == ["principal0"]


def test_who_is_passed_by_is_told_nothing() -> None:
    tower = Tower()
    tower.away.add((0, "office_head"))
    tower.run("inquiry", SUNDAY, 1)
    tower.at = SUNDAY
    tower.sweep()

    assert "office_head0" not in [officer for officer, _ in sent(tower)]
