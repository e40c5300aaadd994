"""Invented papers and form entries, so that a step can be taken as declared."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.demo.scene import Scene
from engine.conditions import holds
from engine.definition import Field, Taken
from engine.submission import document_label


@dataclass(frozen=True, slots=True)
class Paper:
    """A file to upload, and the digest that commands name it by."""

    content: bytes
    digest: str

    @classmethod
    def of(cls, text: str) -> "Paper":
        """The paper with this text."""
        content = text.encode()
        return cls(content, hashlib.sha256(content).hexdigest())


def paper(kind: str, scene: Scene) -> Paper:
    """A short document of this kind about this case, another one at every version of it."""
    case = scene.case
    return Paper.of(f"{document_label(kind)}\n事项 {case.number}，第{case.version}次办理后。\n示例材料，内容虚构。\n")


def sheet_paper(body: str, number: str) -> Paper:
    """The paper on which an outside body decided."""
    return Paper.of(f"{body}\n文号 {number}\n同意。\n示例批件，内容虚构。\n")


def entries(step: Taken, scene: Scene, officer: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The step's form filled in: what is given, and something lawful for every other required field."""
    form = scene.definition.lookup.form(step.form) if step.form else None
    filled = dict(given)
    for field in form.fields if form else ():
        if field.id not in filled and _required(field, {**scene.facts, **filled}, scene):
            filled[field.id] = _entry(step, field, filled, officer, scene)
    return filled


def _entry(step: Taken, field: Field, filled: Mapping[str, Any], officer: str, scene: Scene) -> Any:
    """What is known already is confirmed; an officer is chosen who fits; the rest is a sample."""
    if field.fact and field.id in scene.facts:
        return scene.facts[field.id]
    if field.kind == "officer":
        return scene.fitting(step, field, officer, filled.get(field.differs_from))
    return sample(field, officer, scene.world.today)


def sample(field: Field, officer: str, day: date) -> Any:
    """A lawful entry of a field."""
    choices = [choice.id for choice in field.choices]
    return {
        "text": f"（示例）{field.label}",
        "choice": choices[0] if choices else "",
        "boolean": False,
        "date": day.isoformat(),
        "amount": "0",
        "number": 1,
        "organ": "",
        "officer": officer,
    }[field.kind]


def _required(field: Field, facts: Mapping[str, Any], scene: Scene) -> bool:
    if not field.required_if:
        return field.required and not (field.unless_known and field.id in scene.facts)
    return holds(scene.definition, field.required_if, facts, scene.case, scene.world)
