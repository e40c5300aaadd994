"""Who is competent, and the acts that move a matter between organs: where it may go, and what it is like there. Pure.

A superior may take a matter up (提级办理, JCF 16), give it down or sideways (指定管辖, JCF 17), or give it as a task
(交办). What moves is the handling: the organ that may sanction stays the one of the subject's committee.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.case import Case
from engine.definition import Move
from engine.organisation import Office, Organisation, Post
from engine.world import World


@dataclass(frozen=True, slots=True)
class Place:
    """Where a case goes: an organ, and the office there; None where the organ is one office itself."""

    organ: str
    office: str | None


# --- Which organ is meant -----------------------------------------------------------------------------------------


def organs_of(part: str, case: Case, organisation: Organisation, target: str | None = None) -> tuple[str, ...]:
    """The organs that a word of `terms.ORGAN_PARTS` means, seen from the case, the nearest first; none: there is none.

    `target`: the organ to which the step moves the case.
    """
    if part == "common_superior":
        return _known(common_superior(case.organ, target, organisation))
    if part == "target":
        return _known(target)
    if part == "superior":
        above = organisation.superior(case.organ)
        return (above.code,) if above else ()
    return _above(case.organ, organisation) if part == "above" else _known(_NAMED[part](case))


def common_superior(one: str, other: str | None, organisation: Organisation) -> str | None:
    """The nearest organ above both (JCF 16: it decides their dispute); None where there is none here."""
    beyond = {*_above(other, organisation)} if other else set()
    return next((code for code in _above(one, organisation) if code in beyond), None)


_NAMED: Mapping[str, Callable[[Case], str | None]] = {
    "holding": lambda case: case.organ,
    "competent": lambda case: case.competent,
    "designating": lambda case: case.designating,
    "assigning": lambda case: case.assigning,
}


def _known(organ: str | None) -> tuple[str, ...]:
    return (organ,) if organ else ()


def _above(organ: str, organisation: Organisation) -> tuple[str, ...]:
    return tuple(one.code for one in organisation.line(organ))[1:]


# --- Where a case may go ------------------------------------------------------------------------------------------


def destinations(move: Move, case: Case, acting: str | None, world: World) -> tuple[str, ...]:
    """The organs to which an officer of the acting organ may move the case: those at work here today, by code."""
    meant = {*_DESTINATIONS[move.to](_From(case, acting, world.organisation))} - {case.organ}
    return tuple(sorted(organ for organ in meant if _works_here(organ, world)))


def places_in(organ: str, move: Move, case: Case, world: World) -> tuple[Place, ...]:
    """Where in the organ the case may lie, the preferred place first; nowhere below its subject, nor beside him.

    An office with people in it, of the function of the one that holds it now or of one that the move names, and none
    in which the subject works. An organ without offices has none that could keep it from all his colleagues.
    """
    organisation, posts = world.organisation, world.posts(case.subject_officer) if case.subject_officer else ()
    if not may_hold(organ, posts, organisation):
        return ()
    if not organisation.has_offices(organ):
        return () if any(held.organ == organ for held in posts) else (Place(organ, None),)
    functions = dict.fromkeys((organisation.function_of(case.office), *move.offices))
    offices = (office for name in functions if name for office in organisation.offices_of(organ, (name,)))
    theirs = {held.office for held in posts}
    fit = (office.code for office in offices if office.code not in theirs and _staffed(office, world))
    return tuple(Place(organ, office) for office in dict.fromkeys(fit))


def may_hold(organ: str, posts: Sequence[Post], organisation: Organisation) -> bool:
    """Whether the organ may hold a matter about who holds these posts: not below him, nor where he is the principal."""
    above = {*_above(organ, organisation)}
    return not any(held.organ in above or (held.organ == organ and held.position == "principal") for held in posts)


@dataclass(frozen=True, slots=True)
class _From:
    """Where the case is, and from which organ somebody moves it."""

    case: Case
    acting: str | None
    organisation: Organisation

    @property
    def beside(self) -> tuple[str, ...]:
        """The organs below the superior, without itself."""
        above = self.organisation.superior(self.case.organ)
        return tuple(code for code in self.organisation.below(above.code) if code != above.code) if above else ()


_DESTINATIONS: Mapping[str, Callable[[_From], Sequence[str]]] = {
    "acting": lambda here: _known(here.acting),
    "superior": lambda here: _above(here.case.organ, here.organisation)[:1],
    "above": lambda here: _above(here.case.organ, here.organisation),
    "below": lambda here: here.organisation.below(here.case.organ),
    "beside": lambda here: here.beside,
    "competent": lambda here: (here.case.competent,),
    "sender": lambda here: tuple(organ for organ, *_ in here.case.passage[-1:]),
    "any": lambda here: tuple(here.organisation.organs),
}


def _works_here(organ: str, world: World) -> bool:
    known = world.organisation.organs.get(organ)
    return known is not None and known.on_platform and (known.valid_to is None or world.today < known.valid_to)


def _staffed(office: Office, world: World) -> bool:
    held = (world.organisation.holders(position, office.code, world.today) for position in ("handler", "office_head"))
    return any(held)


# --- What it is like there ----------------------------------------------------------------------------------------


def after(case: Case, move: Move, step: str, place: Place, organisation: Organisation) -> dict[str, Any]:
    """The fields of the case that the move sets: it lies there unsigned, and nobody of the old organ works on it.

    Who served, which offices held it and which organs it passed stay known. What was waiting for approval lapses.
    """
    changes: dict[str, Any] = {
        "organ": place.organ,
        "office": place.office,
        "handover": place.office or place.organ,
        "passage": [*map(list, case.passage), [case.organ, case.office, step]],
        "designating": _in_force(move.designates, case.designating, case, place, organisation),
        "assigning": _in_force(move.assigns, case.assigning, case, place, organisation),
    }
    if case.office:
        changes["custody"] = [*map(list, case.custody), [case.phase, case.office]]
    left = {name: empty for name, empty in _LEFT.items() if getattr(case, name)}
    return changes | left


_LEFT: Mapping[str, Any] = {
    "handler": None,
    "team": [],
    "teams": None,
    "approvers": [],
    "let_in": None,
    "signed": None,
    "pending": None,
    "asides": None,
}
"""What belongs to the people of an organ, and is over when the case leaves it."""

SETS: frozenset[str] = frozenset(
    {"organ", "office", "handover", "passage", "designating", "assigning", "custody", *_LEFT}
)
"""The fields that a move may change."""


def _in_force(named: str, before: str | None, case: Case, place: Place, organisation: Organisation) -> str | None:
    """Whose designation (or task) the case is now: the act's own, else the former one, until it is back.

    It is back with who gave it or with somebody above him, or with the organ that would have been competent anyway.
    """
    if named:
        return next(iter(organs_of(named, case, organisation, place.organ)), None)
    over = before is not None and (
        place.organ == case.competent or place.organ in {one.code for one in organisation.line(before)}
    )
    return None if over else before
