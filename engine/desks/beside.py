"""Acts that touch a second case (另案, 并案, 重复件): its entry is written first, in the same transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.case import Case
from engine.desks.casebook import enter_in_place
from engine.desks.desk import By, Desk, Said
from engine.desks.matters import Begun, begin_case
from engine.desks.naming import Naming, world_of
from engine.errors import Refused, not_found
from engine.linking import ANOTHER, Linked, link
from engine.opening import open_beside
from engine.organisation import Post
from engine.outcome import Decision
from engine.registry import Definition


@dataclass(frozen=True, slots=True)
class Act:
    """An applied act on a case: by whom, in which entry (`cause`), under which definition."""

    case: Case
    definition: Definition
    actor: str
    post: Post
    cause: str


def written_beside(desk: Desk, act: Act, decision: Decision) -> Mapping[str, Any] | Refused:
    """Write what the act does to a second case; what it changes in its own. Nothing for other decisions."""
    if decision.opens is not None:
        step = act.definition.lookup.step(decision.event)
        return _opened(desk, act, decision.opens, step.opens if step else "")
    if decision.linked is not None:
        return _linked(desk, act, decision.linked)
    return {}


def _opened(desk: Desk, act: Act, told: Mapping[str, Any], how: str) -> Mapping[str, Any] | Refused:
    definition = desk.registry.newest(act.case.workflow) or act.definition
    named = world_of(desk, definition, Naming(act.actor, act.case.organ, (told,)))
    opened = open_beside(definition, told, act.case, act.actor, named)
    if isinstance(opened, Refused):
        return opened
    matter = act.case.matter if how == "same_matter" else desk.ids.new()
    stream = f"matter/{matter}"
    head = desk.tx.head(stream)
    kind = ANOTHER[how]
    begun = Begun(act.actor, act.post, definition, matter, f"{stream}#{head.next_seq}", kind)
    back = {"links": [act.case.id], "linked_as": {act.case.id: kind}}
    made = begin_case(desk, begun, replace(opened, body={**opened.body, **back}))
    data = {"workflow": definition.workflow.id, "matter": matter, "cases": [made]}
    desk.tx.put_matter(matter, data)
    desk.enter(stream, Said("open", kind, data), By(act.actor, act.post.id, cause=act.cause), head)
    return link(act.case, made["id"], kind)


def _linked(desk: Desk, act: Act, linked: Linked) -> Mapping[str, Any] | Refused:
    stored = desk.tx.case(linked.case, lock=True)
    if stored is None:
        return not_found()
    other = Case.read(stored.body)
    if act.actor in other.barred():
        # Who may not see the other case doesn't decide, as the last approver, that it is linked.
        return not_found()
    definition = desk.registry.by_digest(other.definition)
    changes = {**link(other, act.case.id, linked.kind), "version": other.version + 1}
    by = By(act.actor, act.post.id, cause=act.cause)
    enter_in_place(desk, stored, definition, Said("link", linked.kind, {"set": changes}), by)
    return {}
