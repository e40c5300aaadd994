"""Refusals teach; what may not be seen doesn't exist."""

from typing import Any

import pytest

from engine.law import ZJ
from tests.integration.api.prefecture import (
    ALLOCATOR,
    AUDITOR,
    PETITION,
    PRINCIPAL,
    STRANGER,
)
from tests.integration.api.visitor import Counter

NOWHERE = "0" * 24
MEETING = {"organ": "990101", "body": "standing_committee", "held_on": "2026-03-06", "present": ["o00150"]}

ON_A_CASE: list[tuple[str, str, Any]] = [
    ("GET", "/cases/{}", None),
    ("GET", "/cases/{}?fields=informant", None),
    ("GET", "/cases/{}/actions", None),
    ("GET", "/cases/{}/history", None),
    ("GET", "/cases/{}/links", None),
    ("GET", "/cases/{}/documents", None),
    ("GET", f"/cases/{{}}/documents/{'0' * 64}", None),
    ("GET", "/audit/entries?case={}", None),
    ("POST", "/cases/{}/transitions/allocate", {}),
    ("POST", "/cases/{}/acts/receive", {}),
    ("POST", "/cases/{}/signatures", {"step": "allocate", "documents": {}}),
    ("POST", "/cases/{}/recusals", {"officer": "o00150"}),
    ("POST", "/approvals/{}-r2/decision", {"decision": "approve"}),
    ("POST", "/approvals/{}-r2/decision", {"decision": "withdraw"}),
    ("POST", "/approvals/{}-r2/comparison", {"number": "江委〔2026〕3号"}),
]


@pytest.mark.law_refuses("R5-13a")
@pytest.mark.parametrize(("method", "path", "body"), ON_A_CASE, ids=lambda value: str(value)[:40])
def test_a_case_one_may_not_see_answers_like_none_byte_for_byte(
    counter: Counter, method: str, path: str, body: Any
) -> None:
    case = counter.opened(informant="赵六")
    stranger = counter.visitor(STRANGER)
    headers = {"Idempotency-Key": "same-key-0001", "If-Match": '"1"', "Acting-Post": STRANGER.post}

    hidden = stranger.send(method, path.format(case), headers=headers, json=body)
    absent = stranger.send(method, path.format(NOWHERE), headers=headers, json=body)

    assert hidden.status_code == 404
    assert hidden.content == absent.content
    assert sorted(hidden.headers.items()) == sorted(absent.headers.items())


def test_a_matter_one_may_not_see_answers_like_none(counter: Counter) -> None:
    case = counter.opened()
    matter = counter.visitor(PETITION).get(f"/cases/{case}").json()["matter"]
    stranger = counter.visitor(STRANGER)

    assert stranger.get(f"/matters/{matter}").content == stranger.get(f"/matters/{NOWHERE}").content


def test_a_file_of_a_case_one_may_not_see_answers_like_none(counter: Counter) -> None:
    case = counter.opened()
    stranger = counter.visitor(STRANGER)
    octets = {"Content-Type": "application/octet-stream"}

    hidden = stranger.send("POST", f"/cases/{case}/documents", content=b"x", headers=octets)
    absent = stranger.send("POST", f"/cases/{NOWHERE}/documents", content=b"x", headers=octets)

    assert (hidden.status_code, hidden.content) == (404, absent.content)


def test_a_meeting_about_a_case_one_may_not_see_is_refused_like_one_about_none(counter: Counter) -> None:
    case = counter.opened()
    stranger = counter.visitor(STRANGER)
    meeting = {**MEETING, "office": "990101-JD2", "body": "office_meeting", "present": [STRANGER.officer]}

    hidden, absent = (
        stranger.post("/meetings", {**meeting, "items": [{"case": one, "subject": "verify", "opinions": {}}]})
        for one in (case, NOWHERE)
    )

    assert (hidden.status_code, hidden.content) == (404, absent.content)


def test_the_wrong_role_learns_the_article_and_who_could_do_it(counter: Counter) -> None:
    case = counter.opened()

    refused = counter.visitor(PETITION).post(f"/cases/{case}/transitions/allocate", version=1)

    assert refused.status_code == 403
    assert refused.json()["code"] == "wrong_role"
    assert refused.json()["article"]["label"] == ZJ(23).label
    assert "案件监督管理室" in refused.json()["remedy"]


def test_a_refusal_is_an_entry_without_what_was_typed(counter: Counter) -> None:
    case = counter.opened()
    counter.visitor(PETITION).post(f"/cases/{case}/transitions/allocate", {"reason": "张三说的"}, version=1)

    auditor = counter.visitor(AUDITOR)
    [entry] = auditor.get("/audit/entries", case=case, stream="access").json()["entries"]

    assert (entry["kind"], entry["event"], entry["actor"]) == ("refusal", "wrong_role", PETITION.officer)
    assert entry["data"]["step"] == "allocate"
    assert "张三" not in str(entry)


@pytest.mark.parametrize(
    ("body", "status", "code", "field"),
    [
        ({}, 422, "hand_to_required", "hand_to"),
        ({"hand_to": "990101-JD1"}, 422, "document_missing", "allocation_sheet"),
        (
            {"hand_to": "990101-JD1", "documents": {"allocation_sheet": "0" * 64}},
            422,
            "document_not_uploaded",
            "allocation_sheet",
        ),
        ({"hand_to": "990101-JD1", "inputs": {"colour": "红"}}, 422, "input_invalid", "inputs"),
        ({"hand_to": "990101-JD1", "team": ["o00172"]}, 422, "no_team_here", "team"),
        ({"occurred_at": "2099-01-01T00:00:00Z"}, 422, "future", "occurred_at"),
    ],
)
def test_what_is_missing_is_named(counter: Counter, body: Any, status: int, code: str, field: str) -> None:
    case = counter.opened()

    refused = counter.visitor(ALLOCATOR).post(f"/cases/{case}/transitions/allocate", body, version=1)

    assert (refused.status_code, refused.json()["code"], refused.json()["fields"]) == (status, code, [field])
    assert "红" not in refused.text


def test_a_step_of_another_state_is_a_conflict_with_the_state(counter: Counter) -> None:
    case = counter.opened()

    refused = counter.visitor(ALLOCATOR).post(f"/cases/{case}/transitions/verify", version=1)

    assert (refused.status_code, refused.json()["code"]) == (409, "wrong_state")


@pytest.mark.parametrize("path", ["transitions/receive", "acts/allocate", "transitions/abolish"])
def test_an_act_is_not_taken_as_a_transition_nor_the_other_way_round(counter: Counter, path: str) -> None:
    case = counter.opened()

    refused = counter.visitor(ALLOCATOR).post(f"/cases/{case}/{path}", version=1)

    assert (refused.status_code, refused.json()["code"]) == (404, "unknown_step")


def test_who_holds_two_posts_must_say_in_which_he_acts(counter: Counter) -> None:
    case = counter.opened()
    headers = {"Idempotency-Key": "a-key-of-mine", "If-Match": '"1"'}

    refused = counter.visitor(PRINCIPAL).send("POST", f"/cases/{case}/transitions/allocate", headers=headers, json={})

    assert (refused.status_code, refused.json()["code"]) == (400, "post_required")
    assert PRINCIPAL.post in refused.json()["remedy"]


def test_nobody_acts_in_the_post_of_another(counter: Counter) -> None:
    case = counter.opened()
    headers = {"Idempotency-Key": "a-key-of-mine", "If-Match": '"1"', "Acting-Post": ALLOCATOR.post}

    refused = counter.visitor(PETITION).send("POST", f"/cases/{case}/transitions/allocate", headers=headers, json={})

    assert (refused.status_code, refused.json()["code"]) == (403, "post_not_held")


def test_a_request_that_was_decided_is_decided(counter: Counter) -> None:
    case = counter.opened()
    version = counter.allocated(case)

    refused = counter.visitor(PRINCIPAL).post(
        f"/approvals/{case}-r2/decision", {"decision": "approve"}, version=version
    )

    assert (refused.status_code, refused.json()["code"]) == (409, "no_such_request")
