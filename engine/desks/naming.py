"""Whom and what an opening's form names: cases that the officer may see, officers who are called like a subject."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from engine.case import Case
from engine.commands import Inputs
from engine.definition import Opening
from engine.desks.desk import Desk
from engine.inputs import CASE_ID
from engine.organisation import spelled
from engine.receiving import case_fields
from engine.registry import Definition
from engine.visibility import may_see, reader
from engine.world import World


@dataclass(frozen=True, slots=True)
class Naming:
    """What somebody fills in about these subjects, in an organ."""

    actor: str
    organ: str
    subjects: Sequence[Inputs]


def world_of(desk: Desk, definition: Definition, naming: Naming) -> World:
    """The world with what the opening's words ask for, and no more."""
    opening = definition.workflow.opening
    fields = case_fields(definition.lookup.form(opening.form))
    named = (given.get(name) for given in naming.subjects for name in fields)
    ids = dict.fromkeys(value for value in named if isinstance(value, str) and CASE_ID.fullmatch(value))
    linked = tuple(case for one in ids if (case := _seen(desk, naming.actor, one)))
    namesakes = dict(_namesakes(desk, opening, naming)) if opening.about_officer else {}
    return replace(desk.world, linked=linked, namesakes=namesakes)


def _seen(desk: Desk, officer: str, case: str) -> Case | None:
    """The case if the officer may see it. The question leaves no trace with the case: its readers learn of none."""
    stored = desk.tx.case(case, lock=False)
    found = Case.read(stored.body) if stored else None
    if stored is None or found is None:
        return None
    seen = may_see(reader(officer, desk.world), found, stored.readers, desk.world.organisation)
    return found if seen else None


def _namesakes(desk: Desk, opening: Opening, naming: Naming) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Officers of the organ and those above it: who could come to see the case."""
    line = {organ.code for organ in desk.world.organisation.line(naming.organ)}
    for subject in naming.subjects:
        name = subject.get("name")
        if not isinstance(name, str) or not name.strip() or subject.get(opening.about_officer):
            continue
        called = spelled(name)
        officers = desk.tx.officers_called(called)
        here = tuple(one for one in officers if any(held.organ in line for held in desk.world.posts(one)))
        if here:
            yield called, here
