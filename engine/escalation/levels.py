"""Whom the ladder of a period reaches today, computed from the tree and the posts of this moment. Pure.

Level 0 is the handler, whom a warning reminds. Then come the declared rungs; behind the last one the ladder goes on by
itself: 案管 and the principal of every superior organ, to the highest one of this installation.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from engine.approvals import REGISTRARS, holders, office_of, place
from engine.case import Case, Request
from engine.deadlines.requests import APPROVAL_OF
from engine.definition import Deadline, Rank
from engine.organisation import Post
from engine.terms import RANKS
from engine.visibility import rank_key
from engine.world import World

_ABOVE: Final = (Rank("office_head", office="case_supervision"), Rank("principal"))
"""Whom a superior organ is reached by, where the declaration names nobody there."""

Missing = Literal["", "vacant", "on_leave", "barred"]
Placed = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a ladder: the key of its inbox, its organ, its grace in working days, who holds it today.

    `missing`: why nobody can be reached: the post is vacant, all are on leave, or kept from the case.
    """

    number: int
    key: str
    organ: str
    grace: int
    officers: tuple[str, ...]
    missing: Missing = ""


def levels_of(deadline: Deadline, case: Case, world: World) -> tuple[Level, ...]:
    """The levels from the handler to the top; a key that was met before, lower down, is no level of its own."""
    found: dict[str, Level] = {}
    for number, (key, organ, grace, posts) in enumerate(_rungs(deadline, case, world)):
        officers, missing = _reachable(posts, case, world)
        found.setdefault(key, Level(number, key, organ, grace, officers, missing))
    return tuple(found.values())


Rung = tuple[str, str, int, tuple[Post, ...]]


def _rungs(deadline: Deadline, case: Case, world: World) -> Iterator[Rung]:
    request = _asked(deadline, case) if deadline.of_approvals else None
    step = request.current if request else None
    if step is not None:
        yield from _from_approver(deadline, step, case, world)
        return
    yield f"officer:{case.handler or ''}", case.organ, 0, world.posts(case.handler) if case.handler else ()
    last, grace = case.organ, 0
    for rung in deadline.ladder:
        placed = place(rung.reaches, case, world)
        if placed["kind"] != "rank":
            # The next organ up doesn't work here: what leads there is a paper, and no level.
            return
        last, grace = placed["organ"], rung.grace
        yield _rung(placed, grace, world)
    yield from _above(last, grace, case, world)


def _asked(deadline: Deadline, case: Case) -> Request | None:
    """The request that the period is about."""
    act = deadline.id.partition(APPROVAL_OF)[2]
    if not act:
        return case.pending
    return next((one for one in case.requests if one.step == act and one != case.pending), None)


def _from_approver(deadline: Deadline, step: Placed, case: Case, world: World) -> Iterator[Rung]:
    """Who must decide, then the declared ranks above him in his organ, then its superiors."""
    decider = step if step["kind"] == "rank" else _recording(step, case, world)
    yield _rung(decider, 0, world)
    organ, last, grace = decider["organ"], decider["organ"], 0
    for rung in deadline.ladder:
        placed = place(rung.reaches, replace(case, organ=organ, office=decider["office"]), world)
        if placed["kind"] != "rank":
            return
        if placed["organ"] == organ and _height(placed) <= _height(decider):
            continue
        last, grace = placed["organ"], rung.grace
        yield _rung(placed, grace, world)
    yield from _above(last, grace, case, world)


def _height(placed: Placed) -> int:
    return -[*RANKS].index(placed["post"])


def _recording(step: Placed, case: Case, world: World) -> Placed:
    """The office that records the sitting, or the sheet of who doesn't work here."""
    organ, organisation = step.get("organ") or case.organ, world.organisation
    offices = (office.code for name in REGISTRARS for office in organisation.offices_of(organ, (name,)))
    return {"post": "office_head", "organ": organ, "office": next(offices, None)}


def _above(organ: str, grace: int, case: Case, world: World) -> Iterator[Rung]:
    for above in list(world.organisation.line(organ))[1:]:
        if not above.on_platform:
            return
        for rank in _ABOVE:
            office = office_of(rank, above.code, case, world.organisation)
            yield _rung({"post": rank.post, "organ": above.code, "office": office}, grace, world)


def _rung(placed: Placed, grace: int, world: World) -> Rung:
    key = rank_key(placed["post"], placed["organ"], placed["office"])
    return key, placed["organ"], grace, holders(placed, world)


def _reachable(posts: tuple[Post, ...], case: Case, world: World) -> tuple[tuple[str, ...], Missing]:
    officers = dict.fromkeys(post.officer for post in posts)
    if not officers:
        return (), "vacant"
    present = [officer for officer in officers if not world.organisation.on_leave(officer, world.today)]
    if not present:
        return (), "on_leave"
    able = tuple(officer for officer in present if officer not in case.barred())
    return able, "" if able else "barred"
