"""Somebody with every key forges a reorganisation: the audit finds it, whatever it moves."""

from typing import Any

import pytest

from app.auditing.opening import audited
from app.auditing.verification import verify
from app.demo.walk import Walk
from tests.integration.auditing.house import House
from tests.integration.auditing.intruders import Insider
from tests.integration.reorganising.tree import COUNTY, ENDED, GOES_ON, Tree
from tests.journeys.journey import VILLAGER

pytestmark = pytest.mark.only_on("sqlite")
ACT = f"reorganisation-{ENDED}-{GOES_ON}"


def handed_over(tree: Tree) -> tuple[Walk, Walk]:
    """A clue of the township that was merged, and one of its county."""
    ours = tree.organ(ENDED).clue_in("allocated", authority=None, **VILLAGER)
    theirs = tree.organ(COUNTY).clue_in("allocated")
    tree.merged()
    tree.hands_over(tree.officer(COUNTY))
    return ours, theirs


def forged(tree: Tree, clue: Walk, changes: dict[str, Any], *, act: str = ACT) -> set[str]:
    """What the audit finds once such an entry stands in the case."""
    Insider(House(tree.found.settings)).appends(
        clue.id,
        changes,
        kind="reorganisation",
        event="succeed",
        actor="system",
        post="",
        caused_by=f"act/{act}#0",
        data={"act": act, "set": {"version": clue.case.version + 1, **changes}},
    )
    with audited(tree.found.settings) as found:
        return {finding.code for finding in verify(found).findings}


def test_a_case_of_another_organ_that_is_said_to_be_concerned_is_found(tree: Tree) -> None:
    _, clue = handed_over(tree)
    moved = {"organ": GOES_ON, "office": None, "handover": GOES_ON, "reorganised": ACT}

    assert {"moved_elsewhere", "moved_other"} & forged(tree, clue, moved)


def test_a_case_that_is_handed_over_twice_is_found(tree: Tree) -> None:
    clue, _ = handed_over(tree)

    assert "moved_elsewhere" in forged(tree, clue, {"reorganised": ACT, "handover": GOES_ON})


def test_an_act_that_nobody_began_is_found(tree: Tree) -> None:
    clue, _ = handed_over(tree)

    assert "act_missing" in forged(tree, clue, {"reorganised": "another"}, act="another")
