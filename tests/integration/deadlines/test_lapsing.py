"""What ends by itself: the period of effect of a sanction, and the right to have it reviewed."""

from datetime import timedelta

import pytest

from app.auditing.opening import audited
from app.auditing.rebuild import rebuild
from app.auditing.verification import verify
from app.demo.walk import Walk
from app.demo.walker import Walker
from engine.sweeping import sweep
from tests.integration.deadlines.clockwork import Clockwork
from tests.journeys.journey import Organ

WARNED = {"party_sanction": "warning", "administrative_sanction": "none"}


@pytest.fixture
def sanctioned(clockwork: Clockwork) -> Walk:
    """Somebody who was warned on 20 November 2026."""
    walker = Walker(clockwork.installation.service, clockwork.installation.reading)
    return Organ(walker, walker.organs("county")[0]).clue_in("on_trial").take("decide", WARNED)


def swept(clockwork: Clockwork, days: int) -> None:
    """Time passes, and the clock does what it does alone."""
    clockwork.hand.moved += timedelta(days=days)
    sweep(clockwork.installation.service)


def test_the_effect_of_a_warning_lasts_a_year_from_the_day_of_the_decision(
    clockwork: Clockwork, sanctioned: Walk
) -> None:
    period = clockwork.period(sanctioned.id, "impact_party")

    assert (period.clock["from"], period.clock["length"]) == ("2026-11-20", {"months": 12})
    assert clockwork.last_day(sanctioned.id, "impact_party") == "2027-11-19"


def test_on_its_last_day_nothing_ends(clockwork: Clockwork, sanctioned: Walk) -> None:
    swept(clockwork, 364)

    assert clockwork.entries(sanctioned.id) == []
    assert clockwork.period(sanctioned.id, "impact_party").status == "running"


def test_the_day_after_it_has_ended_and_the_register_says_so(clockwork: Clockwork, sanctioned: Walk) -> None:
    swept(clockwork, 365)

    period = clockwork.period(sanctioned.id, "impact_party")
    [entry] = clockwork.entries(sanctioned.id)

    assert period.status == "lapsed"
    assert (entry["event"], entry["actor"]) == ("lapse", "system")
    assert "届满失效" in period.sentence


def test_a_second_sweep_finds_nothing(clockwork: Clockwork, sanctioned: Walk) -> None:
    swept(clockwork, 365)

    assert sweep(clockwork.installation.service).done == 0
    assert len(clockwork.entries(sanctioned.id)) == 1


@pytest.mark.usefixtures("sanctioned")
def test_an_auditor_and_a_rebuild_agree_with_what_lapsed(clockwork: Clockwork) -> None:
    swept(clockwork, 365)

    with audited(clockwork.installation.settings) as found:
        assert verify(found).findings == ()
        assert [table for table in rebuild(found) if not table.same] == []
