"""Due dates: those of a case with their derivation, what moves them, and what is due in an organ."""

from datetime import UTC
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from api import models
from api.admission import Guarded, Officer
from api.house import HouseHere
from api.openapi import LINK, READS, READS_OF_AN_ORGAN
from api.paging import Limit, link_to
from api.problems import refusal
from api.responses import Json
from api.steps import ANSWERS, Counter, CounterHere
from api.views import board_row
from api.words import CasePath, Code, Documents, Instant, Strict, Text
from engine.commands import TakeStep
from engine.definition import Deadline
from engine.errors import Refused
from engine.ports import SoughtDue
from engine.terms import PRESSING
from engine.timetable import Period

router: Final = APIRouter(prefix="/api/v1", tags=["期限"], route_class=Guarded)

Unit = Literal["hours", "days", "working_days", "months"]


class Board(Strict):
    """Which periods a board asks for."""

    organ: Annotated[Code | SkipJsonSchema[None], Field(description="机构代码，含其下级；不填为本人可见的。")] = None
    office: Annotated[Code | SkipJsonSchema[None], Field(description="承办部门代码。")] = None
    overdue: Annotated[Literal["true", "false"], Field(description="仅已逾期的。")] = "false"
    until: Annotated[Instant | SkipJsonSchema[None], Field(description="仅此时以前到期的。")] = None
    kind: Annotated[
        Literal["duty", "limit", "right", "term", "bar"] | SkipJsonSchema[None],
        Field(description="期限的种类；不填为须办理的（duty、limit）。"),
    ] = None
    after: Annotated[
        Annotated[str, Field(pattern=r"^[0-9T:.+-]{1,40}~[A-Za-z0-9_-]{1,64}~[a-z0-9_]{1,64}$")] | SkipJsonSchema[None],
        Field(description="上一页 Link 中给出的位置，请原样使用。"),
    ] = None
    limit: Limit = 50


class Moved(Strict):
    """Why a period is to be moved, and on which papers."""

    reason: Text
    documents: Documents = Field(default={})
    occurred_at: Instant | None = None


class Extended(Moved):
    """How much longer the period is to be."""

    amount: int = Field(ge=1, le=100_000, description="延长多少。")
    unit: Unit | None = Field(default=None, description="单位；不填为该期限的常用单位。")


class Paused(Moved):
    """On which of the declared grounds the period is to stand still."""

    ground: int = Field(default=1, ge=1, le=20, description="第几项暂停事由，依流程定义的顺序。")


@router.get("/cases/{case}/deadlines", summary="事项的期限", response_model=models.Deadlines, responses=READS)
def read_deadlines(house: HouseHere, officer: Officer, case: CasePath) -> Response:
    """各项期限的每一轮，正在计算的在前；`sentence` 说明届满日如何得出。"""
    found = house.reading.periods(officer, case)
    if isinstance(found, Refused):
        raise refusal(found)
    return Json({"deadlines": [_period(one) for one in found]})


@router.get(
    "/deadlines",
    summary="到期一览",
    response_model=models.Board,
    responses={**READS_OF_AN_ORGAN, 200: {"headers": LINK}},
)
def read_board(request: Request, house: HouseHere, officer: Officer, seek: Annotated[Board, Query()]) -> Response:
    """正在计算的期限，最早届满的在前；不含事项内容。"""
    now = house.service.clock.now()
    until = now if seek.overdue == "true" else seek.until
    sought = SoughtDue(
        organ=seek.organ,
        office=seek.office,
        until=until.astimezone(UTC).isoformat() if until else None,
        kinds=(seek.kind,) if seek.kind else PRESSING,
        after=_place(seek.after),
        limit=seek.limit + 1,
    )
    rows = house.reading.due(officer, sought)
    if isinstance(rows, Refused):
        raise refusal(rows)
    last = rows[seek.limit - 1] if len(rows) > seek.limit else None
    headers = link_to(request, after=f"{last.due['due_at']}~{last.case}~{last.deadline.id}") if last else None
    return Json(
        {"deadlines": [{"id": one.deadline.id, **board_row(one)} for one in rows[: seek.limit]]}, headers=headers
    )


@router.post(
    "/cases/{case}/deadlines/{deadline}/extension",
    summary="申请延长期限",
    response_model=models.Done,
    responses=ANSWERS,
)
def extend(counter: CounterHere, case: CasePath, deadline: Code, asked: Extended) -> Response:
    """按规定报批；批准以前期限不变，届满以后不能再延长。"""
    inputs = {"amount": asked.amount} | ({"unit": asked.unit} if asked.unit else {})
    step = _step(counter, case, deadline, "extend")
    return counter.carry_out(TakeStep(**_about(counter, case, asked), step=step, inputs=inputs))


@router.post(
    "/cases/{case}/deadlines/{deadline}/pause", summary="申请暂停期限", response_model=models.Done, responses=ANSWERS
)
def pause(counter: CounterHere, case: CasePath, deadline: Code, asked: Paused) -> Response:
    """按规定报批；自批准之时起暂停计算。"""
    step = _step(counter, case, deadline, "pause", asked.ground)
    return counter.carry_out(TakeStep(**_about(counter, case, asked), step=step))


@router.post(
    "/cases/{case}/deadlines/{deadline}/resume", summary="恢复期限", response_model=models.Done, responses=ANSWERS
)
def resume(counter: CounterHere, case: CasePath, deadline: Code, asked: Moved) -> Response:
    """暂停的原因消除后恢复计算。"""
    step = _step(counter, case, deadline, "resume")
    return counter.carry_out(TakeStep(**_about(counter, case, asked), step=step))


def _step(counter: Counter, case: str, deadline: str, how: str, ground: int = 1) -> str:
    """The act that moves the period of this case so. Raises the refusal as a problem."""
    step = counter.house.reading.mover(counter.officer, case, deadline, how, ground)
    if isinstance(step, Refused):
        raise refusal(step)
    return step


def _about(counter: Counter, case: str, asked: Moved) -> dict[str, Any]:
    more = {"documents": asked.documents, "reason": asked.reason, "occurred_at": asked.occurred_at}
    return counter.about(case) | more


def _place(text: str | None) -> tuple[str, str, str] | None:
    if text is None:
        return None
    due_at, case, deadline = text.split("~")
    return due_at, case, deadline


def _named(deadline: Deadline) -> dict[str, Any]:
    return {"id": deadline.id, "label": deadline.label, "kind": deadline.kind}


def _period(one: Period) -> dict[str, Any]:
    due = one.due or {}
    return {
        **_named(one.deadline),
        "catalogue": one.deadline.catalogue or None,
        "round": one.round,
        "status": one.status,
        "from": one.clock["from"],
        "length": dict(one.clock["length"]),
        "last_day": due.get("last_day"),
        "due_at": due.get("due_at"),
        "provisional": due.get("provisional", False),
        "calendar": due.get("calendar"),
        "band": one.band or "none",
        "band_label": one.band_label,
        "working_days_left": one.left,
        "late": bool((one.ended or {}).get("late")),
        "ended_at": (one.ended or {}).get("at"),
        "sentence": one.sentence,
        "sentence_en": one.sentence_en,
    }
