"""The place where a list goes on."""

from urllib.parse import quote

import pytest
from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request

from api.paging import Cursor, cursor, link_to, place

MOMENT = "2026-03-05T01:30:00.000001+00:00"


def asked(path: str, query: str) -> Request:
    return Request({"type": "http", "path": path, "query_string": query.encode(), "headers": []})


def test_a_place_comes_back_as_it_was_given() -> None:
    assert place(cursor({"opened_at": MOMENT, "id": "c0ffee"})) == (MOMENT, "c0ffee")


def test_a_list_begins_at_its_beginning() -> None:
    assert place(None) is None


@pytest.mark.parametrize(
    "text", ["", "c0ffee", f"{MOMENT}~", f"{MOMENT}~c0ffee~", "2026\x00~c0ffee", f"{MOMENT}~' or 1=1", "~c0ffee"]
)
def test_a_place_that_no_link_named_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Cursor).validate_python(text)


def test_a_link_keeps_what_was_asked_for() -> None:
    request = asked("/api/v1/cases", f"name={quote('王五')}&limit=2&after=old")

    link = link_to(request, after="new")["Link"]

    assert link == f'</api/v1/cases?name={quote("王五")}&limit=2&after=new>; rel="next"'
