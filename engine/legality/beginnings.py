"""What the first body of a case may hold: where it lies, who opened it, whom it is kept from, what it is linked to."""

from collections.abc import Iterator
from typing import Final

from engine.case import Case
from engine.legality.entry import Entry, Fault, illegal
from engine.organisation import Post
from engine.receiving import Opener, case_fields, receiving_place
from engine.registry import Definition
from engine.world import World


def begun(entry: Entry, case: Case, definition: Definition, post: Post, world: World) -> Iterator[Fault]:
    """The case lies where the opening's words say, in the opener's name, and holds nothing that they don't give."""
    opening = definition.workflow.opening
    if case.opened_by != entry.actor:
        yield illegal("opener_other", "所记的登记人不是登记的办理人。")
    if entry.event == "open":
        place = receiving_place(opening, Opener(post.organ, post), case.subject_officer, world)
        if (case.organ, case.office) != place:
            yield illegal("opened_elsewhere", "事项没有从规定的机关和部门开始办理。")
    for name in sorted(entry.changes.keys() - _may_begin_with(entry, definition)):
        yield illegal("changed_too_much", f"登记时无权设定“{name}”。")


def _may_begin_with(entry: Entry, definition: Definition) -> frozenset[str]:
    opening = definition.workflow.opening
    if entry.event == "takeover":
        return _ALWAYS | _IMPORTED
    given = {"subject_officer"} if opening.about_officer else set[str]()
    if entry.event != "open":
        return _ALWAYS | given | {"links", "linked_as"}
    return _ALWAYS | given | ({"links"} if case_fields(definition.lookup.form(opening.form)) else set[str]())


_ALWAYS: Final = frozenset(
    {"id", "matter", "number", "workflow", "definition", "state", "phase", "closed", "version", "organ", "competent"}
    | {"office", "opened_at", "opened_by", "received_on", "last_occurred_at", "track", "facts_at", "facts_hash"}
    | {"clocks", "rounds", "due"}
)
_IMPORTED: Final = frozenset({"imported", "taken_over_at", "subject_officer"})
