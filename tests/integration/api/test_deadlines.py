"""Due dates at the counter: why a period ends when it ends, what moves it, and what is due in an organ."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from engine.deadlines.counting import SHANGHAI
from tests.integration.api.prefecture import (
    ADMINISTRATOR,
    ALLOCATOR,
    AUDITOR,
    AUDITOR_ELSEWHERE,
    COLLEAGUE,
    DEPUTY,
    HANDLER,
    OFFICE_HEAD,
    PRINCIPAL,
    STRANGER,
    Hand,
    Who,
)
from tests.integration.api.visitor import Counter


@pytest.fixture(name="verifying")
def _verifying(counter: Counter) -> tuple[str, int]:
    """A case under verification by two officers, and its version."""
    case = counter.opened()
    proposed = counter.proposed_to_verify(case, counter.allocated(case), [HANDLER, COLLEAGUE])
    done = counter.approved(proposed)
    assert done.json()["outcome"] == "applied", done.text
    return case, done.json()["version"]


def rounds(counter: Counter, case: str, who: Who = HANDLER) -> dict[str, Any]:
    """The running rounds of a case's periods."""
    told = counter.visitor(who).get(f"/cases/{case}/deadlines").json()["deadlines"]
    return {one["id"]: one for one in told if one["status"] in {"running", "paused"}}


def test_a_period_tells_why_it_ends_when_it_ends(counter: Counter, verifying: tuple[str, int]) -> None:
    told = rounds(counter, verifying[0])["prelim_verify"]

    assert told["sentence"].startswith(f"{datetime.fromisoformat(told['from']).astimezone(SHANGHAI).date()} ")
    assert "案件检查工作条例》第15条：2个月" in told["sentence"]
    assert f"最后一日 {told['last_day']}" in told["sentence"]
    assert f"last day {told['last_day']}" in told["sentence_en"]


def test_what_was_met_stays_told(counter: Counter, verifying: tuple[str, int]) -> None:
    told = counter.visitor(HANDLER).get(f"/cases/{verifying[0]}/deadlines").json()["deadlines"]

    met = next(one for one in told if one["status"] == "met")

    assert met["ended_at"] is not None
    assert "办结" in met["sentence"]


def test_an_extension_is_approved_beside_the_case_s_steps(counter: Counter, verifying: tuple[str, int]) -> None:
    case, version = verifying
    before = rounds(counter, case)["prelim_verify"]["due_at"]

    asked = counter.visitor(HANDLER).post(
        f"/cases/{case}/deadlines/prelim_verify/extension", {"amount": 1, "reason": "案情复杂"}, version=version
    )
    waiting = counter.visitor(HANDLER).get(f"/cases/{case}").json()

    assert asked.json()["outcome"] == "pending_approval", asked.text
    assert (waiting["pending"], len(waiting["about_deadlines"])) == (None, 1)
    assert rounds(counter, case)["prelim_verify"]["due_at"] == before


def test_once_approved_it_is_added_up_from_the_original_start(counter: Counter, verifying: tuple[str, int]) -> None:
    case, version = verifying
    before = rounds(counter, case)["prelim_verify"]

    done = extended(counter, case, version)
    after = rounds(counter, case)["prelim_verify"]

    assert done["outcome"] == "applied"
    assert (after["from"], after["round"]) == (before["from"], before["round"])
    assert after["due_at"] > before["due_at"]
    assert "延长1个月（自原起算日合并计算）" in after["sentence"]


def extended(counter: Counter, case: str, version: int, **more: Any) -> dict[str, Any]:
    """Have the period of the verification extended by all who approve it."""
    body = {"amount": 1, "reason": "案情复杂", **more}
    answer = counter.visitor(HANDLER).post(f"/cases/{case}/deadlines/prelim_verify/extension", body, version=version)
    for who in (DEPUTY, PRINCIPAL):
        if answer.json().get("outcome") == "pending_approval":
            path = f"/approvals/{answer.json()['request']}/decision"
            tried = counter.visitor(who).post(path, {"decision": "approve"}, version=answer.json()["version"])
            answer = tried if tried.status_code == 200 else answer
    told: dict[str, Any] = answer.json()
    return told


def test_a_late_request_changes_nothing(counter: Counter, verifying: tuple[str, int], hand: Hand) -> None:
    case, version = verifying
    hand.moved = timedelta(days=100)

    answer = counter.visitor(HANDLER).post(
        f"/cases/{case}/deadlines/prelim_verify/extension", {"amount": 1, "reason": "案情复杂"}, version=version
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "deadline_over")
    assert rounds(counter, case)["prelim_verify"]["band"] == "red"


def test_an_extension_wants_a_reason_and_keeps_to_the_declared_length(
    counter: Counter, verifying: tuple[str, int]
) -> None:
    case, version = verifying
    path, handler = f"/cases/{case}/deadlines/prelim_verify/extension", counter.visitor(HANDLER)

    silent = handler.post(path, {"amount": 1, "reason": " "}, version=version)
    too_long = handler.post(path, {"amount": 9, "reason": "案情复杂"}, version=version)

    assert silent.json()["code"] == "reason_missing"
    assert (too_long.json()["code"], too_long.json()["fields"]) == ("extension_too_long", ["amount"])


@pytest.mark.parametrize(
    ("deadline", "how"), [("nothing", "extension"), ("prelim_verify", "pause"), ("prelim_verify", "resume")]
)
def test_what_is_not_declared_does_not_exist(
    counter: Counter, verifying: tuple[str, int], deadline: str, how: str
) -> None:
    case, version = verifying

    body = {"reason": "案情复杂"} | ({"amount": 1} if how == "extension" else {})
    answer = counter.visitor(HANDLER).post(f"/cases/{case}/deadlines/{deadline}/{how}", body, version=version)

    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_step")


def test_who_may_not_see_the_case_learns_nothing_of_its_periods(counter: Counter, verifying: tuple[str, int]) -> None:
    case, version = verifying

    read = counter.visitor(STRANGER).get(f"/cases/{case}/deadlines")
    asked = counter.visitor(STRANGER).post(
        f"/cases/{case}/deadlines/prelim_verify/extension", {"amount": 1, "reason": "案情复杂"}, version=version
    )

    assert (read.status_code, asked.status_code) == (404, 404)
    assert {read.json()["code"], asked.json()["code"]} == {"not_found"}


def board(counter: Counter, who: Who, **asked: str) -> list[dict[str, Any]]:
    """What is due, as an officer is told."""
    found: list[dict[str, Any]] = counter.visitor(who).get("/deadlines", **asked).json()["deadlines"]
    return found


@pytest.mark.parametrize("who", [PRINCIPAL, DEPUTY, ALLOCATOR, AUDITOR], ids=lambda who: who.position)
def test_who_answers_for_an_organ_sees_what_is_due_in_it(
    counter: Counter, verifying: tuple[str, int], who: Who
) -> None:
    [found] = [one for one in board(counter, who, organ="990101") if one["id"] == "prelim_verify"]

    assert found["case"] == verifying[0]
    assert found["band"] == "none"


@pytest.mark.usefixtures("verifying")
def test_a_board_tells_nothing_of_the_matter(counter: Counter) -> None:
    [found] = [one for one in board(counter, PRINCIPAL, organ="990101") if one["id"] == "prelim_verify"]

    assert "王五" not in str(found)
    assert found.keys() == {
        *("id", "label", "kind", "case", "number", "workflow", "organ", "office", "round", "last_day", "due_at"),
        *("provisional", "band", "band_label", "working_days_left"),
    }


@pytest.mark.parametrize("who", [HANDLER, OFFICE_HEAD, STRANGER, ADMINISTRATOR, AUDITOR_ELSEWHERE])
def test_who_does_not_answer_for_the_organ_is_refused_its_board(counter: Counter, who: Who) -> None:
    answer = counter.visitor(who).get("/deadlines", organ="990101")

    assert (answer.status_code, answer.json()["code"]) == (403, "wrong_role")


def test_a_handler_sees_what_is_due_in_his_own_cases(counter: Counter, verifying: tuple[str, int]) -> None:
    assert {one["case"] for one in board(counter, HANDLER)} == {verifying[0]}
    assert board(counter, STRANGER) == []


@pytest.mark.usefixtures("verifying")
def test_the_overdue_are_those_whose_end_has_come(counter: Counter, hand: Hand) -> None:
    before = board(counter, PRINCIPAL, organ="990101", overdue="true")
    hand.moved = timedelta(days=100)

    after = board(counter, PRINCIPAL, organ="990101", overdue="true")

    assert "prelim_verify" not in {one["id"] for one in before}
    [late] = [one for one in after if one["id"] == "prelim_verify"]
    assert (late["band"], late["working_days_left"] < 0) == ("red", True)


def test_pages_of_a_board_follow_each_other_without_a_gap(counter: Counter) -> None:
    for _ in range(5):
        counter.allocated(counter.opened())
    principal = counter.visitor(PRINCIPAL)

    everything = [(one["case"], one["id"]) for one in board(counter, PRINCIPAL, organ="990101")]
    walked, path = list[tuple[str, str]](), "/deadlines?organ=990101&limit=2"
    while path:
        page = principal.get(path)
        walked += [(one["case"], one["id"]) for one in page.json()["deadlines"]]
        path = page.headers.get("Link", "").partition(">")[0].removeprefix("</api/v1")

    assert walked == everything


def test_an_action_on_a_period_is_offered_only_where_it_runs(counter: Counter, verifying: tuple[str, int]) -> None:
    actions = counter.visitor(HANDLER).get(f"/cases/{verifying[0]}/actions").json()["actions"]

    moved = [one["step"] for one in actions if one["step"].startswith("extend_")]

    assert moved == ["extend_prelim_verify", "extend_prelim_verify_2"]
