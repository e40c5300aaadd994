"""A failure nobody foresaw."""

import logging
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from api.front import Front
from api.metrics import Metrics

SECRET = "张三的举报信"
NOTHING: dict[str, str] = {}


async def fails(_: Request) -> Response:
    try:
        return PlainTextResponse(NOTHING[SECRET])
    except KeyError as error:
        raise RuntimeError(SECRET) from error


async def works(_: Request) -> Response:
    return PlainTextResponse("好")


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture
def client(metrics: Metrics) -> Iterator[TestClient]:
    routes = [Route("/fails/{case}", fails), Route("/works/{case}", works)]
    with TestClient(Starlette(routes=routes, middleware=[Middleware(Front, metrics=metrics)])) as found:
        yield found


def test_is_answered_with_an_incident_number_and_nothing_else(client: TestClient) -> None:
    answer = client.get("/fails/1")

    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert SECRET not in answer.text
    assert len(answer.json()["incident"]) == 12


def test_is_logged_by_its_place_without_its_text(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, logger="mingjian.api"):
        incident = client.get("/fails/1").json()["incident"]

    assert incident in caplog.text
    assert "RuntimeError at" in caplog.text
    assert "caused by KeyError" in caplog.text
    assert SECRET not in caplog.text


def test_is_counted_by_route_and_not_by_path(client: TestClient, metrics: Metrics) -> None:
    client.get("/fails/c0ffee")

    page = metrics.page().decode()

    assert 'mingjian_http_requests_total{method="GET",route="/fails/{case}",status="500"} 1.0' in page
    assert 'mingjian_problems_total{code="broken"} 1.0' in page
    assert "c0ffee" not in page


def test_no_answer_may_be_kept_by_a_browser(client: TestClient) -> None:
    assert client.get("/works/1").headers["cache-control"] == "no-store"


def test_an_invented_method_makes_no_new_label(client: TestClient, metrics: Metrics) -> None:
    client.request("INVENTED", "/works/1")

    assert 'method="other"' in metrics.page().decode()
