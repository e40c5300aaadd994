"""Reading cases: lists, one case, its history, its links."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from api import models
from api.admission import Guarded, Officer
from api.house import House, HouseHere
from api.openapi import ETAG, LINK, READS
from api.paging import Cursor, Limit, cursor, link_to, place
from api.problems import refusal
from api.responses import Json
from api.views import case_view, in_list
from api.words import CasePath, Code, Id, Line, Step, Strict
from engine.errors import Refused
from engine.ports import Sought

router: Final = APIRouter(prefix="/api/v1", tags=["事项"], route_class=Guarded)

_FIELDS: Final = r"^(subject|content|informant)(,(subject|content|informant)){0,2}$"


class Page(Strict):
    """Which page of a list."""

    after: Cursor = None
    limit: Limit = 50


class Filters(Page):
    """What a list asks for; what isn't named may be anything."""

    workflow: Annotated[Step | SkipJsonSchema[None], Field(description="流程编号。")] = None
    state: Annotated[Step | SkipJsonSchema[None], Field(description="状态编号。")] = None
    phase: Annotated[Step | SkipJsonSchema[None], Field(description="阶段编号。")] = None
    organ: Annotated[Code | SkipJsonSchema[None], Field(description="机构代码，含其下级机关。")] = None
    office: Annotated[Code | SkipJsonSchema[None], Field(description="承办部门代码。")] = None
    matter: Annotated[Id | SkipJsonSchema[None], Field(description="事由编号。")] = None
    number: Annotated[Line | SkipJsonSchema[None], Field(description="受理编号。")] = None
    name: Annotated[Line | SkipJsonSchema[None], Field(description="被反映人姓名，须与登记完全一致。")] = None
    closed: Annotated[Literal["true", "false"] | SkipJsonSchema[None], Field(description="是否办结。")] = None
    mine: Annotated[Literal["true", "false"], Field(description="仅本人承办或参与的。")] = "false"


class Reading(Strict):
    """Which classes of fields of a case."""

    fields: Annotated[
        str,
        Field(
            pattern=_FIELDS,
            description="要读取的信息类别，以逗号分隔；读取反映人信息（informant）将登记在案。",
            examples=["subject,content"],
        ),
    ] = "subject"


class Onward(Strict):
    """Where a list of entries goes on."""

    after: Annotated[int, Field(ge=-1, le=2**53 - 1, description="从该序号之后开始。")] = -1
    limit: Limit = 100


def page_of(house: House, officer: str, request: Request, sought: Sought) -> Response:
    """One page of the cases an officer may see."""
    asked = sought.limit
    rows = house.reading.cases(officer, _one_more(sought))
    last = rows[asked - 1] if len(rows) > asked else None
    headers = link_to(request, after=cursor(last)) if last else None
    registry = house.service.registry
    return Json({"cases": [in_list(registry, row) for row in rows[:asked]]}, headers=headers)


@router.get("/cases", summary="事项列表", response_model=models.CasePage, responses={**READS, 200: {"headers": LINK}})
def list_cases(request: Request, house: HouseHere, officer: Officer, seek: Annotated[Filters, Query()]) -> Response:
    """本人可以查看的事项，最新受理的在前。"""
    sought = Sought(
        workflow=seek.workflow,
        state=seek.state,
        phase=seek.phase,
        organ=seek.organ,
        office=seek.office,
        matter=seek.matter,
        number=seek.number,
        name=seek.name,
        closed=None if seek.closed is None else seek.closed == "true",
        mine=seek.mine == "true",
        after=place(seek.after),
        limit=seek.limit,
    )
    return page_of(house, officer, request, sought)


@router.get(
    "/cases/{case}",
    summary="一个事项",
    response_model=models.CaseRead,
    responses={**READS, 200: {"headers": ETAG}},
)
def read_case(house: HouseHere, officer: Officer, case: CasePath, what: Annotated[Reading, Query()]) -> Response:
    """事项的现状和所选类别的信息；`withheld` 列出本人无权读取的类别。"""
    asked = tuple(dict.fromkeys(what.fields.split(",")))
    view = house.reading.case(officer, case, classes=asked)
    if isinstance(view, Refused):
        raise refusal(view)
    answer = case_view(view.definition, view.body) | {
        "fields": {name: dict(values) for name, values in view.fields.items()},
        "withheld": [name for name in asked if name not in view.fields],
    }
    return Json(answer, headers={"ETag": f'"{view.case.version}"'})


@router.get(
    "/cases/{case}/history",
    summary="办理经过",
    response_model=models.Entries,
    responses={**READS, 200: {"headers": LINK}},
)
def read_history(
    request: Request, house: HouseHere, officer: Officer, case: CasePath, onward: Annotated[Onward, Query()]
) -> Response:
    """登记簿中该事项的条目，最早的在前，不含密存内容。"""
    entries = house.reading.history(officer, case, onward.after, onward.limit + 1)
    if isinstance(entries, Refused):
        raise refusal(entries)
    return entries_page(request, entries, onward.limit)


@router.get("/cases/{case}/links", summary="关联事项", response_model=models.LinkedCases, responses=READS)
def read_links(house: HouseHere, officer: Officer, case: CasePath) -> Response:
    """与该事项关联、且本人可以查看的事项。"""
    linked = house.reading.links(officer, case)
    if isinstance(linked, Refused):
        raise refusal(linked)
    return Json({"links": [case_view(one.definition, one.body) for one in linked]})


def entries_page(request: Request, entries: Sequence[Mapping[str, Any]], limit: int) -> Response:
    """A page of entries, one more having been read to know whether it goes on."""
    headers = link_to(request, after=entries[limit - 1]["seq"]) if len(entries) > limit else None
    return Json({"entries": list(entries[:limit])}, headers=headers)


def _one_more(sought: Sought) -> Sought:
    return replace(sought, limit=sought.limit + 1)
