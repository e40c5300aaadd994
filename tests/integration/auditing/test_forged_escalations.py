"""Ladders that somebody with every key forged: whom they reached, when, who answered, and what closed them."""

from typing import Any

import pytest

from tests.integration.auditing.forging import Body, Change, Trail, Which, by, says, sets, untouched

pytestmark = pytest.mark.only_on("sqlite")

CLIMBED = ("overdue", "escalation", "climb")
CHASED = ("overdue", "escalation", "answer")
VERIFIED = ("extended", "transition", "verify")
PERIOD = "upward_clue"


def ladder(**changed: Any) -> Change:
    """The ladder is told otherwise."""
    return lambda _, entry: entry["data"]["set"]["ladders"][PERIOD].update(changed)


def reaches(**changed: Any) -> Change:
    """The level that was reached is told otherwise."""
    return lambda _, entry: entry["data"]["set"]["ladders"][PERIOD]["reached"][-1].update(changed)


def told(**changed: Any) -> Change:
    """What the entry tells of the escalation is told otherwise."""
    return lambda _, entry: entry["data"]["escalations"][-1].update(changed)


def too_early(before: Body, _: Body) -> None:
    """The period still runs."""
    due = before["due"][PERIOD]
    before["due"][PERIOD] = {**due, "due_at": "2099-01-01T16:00:00+00:00", "warns": ["2099-01-01T16:00:00+00:00"]}


def once_more(before: Body, _: Body) -> None:
    """The level has had its second grace already."""
    before["ladders"][PERIOD]["reached"][-1]["again"] = True


def without_a_word(_: Body, entry: Body) -> None:
    """The answer carries no reason."""
    entry["commits"] = {}


def closes(_: Body, entry: Body) -> None:
    """A step that ends no period closes a ladder."""
    entry["data"]["escalations"] = [{"id": PERIOD, "round": 1, "event": "close", "because": "met", "levels": [1]}]


@pytest.mark.parametrize("which", [CLIMBED, CHASED])
def test_what_nobody_forged_is_lawful(trail: Trail, which: Which) -> None:
    assert trail.judged(which, untouched) == set()


@pytest.mark.parametrize(
    ("which", "change", "code"),
    [
        (CLIMBED, too_early, "climbed_early"),
        (CLIMBED, ladder(next_at="2099-01-01T16:00:00+00:00"), "ladder_other"),
        (CLIMBED, ladder(due_at="2099-01-01T16:00:00+00:00"), "ladder_other"),
        (CLIMBED, ladder(round=7), "ladder_other"),
        (CLIMBED, ladder(reached=[]), "ladder_other"),
        (CLIMBED, reaches(key="principal:9901"), "ladder_other"),
        (CLIMBED, reaches(to=["o00150"]), "ladder_other"),
        (CLIMBED, reaches(level=3), "ladder_other"),
        (CLIMBED, told(to=["o00150"]), "ladder_other"),
        (CLIMBED, says(actor="o00165"), "wrong_role"),
        (CLIMBED, sets(organ="990102"), "changed_too_much"),
        (CLIMBED, sets(state="allocated"), "changed_too_much"),
        (CLIMBED, sets(version=99), "version"),
        (CHASED, by("o00150", "990101/principal"), "not_reached"),
        (CHASED, reaches(again=False), "ladder_other"),
        (CHASED, ladder(next_at="2099-01-01T16:00:00+00:00"), "ladder_other"),
        (CHASED, once_more, "ladder_other"),
        (CHASED, without_a_word, "reason_missing"),
        (CHASED, says(event="acknowledge"), "not_reached"),
        (CHASED, told(level=3), "not_reached"),
        (VERIFIED, sets(ladders={PERIOD: {}}), "ladder_other"),
        (VERIFIED, closes, "ladder_other"),
    ],
)
def test_a_forged_ladder_is_found(trail: Trail, which: Which, change: Change, code: str) -> None:
    assert code in trail.judged(which, change)
