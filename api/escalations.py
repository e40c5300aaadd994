"""Escalations: what has reached the posts of an officer, and his answers; leaves, which let a ladder pass him by."""

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from api.admission import Guarded, Officer, WritingHeaders
from api.house import House, HouseHere
from api.models import EntryRef, Shape
from api.openapi import LINK, READS, WRITES
from api.paging import Limit, link_to
from api.problems import refusal
from api.responses import Json
from api.views import board_row, entry_ref
from api.words import Code, Day, Id, Strict, Text
from engine.commands import AnswerEscalation, Command, RecordLeave
from engine.errors import Refused
from engine.inbox import Escalated

router: Final = APIRouter(prefix="/api/v1", tags=["催办"], route_class=Guarded)

Name = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,64}~[a-z0-9_.]{1,128}~[0-9]{1,3}$", description="催办编号。")]


class Inbox(Strict):
    """Which page of the inbox."""

    after: Annotated[
        Annotated[str, Field(pattern=r"^[0-9T:.+-]{1,40}~[A-Za-z0-9_-]{1,64}~[a-z0-9_.]{1,128}~[0-9]{1,3}$")]
        | SkipJsonSchema[None],
        Field(description="上一页 Link 中给出的位置，请原样使用。"),
    ] = None
    limit: Limit = 50


class Replied(Strict):
    """An answer, which closes nothing."""

    answer: Literal["chase", "promise", "extend", "supervise", "raise", "assign"] = Field(
        description="催办、限期办结；提请延长、督办、提级、交办（只是提请，另行办理）。"
    )
    reason: Text = Field(description="已采取或者将采取的措施。")
    until: Day | None = Field(default=None, description="限期办结的：在哪一日以前。")


class NewLeave(Strict):
    """An officer's leave; a newer one takes the place of an older one."""

    officer: Code
    valid_from: Day
    valid_to: Day = Field(description="返岗日（不含）。")


class Last(Shape):
    """What was answered last."""

    at: str
    by: str
    answer: str
    until: str | None


class EscalationRead(Shape):
    """An open escalation, without anything of the matter."""

    id: str
    case: Id
    number: str
    workflow: str
    deadline: str
    label: str
    kind: Literal["duty", "limit"]
    round: int
    level: int = Field(description="第几级，0 为承办人。")
    organ: str
    office: str | None
    reached: str = Field(description="报告到哪一岗位。")
    opened_at: str
    last_day: str
    due_at: str
    provisional: bool
    band: Literal["none", "blue", "yellow", "red"]
    band_label: str
    working_days_left: int
    read_by: str | None
    answer: Last | None


class EscalationPage(Shape):
    """A page of escalations, the oldest first; `Link` leads to the next."""

    escalations: list[EscalationRead]


class AnswerKept(Shape):
    """That an answer was entered."""

    outcome: Literal["applied"]
    entry: EntryRef


@router.get(
    "/escalations", summary="逐级报告", response_model=EscalationPage, responses={**READS, 200: {"headers": LINK}}
)
def read_inbox(request: Request, house: HouseHere, officer: Officer, seek: Annotated[Inbox, Query()]) -> Response:
    """已报告到本人岗位、尚未了结的预警和逾期，最早的在前；不含事项内容。"""
    found = house.reading.inbox(officer, _place(seek.after), seek.limit + 1)
    last = found[seek.limit - 1] if len(found) > seek.limit else None
    headers = link_to(request, after=f"{last.reached['at']}~{last.id}") if last else None
    return Json({"escalations": [_told(one) for one in found[: seek.limit]]}, headers=headers)


@router.post("/escalations/{name}/acknowledge", summary="签阅", response_model=AnswerKept, responses=WRITES)
def acknowledge(house: HouseHere, officer: Officer, headers: WritingHeaders, name: Name) -> Response:
    """表明已经知悉；不停止逐级报告。"""
    return _entered(house, _answering(officer, headers, name, answer="acknowledge"))


@router.post("/escalations/{name}/answer", summary="答复", response_model=AnswerKept, responses=WRITES)
def answer(house: HouseHere, officer: Officer, headers: WritingHeaders, name: Name, replied: Replied) -> Response:
    """催办和限期办结使本级的宽限重新计算一次；其他答复只作登记。只有办结、延长、暂停或者期限不再计算才能了结。"""
    told: dict[str, Any] = {"answer": replied.answer, "until": replied.until, "reason": replied.reason}
    return _entered(house, _answering(officer, headers, name, **told))


@router.post("/leaves", status_code=201, summary="登记休假", response_model=AnswerKept, responses=WRITES)
def record_leave(house: HouseHere, officer: Officer, headers: WritingHeaders, new: NewLeave) -> Response:
    """休假期间的逾期不再报告本人，报上一级。"""
    command = RecordLeave(
        id=headers.idempotency_key,
        actor=officer,
        post=headers.acting_post,
        officer=new.officer,
        valid_from=new.valid_from,
        valid_to=new.valid_to,
    )
    return _entered(house, command, 201)


def _answering(officer: str, headers: WritingHeaders, name: str, **told: Any) -> AnswerEscalation:
    case, deadline, level = name.split("~")
    about: dict[str, Any] = {"case": case, "deadline": deadline, "level": int(level)}
    return AnswerEscalation(id=headers.idempotency_key, actor=officer, post=headers.acting_post, **about, **told)


def _entered(house: House, command: Command, status: int = 200) -> Response:
    found = house.service.handle(command)
    if isinstance(found, Refused):
        raise refusal(found)
    return Json({"outcome": found.outcome, "entry": entry_ref(found)}, status)


def _place(text: str | None) -> tuple[str, str, str, int] | None:
    if text is None:
        return None
    at, case, deadline, level = text.split("~")
    return at, case, deadline, int(level)


def _told(one: Escalated) -> dict[str, Any]:
    answered = one.reached.get("answer")
    return {
        **board_row(one),
        "id": one.id,
        "deadline": one.deadline.id,
        "level": one.level,
        "reached": one.key,
        "opened_at": one.reached["at"],
        "read_by": (one.reached.get("read") or {}).get("by"),
        "answer": {"until": None, **answered} if answered else None,
    }
