"""Corrections: a fact or the last step of a case put right by a new entry, foreseen without being written."""

from collections.abc import Mapping
from typing import Any, Final, Literal

from fastapi import APIRouter, Response
from pydantic import Field, RootModel

from api.admission import Guarded
from api.models import Done, PendingStep, Shape
from api.problems import refusal
from api.responses import Json
from api.steps import ANSWERS, Counter, CounterHere
from api.views import approval_view
from api.words import CasePath, Documents, Inputs, Instant, Strict, Text
from engine.commands import TakeStep
from engine.definition import Act
from engine.errors import Refused
from engine.law import ENGINE

router: Final = APIRouter(prefix="/api/v1", tags=["事项"], route_class=Guarded)


class NewCorrection(Strict):
    """What is put right, by what, and why."""

    corrects: Literal["facts", "last_step"] = Field(description="facts：登记的事实；last_step：上一步骤。")
    inputs: Inputs = Field(default={}, description="更正事实的：只写有误的栏目，空值为删去。")
    documents: Documents = Field(default={})
    reason: Text = Field(description="原登记有何错误。")
    occurred_at: Instant | None = Field(default=None, description="实际发生时间；不填为现在。")
    dry_run: bool = Field(default=False, description="只预览：列明更正的影响和由谁批准，不写入。")


class Change(Shape):
    """What a condition, a deadline or a derived field was, and what it is once corrected."""

    id: str | None = None
    before: Any
    after: Any


class Recomputed(Shape):
    """What follows from the corrected facts; what stays as it was isn't named."""

    track: Change | None = Field(default=None, description="办理类型。")
    competent: Change | None = Field(default=None, description="有处分权的机关。")
    conditions: list[Change] = Field(default=[], description="结果改变的条件。")
    deadlines: list[Change] = Field(default=[], description="长度改变的期限。")
    steps: list[str] = Field(default=[], description="已办步骤中，按更正后的事实应由他人批准的。")


class Reversed(Shape):
    """The step that is taken back, and what it had brought about."""

    seq: int = Field(description="该步骤在事项登记流中的序号。")
    step: str
    begun: list[str] = Field(default=[], description="因此撤回起算的期限。")
    fulfilled: list[str] = Field(default=[], description="因此恢复的期限。")
    paused: list[str] = Field(default=[], description="因此撤回中止的期限。")
    notified: list[str] = Field(default=[], description="已经告知、备案，须另行说明的机构。")
    void: dict[str, str] = Field(default={}, description="作废的文号。")


class Foreseen(Shape):
    """What would come of a correction now; nothing was written."""

    outcome: Literal["foreseen"]
    step: str
    approval: list[PendingStep] = Field(description="须由谁批准；批准过原登记的人员。")
    corrected: list[str] = Field(description="更正的栏目。")
    recomputed: Recomputed | None
    reversed: Reversed | None


class Corrected(RootModel[Done | Foreseen]):
    """What came of a correction, or would come of it."""


@router.post("/cases/{case}/corrections", summary="更正", response_model=Corrected, responses=ANSWERS)
def correct(counter: CounterHere, case: CasePath, new: NewCorrection) -> Response:
    """更正登记的事实，或者撤销其后没有办理的上一步骤。原登记不改动，另作一条登记；由批准原登记的人员批准。"""
    command = TakeStep(
        **counter.about(case),
        step=_declared(counter, case, new.corrects).id,
        inputs=new.inputs,
        documents=new.documents,
        reason=new.reason,
        occurred_at=new.occurred_at,
    )
    return _foreseen(counter, command) if new.dry_run else counter.carry_out(command)


def _declared(counter: Counter, case: str, corrects: str) -> Act:
    """The act of the case's definition that corrects this."""
    view = counter.house.reading.case(counter.officer, case, classes=())
    if isinstance(view, Refused):
        raise refusal(view)
    found = next((act for act in view.definition.workflow.acts if act.corrects == corrects), None)
    if found is None:
        raise refusal(Refused("unknown_step", "本流程没有这一更正。", "请按流程继续办理。", ENGINE, ("corrects",)))
    return found


def _foreseen(counter: Counter, command: TakeStep) -> Response:
    decision = counter.house.service.rehearse(command)
    if isinstance(decision, Refused):
        raise refusal(decision)
    told: Mapping[str, Any] = decision.data
    return Json(
        {
            "outcome": "foreseen",
            "step": command.step,
            "approval": [approval_view(step) for step in told.get("approval", ())],
            "corrected": list(told.get("corrected", ())),
            "recomputed": told.get("recomputed"),
            "reversed": told.get("reversed"),
        }
    )
