"""Answers as bytes: JSON made once, without a second validation of what the engine itself made."""

from collections.abc import Mapping
from typing import Any

import orjson
from fastapi import Response
from fastapi_problem.error import Problem

from api.problems import MEDIA_TYPE, TYPE


class Json(Response):
    """A JSON answer."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """The bytes of the content; the same content is the same bytes, also when it was re-made from the register."""
        return orjson.dumps(content, default=_plain, option=orjson.OPT_SORT_KEYS)


class ProblemJson(Json):
    """A problem details answer."""

    media_type = MEDIA_TYPE


def problem_response(problem: Problem) -> Response:
    """The answer that a problem stands for."""
    return ProblemJson(problem.marshal(uri=TYPE), problem.status, dict(problem.headers or {}))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no place in an answer")
