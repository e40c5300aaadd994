"""Contacts: where an officer is told outside the house that something waits. They are written, and never read here."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Response
from pydantic import Field

from api.admission import Guarded, Officer, WritingHeaders
from api.escalations import AnswerKept
from api.house import HouseHere
from api.openapi import WRITES
from api.problems import refusal
from api.responses import Json
from api.views import entry_ref
from api.words import Code, Strict
from engine.commands import RecordContact
from engine.errors import Refused

router: Final = APIRouter(prefix="/api/v1", tags=["催办"], route_class=Guarded)

Address = Annotated[str, Field(max_length=254, pattern=r"^[A-Za-z0-9._%+@-]*$")]


class NewContact(Strict):
    """An address of one channel; an empty one takes the earlier one back."""

    channel: Literal["mail", "wecom", "dingtalk", "feishu"]
    address: Address = Field(description="地址；空的为撤销。存入保密库，不能再读出。")
    officer: Code | None = Field(default=None, description="人员编号，不填为本人；系统管理员可以代为登记。")


@router.post("/contacts", status_code=201, summary="登记联系方式", response_model=AnswerKept, responses=WRITES)
def record_contact(house: HouseHere, officer: Officer, headers: WritingHeaders, new: NewContact) -> Response:
    """有事项报告到本人岗位时，按所登记的方式通知；通知不含事项内容。"""
    command = RecordContact(
        id=headers.idempotency_key,
        actor=officer,
        post=headers.acting_post,
        officer=new.officer or officer,
        channel=new.channel,
        address=new.address,
    )
    found = house.service.handle(command)
    if isinstance(found, Refused):
        raise refusal(found)
    return Json({"outcome": found.outcome, "entry": entry_ref(found)}, 201)
