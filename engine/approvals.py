"""Chains, meetings and outside sheets: who may approve which step, and whether a meeting carried an item. Pure."""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Final

from engine import terms
from engine.case import WAITING, Case
from engine.definition import Collective, Outside, Rank, Step
from engine.jurisdiction import organs_of
from engine.organisation import Delegation, Organisation, Post
from engine.world import Meeting, World

REGISTRARS: Final = ("general", "case_supervision")
"""Offices that record the sheets of outside bodies, and the minutes of collective ones, beside registrar posts."""
_TOWNSHIP_REGISTRARS: Final = frozenset({"registrar", "handler", "deputy_leader"})
"""An organ without offices is one office, which is its 办公室 too: one registrar alone could compare nothing."""

_MEMBERS: Final[Mapping[str, tuple[str, ...]]] = {
    "standing_committee": ("standing_committee_member",),
    "leadership_meeting": ("principal", "deputy_leader"),
    "office_meeting": ("office_head", "handler"),
}
_ELSE_HOLDING: Final = frozenset({"designating", "assigning"})
_TOWNSHIP: Final = ("principal", "deputy_leader", "committee_member")
"""An organ without offices has one collective body: principal, deputy and committee members."""


def place(step: Step, case: Case, world: World, target: str | None = None) -> dict[str, Any]:
    """An approval step as the request keeps it: whose, of which organ. An organ off the platform decides by sheet.

    `target`: the organ to which the step moves the case.
    """
    if isinstance(step, Outside):
        return {"kind": "outside", "body": f"{step.body}@{_beside(step, case, world, target)}", "status": WAITING}
    organ = organ_of(step.organ, case, world, target)
    known = world.organisation.organs.get(organ)
    if known is None or not known.on_platform:
        named = step.body if isinstance(step, Collective) else step.post
        return {"kind": "outside", "body": f"{named}@{organ}", "status": WAITING}
    if isinstance(step, Collective):
        shares = {"present": step.present, "passing": step.passing}
        return {"kind": "collective", "body": step.body, "organ": organ, "status": WAITING} | shares
    office = office_of(step, organ, case, world.organisation)
    placed = {"kind": "rank", "post": step.post, "organ": organ, "office": office, "status": WAITING}
    return placed | ({} if step.delegable else {"delegable": False})


def organ_of(part: str, case: Case, world: World, target: str | None = None) -> str:
    """The organ that a rank means, seen from the case; the holding organ where none designated or assigned it.

    A superior that isn't known is the empty word: nobody approves in its place, its decision arrives as a sheet.
    """
    known = organs_of(part, case, world.organisation, target)
    return next(iter(known), case.organ if part in _ELSE_HOLDING else "")


def office_of(rank: Rank, organ: str, case: Case, organisation: Organisation) -> str | None:
    """The office that a rank means: the named one, else the one that holds the case.

    None where the organ is one office itself; the empty word, which nobody heads, where it lacks the named one.
    """
    if not rank.office:
        return case.office if organ == case.organ else None
    named = (office.code for office in organisation.offices_of(organ, (rank.office,)))
    return next(named, "" if organisation.has_offices(organ) else None)


def holders(step: Mapping[str, Any], world: World) -> tuple[Post, ...]:
    """The posts that may decide a rank step today."""
    organisation = world.organisation
    if step["post"] == "overseeing_deputy":
        return organisation.overseers(step["organ"], step["office"], world.today)
    if step["post"] == "office_head" and organisation.has_offices(step["organ"]):
        return organisation.holders("office_head", step["office"] or "", world.today)
    position = "deputy_leader" if step["post"] == "office_head" else step["post"]
    return organisation.holders(position, step["organ"], world.today)


def holding_post(
    officer: str, step: Mapping[str, Any], taken: str, barred: frozenset[str], world: World
) -> tuple[Post, str | None] | None:
    """The post in which an officer may decide a rank step: his own, or another's by delegation (then whose).

    `barred`: whose power nobody may use, either (recused, or the proposer himself). A delegate who has left the
    organ of the post doesn't approve for it any more.
    """
    posts = tuple(post for post in holders(step, world) if post.officer not in barred)
    own = next((post for post in posts if post.officer == officer), None)
    if own:
        return own, None
    if step.get("delegable", True) is False:
        return None
    here = {post.organ for post in world.posts(officer)}
    by_id = {post.id: post for post in posts if post.organ in here}
    for delegation in world.organisation.delegations:
        lends = delegation.to == officer and delegation.post in by_id and delegation.covers(taken, world.today)
        if lends and _rests(delegation, by_id[delegation.post], taken, barred, world):
            return by_id[delegation.post], by_id[delegation.post].officer
    return None


def _rests(passed_on: Delegation, post: Post, taken: str, barred: frozenset[str], world: World) -> bool:
    """What a delegate passed on ends with him: with his own delegation, his post here, or his part in the case."""
    if passed_on.depth == 1:
        return True
    first = (one for one in world.organisation.delegations if (one.post, one.depth) == (post.id, 1))
    own = (one.to for one in first if one.covers(taken, world.today) and one.to not in {*barred, passed_on.to})
    return any(held.organ == post.organ for officer in own for held in world.posts(officer))


def members(organisation: Organisation, body: str, organ: str, office: str | None, day: date) -> frozenset[str]:
    """The members of a collective body of an organ (or of an office for 部门集体研究) on the day of a meeting."""
    if body not in _MEMBERS:
        return frozenset()
    if not organisation.has_offices(organ):
        held = (organisation.holders(position, organ, day) for position in _TOWNSHIP)
    else:
        where = (office or "") if body == "office_meeting" else organ
        held = (organisation.holders(position, where, day) for position in _MEMBERS[body])
    return frozenset(post.officer for posts in held for post in posts)


def carried(meeting: Meeting, case: Case, subject: str, all_members: frozenset[str], share: Mapping[str, Any]) -> bool:
    """Whether the item passed: enough present, and enough of *all* members agree.

    Who was recused for the meeting, or is barred from the case by now, counts as a member, not as present.
    """
    present = (frozenset(meeting.present) - frozenset(meeting.recused) - case.barred()) & all_members
    opinions = meeting.items.get((case.id, subject), {})
    agree = sum(1 for officer, opinion in opinions.items() if opinion == "agree" and officer in present)
    quorum = len(present) > Fraction(share["present"]) * len(all_members)
    return quorum and agree > Fraction(share["passing"]) * len(all_members)


def may_record(posts: Sequence[Post], organ: str, organisation: Organisation) -> Post | None:
    """The post in which an officer records outside sheets and minutes: registrar, 办公室 or 案管 of that organ."""
    return next((post for post in posts if post.organ == organ and _records(post, organisation)), None)


def sheet_key(number: str) -> str:
    """One spelling of a sheet's number: another width, a space or another bracket doesn't make another sheet."""
    seen = "".join(sign for sign in unicodedata.normalize("NFKC", number) if unicodedata.category(sign)[0] not in "ZC")
    return "".join(sign if sign.isalnum() else "-" for sign in seen.casefold())


def describe(step: Mapping[str, Any], organisation: Organisation) -> str:
    """An approval step in words: 清河县纪委监委主要负责人."""
    if step["kind"] == "outside":
        body, _, organ = step["body"].partition("@")
        return f"{_name(organ, organisation)}{terms.BODIES.get(body) or terms.RANKS.get(body, body)}"
    label = terms.BODIES[step["body"]] if step["kind"] == "collective" else terms.RANKS[step["post"]]
    return f"{_name(step['organ'], organisation)}{_office_name(step, organisation)}{label}"


def _office_name(step: Mapping[str, Any], organisation: Organisation) -> str:
    """The office whose head is meant."""
    office = organisation.offices.get(step.get("office") or "") if step.get("post") == "office_head" else None
    return office.name if office else ""


def _name(organ: str, organisation: Organisation) -> str:
    if organ in organisation.organs:
        return organisation.organs[organ].name
    return organ or "上级机关"


def _records(post: Post, organisation: Organisation) -> bool:
    if not organisation.has_offices(post.organ):
        return post.position in _TOWNSHIP_REGISTRARS
    return post.position == "registrar" or organisation.function_of(post.office) in REGISTRARS


def _beside(step: Outside, case: Case, world: World, target: str | None) -> str:
    return case.competent if step.body == "persons_party_committee" else organ_of(step.beside, case, world, target)
