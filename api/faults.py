"""What FastAPI finds wrong with a request, as problems that name the field and never quote it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from fastapi.exceptions import RequestValidationError
from fastapi_problem.error import Problem
from starlette.exceptions import HTTPException

from api.problems import nothing_here, problem, too_large, unreadable

SENTENCE: Final = "sentence"
"""The type of an error whose message is our own sentence and may be shown."""

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_@-]{0,79}\Z")
_MOST: Final = 20
_SAID: Final[Mapping[str, str]] = {
    "missing": "缺少此项",
    "extra_forbidden": "没有此项",
    "too_long": "项数过多",
    "string_too_long": "文字过长",
    "string_too_short": "不能为空",
}


class TooLarge(HTTPException):
    """A body beyond its limit. FastAPI lets an HTTPException pass while it reads a body, and nothing else."""

    def __init__(self, limit: int) -> None:
        super().__init__(413)
        self.limit = limit


def of_validation(error: RequestValidationError) -> Problem:
    """The most telling problem of a request: an unknown address, then missing headers, then faulty fields."""
    errors = error.errors()
    places = {str(item["loc"][0]) for item in errors}
    if "path" in places:
        return nothing_here()
    if any(item["type"] == "json_invalid" for item in errors):
        return unreadable()
    headers = {str(item["loc"][-1]): str(item["type"]) for item in errors if item["loc"][0] == "header"}
    return _of_headers(headers) or _of_fields(errors)


def of_http(error: HTTPException, allowed: Iterable[str]) -> Problem:
    """What routing and reading refuse: an unknown address, a method it doesn't have, a body too long or unreadable."""
    if isinstance(error, TooLarge):
        return too_large(error.limit)
    if error.status_code == 405:
        methods = "、".join(sorted(allowed))
        headers = {"Allow": ", ".join(sorted(allowed))}
        return problem(405, "method_not_allowed", "该地址不支持这一方法。", f"可用：{methods}。", headers=headers)
    if error.status_code == 404:
        return problem(404, "not_found", "没有这一地址。", "请核对接口说明。")
    return unreadable()


def _of_headers(faulty: Mapping[str, str]) -> Problem | None:
    if "idempotency-key" in faulty:
        remedy = "请为每次操作附上唯一编号：8至64位字母、数字、“-”或“_”；重试时沿用原编号。"
        missing = faulty["idempotency-key"] == "missing"
        code, sentence = ("key_required", "缺少操作编号") if missing else ("key_invalid", "操作编号不符合要求")
        return problem(400, code, f"{sentence}（Idempotency-Key）。", remedy, fields=["Idempotency-Key"])
    if faulty.get("if-match") == "missing":
        remedy = '请附上读取该事项时所得的 ETag，如 If-Match: "3"。'
        return problem(428, "version_required", "缺少所见版本（If-Match）。", remedy, fields=["If-Match"])
    if "if-match" in faulty:
        remedy = '请原样附上读取该事项时所得的 ETag，如 "3"。'
        return problem(400, "version_invalid", "所见版本（If-Match）不符合要求。", remedy, fields=["If-Match"])
    if faulty:
        names = [name.title() for name in faulty]
        return problem(400, "header_invalid", "请求头不符合要求。", "请核对岗位编号。", fields=names)
    return None


def _of_fields(errors: Sequence[Mapping[str, Any]]) -> Problem:
    said = {field_of(item["loc"]): _sentence(item) for item in errors[:_MOST]}
    told = "；".join(f"{name}：{words}" if name else words for name, words in said.items())
    fields = [name for name in said if name]
    return problem(422, "input_invalid", f"{told}。", "请补正所列各项后重新提交。", fields=fields)


def field_of(place: Sequence[Any]) -> str:
    """The place of a fault as `inputs.name`; a part that isn't the plain name of a field ends it unquoted."""
    parts: list[str] = []
    for part in place[1:]:
        if isinstance(part, int) or _NAME.match(str(part)):
            parts.append(str(part))
        else:
            break
    return ".".join(parts)


def _sentence(item: Mapping[str, Any]) -> str:
    return str(item["msg"]) if item["type"] == SENTENCE else _SAID.get(item["type"], "填写不正确")
