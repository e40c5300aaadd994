"""Whom a ladder reaches, when, and what ends it."""

from datetime import UTC, datetime

import pytest

from engine.escalation.levels import levels_of
from tests.unit.engine.escalation.tower import DUTY, Tower

DUE = datetime(2026, 3, 10, 16, tzinfo=UTC)
"""Midnight after Tuesday 10 March 2026."""


def overdue(tower: Tower, name: str = "inquiry") -> Tower:
    """The moment of its end."""
    tower.run(name, DUE, 1)
    tower.at = DUE
    return tower


def test_the_ladder_goes_from_the_handler_to_the_top_of_the_installation() -> None:
    tower = Tower(height=4)

    keys = [level.key for level in levels_of(DUTY, tower.case, tower.world)]

    assert keys == [
        "officer:handler",
        "office_head:o0-JC",
        "oversees:o0-JC",
        "principal:o0",
        "principal:o1",
        "office_head:o2-AG",
        "principal:o2",
        "office_head:o3-AG",
        "principal:o3",
    ]


def test_where_no_superior_works_here_the_ladder_ends_with_the_principal() -> None:
    tower = Tower(height=1)

    assert [level.key for level in levels_of(DUTY, tower.case, tower.world)][-1] == "principal:o0"


def test_a_warning_reminds_the_handler_alone() -> None:
    tower = Tower()
    tower.run("inquiry", DUE, 1, warns=[datetime(2026, 3, 5, tzinfo=UTC)])
    tower.at = datetime(2026, 3, 5, tzinfo=UTC)

    tower.sweep()

    assert tower.levels() == [0]
    assert (ladder := tower.ladder()) is not None
    assert ladder.next_at == DUE.isoformat()


def test_at_the_end_handler_and_head_of_the_office_are_reached() -> None:
    tower = overdue(Tower())

    tower.sweep()

    assert tower.levels() == [0, 1]


@pytest.mark.parametrize(
    ("vacant", "away", "expected", "because"),
    [
        ({(0, "office_head")}, set(), [0, 2], ["vacant"]),
        (set(), {(0, "office_head")}, [0, 2], ["on_leave"]),
        ({(0, "office_head"), (0, "deputy_leader")}, set(), [0, 3], ["vacant", "vacant"]),
        ({(0, "office_head")}, {(0, "deputy_leader"), (0, "principal")}, [0, 4], ["vacant", "on_leave", "on_leave"]),
    ],
)
def test_who_cannot_be_reached_is_passed_by_and_the_entry_says_why(
    vacant: set[tuple[int, str]], away: set[tuple[int, str]], expected: list[int], because: list[str]
) -> None:
    tower = overdue(Tower(vacant=vacant, away=away))

    tower.sweep()

    assert tower.levels() == expected
    assert [one["because"] for one in tower.told if one["event"] == "skip"] == because


def test_who_is_the_subject_himself_is_passed_by() -> None:
    tower = overdue(Tower())
    tower.body["subject_officer"] = "office_head0"

    tower.sweep()

    assert tower.levels() == [0, 2]


def test_a_post_that_is_filled_again_is_not_gone_back_to() -> None:
    tower = overdue(Tower(vacant={(0, "office_head")}))
    tower.sweep()
    tower.vacant.clear()

    tower.later(days=30)
    tower.sweep()

    assert tower.levels() == [0, 2, 3]


def test_where_nobody_is_left_it_is_tried_again_every_week() -> None:
    everybody = {
        (height, position) for height in range(3) for position in ("office_head", "deputy_leader", "principal")
    }
    tower = overdue(Tower(vacant=everybody))
    tower.sweep()

    tower.vacant.clear()
    tower.later(days=7)
    tower.sweep()

    assert tower.levels() == [0, 1]


def test_a_limit_alarms_everybody_up_to_the_top_at_its_warning_its_end_and_every_hour_after() -> None:
    tower = Tower(height=2)
    tower.run("measure", DUE, 1, warns=[datetime(2026, 3, 8, 3, 7, tzinfo=UTC)])  # a Sunday, at any hour
    tower.at = datetime(2026, 3, 8, 3, 7, tzinfo=UTC)

    tower.sweep()
    assert tower.levels("measure") == [0, 1, 2, 3, 4]
    for moment in (DUE, DUE.replace(hour=17), DUE.replace(hour=18)):
        tower.at = moment
        assert tower.sweep()

    assert [one["levels"] for one in tower.told if one["event"] == "alarm"] == [[0, 1, 2, 3, 4]] * 3


def test_what_was_taken_over_overdue_climbs_from_the_day_on_which_it_was_taken_over() -> None:
    tower = Tower()
    tower.body["taken_over_at"] = DUE.replace(day=20).isoformat()
    tower.run("inquiry", DUE, 1)

    tower.at = DUE.replace(day=19)
    assert not tower.sweep()
    tower.at = DUE.replace(day=20)

    assert tower.sweep()


@pytest.mark.parametrize("event", ["meet", "pause"])
def test_what_ends_or_stands_still_closes_every_level_with_the_reason(event: str) -> None:
    tower = overdue(Tower())
    tower.sweep()

    tower.end("inquiry", event)

    assert tower.ladder() is None
    assert tower.told[-1] == {
        "id": "inquiry",
        "round": 1,
        "event": "close",
        "because": {"meet": "met", "pause": "paused"}[event],
        "levels": [0, 1],
    }


def test_what_is_overdue_once_more_in_a_new_round_climbs_from_the_beginning() -> None:
    tower = overdue(Tower())
    tower.sweep()
    tower.later(days=20)
    tower.sweep()

    tower.run("inquiry", DUE.replace(month=5), 2)
    tower.at = DUE.replace(month=5)
    tower.sweep()

    ladder = tower.ladder()
    assert ladder is not None
    assert (tower.levels(), ladder.round) == ([0, 1], 2)
