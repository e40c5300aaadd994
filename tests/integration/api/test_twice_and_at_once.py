"""The same command twice is one; two commands at once are one and a refusal."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from httpx2 import Response

from tests.integration.api.prefecture import ALLOCATOR, ALLOCATORS, HANDLER, OFFICE_HEAD, PETITION, PRINCIPAL
from tests.integration.api.visitor import SUBJECT, Counter, Visitor

MATTER = {"workflow": "clue_disposal", "received_on": "2026-03-05", "subjects": [SUBJECT]}


def at_once(works: Sequence[Callable[[], Response]]) -> list[Response]:
    """Everybody begins at the same moment."""
    start = threading.Barrier(len(works))

    def begin(work: Callable[[], Response]) -> Response:
        start.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(begin, works))


def same(answers: Sequence[Response]) -> bool:
    """Whether they can't be told apart."""
    return len({(one.status_code, one.content, one.headers.get("etag")) for one in answers}) == 1


def proposing(visitor: Visitor, case: str, key: str | None = None, version: int = 1) -> Callable[[], Response]:
    """Propose to allocate the case."""
    sheet = visitor.upload(case, b"sheet")
    body = {"hand_to": "990101-JD1", "documents": {"allocation_sheet": sheet}}
    return lambda: visitor.post(f"/cases/{case}/transitions/allocate", body, key=key, version=version)


def events(counter: Counter, case: str) -> list[str]:
    entries = counter.visitor(PRINCIPAL).get(f"/cases/{case}/history").json()["entries"]
    return [entry["event"] for entry in entries]


def test_a_repeated_opening_gives_the_same_answer_and_no_second_matter(counter: Counter) -> None:
    petition = counter.visitor(PETITION)

    answers = [petition.post("/matters", MATTER, key="from-my-desk-17") for _ in range(3)]

    assert same(answers)
    assert len(petition.get("/cases").json()["cases"]) == 1


def test_a_repeated_step_gives_the_same_answer_though_the_version_has_risen(counter: Counter) -> None:
    case = counter.opened()
    propose = proposing(counter.visitor(ALLOCATOR), case, "from-my-desk-18")

    answers = [propose() for _ in range(3)]

    assert same(answers)
    assert answers[0].json()["version"] == 2
    assert events(counter, case) == ["open", "allocate"]


def test_a_repeated_approval_gives_the_same_answer(counter: Counter) -> None:
    case = counter.opened()
    asked = proposing(counter.visitor(ALLOCATOR), case)().json()
    path, principal = f"/approvals/{asked['request']}/decision", counter.visitor(PRINCIPAL)

    answers = [principal.post(path, {"decision": "approve"}, key="from-my-desk-19", version=2) for _ in range(3)]

    assert same(answers)
    assert answers[0].json()["outcome"] == "applied"


def test_a_key_used_for_something_else_is_refused(counter: Counter) -> None:
    petition = counter.visitor(PETITION)
    petition.post("/matters", MATTER, key="from-my-desk-20")

    reused = petition.post("/matters", {**MATTER, "received_on": "2026-03-06"}, key="from-my-desk-20")

    assert (reused.status_code, reused.json()["code"]) == (422, "command_reused")


def test_two_officers_may_use_the_same_key(counter: Counter) -> None:
    answers = [counter.visitor(who).post("/matters", MATTER, key="the-first-one") for who in (PETITION, ALLOCATOR)]

    assert [one.status_code for one in answers] == [201, 201]
    assert not same(answers)


def test_a_refusal_does_not_use_the_key_up(counter: Counter) -> None:
    case = counter.opened()
    allocator = counter.visitor(ALLOCATOR)
    path = f"/cases/{case}/transitions/allocate"

    refused = allocator.post(path, {}, key="try-once-more", version=1)
    done = proposing(allocator, case, "try-once-more")()

    assert (refused.status_code, done.status_code) == (422, 200)


def test_an_answer_lost_on_the_way_is_asked_for_again_by_several_at_once(counter: Counter) -> None:
    case = counter.opened()
    propose = proposing(counter.visitor(ALLOCATOR), case, "from-my-desk-21")

    answers = at_once([propose] * 4)

    assert same(answers)
    assert events(counter, case) == ["open", "allocate"]


def test_who_read_an_older_version_learns_that_it_changed_and_to_which(counter: Counter) -> None:
    case = counter.opened()
    version = counter.allocated(case)

    late = counter.visitor(OFFICE_HEAD).post(f"/cases/{case}/acts/receive", version=version - 1)

    assert (late.status_code, late.json()["code"], late.json()["version"]) == (412, "changed", version)
    assert late.headers["etag"] == f'"{version}"'


@pytest.mark.parametrize("seen", [1, 3, 999_999_999])
def test_a_version_that_is_not_the_present_one_is_stale(counter: Counter, seen: int) -> None:
    case = counter.opened()
    proposing(counter.visitor(ALLOCATOR), case)()

    late = proposing(counter.visitor(ALLOCATORS[0]), case, version=seen)()

    assert (late.status_code, late.json()["version"]) == (412, 2)


def test_of_two_handlers_at_once_one_wins_and_the_other_learns(counter: Counter) -> None:
    case = counter.opened()
    allocate = proposing(counter.visitor(ALLOCATOR), case)
    allocated = allocate().json()
    counter.visitor(PRINCIPAL).post(f"/approvals/{allocated['request']}/decision", {"decision": "approve"}, version=2)
    visitors = [counter.visitor(who) for who in (HANDLER, OFFICE_HEAD)]

    answers = at_once([partial(by.post, f"/cases/{case}/acts/receive", version=3) for by in visitors])

    assert sorted(one.status_code for one in answers) == [200, 412]
    assert next(one for one in answers if one.status_code == 412).json()["version"] == 4
    assert events(counter, case).count("receive") == 1


def test_an_older_version_of_a_case_one_may_not_see_says_nothing_about_it(counter: Counter) -> None:
    case = counter.opened()
    body: dict[str, Any] = {"decision": "approve"}

    hidden = counter.visitor(HANDLER).post(f"/approvals/{case}-r2/decision", body, version=7)

    assert (hidden.status_code, hidden.json()["code"]) == (404, "not_found")
