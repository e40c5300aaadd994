"""Approvals: what waits for an officer, his decision, and the second look at an outside sheet."""

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from api import models
from api.admission import Guarded, Officer
from api.cases import Page, page_of
from api.house import HouseHere
from api.openapi import LINK, READS
from api.paging import place
from api.steps import ANSWERS, Counter, CounterHere
from api.words import Day, Digest, Id, Instant, Line, RequestPath, Strict, Text
from engine.commands import CompareSheet, DecideRequest, Sheet, WithdrawRequest
from engine.ports import Sought

router: Final = APIRouter(prefix="/api/v1", tags=["审批"], route_class=Guarded)


class OutsideSheet(Strict):
    """The paper of an outside body: its number, its date, and the digest of the uploaded scan."""

    number: Line
    issued_on: Day
    document: Digest


class Decided(Strict):
    """A decision on a request. Returning and refusing need a reason; a body's decision cites its meeting."""

    decision: Literal["approve", "return", "refuse", "withdraw"] = Field(
        description="批准、退回、不批准；提出人可以撤回。"
    )
    reason: Text = Field(default="", description="审批意见；退回、不批准必须说明理由。")
    meeting: Id | None = Field(default=None, description="集体决定：会议编号。")
    sheet: OutsideSheet | None = Field(default=None, description="外部机构的批件，由办公室、案管或登记员登记。")
    occurred_at: Instant | None = None


class Compared(Strict):
    """The number of the sheet, typed again from the paper by a second officer."""

    number: Line
    reason: Text = ""
    occurred_at: Instant | None = None


@router.get(
    "/approvals", summary="待本人审批", response_model=models.CasePage, responses={**READS, 200: {"headers": LINK}}
)
def list_waiting(request: Request, house: HouseHere, officer: Officer, page: Annotated[Page, Query()]) -> Response:
    """有审批事项等待本人（或本人所在的登记部门、会议机构）的事项；审批事项编号在 `pending.request`。"""
    sought = Sought(waiting=True, after=place(page.after), limit=page.limit)
    return page_of(house, officer, request, sought)


@router.post("/approvals/{request}/decision", summary="审批决定", response_model=models.Done, responses=ANSWERS)
def decide(counter: CounterHere, request: RequestPath, decided: Decided) -> Response:
    """最后一级批准时，步骤按当时的情况重新审查后生效。"""
    about = _about(counter, request, decided)
    if decided.decision == "withdraw":
        return counter.carry_out(WithdrawRequest(**about))
    sheet = decided.sheet
    paper = Sheet(sheet.number, sheet.issued_on, sheet.document) if sheet else None
    command = DecideRequest(**about, decision=decided.decision, meeting=decided.meeting, sheet=paper)
    return counter.carry_out(command)


@router.post("/approvals/{request}/comparison", summary="核对外部批件", response_model=models.Done, responses=ANSWERS)
def compare(counter: CounterHere, request: RequestPath, compared: Compared) -> Response:
    """由登记人以外的人员对照原件再次录入文号；一致的，批件方为有效。"""
    return counter.carry_out(CompareSheet(**_about(counter, request, compared), number=compared.number))


def _about(counter: Counter, request: str, body: Decided | Compared) -> dict[str, Any]:
    said = {"request": request, "reason": body.reason, "occurred_at": body.occurred_at}
    return counter.about(case_of(request)) | said


def case_of(request: str) -> str:
    """The case of a request: a request is named after its case and the version that it made."""
    return request.rpartition("-r")[0]
