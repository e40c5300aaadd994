"""Whom and what an opening's form names: cases that the officer may see, officers who are called like its subject."""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from engine.case import Case
from engine.commands import OpenMatter
from engine.definition import Opening
from engine.desks.desk import Desk
from engine.inputs import CASE_ID
from engine.organisation import Post
from engine.receiving import case_fields
from engine.registry import Definition
from engine.visibility import may_see, reader
from engine.world import World


def world_of(desk: Desk, definition: Definition, command: OpenMatter, post: Post) -> World:
    """The world with what the opening's words ask for, and no more."""
    opening = definition.workflow.opening
    fields = case_fields(definition.lookup.form(opening.form))
    named = (given.get(name) for given in command.subjects for name in fields)
    ids = dict.fromkeys(value for value in named if isinstance(value, str) and CASE_ID.fullmatch(value))
    linked = tuple(case for one in ids if (case := _seen(desk, command.actor, one)))
    namesakes = tuple(_namesakes(desk, opening, command, post)) if opening.about_officer else ()
    return replace(desk.world, linked=linked, namesakes=namesakes)


def _seen(desk: Desk, officer: str, case: str) -> Case | None:
    """The case if the officer may see it. The question leaves no trace with the case: its readers learn of none."""
    stored = desk.tx.case(case, lock=False)
    found = Case.read(stored.body) if stored else None
    if stored is None or found is None:
        return None
    seen = may_see(reader(officer, desk.world), found, stored.readers, desk.world.organisation)
    return found if seen else None


def _namesakes(desk: Desk, opening: Opening, command: OpenMatter, post: Post) -> Iterator[str]:
    """Officers of the opener's organ and those above it: who could come to see the case."""
    name = command.subjects[0].get("name") if command.subjects else None
    if not isinstance(name, str) or not name.strip() or command.subjects[0].get(opening.about_officer):
        return
    line = {organ.code for organ in desk.world.organisation.line(post.organ)}
    for officer, called in desk.tx.officer_names().items():
        if _spelled(called) == _spelled(name) and any(held.organ in line for held in desk.world.posts(officer)):
            yield officer


def _spelled(name: str) -> str:
    """One spelling: another width or a space doesn't make another name."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()
