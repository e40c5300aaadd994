"""The inbox and the answers over HTTP."""

from datetime import timedelta

import pytest

from engine.sweeping import sweep
from tests.integration.api.prefecture import HANDLER, OFFICE_HEAD, PRINCIPAL, STRANGER, Hand, Who
from tests.integration.api.visitor import Counter


@pytest.fixture(name="overdue")
def _overdue(counter: Counter, hand: Hand) -> str:
    """A case of the office on which nothing was proposed for two months."""
    case = counter.opened()
    counter.allocated(case)
    hand.moved += timedelta(days=60)
    sweep(counter.app.state.house.service)
    return case


def inbox(counter: Counter, who: Who) -> list[dict[str, object]]:
    """What has reached somebody."""
    return list(counter.visitor(who).get("/escalations").json()["escalations"])


def test_the_head_of_the_office_finds_it_in_his_inbox(counter: Counter, overdue: str) -> None:
    [one] = inbox(counter, OFFICE_HEAD)

    assert (one["case"], one["band"], one["level"], one["answer"]) == (overdue, "red", 1, None)
    assert "被反映人" not in str(one)


def test_the_handler_is_reminded(counter: Counter, overdue: str) -> None:
    [one] = inbox(counter, HANDLER)

    assert (one["case"], one["level"]) == (overdue, 0)


@pytest.mark.usefixtures("overdue")
def test_a_stranger_s_inbox_is_empty(counter: Counter) -> None:
    assert inbox(counter, STRANGER) == []


@pytest.mark.usefixtures("overdue")
def test_it_is_read_and_answered(counter: Counter) -> None:
    [one] = inbox(counter, OFFICE_HEAD)
    head = counter.visitor(OFFICE_HEAD)

    read = head.post(f"/escalations/{one['id']}/acknowledge")
    answered = head.post(f"/escalations/{one['id']}/answer", {"answer": "chase", "reason": "今日约谈承办人"})

    assert (read.status_code, answered.status_code) == (200, 200), answered.text
    [after] = inbox(counter, OFFICE_HEAD)
    assert after["read_by"] == OFFICE_HEAD.officer
    assert after["answer"] == {"at": after["answer"]["at"], "by": OFFICE_HEAD.officer, "answer": "chase", "until": None}  # type: ignore[index]


@pytest.mark.usefixtures("overdue")
def test_who_was_not_reached_gets_what_does_not_exist(counter: Counter) -> None:
    [one] = inbox(counter, OFFICE_HEAD)

    answer = counter.visitor(PRINCIPAL).post(f"/escalations/{one['id']}/acknowledge")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_page_leads_to_the_next(counter: Counter, hand: Hand) -> None:
    for _ in range(3):
        counter.allocated(counter.opened())
    hand.moved += timedelta(days=60)
    sweep(counter.app.state.house.service)
    head = counter.visitor(OFFICE_HEAD)

    first = head.get("/escalations?limit=2")
    link = first.headers["link"].split(";")[0].strip("<>").removeprefix("/api/v1")
    second = head.get(link)

    cases = [one["case"] for page in (first, second) for one in page.json()["escalations"]]
    assert (len(cases), len(set(cases))) == (3, 3)
    assert "link" not in second.headers


def test_a_leave_is_recorded(counter: Counter) -> None:
    leave = {"officer": OFFICE_HEAD.officer, "valid_from": "2026-11-01", "valid_to": "2026-12-01"}

    own = counter.visitor(OFFICE_HEAD).post("/leaves", leave)
    other = counter.visitor(HANDLER).post("/leaves", leave)

    assert (own.status_code, other.status_code) == (201, 403)


def test_what_is_ready_says_how_well_time_is_kept(counter: Counter, overdue: str) -> None:
    ready = counter.http.get("/readyz").json()
    figures = counter.http.get("/metrics").text

    assert (ready["worst_unescalated_overdue_seconds"], overdue != "") == (0.0, True)
    assert ready["failed_deliveries"] == 0
    assert 'mingjian_deadlines{band="red",organ="990101"} 1.0' in figures
