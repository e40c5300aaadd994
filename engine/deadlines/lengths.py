"""How long a period is for this subject: declared, stated in the document, or configured by the organ. Pure."""

from collections.abc import Mapping
from typing import Any

from engine.case import Case
from engine.conditions import holds
from engine.deadlines.clock import span_body, within
from engine.deadlines.requests import APPROVAL_OF
from engine.definition import Deadline, Span, SpanWhen, StatedIn
from engine.registry import Definition
from engine.world import World

Facts = Mapping[str, Any]


def declared(
    definition: Definition, deadline: Deadline, facts: Facts, case: Case, world: World
) -> Span | StatedIn | None:
    """The first declared length that fits the subject; None: the period doesn't exist for him."""
    for length in deadline.length:
        if not isinstance(length, SpanWhen):
            return length
        if holds(definition, length.condition, facts, case, world):
            return length.span
    return None


def stated(length: StatedIn, inputs: Mapping[str, Any]) -> tuple[Span, dict[str, Any] | None]:
    """The length that the document states, in the unit of the default, and where it comes from."""
    number = inputs.get(length.field) if length.field else None
    if number is None:
        return length.otherwise, None
    [unit] = span_body(length.otherwise)
    return Span(**{unit: int(number)}), {"document": length.document}


def configured(definition: Definition, deadline: Deadline, organ: str, world: World) -> dict[str, Any] | None:
    """What the organ or one above it has configured: the length and the version of the policy; None: nothing."""
    if deadline.bounds is None or not world.policy.lengths:
        return None
    line = [one.code for one in world.organisation.line(organ)]
    found = world.policy.length(definition.workflow.id, deadline.id.partition(APPROVAL_OF)[0], line)
    # A definition may have narrowed the bounds since: what doesn't fit them any more isn't used.
    if found is None or not within(found.length, deadline):
        return None
    return {"span": dict(found.length), "organ": found.organ, "policy": found.version}
