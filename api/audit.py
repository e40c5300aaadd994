"""The register for auditors: the entries of a case, and of the refusals and protected reads about it."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api import models
from api.admission import Guarded, Officer
from api.cases import Onward, entries_page
from api.house import House, HouseHere
from api.openapi import LINK, READS, problems
from api.problems import refusal
from api.words import Id
from engine.case import Case
from engine.errors import Refused
from engine.law import ENGINE

router: Final = APIRouter(prefix="/api/v1", tags=["审计"], route_class=Guarded)


class Stream(Onward):
    """Which stream of the register."""

    case: Id = Field(description="事项编号。")
    stream: Literal["case", "access"] = Field(
        default="case", description="case：该事项的办理；access：被拒绝的办理和对反映人信息的读取。"
    )


@router.get(
    "/audit/entries",
    summary="登记条目",
    response_model=models.Entries,
    responses={**READS, **problems(403), 200: {"headers": LINK}},
)
def read_entries(request: Request, house: HouseHere, officer: Officer, asked: Annotated[Stream, Query()]) -> Response:
    """审计人员在其审计范围内查阅登记簿，条目不含密存内容。"""
    view = house.reading.case(officer, asked.case, classes=())
    if isinstance(view, Refused):
        raise refusal(view)
    if not _audits(house, officer, view.case):
        raise refusal(Refused("wrong_role", "登记条目由审计人员查阅。", "请转该机关的审计人员。", ENGINE))
    with house.reading.storage.read() as tx:
        entries = tx.entries(f"{asked.stream}/{asked.case}", asked.after, asked.limit + 1)
    return entries_page(request, entries, asked.limit)


def _audits(house: House, officer: str, case: Case) -> bool:
    """Whether one of his posts audits the organ of the case or one above it."""
    with house.reading.storage.read() as tx:
        world = house.reading.world(tx)
    line = {organ.code for organ in world.organisation.line(case.organ)}
    return any(post.position == "auditor" and (post.scope or post.organ) in line for post in world.posts(officer))
