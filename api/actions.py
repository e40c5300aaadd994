"""What may be done with a case now: each step of its state, with what it needs or why this officer may not."""

from typing import Any, Final

from fastapi import APIRouter, Response
from pydantic import Field

from api.admission import AskingHeaders, Guarded, Officer
from api.forms import schema_of
from api.house import HouseHere
from api.models import Article, Named, Shape
from api.openapi import READS_BY_POST
from api.problems import refusal
from api.responses import Json
from api.views import Kind, articles, documents_of, kind_of, named, refusal_view
from api.words import CasePath, Id
from engine import terms
from engine.definition import HandTo, Taken
from engine.errors import Refused
from engine.reading import Action
from engine.registry import Definition

router: Final = APIRouter(prefix="/api/v1", tags=["事项"], route_class=Guarded)


class RefusalShape(Shape):
    """The refusal that an officer would get."""

    code: str
    sentence: str
    remedy: str
    article: Article
    fields: list[str]


class ActionShape(Shape):
    """A step of the present state, what it needs, and whether this officer may take it."""

    step: str
    label: str
    kind: Kind
    to: Named | None
    allowed: bool
    refusal: RefusalShape | None
    documents: list[Named]
    inputs: dict[str, Any] | None = Field(description="表单的 JSON Schema；无表单的为 null。")
    team_at_least: int | None
    hand_to: list[Named] | None = Field(description="可移交部门的职能；不移交的为 null。")
    to_organ: list[Named] | None = Field(description="可移至的机关，至多200个；不改变承办机关的为 null。")
    studied_by: Named | None
    signed_by_team: bool
    lets_in: Named | None = Field(description="准予查看的部门：在 team 中写明其人员；不涉及的为 null。")
    links_as: Named | None = Field(description="与另一事项关联：在 other 中写明；不涉及的为 null。")
    needs_approval: bool
    articles: list[Article]


class Actions(Shape):
    """Everything that may be taken in the present state."""

    case: Id
    version: int
    actions: list[ActionShape]


@router.get("/cases/{case}/actions", summary="可办理的步骤", response_model=Actions, responses=READS_BY_POST)
def read_actions(house: HouseHere, officer: Officer, case: CasePath, headers: AskingHeaders) -> Response:
    """现状态下的每一步骤：可以办理，或者本人会得到的答复；所需文书和表单。"""
    view = house.reading.case(officer, case, classes=())
    actions = house.reading.actions(officer, case, headers.acting_post)
    if isinstance(view, Refused):
        raise refusal(view)
    if isinstance(actions, Refused):
        raise refusal(actions)
    told = [_told(view.definition, action) for action in actions]
    return Json({"case": case, "version": view.case.version, "actions": told})


def _told(definition: Definition, action: Action) -> dict[str, Any]:
    step, lookup = action.step, definition.lookup
    return {
        "step": step.id,
        "label": step.label,
        "kind": kind_of(step),
        "to": named(lookup.state(step.to)) if step.to else None,
        "allowed": action.refusal is None,
        "refusal": refusal_view(action.refusal) if action.refusal else None,
        "documents": documents_of(step),
        "inputs": schema_of(lookup.form_of(step), partly=bool(step.corrects)),
        "team_at_least": step.forms_team.at_least if step.forms_team else None,
        "hand_to": _offices(step),
        "to_organ": [{"id": one.code, "label": one.name} for one in action.may_go_to] if step.moves else None,
        "studied_by": {"id": step.studied_by, "label": terms.BODIES[step.studied_by]} if step.studied_by else None,
        "signed_by_team": step.signed_by == "team",
        "lets_in": {"id": step.lets_in, "label": terms.OFFICES[step.lets_in]} if step.lets_in else None,
        "links_as": {"id": step.links_as, "label": terms.LINKS[step.links_as]} if step.links_as else None,
        "needs_approval": bool(lookup.approval(step.id) or step.concurs),
        "articles": articles(step.basis),
    }


def _offices(step: Taken) -> list[dict[str, str]] | None:
    """The functions of the offices that may take over; none to choose from when the case goes back; None: it stays."""
    if isinstance(step.hands_to, HandTo):
        return [{"id": name, "label": terms.OFFICES[name]} for name in step.hands_to.functions]
    return [] if step.hands_to else None
