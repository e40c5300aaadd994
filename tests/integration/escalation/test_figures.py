"""What Prometheus is told of periods: how many warn, and how many are over, by organ. They agree with the boards."""

from collections import Counter

import pytest

from engine.deadlines.bands import band_of
from engine.ports import SoughtDue
from engine.terms import PRESSING
from tests.integration.deadlines.clockwork import Clockwork, done, opening
from tests.integration.escalation.ladders import MEMBER

OPENED = ("2026-10-23", "2026-10-30", "2026-11-02", "2026-11-04")
MOMENTS = ("2026-11-02", "2026-11-05", "2026-11-06", "2026-11-09", "2026-11-10", "2026-11-30")


@pytest.fixture
def filled(clockwork: Clockwork) -> Clockwork:
    """Clues of several days, each with two periods or one."""
    for day in OPENED:
        clockwork.at(day)
        for more in (MEMBER, {}):
            done(clockwork.installation.service.handle(opening(day, **more)))
    return clockwork


def shown(clockwork: Clockwork) -> Counter[tuple[str, str]]:
    """The same as a board would show it, period by period."""
    reading = clockwork.installation.reading
    with clockwork.installation.storage.read() as tx:
        world = reading.world(tx)
        rows = tx.due(SoughtDue(kinds=PRESSING, limit=1000))
    deadlines = {one.id: one for known in reading.registry for one in known.workflow.deadlines}
    found = Counter[tuple[str, str]]()
    for row in rows:
        days = world.days_of(row["organ"])
        found[row["organ"], band_of(deadlines[row["deadline"]], row["body"]["due"], world.now, days)] += 1
    return Counter({key: count for key, count in found.items() if key[1]})


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_figures_are_what_the_boards_show(filled: Clockwork, moment: str) -> None:
    filled.at(moment)

    assert filled.installation.reading.liveness().bands == shown(filled)


def test_there_are_all_bands_in_these_figures(filled: Clockwork) -> None:
    bands = set[str]()
    for moment in MOMENTS:
        filled.at(moment)
        bands |= {band for _, band in shown(filled)}

    assert bands == {"blue", "yellow", "red"}
