"""The OpenAPI document: every problem an endpoint may answer is declared, with the one shape all problems have."""

from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.models import ProblemDetails
from api.problems import MEDIA_TYPE, TITLES

Responses = dict[int | str, dict[str, Any]]

_PROBLEM: Final = {"$ref": "#/components/schemas/ProblemDetails"}
_ALWAYS: Final = (500, 503)


def problems(*statuses: int) -> Responses:
    """The declaration of these problems, and of the two that may always come."""
    return {
        status: {"description": TITLES[status], "content": {MEDIA_TYPE: {"schema": _PROBLEM}}}
        for status in sorted({*statuses, *_ALWAYS})
    }


READS: Final = problems(401, 404, 422)
READS_OF_AN_ORGAN: Final = problems(401, 403, 404, 422)
READS_BY_POST: Final = problems(400, 401, 404, 422)
WRITES: Final = problems(400, 401, 403, 404, 409, 413, 415, 422)
WRITES_ON_CASE: Final = problems(400, 401, 403, 404, 409, 412, 413, 415, 422, 428)

ETAG: Final = {"ETag": {"description": "事项的版本。", "schema": {"type": "string"}}}
LINK: Final = {"Link": {"description": "下一页（没有下一页时不出现）。", "schema": {"type": "string"}}}
LOCATION: Final = {"Location": {"description": "所建立内容的地址。", "schema": {"type": "string"}}}

ABOUT: Final = """
纪检监察事项办理接口。

* 每次请求附上 `Authorization: Bearer <令牌>`；担任多个岗位的，以 `Acting-Post` 注明以哪一岗位办理。
* 每次办理附上唯一的 `Idempotency-Key`：网络中断后沿用原编号重试，不会重复办理，并得到同样的答复。
* 办理事项时以 `If-Match` 附上读取时所得的 `ETag`；事项已被他人更新的，答复 412，请重新读取后再办理。
* 不予办理的，以 `application/problem+json`（RFC 9457）答复：`code` 为固定代码，`article` 为依据条款，
  `remedy` 说明如何补救、由谁办理。答复中不含所填内容。
* 条款的 `confidence` 为核对程度：A 已读原文；A2 转引；B 待核；C 可配置。除 A 以外，`label` 末尾标明，如〔B 待核〕。
* 无权查看的事项与不存在的事项答复相同。
"""

TAGS: Final = [
    {"name": "流程", "description": "流程定义、摘要和图示。"},
    {"name": "事项", "description": "登记、查询、办理。"},
    {"name": "审批", "description": "待审批事项、审批决定、外部批件核对、会议、授权。"},
    {"name": "文书", "description": "文件按内容摘要上传和引用。"},
    {"name": "审计", "description": "供审计人员查阅登记簿。"},
    {"name": "运行", "description": "健康状况和指标。"},
]


def describe(app: FastAPI) -> dict[str, Any]:
    """The document, made once."""
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=app.routes, tags=TAGS
        )
        schema = ProblemDetails.model_json_schema(ref_template="#/components/schemas/{model}")
        shapes = document["components"]["schemas"]
        shapes.update(schema.pop("$defs", {}))
        shapes["ProblemDetails"] = schema
        app.openapi_schema = document
    return app.openapi_schema
