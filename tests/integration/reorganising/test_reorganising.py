"""Organs end, divide or come under another superior: what they held is handed over, and nothing is told otherwise."""

import pytest

from app.demo.walk import Walk
from engine.commands import Reorganise
from engine.errors import Refused
from engine.ports import Sought
from engine.succeeding import HandedOver
from tests.integration.reorganising.tree import COUNTY, ENDED, GOES_ON, OTHER_COUNTY, PAPER, Tree
from tests.journeys.journey import VILLAGER


def villager(tree: Tree, state: str = "allocated") -> Walk:
    """A township's clue about somebody of its own."""
    return tree.organ(ENDED).clue_in(state, authority=None, **VILLAGER)


def sees(tree: Tree, officer: str, clue: Walk) -> bool:
    return not isinstance(tree.found.reading.case(officer, clue.id, classes=()), Refused)


def test_what_a_merged_township_held_goes_to_its_successor_and_keeps_its_number(tree: Tree) -> None:
    clue, number = villager(tree), None
    number = clue.case.number
    tree.merged()

    done = tree.hands_over(tree.officer(COUNTY))

    assert isinstance(done, HandedOver)
    assert (done.changed, done.left) == (1, [])
    assert (clue.case.organ, clue.case.competent, clue.case.number) == (GOES_ON, GOES_ON, number)
    assert clue.case.passage == ((ENDED, None, "reorganisation"),)


def test_who_came_over_goes_on_without_signing(tree: Tree) -> None:
    clue = villager(tree)
    handler = clue.case.handler
    tree.merged()

    tree.hands_over(tree.officer(COUNTY))

    assert (clue.case.handler, clue.case.handover) == (handler, None)
    assert clue.take("verify").state == "verifying"


def test_a_request_that_waits_for_the_old_principal_lapses_and_may_be_made_again(tree: Tree) -> None:
    clue = villager(tree)
    clue.propose("verify")
    tree.merged()

    tree.hands_over(tree.officer(COUNTY))

    assert clue.case.pending is None
    assert clue.history()[-1]["data"]["lapsed"]["because"] == "organ_changed"
    assert clue.take("verify").state == "verifying"


def test_history_reads_as_it_was(tree: Tree) -> None:
    clue = villager(tree)
    before = list(clue.history())
    tree.merged()

    tree.hands_over(tree.officer(COUNTY))

    assert list(clue.history())[: len(before)] == before


def test_a_second_run_does_nothing_more(tree: Tree) -> None:
    clue = villager(tree)
    tree.merged()
    tree.hands_over(tree.officer(COUNTY))
    version = clue.case.version

    again = tree.hands_over(tree.officer(COUNTY))

    assert isinstance(again, HandedOver)
    assert (again.changed, clue.case.version) == (0, version)


def test_a_run_that_was_interrupted_goes_on(tree: Tree) -> None:
    clues = [villager(tree) for _ in range(3)]
    tree.merged()
    act = f"reorganisation-{ENDED}-{GOES_ON}"
    by, post = tree.officer(COUNTY), f"{tree.officer(COUNTY)}@{COUNTY}/principal"
    begun = Reorganise(id=act, actor=by, post=post, act=act, organ=ENDED, to=GOES_ON, document=PAPER)
    tree.found.service.handle(begun)
    tree.found.service.succeed(act, [clues[1].id])

    done = tree.hands_over(tree.officer(COUNTY))

    assert isinstance(done, HandedOver)
    assert done.changed == 2
    assert {clue.case.organ for clue in clues} == {GOES_ON}


@pytest.mark.parametrize("position", ["principal", "deputy_leader", "handler"])
def test_the_successor_does_not_hand_over_to_itself(tree: Tree, position: str) -> None:
    villager(tree)
    tree.merged()

    refused = tree.hands_over(tree.officer(GOES_ON, position))

    assert isinstance(refused, Refused)
    assert refused.code == "wrong_role"


def test_nothing_is_handed_over_of_an_organ_that_works_on(tree: Tree) -> None:
    villager(tree)

    refused = tree.hands_over(tree.officer(COUNTY))

    assert isinstance(refused, Refused)
    assert (refused.code, refused.fields) == ("not_reorganised", ("organ",))


def test_offices_of_an_organ_that_works_on_are_handed_only_to_one_newly_founded(tree: Tree) -> None:
    refused = tree.hands_over(tree.officer("9901"), organ=COUNTY, to=OTHER_COUNTY, office="990101-JD1")

    assert isinstance(refused, Refused)
    assert (refused.code, refused.fields) == ("not_reorganised", ("to",))


def test_a_township_that_moves_is_seen_by_its_new_county_and_no_longer_by_the_old_one(tree: Tree) -> None:
    clue, old, new = villager(tree), tree.officer(COUNTY), tree.officer(OTHER_COUNTY)
    tree.under(ENDED, OTHER_COUNTY)

    tree.hands_over(new, organ=ENDED, to=ENDED)

    assert (sees(tree, old, clue), sees(tree, new, clue)) == (False, True)
    assert clue.id not in {one["id"] for one in tree.found.reading.cases(old, Sought(limit=50))}
    assert clue.id in {one["id"] for one in tree.found.reading.cases(new, Sought(limit=50))}


def test_a_request_to_the_old_county_lapses_when_the_township_moves(tree: Tree) -> None:
    clue = villager(tree)
    clue.propose("request_raise")
    clue.approve()
    tree.under(ENDED, OTHER_COUNTY)

    tree.hands_over(tree.officer(OTHER_COUNTY), organ=ENDED, to=ENDED)

    assert clue.case.pending is None
    assert clue.take("request_raise").case.organ == OTHER_COUNTY


def test_a_request_within_the_township_waits_on_when_it_moves(tree: Tree) -> None:
    clue = villager(tree)
    clue.propose("verify")
    tree.under(ENDED, OTHER_COUNTY)

    tree.hands_over(tree.officer(OTHER_COUNTY), organ=ENDED, to=ENDED)

    assert clue.case.pending is not None
    clue.approved()
    assert clue.state == "verifying"


def test_an_audit_and_a_rebuild_agree_with_all_of_it(tree: Tree) -> None:
    clue, moving = villager(tree, "verifying"), tree.organ("990101003").clue_in("allocated", authority=None, **VILLAGER)
    clue.propose("report_verification")
    tree.merged()
    tree.hands_over(tree.officer(COUNTY))
    tree.under("990101003", OTHER_COUNTY)
    tree.hands_over(tree.officer(OTHER_COUNTY), organ="990101003", to="990101003")

    assert moving.case.reorganised == "reorganisation-990101003-990101003"
    assert tree.clean() == (0, 0)


def test_the_periods_run_on_with_the_successor(tree: Tree) -> None:
    clue = villager(tree, "verifying")
    due = dict(clue.case.due or {})
    tree.merged()

    tree.hands_over(tree.officer(COUNTY))

    assert {name: one["due_at"] for name, one in (clue.case.due or {}).items()} == {
        name: one["due_at"] for name, one in due.items()
    }
