"""Handing over when an officer leaves: everything that he holds, as one registered act in bounded requests."""

from typing import Any, Final, Literal

from fastapi import APIRouter, Response
from pydantic import Field

from api.actions import RefusalShape
from api.admission import Guarded, Officer, WritingHeaders
from api.house import HouseHere
from api.models import Shape
from api.openapi import WRITES
from api.problems import refusal
from api.responses import Json
from api.views import refusal_view
from api.words import Code, Digest, Id, Strict, Text
from engine.errors import Refused
from engine.handing_over import HandingOver, Report, Wish, act_id

router: Final = APIRouter(prefix="/api/v1", tags=["事项"], route_class=Guarded)

AT_MOST: Final = 500
"""Cases of one request: it is answered before a client gives up waiting."""


class NewHandOver(Strict):
    """Whose work passes to whom, and on which paper."""

    officer: Code = Field(description="移交人的人员编号；岗位已经结束的也可以移交。")
    to: Code = Field(description="接任人的人员编号，须为本机关在岗人员。")
    document: Digest | None = Field(default=None, description="移交文件（移交清单、批件）的 SHA-256 摘要。")
    reason: Text = Field(default="", description="没有移交文件的，说明理由。")
    dry_run: bool = Field(default=False, description="只预览，不移交。")


class PassedShape(Shape):
    """A case that went over: custody, a seat in the team, both, or a seat that stays empty."""

    case: Id
    number: str
    took: list[Literal["handler", "team"]]


class LeftShape(Shape):
    """A case that stays, and why."""

    case: Id
    number: str
    refusal: RefusalShape


class HandedOver(Shape):
    """What came of a hand-over. Of what the officer may not see there is a number at most."""

    outcome: Literal["done", "continues", "foreseen"] = Field(
        description=f"一次至多移交{AT_MOST}件；continues：还有，请以原 Idempotency-Key 再次提交。"
    )
    act: str | None = Field(description="这一移交在登记簿中的编号（预览或者没有移交任何事项时为 null）。")
    passed: list[PassedShape] = Field(description="本次移交（预览时为可移交）的事项。")
    count: int = Field(description="这一移交至今的件数，含以前各次提交移交的。")
    needs_member: list[str] = Field(description="移交后工作组人数不足、须另行补充成员的事项编号。")
    left: list[LeftShape] = Field(description="尚未移交的事项和原因。")
    unseen: int = Field(description="另有本人无权查看的事项件数。")
    ask: str = Field(description="本人无权查看的，应向谁报请移交。")


@router.post("/hand-overs", summary="工作移交", response_model=HandedOver, responses=WRITES)
def hand_over(house: HouseHere, officer: Officer, headers: WritingHeaders, new: NewHandOver) -> Response:
    """人员离岗时，将其承办的全部事项（含已办结的）一次移交给接任人，登记为一项移交，逐件登记。

    由本机关主要负责人、案管部门办理；分管领导、部门负责人办理其所管部门的。不能移交的逐件说明原因，排除后以原编号再次
    提交即可，不会重复移交。
    """
    wish = Wish(officer, headers.acting_post, new.officer, new.to)
    handing = HandingOver(house.service, house.reading)
    if new.dry_run:
        report = handing.foresee(wish, AT_MOST)
    else:
        act = act_id(headers.idempotency_key, officer)
        report = handing.run(wish, act, document=new.document or "", reason=new.reason, at_most=AT_MOST)
    if isinstance(report, Refused):
        raise refusal(report)
    return Json(_told(report))


def _told(report: Report) -> dict[str, Any]:
    return {
        "outcome": "foreseen" if report.dry_run else "continues" if report.goes_on else "done",
        "act": report.act or None,
        "passed": [{"case": one.case, "number": one.number, "took": list(one.took)} for one in report.passed],
        "count": report.count,
        "needs_member": report.needs_member,
        "left": [
            {"case": one.case, "number": one.number, "refusal": refusal_view(one.refusal)}
            for one in report.left
            if one.refusal
        ],
        "unseen": report.unseen,
        "ask": report.ask,
    }
