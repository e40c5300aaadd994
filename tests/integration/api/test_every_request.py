"""Whatever is sent, what comes back is declared, and says nothing it shouldn't."""

import json
import secrets
from typing import Any

import pytest
from fastapi.routing import iter_route_contexts

from api.admission import MAX_JSON
from app.assembly import Installation, hash_secret
from engine.commands import RevokeToken
from tests.integration.api.prefecture import ADMINISTRATOR, ALLOCATOR, PETITION, Hand
from tests.integration.api.visitor import Counter

PROBLEM = "application/problem+json"
OPEN = {"/healthz", "/readyz", "/metrics", "/api/v1/healthz", "/api/v1/readyz", "/api/v1/metrics"}
STEP = f"/cases/{'0' * 24}/transitions/allocate"


def headers(**changed: str | bytes | None) -> dict[str, str | bytes]:
    """The headers of a command on a case, some of them changed or left out."""
    usual = {
        "Content-Type": "application/json",
        "Idempotency-Key": secrets.token_hex(8),
        "If-Match": '"1"',
        "Acting-Post": ALLOCATOR.post,
    }
    return {name: value for name, value in {**usual, **changed}.items() if value is not None}


@pytest.mark.parametrize("token", [None, b"Bearer", b"Bearer nobody-has-this", b"Basic dGVzdDp0ZXN0", b"Bearer \xe4"])
def test_no_endpoint_answers_without_a_valid_token(standing: Counter, token: bytes | None) -> None:
    sent = {b"Authorization": token} if token else {}
    for route in iter_route_contexts(standing.app.routes):
        if route.path is None or route.path in OPEN or "openapi" in route.path:
            continue
        for method in route.methods or ():
            answer = standing.http.request(method, route.path.replace("{", "").replace("}", ""), headers=sent)

            assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated"), route.path
            assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_token_that_ended_is_none(counter: Counter, hand: Hand) -> None:
    hand.moved += hand.now() - hand.now().replace(year=2000)

    assert counter.visitor(PETITION).get("/cases").status_code == 401


def test_a_revoked_token_is_none_from_that_moment(counter: Counter, installation: Installation) -> None:
    before = counter.visitor(PETITION).get("/cases").status_code
    with installation.storage.read() as tx:
        token = tx.token_by_secret(hash_secret(PETITION.token))
    assert token is not None
    installation.service.handle(RevokeToken(id="revoke-01", actor=ADMINISTRATOR.officer, token_id=token["id"]))

    assert (before, counter.visitor(PETITION).get("/cases").status_code) == (200, 401)


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"If-Match": None}, 428, "version_required"),
        ({"Idempotency-Key": None}, 400, "key_required"),
        ({"Idempotency-Key": None, "If-Match": None}, 400, "key_required"),
        ({"Idempotency-Key": "short"}, 400, "key_invalid"),
        ({"Idempotency-Key": "x" * 65}, 400, "key_invalid"),
        ({"Idempotency-Key": "key with blanks"}, 400, "key_invalid"),
        ({"If-Match": "*"}, 400, "version_invalid"),
        ({"If-Match": "1"}, 400, "version_invalid"),
        ({"If-Match": 'W/"1"'}, 400, "version_invalid"),
        ({"If-Match": '"1", "2"'}, 400, "version_invalid"),
        ({"If-Match": '"99999999999999999999"'}, 400, "version_invalid"),
        ({"Acting-Post": "承办人".encode()}, 400, "header_invalid"),
        ({"Content-Type": "text/plain"}, 415, "media_type"),
        ({"Content-Type": "application/merge-patch+json"}, 415, "media_type"),
        ({"Content-Type": None}, 415, "media_type"),
    ],
    ids=str,
)
def test_a_command_needs_its_headers(
    standing: Counter, changed: dict[str, str | bytes | None], status: int, code: str
) -> None:
    answer = standing.visitor(ALLOCATOR).send("POST", STEP, headers=headers(**changed), content=b"{}")

    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 422, "input_invalid"),
        (b"[1]", 422, "input_invalid"),
        (b'"text"', 422, "input_invalid"),
        (b"null", 422, "input_invalid"),
        (b"{", 400, "json_invalid"),
        (b"\xff\xfe", 400, "json_invalid"),
        (b"[" * 100_000, 400, "json_invalid"),
        (b"9" * 10_000, 400, "json_invalid"),
        (b'{"reason": NaN}', 422, "input_invalid"),
        (b'{"inputs": {"a": 1e999}}', 422, "input_invalid"),
        (b'{"inputs": {"a": 99999999999999999999}}', 422, "input_invalid"),
        (b'{"inputs": {"a": "\\u0000"}}', 422, "input_invalid"),
        (b'{"inputs": {"a": "\\ud800"}}', 422, "input_invalid"),
        (b'{"inputs": {"a": {"b": 1}}}', 422, "input_invalid"),
        (b'{"reason": "\\u0000"}', 422, "input_invalid"),
        (b'{"team": ["' + b"o" * 65 + b'"]}', 422, "input_invalid"),
        (b'{"colour": 1}', 422, "input_invalid"),
        (b" " * (MAX_JSON + 1), 413, "too_large"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_body_that_is_none_is_told_so(standing: Counter, content: bytes, status: int, code: str) -> None:
    answer = standing.visitor(ALLOCATOR).send("POST", STEP, headers=headers(), content=content)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize(
    "path", ["/nowhere", "/cases/", "/cases/%00", "/cases/%ff", "/cases/a b", f"/cases/{'a' * 65}", "/workflows/..%2f"]
)
def test_an_address_that_does_not_exist_is_a_problem_too(standing: Counter, path: str) -> None:
    answer = standing.visitor(PETITION).get(path)

    assert (answer.status_code, answer.headers["content-type"]) == (404, PROBLEM)


def test_a_method_an_address_does_not_have_is_told_with_those_it_has(standing: Counter) -> None:
    answer = standing.visitor(PETITION).send("DELETE", f"/cases/{'0' * 24}/documents")

    assert (answer.status_code, answer.headers["content-type"]) == (405, PROBLEM)
    assert answer.headers["allow"] == "GET, POST"


@pytest.mark.parametrize(
    "body",
    [
        {"inputs": {"name": ["张三丰"]}},
        {"inputs": {"张三丰": "x"}},
        {"张三丰": 1},
        {"reason": {"who": "张三丰"}},
        {"team": ["张三丰"]},
        {"occurred_at": "张三丰"},
        {"documents": {"张三丰": "x"}},
        ["张三丰"],
    ],
    ids=str,
)
def test_nothing_that_was_typed_comes_back_in_an_error(standing: Counter, body: Any) -> None:
    answer = standing.visitor(ALLOCATOR).send("POST", STEP, headers=headers(), content=json.dumps(body).encode())

    assert answer.status_code == 422
    assert "张三丰" not in answer.text
    assert "张三丰" not in json.dumps(answer.json())


def test_a_database_that_fails_tells_nothing(counter: Counter, installation: Installation) -> None:
    with installation.engines.write.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE case_readers RENAME TO lost_table_of_zhang")

    answer = counter.visitor(PETITION).get("/cases")

    assert (answer.status_code, answer.json()["code"]) == (500, "broken")
    assert "lost_table" not in answer.text
    assert "case_readers" not in answer.text
