"""An officer leaves: what he holds passes at the counter, in bounded requests under one key."""

from typing import Any

import pytest

from api import hand_overs
from tests.integration.api.prefecture import ALLOCATOR, HANDLER, OFFICE_HEAD, PRINCIPAL, STRANGER
from tests.integration.api.visitor import Counter

WISH = {"officer": HANDLER.officer, "to": OFFICE_HEAD.officer, "reason": "调离"}


def held(counter: Counter, number: int) -> list[str]:
    """So many cases that the handler has signed for."""
    cases = [counter.opened() for _ in range(number)]
    for case in cases:
        counter.allocated(case)
    return cases


def handlers(counter: Counter, cases: list[str]) -> set[str]:
    visitor = counter.visitor(PRINCIPAL)
    return {visitor.get(f"/cases/{case}").json()["handler"] for case in cases}


def test_everything_that_he_holds_passes_in_one_request(counter: Counter) -> None:
    cases = held(counter, 2)

    answer = counter.visitor(PRINCIPAL).post("/hand-overs", WISH).json()

    assert (answer["outcome"], answer["count"], answer["left"], answer["unseen"]) == ("done", 2, [], 0)
    assert {one["case"]: one["took"] for one in answer["passed"]} == {case: ["handler"] for case in cases}
    assert handlers(counter, cases) == {OFFICE_HEAD.officer}


def test_a_look_changes_nothing_and_needs_no_paper(counter: Counter) -> None:
    [case] = held(counter, 1)
    body = {**WISH, "reason": "", "dry_run": True}

    answer = counter.visitor(ALLOCATOR).post("/hand-overs", body).json()

    assert (answer["outcome"], answer["act"], [one["case"] for one in answer["passed"]]) == ("foreseen", None, [case])
    assert handlers(counter, [case]) == {HANDLER.officer}


def test_the_same_key_goes_on_until_it_is_done(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hand_overs, "AT_MOST", 2)
    cases, principal = held(counter, 3), counter.visitor(PRINCIPAL)

    answers = [principal.post("/hand-overs", WISH, key="office-of-wang").json() for _ in range(3)]

    assert [answer["outcome"] for answer in answers] == ["continues", "done", "done"]
    assert [(len(answer["passed"]), answer["count"]) for answer in answers] == [(2, 2), (1, 3), (0, 3)]
    assert len({answer["act"] for answer in answers}) == 1
    assert handlers(counter, cases) == {OFFICE_HEAD.officer}


def test_a_key_is_for_one_hand_over(counter: Counter) -> None:
    principal = counter.visitor(PRINCIPAL)
    held(counter, 1)
    principal.post("/hand-overs", WISH, key="office-of-wang")
    held(counter, 1)

    answer = principal.post("/hand-overs", {**WISH, "reason": "退休"}, key="office-of-wang")

    assert (answer.status_code, answer.json()["code"]) == (422, "command_reused")


def test_what_stays_is_listed_with_the_reason(counter: Counter) -> None:
    [case] = held(counter, 1)

    answer = counter.visitor(PRINCIPAL).post("/hand-overs", {**WISH, "to": STRANGER.officer}).json()

    assert [(one["case"], one["refusal"]["code"]) for one in answer["left"]] == [(case, "successor_outside_office")]
    assert (answer["passed"], answer["act"]) == ([], None)


def test_what_he_may_not_see_is_a_count_and_whom_to_ask(counter: Counter) -> None:
    [case] = held(counter, 1)
    version = counter.visitor(PRINCIPAL).get(f"/cases/{case}").json()["version"]
    counter.visitor(PRINCIPAL).post(f"/cases/{case}/recusals", {"officer": ALLOCATOR.officer}, version=version)

    answer = counter.visitor(ALLOCATOR).post("/hand-overs", WISH)

    assert (answer.json()["unseen"], answer.json()["ask"]) == (1, "本机关主要负责人")
    assert case not in answer.text


def test_who_saw_an_older_version_is_told_that_the_case_has_changed(counter: Counter) -> None:
    case = counter.opened()
    version = counter.allocated(case)
    counter.visitor(PRINCIPAL).post("/hand-overs", WISH)

    late = counter.visitor(PRINCIPAL).post(f"/cases/{case}/recusals", {"officer": STRANGER.officer}, version=version)

    assert (late.status_code, late.headers["etag"]) == (412, f'"{version + 1}"')


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"reason": ""}, 422, "document_missing"),
        ({"document": "移交清单"}, 422, "input_invalid"),
        ({"to": HANDLER.officer}, 422, "input_invalid"),
        ({"officer": PRINCIPAL.officer}, 403, "wrong_role"),
        ({"colour": "red"}, 422, "input_invalid"),
    ],
)
def test_what_cannot_be_is_refused(counter: Counter, changed: dict[str, Any], status: int, code: str) -> None:
    held(counter, 1)

    answer = counter.visitor(PRINCIPAL).post("/hand-overs", {**WISH, **changed})

    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_handler_of_another_office_hands_nothing_over(counter: Counter) -> None:
    [case] = held(counter, 1)

    answer = counter.visitor(STRANGER).post("/hand-overs", WISH)

    assert (answer.status_code, answer.json()["code"]) == (403, "wrong_role")
    assert handlers(counter, [case]) == {HANDLER.officer}
