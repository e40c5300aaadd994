"""Keyset pages: a page ends where the next begins, however many cases come in between, and `Link` leads on."""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import Request
from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from api.problems import problem

LARGEST: Final = 200

Limit = Annotated[int, Field(ge=1, le=LARGEST, description="每页条数。")]
Cursor = Annotated[
    str | SkipJsonSchema[None],
    Field(pattern=r"^[A-Za-z0-9_-]{1,200}$", description="上一页 Link 中给出的位置，请原样使用。"),
]

_MOMENT: Final = re.compile(r"[0-9T:.+Z-]{1,40}\Z")
_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")


def cursor(moment: str, row: str) -> str:
    """The place after a row, for a link: it orders the list and grants nothing."""
    return base64.urlsafe_b64encode(json.dumps([moment, row]).encode()).decode().rstrip("=")


def place(text: str | None) -> tuple[str, str] | None:
    """The place that a link named. Raises a 422 problem for what no link has named."""
    if text is None:
        return None
    try:
        found = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError):
        found = None
    match found:
        case [str(moment), str(row)] if _MOMENT.match(moment) and _ID.match(row):
            return moment, row
    raise problem(422, "input_invalid", "翻页位置不正确。", "请从第一页重新开始。", fields=["after"])


def link_to(request: Request, **changed: Any) -> Mapping[str, str]:
    """The `Link` header to the page of the same list that begins elsewhere."""
    query = urlencode({**request.query_params, **changed})
    return {"Link": f'<{request.url.path}?{query}>; rel="next"'}
