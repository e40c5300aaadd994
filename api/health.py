"""Whether the process answers, whether the installation can be used, and what was counted. No case content."""

from datetime import UTC, datetime
from typing import Any, Final, Literal

from fastapi import APIRouter, Response
from pydantic import Field

from api.house import House, HouseHere
from api.metrics import MEDIA_TYPE
from api.models import Shape
from api.openapi import problems
from api.problems import of_error
from api.responses import Json
from engine.errors import ClockBehind, Unusable
from engine.service import TOLERANCE

router: Final = APIRouter(tags=["运行"])

_TEXT: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {"text/plain": {"schema": {"type": "string"}}}, "description": "Prometheus 文本格式。"}
}


class Health(Shape):
    """The process answers."""

    status: Literal["ok"]


class Ready(Shape):
    """The installation can be used."""

    status: Literal["ready"]
    workflows: int
    worst_unescalated_overdue_seconds: float = Field(description="最久未逐级报告的已等待多少秒，每次运行后为 0。")
    last_sweep_age_seconds: float | None = Field(description="时钟任务上次完成距今多少秒；尚未运行过的为空。")
    failed_deliveries: int = Field(description="没有送达的通知有多少项。")


@router.get("/healthz", summary="进程正常", response_model=Health, responses=problems())
async def healthz() -> Response:
    """进程能够答复。"""
    return Json({"status": "ok"})


@router.get("/readyz", summary="可以使用", response_model=Ready, responses=problems())
def readyz(house: HouseHere) -> Response:
    """数据库可用、时钟未落后、流程已载入；否则答复 503。"""
    _check_clock(house)
    workflows = {definition.workflow.id for definition in house.service.registry}
    if not workflows:
        raise of_error(Unusable("no definition is loaded"))
    kept = house.reading.punctuality()
    figures = {
        "worst_unescalated_overdue_seconds": kept.worst_unescalated,
        "last_sweep_age_seconds": kept.last_sweep_age,
        "failed_deliveries": sum(kept.failed.values()),
    }
    return Json({"status": "ready", "workflows": len(workflows), **figures})


@router.get("/metrics", summary="指标", response_class=Response, responses=problems() | _TEXT)
def metrics(house: HouseHere) -> Response:
    """请求和答复的计数，时钟任务和逾期的数目，不含任何事项内容。"""
    house.metrics.keeps_time(house.reading.liveness())
    return Response(house.metrics.page(), media_type=MEDIA_TYPE)


def _check_clock(house: House) -> None:
    with house.reading.storage.read() as tx:
        newest = tx.moment().newest_at
    if newest and house.service.clock.now().astimezone(UTC) < datetime.fromisoformat(newest) - TOLERANCE:
        raise of_error(ClockBehind())
