"""Recording meetings of collective bodies, and delegations of a post's approvals."""

from typing import Final, Literal, Self

from fastapi import APIRouter, Response
from pydantic import Field, model_validator

from api.admission import Guarded, Officer, WritingHeaders
from api.house import HouseHere
from api.models import EntryRef, Shape
from api.openapi import WRITES
from api.problems import refusal
from api.responses import Json
from api.views import entry_ref
from api.words import Code, Day, Id, Step, Strict, Text, sentence
from engine.commands import Delegate, HoldMeeting, Item
from engine.errors import Refused

router: Final = APIRouter(prefix="/api/v1", tags=["审批"], route_class=Guarded)

_ENTRY: Final = 50_000
"""About as many bytes as one entry of the register has room for."""


class Question(Strict):
    """One item of the agenda: a case, the request or the step under study, and what each member said."""

    case: Id
    subject: str = Field(pattern=r"^[A-Za-z0-9_-]{1,80}$", description="审批事项编号，或者所研究的步骤编号。")
    opinions: dict[Code, Literal["agree", "oppose", "abstain"]] = Field(
        max_length=100,
        description="出席成员的意见，以人员编号为键。",
        json_schema_extra={"additionalProperties": False},
    )


class Meeting(Strict):
    """A meeting that was held. Decisions cite it afterwards."""

    organ: Code
    office: Code | None = Field(default=None, description="部门集体研究：部门代码。")
    body: str = Field(pattern=r"^[a-z_]{1,64}$", examples=["standing_committee"], description="会议机构。")
    held_on: Day
    present: list[Code] = Field(min_length=1, max_length=100)
    recused: list[Code] = Field(default=[], max_length=100)
    items: list[Question] = Field(min_length=1, max_length=200)
    minutes: Text = ""

    @model_validator(mode="after")
    def _fits_an_entry(self) -> Self:
        opinions = sum(len(officer) + 12 for item in self.items for officer in item.opinions)
        if opinions + sum(len(item.case) + len(item.subject) + 50 for item in self.items) > _ENTRY:
            raise sentence("议题过多，请分次登记")
        return self


class NewDelegation(Strict):
    """Whom the holder of the acting post lets approve, for which steps, from when until when."""

    to: Code
    steps: list[Step | Literal["*"]] = Field(
        min_length=1, max_length=100, description="步骤编号；“*”为全部可授权步骤。"
    )
    valid_from: Day
    valid_to: Day = Field(description="截止日（不含）。")
    of_post: str | None = Field(
        default=None, pattern=r"^[A-Za-z0-9_.@/-]{3,200}$", description="转授他人所授权限时：原岗位编号。"
    )


class Held(Shape):
    """A meeting that was recorded."""

    outcome: Literal["applied"]
    meeting: Id
    entry: EntryRef


class Delegated(Shape):
    """A delegation that was recorded."""

    outcome: Literal["applied"]
    delegation: Id
    entry: EntryRef


@router.post("/meetings", status_code=201, summary="登记会议", response_model=Held, responses=WRITES)
def hold_meeting(house: HouseHere, officer: Officer, headers: WritingHeaders, meeting: Meeting) -> Response:
    """登记集体会议的出席、回避和各成员意见；审批决定和集体研究引用会议编号。"""
    command = HoldMeeting(
        id=headers.idempotency_key,
        actor=officer,
        post=headers.acting_post,
        organ=meeting.organ,
        office=meeting.office,
        body=meeting.body,
        held_on=meeting.held_on,
        present=tuple(meeting.present),
        recused=tuple(meeting.recused),
        items=tuple(Item(item.case, item.subject, item.opinions) for item in meeting.items),
        minutes=meeting.minutes,
    )
    answer = house.service.handle(command)
    if isinstance(answer, Refused):
        raise refusal(answer)
    told = {"outcome": answer.outcome, "meeting": answer.data["meeting"], "entry": entry_ref(answer)}
    return Json(told, 201)


@router.post("/delegations", status_code=201, summary="授权", response_model=Delegated, responses=WRITES)
def delegate(house: HouseHere, officer: Officer, headers: WritingHeaders, new: NewDelegation) -> Response:
    """负责人在一定期限内将所列步骤的审批授权本机关其他在岗人员。"""
    command = Delegate(
        id=headers.idempotency_key,
        actor=officer,
        post=headers.acting_post,
        to=new.to,
        steps=tuple(new.steps),
        valid_from=new.valid_from,
        valid_to=new.valid_to,
        of_post=new.of_post,
    )
    answer = house.service.handle(command)
    if isinstance(answer, Refused):
        raise refusal(answer)
    delegation = answer.data["delegations"][0]["id"]
    return Json({"outcome": answer.outcome, "delegation": delegation, "entry": entry_ref(answer)}, 201)
