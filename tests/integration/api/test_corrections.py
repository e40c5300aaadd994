"""Corrections at the counter: offered with the other actions, foreseen without being written, carried out once."""

from typing import Any

import pytest
from httpx2 import Response

from tests.integration.api.prefecture import ALLOCATOR, HANDLER, PRINCIPAL, STRANGER
from tests.integration.api.visitor import Counter

RANK = {"corrects": "facts", "inputs": {"next_lower_principal": True}, "reason": "登记有误"}
LAST = {"corrects": "last_step", "reason": "误办"}


def allocated(counter: Counter) -> tuple[str, int]:
    """A case that was allocated and not yet signed for, and its version."""
    case = counter.opened()
    allocator = counter.visitor(ALLOCATOR)
    documents = {"allocation_sheet": allocator.upload(case, b"allocation sheet")}
    body = {"documents": documents, "hand_to": HANDLER.place}
    done = counter.approved(allocator.post(f"/cases/{case}/transitions/allocate", body, version=1))
    return case, int(done.json()["version"])


def corrected(counter: Counter, case: str, body: dict[str, Any], *, version: int, key: str | None = None) -> Response:
    """What 案管 is answered when it corrects, with the sheet that it needs."""
    allocator = counter.visitor(ALLOCATOR)
    documents = {"correction_sheet": allocator.upload(case, b"correction sheet")}
    return allocator.post(f"/cases/{case}/corrections", {"documents": documents, **body}, version=version, key=key)


def read(counter: Counter, case: str) -> dict[str, Any]:
    answer: dict[str, Any] = counter.visitor(PRINCIPAL).get(f"/cases/{case}").json()
    return answer


def test_the_last_step_is_taken_back_once_the_principal_who_approved_it_agrees(counter: Counter) -> None:
    case, version = allocated(counter)

    asked = corrected(counter, case, LAST, version=version)
    done = counter.approved(asked).json()

    assert asked.json()["outcome"] == "pending_approval"
    assert (done["outcome"], done["state"], done["entry"]["event"]) == ("applied", "registered", "correct_last_step")
    assert read(counter, case)["state"]["id"] == "registered"


def test_a_look_shows_what_follows_and_who_would_approve_and_writes_nothing(counter: Counter) -> None:
    case, version = allocated(counter)

    shown = corrected(counter, case, {**RANK, "dry_run": True}, version=version).json()

    assert (shown["outcome"], shown["corrected"], shown["reversed"]) == ("foreseen", ["next_lower_principal"], None)
    assert {"id": "next_lower_principal", "before": False, "after": True} in shown["recomputed"]["conditions"]
    assert [step["who"] for step in shown["approval"]] == ["主要负责人"]
    assert (read(counter, case)["version"], read(counter, case)["pending"]) == (version, None)


def test_a_look_at_the_last_step_tells_its_deadlines_and_its_place(counter: Counter) -> None:
    case, version = allocated(counter)

    shown = corrected(counter, case, {**LAST, "dry_run": True}, version=version).json()

    assert shown["reversed"]["step"] == "allocate"
    assert shown["reversed"]["seq"] == version - 1
    assert shown["recomputed"] is None


def test_the_same_key_corrects_once(counter: Counter) -> None:
    case, version = allocated(counter)

    answers = [corrected(counter, case, RANK, version=version, key="from-my-desk-31") for _ in range(2)]

    assert answers[0].json() == answers[1].json()
    assert read(counter, case)["version"] == version + 1


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({**RANK, "inputs": {}}, 422, "nothing_corrected"),
        ({**RANK, "inputs": {"problem": "x"}}, 422, "input_invalid"),
        ({**RANK, "inputs": {"legal_ground": "judgment"}}, 409, "not_known_yet"),
        ({**RANK, "reason": ""}, 422, "reason_missing"),
        ({**RANK, "documents": {}}, 422, "document_missing"),
    ],
)
@pytest.mark.parametrize("dry_run", [False, True])
def test_a_refusal_is_the_same_at_a_look(
    counter: Counter, body: dict[str, Any], status: int, code: str, *, dry_run: bool
) -> None:
    case = counter.opened()

    refused = corrected(counter, case, {**body, "dry_run": dry_run}, version=1)

    assert (refused.status_code, refused.json()["code"]) == (status, code)


def test_what_something_followed_is_not_taken_back(counter: Counter) -> None:
    case = counter.opened()
    version = counter.allocated(case)

    refused = corrected(counter, case, LAST, version=version)

    assert (refused.status_code, refused.json()["code"]) == (409, "nothing_to_take_back")


def test_who_saw_another_version_corrects_nothing(counter: Counter) -> None:
    case, version = allocated(counter)

    refused = corrected(counter, case, {**RANK, "dry_run": True}, version=version - 1)

    assert (refused.status_code, refused.json()["version"]) == (412, version)


def test_who_may_not_see_the_case_hears_what_a_stranger_hears(counter: Counter) -> None:
    case, version = allocated(counter)

    answers = [
        counter.visitor(STRANGER).post(f"/cases/{one}/corrections", RANK, version=version) for one in (case, "x")
    ]

    assert [one.status_code for one in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_the_actions_offer_corrections_with_every_fact_and_none_required(counter: Counter) -> None:
    case, _ = allocated(counter)

    actions = counter.visitor(ALLOCATOR).get(f"/cases/{case}/actions").json()["actions"]
    offered = {action["step"]: action for action in actions if action["allowed"]}

    assert {"correct_facts", "correct_last_step"} <= offered.keys()
    schema = offered["correct_facts"]["inputs"]
    assert {"name", "party_member", "authority"} <= schema["properties"].keys()
    assert "informant" not in schema["properties"]
    assert schema["required"] == []
    assert {"type": "null"} in schema["properties"]["rank"]["anyOf"]
