"""The library as data: definitions with their digest, their tables, their pictures."""

import json
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Response
from pydantic.json_schema import SkipJsonSchema

from api.admission import Guarded, Officer
from api.house import House, HouseHere
from api.models import Article, Named, Shape
from api.openapi import READS, problems
from api.problems import nothing_here
from api.responses import Json
from api.views import Kind, articles, kind_of, named
from api.words import Digest, Strict, WorkflowPath
from engine.definition import Taken
from engine.registry import Definition

router: Final = APIRouter(prefix="/api/v1", tags=["流程"], route_class=Guarded)

SVG: Final = "image/svg+xml"


class Which(Strict):
    """Which version: the newest, unless the digest that a case names is given."""

    digest: Digest | SkipJsonSchema[None] = None


class WorkflowShape(Shape):
    """A workflow as new cases begin with it."""

    id: str
    label: str
    version: str
    about: str
    digest: Digest


class WorkflowList(Shape):
    """The workflows of this installation."""

    workflows: list[WorkflowShape]


class StepShape(Shape):
    """A row of the workflow's table."""

    step: str
    label: str
    kind: Kind
    at: list[str]
    to: str | None
    by: list[str]
    office: list[str]
    documents: list[str]
    articles: list[Article]


class StateShape(Shape):
    """A state and its phase."""

    id: str
    label: str
    phase: str
    closed: bool


class WorkflowRead(WorkflowShape):
    """A definition: its tables, the versions of its rules, and the document whose digest it goes by."""

    phases: list[Named]
    states: list[StateShape]
    steps: list[StepShape]
    rules: dict[str, int]
    document: dict[str, Any]


@router.get("/workflows", summary="流程列表", response_model=WorkflowList, responses=problems(401))
def list_workflows(house: HouseHere, _: Officer) -> Response:
    """新事项可用的流程。"""
    names = dict.fromkeys(definition.workflow.id for definition in house.service.registry)
    newest = (house.service.registry.newest(name) for name in names)
    return Json({"workflows": [_about(definition) for definition in newest if definition]})


@router.get("/workflows/{workflow}", summary="流程定义", response_model=WorkflowRead, responses=READS)
def read_workflow(house: HouseHere, _: Officer, workflow: WorkflowPath, which: Annotated[Which, Query()]) -> Response:
    """流程的状态、步骤、依据条款，以及摘要所指的定义原文。"""
    definition = _found(house, workflow, which.digest)
    declared = definition.workflow
    steps: tuple[Taken, ...] = (*declared.transitions, *declared.acts)
    answer = _about(definition) | {
        "phases": [named(phase) for phase in declared.phases],
        "states": [
            {"id": state.id, "label": state.label, "phase": state.phase, "closed": state.closed}
            for state in declared.states
        ],
        "steps": [_row(definition, step) for step in steps],
        "rules": definition.rules,
        "document": json.loads(definition.body),
    }
    return Json(answer, headers={"ETag": f'"{definition.digest}"'})


@router.get(
    "/workflows/{workflow}/diagram.svg",
    summary="流程图",
    response_class=Response,
    responses=READS | {200: {"content": {SVG: {"schema": {"type": "string"}}}, "description": "按阶段绘制的流程图。"}},
)
def read_diagram(house: HouseHere, _: Officer, workflow: WorkflowPath, which: Annotated[Which, Query()]) -> Response:
    """按阶段绘制的流程图（SVG）。"""
    definition = _found(house, workflow, which.digest)
    if definition.digest not in house.drawn:
        house.drawn[definition.digest] = house.draw(definition.workflow)
    return Response(house.drawn[definition.digest], media_type=SVG, headers={"ETag": f'"{definition.digest}"'})


def _found(house: House, workflow: str, digest: str | None) -> Definition:
    registry = house.service.registry
    if digest is None:
        found = registry.newest(workflow)
    else:
        found = next((one for one in registry if one.digest == digest and one.workflow.id == workflow), None)
    if found is None:
        raise nothing_here()
    return found


def _about(definition: Definition) -> dict[str, Any]:
    declared = definition.workflow
    return {
        "id": declared.id,
        "label": declared.label,
        "version": declared.version,
        "about": declared.about,
        "digest": definition.digest,
    }


def _row(definition: Definition, step: Taken) -> dict[str, Any]:
    return {
        "step": step.id,
        "label": step.label,
        "kind": kind_of(step),
        "at": list(definition.lookup.states_of(step.id)),
        "to": step.to or None,
        "by": list(step.by),
        "office": list(step.office),
        "documents": list(step.documents),
        "articles": articles(step.basis),
    }
