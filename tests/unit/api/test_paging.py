"""The place where a list goes on."""

import base64
from urllib.parse import quote

import pytest
from fastapi_problem.error import Problem
from starlette.requests import Request

from api.paging import cursor, link_to, place

MOMENT = "2026-03-05T01:30:00.000001+00:00"


def written(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def asked(path: str, query: str) -> Request:
    return Request({"type": "http", "path": path, "query_string": query.encode(), "headers": []})


def test_a_place_comes_back_as_it_was_given() -> None:
    assert place(cursor(MOMENT, "c0ffee")) == (MOMENT, "c0ffee")


def test_a_list_begins_at_its_beginning() -> None:
    assert place(None) is None


@pytest.mark.parametrize(
    "text",
    [
        "%",
        "a",
        written("not json"),
        written('["2026-03-05T01:30:00+00:00"]'),
        written('["2026", 7]'),
        written('["2026\\u0000", "c0ffee"]'),
        written('["2026", "\' or 1=1"]'),
        written("[" * 90),
    ],
)
def test_a_place_that_no_link_named_is_refused(text: str) -> None:
    with pytest.raises(Problem) as caught:
        place(text)

    assert (caught.value.status, caught.value.extras["fields"]) == (422, ["after"])


def test_a_link_keeps_what_was_asked_for() -> None:
    request = asked("/api/v1/cases", f"name={quote('王五')}&limit=2&after=old")

    link = link_to(request, after="new")["Link"]

    assert link == f'</api/v1/cases?name={quote("王五")}&limit=2&after=new>; rel="next"'
