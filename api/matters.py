"""Opening matters, and reading one as far as its cases may be seen."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api.admission import Guarded, Officer, WritingHeaders
from api.cases import Page
from api.house import HouseHere
from api.models import CaseInList, EntryRef, Shape
from api.openapi import LINK, LOCATION, READS, WRITES
from api.paging import cursor, link_to, place
from api.problems import nothing_here, refusal
from api.responses import Json
from api.views import entry_ref, in_list
from api.words import Code, Day, Id, Inputs, MatterPath, Step, Strict, Text
from engine.commands import OpenMatter
from engine.errors import Refused
from engine.ports import Sought

router: Final = APIRouter(prefix="/api/v1", tags=["事项"], route_class=Guarded)


class NewMatter(Strict):
    """A matter to be opened: one case for each subject."""

    workflow: Step = Field(examples=["clue_disposal"])
    subjects: list[Inputs] = Field(
        min_length=1, max_length=200, description="每名被反映人一份登记表，内容见流程的受理表单。"
    )
    received_on: Day = Field(description="受理时间。")
    organ: Code | None = Field(default=None, description="办理机关代码；不填为本人岗位所在机关。")
    reason: Text = ""


class MatterRead(Shape):
    """A matter, as far as the officer may see its cases."""

    id: Id
    cases: list[CaseInList]


class OpenedCase(Shape):
    """A case that was opened: its id and its number in the organ's series."""

    id: Id
    number: str


class Opened(Shape):
    """A matter that was opened, with its cases."""

    outcome: Literal["applied"]
    matter: Id
    cases: list[OpenedCase]
    entry: EntryRef


@router.post(
    "/matters",
    status_code=201,
    summary="受理登记",
    response_model=Opened,
    responses={**WRITES, 201: {"headers": LOCATION}},
)
def open_matter(house: HouseHere, officer: Officer, headers: WritingHeaders, new: NewMatter) -> Response:
    """登记一条线索：每名被反映人各立一个事项，编入办理机关的顺序号。"""
    command = OpenMatter(
        id=headers.idempotency_key,
        actor=officer,
        post=headers.acting_post,
        workflow=new.workflow,
        subjects=tuple(new.subjects),
        received_on=new.received_on,
        organ=new.organ,
        reason=new.reason,
    )
    answer = house.service.handle(command)
    if isinstance(answer, Refused):
        raise refusal(answer)
    matter = answer.data["matter"]
    told = {
        "outcome": answer.outcome,
        "matter": matter,
        "cases": [{"id": case["id"], "number": case["number"]} for case in answer.data["cases"]],
        "entry": entry_ref(answer),
    }
    return Json(told, 201, {"Location": f"/api/v1/matters/{matter}"})


@router.get(
    "/matters/{matter}",
    summary="一条线索的各事项",
    response_model=MatterRead,
    responses={**READS, 200: {"headers": LINK}},
)
def read_matter(
    request: Request, house: HouseHere, officer: Officer, matter: MatterPath, page: Annotated[Page, Query()]
) -> Response:
    """同一事由下、本人可以查看的事项；一个也不能查看的，与不存在的答复相同。"""
    sought = Sought(matter=matter, after=place(page.after), limit=page.limit + 1)
    rows = house.reading.cases(officer, sought)
    if not rows:
        raise nothing_here()
    last = rows[page.limit - 1] if len(rows) > page.limit else None
    headers = link_to(request, after=cursor(last)) if last else None
    registry = house.service.registry
    cases = [in_list(registry, row) for row in rows[: page.limit]]
    return Json({"id": matter, "cases": cases}, headers=headers)
