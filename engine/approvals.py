"""Chains, meetings and outside sheets: who may approve which step, and whether a meeting carried an item. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from engine import terms
from engine.case import WAITING, Case
from engine.definition import Collective, Outside, Step
from engine.organisation import Organisation, Post
from engine.world import Meeting, World

REGISTRARS: Final = ("general", "case_supervision")
"""Offices that record the sheets of outside bodies, and the minutes of collective ones, beside registrar posts."""

_MEMBERS: Final[Mapping[str, tuple[str, ...]]] = {
    "standing_committee": ("standing_committee_member",),
    "leadership_meeting": ("principal", "deputy_leader"),
    "office_meeting": ("office_head", "handler"),
}
_TOWNSHIP: Final = ("principal", "deputy_leader", "committee_member")
"""An organ without offices has one collective body: principal, deputy and committee members."""


def place(step: Step, case: Case, world: World) -> dict[str, Any]:
    """An approval step as the request keeps it: whose, of which organ. An organ off the platform decides by sheet."""
    if isinstance(step, Outside):
        return {"kind": "outside", "body": f"{step.body}@{_beside(step.body, case)}", "status": WAITING}
    organ = organ_of(step.organ, case, world)
    if not world.organisation.organs[organ].on_platform:
        named = step.body if isinstance(step, Collective) else step.post
        return {"kind": "outside", "body": f"{named}@{organ}", "status": WAITING}
    if isinstance(step, Collective):
        shares = {"present": step.present, "passing": step.passing}
        return {"kind": "collective", "body": step.body, "organ": organ, "status": WAITING} | shares
    office = case.office if organ == case.organ else None
    placed = {"kind": "rank", "post": step.post, "organ": organ, "office": office, "status": WAITING}
    return placed | ({} if step.delegable else {"delegable": False})


def organ_of(part: str, case: Case, world: World) -> str:
    """The organ that a rank means, seen from the case; where there is none, the holding organ."""
    superior = world.organisation.superior(case.organ)
    found = {
        "holding": case.organ,
        "competent": case.competent,
        "designating": case.designating,
        "superior": superior.code if superior else None,
    }[part]
    return found or case.organ


def holders(step: Mapping[str, Any], world: World) -> tuple[Post, ...]:
    """The posts that may decide a rank step today."""
    organisation = world.organisation
    if step["post"] == "overseeing_deputy":
        return organisation.overseers(step["organ"], step["office"], world.today)
    if step["post"] == "office_head" and organisation.has_offices(step["organ"]):
        return organisation.holders("office_head", step["office"] or "", world.today)
    position = "deputy_leader" if step["post"] == "office_head" else step["post"]
    return organisation.holders(position, step["organ"], world.today)


def holding_post(officer: str, step: Mapping[str, Any], taken: str, world: World) -> tuple[Post, str | None] | None:
    """The post in which an officer may decide a rank step: his own, or another's by delegation (then whose)."""
    posts = holders(step, world)
    own = next((post for post in posts if post.officer == officer), None)
    if own:
        return own, None
    if step.get("delegable", True) is False:
        return None
    by_id = {post.id: post for post in posts}
    for delegation in world.organisation.delegations:
        if delegation.to == officer and delegation.post in by_id and delegation.covers(taken, world.today):
            return by_id[delegation.post], by_id[delegation.post].officer
    return None


def members(organisation: Organisation, body: str, organ: str, office: str | None, world: World) -> frozenset[str]:
    """The members of a collective body of an organ (or of an office for 部门集体研究)."""
    if not organisation.has_offices(organ):
        held = (organisation.holders(position, organ, world.today) for position in _TOWNSHIP)
    else:
        where = (office or "") if body == "office_meeting" else organ
        held = (organisation.holders(position, where, world.today) for position in _MEMBERS.get(body, ()))
    return frozenset(post.officer for posts in held for post in posts)


def carried(meeting: Meeting, item: tuple[str, str], all_members: frozenset[str], share: Mapping[str, str]) -> bool:
    """Whether the item passed: enough present, and enough of *all* members agree. The recused don't count as present."""
    present = (frozenset(meeting.present) - frozenset(meeting.recused)) & all_members
    opinions = meeting.items.get(item, {})
    agree = sum(1 for officer, opinion in opinions.items() if opinion == "agree" and officer in present)
    quorum = len(present) > Fraction(share["present"]) * len(all_members)
    return quorum and agree > Fraction(share["passing"]) * len(all_members)


def may_record(posts: Sequence[Post], organ: str, organisation: Organisation) -> Post | None:
    """The post in which an officer records outside sheets and minutes: registrar, 办公室 or 案管 of that organ."""
    return next((post for post in posts if post.organ == organ and _records(post, organisation)), None)


def describe(step: Mapping[str, Any], organisation: Organisation) -> str:
    """An approval step in words: 清河县纪委监委主要负责人."""
    if step["kind"] == "outside":
        body, _, organ = step["body"].partition("@")
        name = organisation.organs[organ].name if organ in organisation.organs else ""
        return f"{name}{terms.BODIES.get(body) or terms.RANKS.get(body, body)}"
    label = terms.BODIES[step["body"]] if step["kind"] == "collective" else terms.RANKS[step["post"]]
    return f"{organisation.organs[step['organ']].name}{label}"


def all_passed(steps: Iterable[Mapping[str, Any]]) -> bool:
    """Whether every approval step has passed."""
    return all(step["status"] == "passed" for step in steps)


def _records(post: Post, organisation: Organisation) -> bool:
    return post.position == "registrar" or organisation.function_of(post.office) in REGISTRARS


def _beside(body: str, case: Case) -> str:
    return case.competent if body == "persons_party_committee" else case.organ
