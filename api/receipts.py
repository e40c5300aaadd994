"""Receipts: what an officer registered and others received, with nothing of what became of it."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from api.admission import Guarded, Officer
from api.cases import Page
from api.house import HouseHere
from api.models import Named, Shape
from api.openapi import LINK, READS
from api.paging import cursor, link_to, place
from api.responses import Json
from api.words import Id
from engine.reading import Receipt

router: Final = APIRouter(prefix="/api/v1", tags=["事项"], route_class=Guarded)


class ReceiptRead(Shape):
    """That an officer registered a case, and when."""

    id: Id
    number: str
    workflow: Named
    opened_at: str


class ReceiptPage(Shape):
    """A page of receipts, newest first; `Link` leads to the next."""

    receipts: list[ReceiptRead]


@router.get(
    "/receipts",
    summary="本人登记的回执",
    response_model=ReceiptPage,
    responses={**READS, 200: {"headers": LINK}},
)
def list_receipts(request: Request, house: HouseHere, officer: Officer, page: Annotated[Page, Query()]) -> Response:
    """本人登记、由其他部门接收的事项（如干预过问登记）：只显示何时登记、编号为何，不显示内容和办理情况。"""
    found = house.reading.receipts(officer, place(page.after), page.limit + 1)
    shown = [_told(receipt) for receipt in found[: page.limit]]
    headers = link_to(request, after=cursor(shown[-1])) if len(found) > page.limit else None
    return Json({"receipts": shown}, headers=headers)


def _told(receipt: Receipt) -> dict[str, object]:
    workflow = {"id": receipt.workflow, "label": receipt.label}
    return {"id": receipt.case, "number": receipt.number, "workflow": workflow, "opened_at": receipt.opened_at}
