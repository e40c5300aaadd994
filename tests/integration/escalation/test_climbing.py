"""An overdue matter climbs the tree, level by level, until somebody deals with it."""

import pytest

from app.auditing.opening import audited
from app.auditing.rebuild import rebuild
from app.auditing.verification import verify
from engine.sweeping import Swept, sweep
from tests.integration.deadlines.clockwork import Clockwork, done
from tests.integration.escalation.ladders import CITY_PRINCIPAL, DEPUTY, HEAD, PRINCIPAL, Ladders


@pytest.fixture
def ladders(clockwork: Clockwork) -> Ladders:
    """A matter that the superior had to hear of by Monday 9 November, received on the 2nd."""
    return Ladders.of(clockwork)


def test_nobody_above_hears_of_it_before_its_end(ladders: Ladders) -> None:
    assert ladders.on("2026-11-09", "23:59") == []


def test_at_the_instant_of_its_end_the_head_of_the_office_hears_of_it(ladders: Ladders) -> None:
    assert ladders.on("2026-11-10", "00:00") == [HEAD]


def test_after_three_working_days_of_grace_it_reaches_who_oversees_the_office(ladders: Ladders) -> None:
    ladders.on("2026-11-10", "09:00")

    assert ladders.on("2026-11-13", "23:59") == [HEAD]
    assert ladders.on("2026-11-14", "00:00") == [HEAD, DEPUTY]


def test_an_inbox_that_nobody_opens_holds_nothing_up(ladders: Ladders) -> None:
    ladders.on("2026-11-10")
    [unread] = ladders.inbox(HEAD)

    assert unread.reached.get("read") is None
    assert DEPUTY in ladders.on("2026-11-14")


def test_it_goes_on_to_the_principal_and_the_superior_organ(ladders: Ladders) -> None:
    for day in ("2026-11-10", "2026-11-14", "2026-11-20"):
        ladders.on(day)

    assert ladders.on("2026-11-28") == [HEAD, DEPUTY, PRINCIPAL, CITY_PRINCIPAL]


def test_at_the_top_it_stays_and_is_repeated_every_week(ladders: Ladders) -> None:
    ladders.climb_to_the_top()
    ladders.on("2026-12-06")
    before = len(ladders.entries())

    ladders.on("2026-12-12", "12:00")
    assert ladders.events()[-1]["event"] == "top"
    ladders.on("2026-12-13", "12:00")

    assert ladders.events()[-1]["event"] == "repeat"
    assert len(ladders.entries()) == before + 1
    assert ladders.reached() == [HEAD, DEPUTY, PRINCIPAL, CITY_PRINCIPAL]


def test_a_sweep_that_comes_late_opens_one_level_and_not_all_at_once(ladders: Ladders) -> None:
    assert ladders.on("2027-03-01") == [HEAD]


def test_a_second_sweep_at_the_same_moment_does_nothing(ladders: Ladders) -> None:
    ladders.on("2026-11-10")

    assert sweep(ladders.clockwork.installation.service) == Swept(0)


def test_who_is_on_leave_is_passed_by_and_the_entry_says_so(ladders: Ladders) -> None:
    ladders.leave(HEAD, "2026-11-09", "2026-11-20")

    assert ladders.on("2026-11-10") == [DEPUTY]
    skipped = [one for one in ladders.events() if one["event"] == "skip"]
    assert [(one["level"], one["because"]) for one in skipped] == [(0, "vacant"), (1, "on_leave")]


def test_who_is_kept_from_the_matter_is_passed_by(ladders: Ladders) -> None:
    ladders.recuse(DEPUTY)
    ladders.on("2026-11-10")

    assert ladders.on("2026-11-14") == [HEAD, PRINCIPAL]


def test_what_is_done_at_last_closes_every_level_with_the_reason(ladders: Ladders) -> None:
    ladders.on("2026-11-10")
    ladders.on("2026-11-14")

    ladders.report_up()

    assert ladders.reached() == []
    assert ladders.told_last() == {"event": "close", "because": "met", "levels": [1, 2]}
    assert ladders.on("2027-01-10") == []


def test_the_version_of_the_case_does_not_rise_with_an_escalation(ladders: Ladders) -> None:
    before = ladders.body()["version"]

    ladders.on("2026-11-10")

    assert ladders.body()["version"] == before


def test_an_auditor_and_a_rebuild_agree_with_every_level(ladders: Ladders) -> None:
    ladders.climb_to_the_top()
    done(ladders.answer(CITY_PRINCIPAL, 4, "chase"))

    with audited(ladders.clockwork.installation.settings) as found:
        assert verify(found).findings == ()
        assert [table for table in rebuild(found) if not table.same] == []
