"""Keyset pages: a page ends where the next begins, however many cases come in between, and `Link` leads on."""

from collections.abc import Mapping
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import Request
from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

LARGEST: Final = 200

Limit = Annotated[int, Field(ge=1, le=LARGEST, description="每页条数。")]
Cursor = Annotated[
    Annotated[str, Field(pattern=r"^[0-9T:.+-]{1,40}~[A-Za-z0-9_-]{1,64}$")] | SkipJsonSchema[None],
    Field(description="上一页 Link 中给出的位置，请原样使用。"),
]


def cursor(row: Mapping[str, Any]) -> str:
    """The place after a row of cases, for a link. It orders the list and grants nothing."""
    return f"{row['opened_at']}~{row['id']}"


def place(text: str | None) -> tuple[str, str] | None:
    """The place that a link named; None: the beginning."""
    if text is None:
        return None
    moment, _, row = text.partition("~")
    return moment, row


def link_to(request: Request, **changed: Any) -> Mapping[str, str]:
    """The `Link` header to the page of the same list that begins elsewhere."""
    query = urlencode({**request.query_params, **changed})
    return {"Link": f'<{request.url.path}?{query}>; rel="next"'}
