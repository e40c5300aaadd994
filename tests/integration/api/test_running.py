"""Health, metrics, and the OpenAPI document."""

from datetime import timedelta
from typing import Any

import pytest

from tests.integration.api.prefecture import ALLOCATOR, PETITION, Hand
from tests.integration.api.visitor import SUBJECT, Counter


def operations(counter: Counter) -> list[tuple[str, str, dict[str, Any]]]:
    """Every operation of the document: method, path, what is said of it."""
    paths = counter.http.get("/api/v1/openapi.json").json()["paths"]
    return [(method, path, said) for path, methods in paths.items() for method, said in methods.items()]


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics", "/api/v1/healthz", "/api/v1/readyz"])
def test_probes_need_no_token(standing: Counter, path: str) -> None:
    assert standing.http.get(path).status_code == 200


def test_a_clock_that_is_behind_stops_writing_and_readiness_says_so(counter: Counter, hand: Hand) -> None:
    counter.opened()
    hand.moved -= timedelta(seconds=90)

    written = counter.visitor(PETITION).post(
        "/matters", {"workflow": "clue_disposal", "received_on": "2026-03-05", "subjects": [SUBJECT]}
    )
    ready = counter.http.get("/readyz")

    assert (written.status_code, written.json()["code"]) == (503, "clock_behind")
    assert (ready.status_code, ready.json()["code"]) == (503, "clock_behind")
    assert counter.http.get("/healthz").status_code == 200


def test_a_clock_within_the_minute_is_good_enough(counter: Counter, hand: Hand) -> None:
    counter.opened()
    hand.moved -= timedelta(seconds=50)

    told = counter.http.get("/readyz").json()

    assert (told["status"], told["workflows"]) == ("ready", 2)


def test_metrics_count_refusals_by_code_and_hold_no_case(counter: Counter) -> None:
    case = counter.opened()
    counter.visitor(PETITION).post(f"/cases/{case}/transitions/allocate", version=1)

    page = counter.http.get("/metrics").text

    assert 'mingjian_problems_total{code="wrong_role"} 1.0' in page
    assert 'route="/api/v1/cases/{case}/transitions/{step}",status="403"' in page
    assert case not in page
    assert "王五" not in page


def test_there_is_no_page_that_loads_scripts_from_elsewhere(standing: Counter) -> None:
    assert [standing.http.get(path).status_code for path in ("/docs", "/redoc")] == [404, 404]


def test_every_operation_is_described_in_chinese(standing: Counter) -> None:
    for method, path, said in operations(standing):
        words = said["summary"] + said["description"]
        assert any("\u4e00" <= letter <= "\u9fff" for letter in words), (method, path)


def test_every_error_is_declared_as_a_problem(standing: Counter) -> None:
    for method, path, said in operations(standing):
        errors = {status: answer for status, answer in said["responses"].items() if status >= "400"}
        assert {"500", "503"} <= set(errors), (method, path)
        for answer in errors.values():
            assert list(answer["content"]) == ["application/problem+json"], (method, path)


def test_every_command_declares_its_key_and_every_command_on_a_case_its_version(standing: Counter) -> None:
    for method, path, said in operations(standing):
        if method == "get" or path.endswith("/documents"):
            continue
        required = {item["name"] for item in said["parameters"] if item["in"] == "header" and item["required"]}
        # An answer to an escalation moves nothing that a version counts, and comes from who may not see the case.
        on_case = "{" in path and "/escalations/" not in path
        assert required == ({"idempotency-key", "if-match"} if on_case else {"idempotency-key"}), path


def test_the_library_is_told_with_its_digests_tables_and_pictures(standing: Counter) -> None:
    allocator = standing.visitor(ALLOCATOR)

    listed = {one["id"]: one for one in allocator.get("/workflows").json()["workflows"]}["clue_disposal"]
    told = allocator.get("/workflows/clue_disposal", digest=listed["digest"]).json()
    picture = allocator.get("/workflows/clue_disposal/diagram.svg")

    assert {row["step"] for row in told["steps"]} >= {"allocate", "file_case", "decide", "receive"}
    assert told["document"]["workflow"]["id"] == "clue_disposal"
    assert picture.headers["content-type"].startswith("image/svg+xml")
    assert "立案" in picture.text


@pytest.mark.parametrize("path", ["/workflows/petition", f"/workflows/clue_disposal?digest={'0' * 64}"])
def test_a_definition_nobody_registered_is_not_found(standing: Counter, path: str) -> None:
    assert standing.visitor(ALLOCATOR).get(path).status_code == 404
