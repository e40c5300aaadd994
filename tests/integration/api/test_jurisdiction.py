"""A matter changes hands at the counter: by the acts that move it, under an address of their own, and by no other."""

from typing import Any

import pytest
from httpx2 import Response

from tests.integration.api.prefecture import (
    ALLOCATOR,
    CITY_PRINCIPAL,
    COUNTY,
    NEIGHBOUR_PRINCIPAL,
    PETITION,
    PRINCIPAL,
    Who,
)
from tests.integration.api.visitor import Counter

CITY, NEIGHBOUR = "9901", "990102"
REASON = {"reason": "（示例）案情重大。"}
DESIGNATED = {"designated_kind": "clue", "designated_track": "both", **REASON}


def moved(counter: Counter, who: Who, act: str, paper: str, **more: Any) -> tuple[str, Response]:
    """A new clue on which an officer takes an act that moves it, and what he is answered."""
    case, visitor = counter.opened(), counter.visitor(who)
    body = {"inputs": REASON, "documents": {paper: visitor.upload(case, paper.encode())}, **more}
    return case, visitor.post(f"/cases/{case}/jurisdiction/{act}", body, version=1)


def test_the_superiors_principal_takes_a_clue_up_and_the_county_no_longer_finds_it(counter: Counter) -> None:
    case, done = moved(counter, CITY_PRINCIPAL, "take_up", "raise_decision")
    told = counter.visitor(CITY_PRINCIPAL).get(f"/cases/{case}").json()

    assert (done.status_code, done.json()["outcome"]) == (200, "applied")
    assert (told["organ"], told["competent"]) == (CITY, COUNTY)
    assert [one["organ"] for one in told["passage"]] == [COUNTY]
    assert counter.visitor(PRINCIPAL).get(f"/cases/{case}").status_code == 404


@pytest.mark.parametrize("path", ["", "/history", "/deadlines", "/actions", "/documents", "/links"])
def test_nobody_of_the_county_reads_anything_of_what_was_taken_up(counter: Counter, path: str) -> None:
    case, _ = moved(counter, CITY_PRINCIPAL, "take_up", "raise_decision")
    answers = [counter.visitor(who).get(f"/cases/{case}{path}") for who in (PRINCIPAL, ALLOCATOR, PETITION)]
    nowhere = counter.visitor(PRINCIPAL).get(f"/cases/{'0' * len(case)}{path}")

    assert {answer.status_code for answer in answers} == {404}
    assert {answer.json()["code"] for answer in answers} == {nowhere.json()["code"]}


def test_what_was_taken_up_is_in_no_list_of_the_county(counter: Counter) -> None:
    case, _ = moved(counter, CITY_PRINCIPAL, "take_up", "raise_decision")
    lists = {
        who.officer: {one["id"] for one in counter.visitor(who).get("/cases").json()["cases"]}
        for who in (PRINCIPAL, ALLOCATOR, CITY_PRINCIPAL)
    }

    assert case not in lists[PRINCIPAL.officer] | lists[ALLOCATOR.officer]
    assert case in lists[CITY_PRINCIPAL.officer]


def test_the_designated_county_gets_the_clue_and_the_designating_city_numbers_the_document(counter: Counter) -> None:
    case, done = moved(
        counter,
        CITY_PRINCIPAL,
        "designate_sideways",
        "designation_decision",
        inputs=DESIGNATED,
        to_organ=NEIGHBOUR,
    )
    told = counter.visitor(NEIGHBOUR_PRINCIPAL).get(f"/cases/{case}").json()

    assert done.status_code == 200
    assert (told["organ"], told["designating"]) == (NEIGHBOUR, CITY)
    assert told["issued"]["designation_decision"].startswith(f"{CITY}纪监指")


@pytest.mark.parametrize(("to_organ", "code"), [(None, "to_organ_required"), ("99", "wrong_destination")])
def test_an_organ_that_is_missing_or_out_of_reach_is_named_as_the_field(
    counter: Counter, to_organ: str | None, code: str
) -> None:
    more = {"inputs": DESIGNATED} | ({"to_organ": to_organ} if to_organ else {})
    _, refused = moved(counter, CITY_PRINCIPAL, "designate_sideways", "designation_decision", **more)

    assert (refused.status_code, refused.json()["code"]) == (422, code)
    assert refused.json()["fields"] == ["to_organ"]


def test_who_may_not_move_a_clue_is_told_who_may(counter: Counter) -> None:
    _, refused = moved(counter, PRINCIPAL, "take_up", "raise_decision")

    assert (refused.status_code, refused.json()["code"]) == (403, "wrong_role")
    assert "上一级机关的主要负责人" in refused.json()["detail"]


def test_a_clue_does_not_move_under_the_address_of_another_kind_of_step(counter: Counter) -> None:
    case, visitor = counter.opened(), counter.visitor(CITY_PRINCIPAL)
    answers = [visitor.post(f"/cases/{case}/{kind}/take_up", {}, version=1) for kind in ("acts", "transitions")]

    assert {answer.json()["code"] for answer in answers} == {"unknown_step"}


def test_the_actions_tell_where_a_clue_may_go(counter: Counter) -> None:
    case = counter.opened()
    action = counter.visitor(CITY_PRINCIPAL).action(case, "designate_sideways")

    assert (action["kind"], action["allowed"]) == ("jurisdiction", True)
    assert NEIGHBOUR in {organ["id"] for organ in action["to_organ"]}
    assert COUNTY not in {organ["id"] for organ in action["to_organ"]}


def test_the_superior_who_is_asked_decides_among_what_waits_for_him(counter: Counter) -> None:
    case, asked = moved(counter, ALLOCATOR, "request_raise", "raise_request")
    half = counter.approved(asked).json()
    path, agreed = f"/approvals/{asked.json()['request']}/decision", {"decision": "approve"}
    done = counter.visitor(CITY_PRINCIPAL).post(path, agreed, version=half["version"])

    assert (asked.json()["outcome"], done.json()["outcome"]) == ("pending_approval", "applied")
    assert counter.visitor(CITY_PRINCIPAL).get(f"/cases/{case}").json()["organ"] == CITY


def test_two_superiors_at_once_move_a_clue_once(counter: Counter) -> None:
    case, first = moved(counter, CITY_PRINCIPAL, "take_up", "raise_decision")
    visitor = counter.visitor(CITY_PRINCIPAL)
    body = {"inputs": REASON, "documents": {"raise_decision": visitor.upload(case, b"raise_decision")}}
    second = visitor.post(f"/cases/{case}/jurisdiction/take_up", body, version=1)

    assert (first.status_code, second.status_code) == (200, 412)
