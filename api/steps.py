"""Working on a case: transitions, acts, signatures, recusals. Each is one command through the one door."""

from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Response
from pydantic import Field

from api import models
from api.admission import CaseHeaders, Guarded, Officer, OnVersion
from api.house import House, HouseHere
from api.openapi import ETAG, WRITES_ON_CASE, Responses
from api.problems import refusal
from api.responses import Json
from api.views import Kind, done, kind_of
from api.words import CasePath, Code, Documents, Id, Inputs, Instant, Step, StepPath, Strict, Text
from engine.commands import CaseCommand, Recuse, SignStep, TakeStep
from engine.errors import Refused
from engine.law import ENGINE
from engine.registry import Registry

router: Final = APIRouter(prefix="/api/v1", tags=["事项"], route_class=Guarded)


class TakenStep(Strict):
    """What is handed in with a step; what it takes is told by the case's actions."""

    inputs: Inputs = Field(default={}, description="表单内容，见该步骤的 inputs。")
    documents: Documents = Field(default={})
    team: list[Code] = Field(default=[], max_length=50, description="组成工作组的步骤：成员的人员编号。")
    hand_to: Code | None = Field(default=None, description="移交的步骤：接收部门代码。")
    to_organ: Code | None = Field(default=None, description="改变承办机关的步骤：接收机关代码。")
    meeting: Id | None = Field(default=None, description="须集体研究的步骤：所引用会议的编号。")
    other: Id | None = Field(default=None, description="关联的步骤（并案、重复件）：另一事项的编号。")
    reason: Text = ""
    occurred_at: Instant | None = Field(default=None, description="实际发生时间；不填为现在。")


class Signed(Strict):
    """The documents that a team member signs, before the step itself is taken."""

    step: Step
    documents: Documents
    occurred_at: Instant | None = None


class Recused(Strict):
    """Whose recusal is decided."""

    officer: Code
    reason: Text = ""
    occurred_at: Instant | None = None


@dataclass(frozen=True)
class Counter:
    """Where a command on a case is handed in: who asks, in which post, under which id, having seen which version."""

    house: House
    officer: str
    headers: OnVersion

    def about(self, case: str) -> dict[str, Any]:
        """What every command on a case says."""
        return {
            "id": self.headers.idempotency_key,
            "actor": self.officer,
            "post": self.headers.acting_post,
            "case": case,
            "expected": self.headers.expected,
        }

    def carry_out(self, command: CaseCommand) -> Response:
        """The answer to a command on a case. Raises its refusal as a problem."""
        answer = self.house.service.handle(command)
        if isinstance(answer, Refused):
            raise refusal(answer)
        return Json(done(answer), headers={"ETag": f'"{answer.version}"'})


async def _counter(house: HouseHere, officer: Officer, headers: CaseHeaders) -> Counter:
    return Counter(house, officer, headers)


CounterHere = Annotated[Counter, Depends(_counter)]
ANSWERS: Final[Responses] = {**WRITES_ON_CASE, 200: {"headers": ETAG}}


@router.post("/cases/{case}/transitions/{step}", summary="办理一个步骤", response_model=models.Done, responses=ANSWERS)
def take_transition(counter: CounterHere, case: CasePath, step: StepPath, taken: TakenStep) -> Response:
    """改变事项状态的步骤。须报批的，答复 `pending_approval` 并给出审批事项编号。"""
    return _take(counter, case, step, taken, "transition")


@router.post("/cases/{case}/acts/{step}", summary="办理一项工作", response_model=models.Done, responses=ANSWERS)
def take_act(counter: CounterHere, case: CasePath, step: StepPath, taken: TakenStep) -> Response:
    """不改变事项状态的工作：签收、谈话、取证、送达等。"""
    return _take(counter, case, step, taken, "act")


@router.post("/cases/{case}/jurisdiction/{step}", summary="改变承办机关", response_model=models.Done, responses=ANSWERS)
def take_jurisdiction_act(counter: CounterHere, case: CasePath, step: StepPath, taken: TakenStep) -> Response:
    """提级办理、报请提级、指定管辖、交办、转办、移送等：事项由此移至另一机关，原机关人员不能再查看。"""
    return _take(counter, case, step, taken, "jurisdiction")


@router.post("/cases/{case}/signatures", summary="签署文书", response_model=models.Done, responses=ANSWERS)
def sign(counter: CounterHere, case: CasePath, signed: Signed) -> Response:
    """工作组成员签署步骤所附文书；全体签署后方可办理该步骤。"""
    about = counter.about(case) | {"documents": signed.documents, "occurred_at": signed.occurred_at}
    return counter.carry_out(SignStep(**about, step=signed.step))


@router.post("/cases/{case}/recusals", summary="决定回避", response_model=models.Done, responses=ANSWERS)
def recuse(counter: CounterHere, case: CasePath, recused: Recused) -> Response:
    """自决定之时起，该人员不得办理，也不能再查看该事项。"""
    about = counter.about(case) | {"reason": recused.reason, "occurred_at": recused.occurred_at}
    return counter.carry_out(Recuse(**about, officer=recused.officer))


def _take(counter: Counter, case: str, step: str, taken: TakenStep, kind: Kind) -> Response:
    if not _declared(counter.house.service.registry, step, kind):
        raise refusal(Refused("unknown_step", "没有这一步骤。", "请从可办理的步骤中选择。", ENGINE, ("step",)))
    command = TakeStep(
        **counter.about(case),
        step=step,
        inputs=taken.inputs,
        documents=taken.documents,
        team=tuple(taken.team),
        hand_to=taken.hand_to,
        to_organ=taken.to_organ,
        meeting=taken.meeting,
        other=taken.other,
        reason=taken.reason,
        occurred_at=taken.occurred_at,
    )
    return counter.carry_out(command)


def _declared(registry: Registry, step: str, kind: Kind) -> bool:
    """Whether any workflow declares the step as what the address calls it: an act isn't taken as a transition."""
    found = (definition.lookup.step(step) for definition in registry)
    return any(kind_of(one) == kind for one in found if one is not None)
