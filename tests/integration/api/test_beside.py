"""At the counter: another case named with a step, and officers of another office let in."""

import pytest

from app.assembly import Installation
from tests.integration.api.prefecture import HANDLER, PETITION, STRANGER
from tests.integration.api.visitor import Counter
from tests.integration.beside.house import GUEST, House
from tests.related import RELATED


@pytest.fixture
def house(installation: Installation) -> House:
    """The prefecture, whose cases may follow the drill too."""
    installation.service.define(RELATED)
    return House(installation)


def test_an_action_that_links_says_how(counter: Counter) -> None:
    action = counter.visitor(PETITION).action(counter.opened(), "link_duplicate")

    assert (action["links_as"], action["lets_in"]) == ({"id": "duplicate", "label": "重复件"}, None)


def test_an_action_that_lets_in_says_whom(counter: Counter, house: House) -> None:
    action = counter.visitor(HANDLER).action(house.inquiring(), "invite_trial")

    assert (action["lets_in"], action["links_as"]) == ({"id": "trial", "label": "案件审理室"}, None)


def test_another_case_is_named_with_the_step_and_both_are_linked(counter: Counter) -> None:
    case, other = counter.opened(), counter.opened()
    officer = counter.visitor(PETITION)

    linked = officer.post(f"/cases/{case}/acts/link_duplicate", {"other": other}, version=1)
    [shown] = officer.get(f"/cases/{other}/links").json()["links"]

    assert (linked.status_code, linked.json()["outcome"]) == (200, "applied")
    assert shown["id"] == case
    assert officer.get(f"/cases/{other}").headers["etag"] == '"2"'


@pytest.mark.parametrize(
    ("step", "body", "status", "code"),
    [
        ("link_duplicate", {}, 422, "other_missing"),
        ("link_duplicate", {"other": "0" * 24}, 404, "not_found"),
        ("allocate", {"other": "0" * 24}, 403, "wrong_role"),
    ],
)
def test_a_link_that_cannot_be_made_is_refused(
    counter: Counter, step: str, body: dict[str, str], status: int, code: str
) -> None:
    kind = "transitions" if step == "allocate" else "acts"

    answer = counter.visitor(PETITION).post(f"/cases/{counter.opened()}/{kind}/{step}", body, version=1)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_second_link_between_two_cases_is_a_conflict(counter: Counter) -> None:
    case, other = counter.opened(), counter.opened()
    officer = counter.visitor(PETITION)
    officer.post(f"/cases/{case}/acts/link_duplicate", {"other": other}, version=1)

    again = officer.post(f"/cases/{other}/acts/link_duplicate", {"other": case}, version=2)

    assert (again.status_code, again.json()["code"]) == (409, "linked_already")


def test_a_case_linked_to_itself_and_one_beside_a_step_that_links_nothing_are_refused(
    counter: Counter, house: House
) -> None:
    case, clue = house.inquiring(), counter.opened()

    itself = counter.visitor(PETITION).post(f"/cases/{clue}/acts/link_duplicate", {"other": clue}, version=1)
    unasked = counter.visitor(HANDLER).post(f"/cases/{case}/transitions/release", {"other": clue}, version=1)

    assert (itself.status_code, itself.json()["code"]) == (422, "other_elsewhere")
    assert (unasked.status_code, unasked.json()["code"]) == (422, "no_other_here")


def test_guests_are_named_as_the_team_of_the_step(counter: Counter, house: House) -> None:
    case, handler = house.inquiring(), counter.visitor(HANDLER)
    path = f"/cases/{case}/acts/invite_trial"

    refused = handler.post(path, {"team": [STRANGER.officer]}, version=1)
    applied = handler.post(path, {"team": [GUEST]}, version=1)

    assert (refused.status_code, refused.json()["code"]) == (422, "not_of_office")
    assert applied.json()["outcome"] == "applied"
    assert house.case(case).let_in == (GUEST,)


def test_a_step_before_its_time_is_a_conflict_and_names_what_is_missing(counter: Counter, house: House) -> None:
    case, handler = house.inquiring(), counter.visitor(HANDLER)

    action = handler.action(case, "submit")
    taken = handler.post(f"/cases/{case}/acts/talk", {"inputs": {"led_by": HANDLER.officer}}, version=1)

    assert action["allowed"] is False
    assert (taken.status_code, taken.json()["code"]) == (422, "wrong_position")
