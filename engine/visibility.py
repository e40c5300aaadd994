"""Who may see what, as one rule with two faces: `may_see` for one case, and keys that a list filter can match.

A case offers *reader keys* (the office that holds it, the team, the ranks of its pending request, the line its
workflow declares); an officer holds keys by his posts of today. He sees a case when the two sets meet, or when he
audits an organ above it, and never when he is barred from it. The SQL filter matches the same keys, row by row.
"""

from collections.abc import Iterable, Iterator

from engine.approvals import REGISTRARS, office_of
from engine.case import Case, Request
from engine.definition import OfficeOf, Rank
from engine.jurisdiction import organs_of
from engine.organisation import Organisation, Post
from engine.readers import Reader
from engine.registry import Definition
from engine.world import World

ADMINISTRATORS = frozenset({"system_administrator", "security_administrator", "audit_administrator"})
"""三员 run the system and can't read a case: not even one that they served before, or by another post."""

WITHOUT_CASES = frozenset({"migration", "area_head", "area_deputy", "area_liaison"})
"""Posts that show no case: the migration post, and those of an area, whose sight comes with an act that names it."""


def reader(officer: str, world: World) -> Reader:
    """The keys that the officer's posts of today hold."""
    held = world.posts(officer)
    # Who has left sees nothing, not even what he handled.
    if not held or any(post.position in ADMINISTRATORS for post in held):
        return Reader(officer, frozenset(), frozenset())
    posts = [post for post in held if post.position not in WITHOUT_CASES]
    scopes = frozenset(post.scope or post.organ for post in posts if post.position == "auditor")
    keys = {key for post in posts for key in post_keys(post, world.organisation)}
    return Reader(officer, frozenset({f"officer:{officer}", *keys, *_delegated_keys(officer, world)}), scopes)


def reader_keys(definition: Definition, case: Case, organisation: Organisation) -> frozenset[str]:
    """The keys under which this case may be seen."""
    people = {*case.team, *case.approvers, *case.let_in, *([case.handler] if case.handler else [])}
    keys = {f"officer:{officer}" for officer in people} | {holding_key(case)}
    for seen in definition.workflow.seen_by:
        keys.update(_declared_keys(seen, case, organisation))
    keys |= {f"officer:{request.proposer}" for request in case.requests} | pending_keys(case)
    return frozenset(keys)


def holding_key(case: Case) -> str:
    """The key of the office that holds the case; an organ without offices is one office."""
    return f"office:{case.office}" if case.office else f"staff:{case.organ}"


def may_see(who: Reader, case: Case, keys: frozenset[str], organisation: Organisation) -> bool:
    """Whether the officer may see the case at all (not yet which class of fields)."""
    if who.officer in case.barred():
        return False
    return bool(who.keys & keys) or any(organ.code in who.scopes for organ in organisation.line(case.organ))


def readable_classes(who: Reader, case: Case, keys: frozenset[str], organisation: Organisation) -> frozenset[str]:
    """The classes of protected fields the officer may read of a case he may see.

    An auditor reads none of them: the register replays without names. The informant is known to the petition
    office and the principal of the holding organ (JJ 47), and to a township's staff, who are the petition office.
    """
    if who.officer in case.barred() or not who.keys & keys:
        return frozenset()
    petition = {f"office:{office.code}" for office in organisation.offices_of(case.organ, ("petition",))}
    secret = petition or {f"staff:{case.organ}"}
    informant = who.keys & (secret | {f"principal:{case.organ}"})
    return frozenset({"subject", "content"} | ({"informant"} if informant else set()))


def post_keys(post: Post, organisation: Organisation) -> Iterator[str]:
    """The keys that a post holds."""
    if post.position == "auditor":
        return
    if post.office:
        yield f"office:{post.office}"
        yield f"function:{organisation.function_of(post.office)}@{post.organ}"
        if post.position == "office_head":
            yield f"office_head:{post.office}"
    elif not organisation.has_offices(post.organ) and post.position in {
        "handler",
        "registrar",
        "deputy_leader",
    }:
        yield f"staff:{post.organ}"
    yield f"{post.position}:{post.organ}"
    if post.position == "deputy_leader":
        yield from (f"oversees:{place}" for place in (*post.oversees, post.organ))


def _delegated_keys(officer: str, world: World) -> Iterator[str]:
    """A delegate sees what waits for the post in the steps delegated to him, not everything the holder sees."""
    for delegation in world.organisation.delegations:
        if delegation.to == officer and delegation.in_force(world.today):
            post = world.organisation.post(delegation.post, world.today)
            keys = post_keys(post, world.organisation) if post else ()
            yield from (f"for:{key}/{step}" for key in keys for step in delegation.steps)


def _declared_keys(seen: Rank | OfficeOf, case: Case, organisation: Organisation) -> Iterable[str]:
    organs = organs_of(seen.organ, case, organisation)
    if isinstance(seen, OfficeOf):
        return [f"function:{seen.function}@{organ}" for organ in organs]
    return [rank_key(seen.post, organ, office_of(seen, organ, case, organisation)) for organ in organs]


def rank_key(post: str, organ: str, office: str | None) -> str:
    """The key that the holders of a rank hold: 分管领导 of an office, its head, or a position of the organ."""
    if post == "overseeing_deputy":
        return f"oversees:{office or organ}"
    if post == "office_head":
        return f"deputy_leader:{organ}" if office is None else f"office_head:{office}"
    return f"{post}:{organ}"


def pending_keys(case: Case) -> frozenset[str]:
    """The keys of those for whom a pending request waits now."""
    return frozenset().union(*(_waited_for(request, case) for request in case.requests))


def _waited_for(pending: Request, case: Case) -> frozenset[str]:
    step = pending.current
    if step is None:
        return frozenset()
    if step["kind"] == "rank":
        key = rank_key(step["post"], step["organ"], step["office"])
        delegates = {f"for:{key}/{named}" for named in (pending.step, "*")} if step.get("delegable", True) else set()
        return frozenset({key} | delegates)
    organ = case.organ if step["kind"] == "outside" else step["organ"]
    recorders = {f"function:{function}@{organ}" for function in REGISTRARS} | {f"registrar:{organ}"}
    if step["kind"] == "outside":
        return frozenset(recorders)
    at_table = ("standing_committee_member", "principal", "deputy_leader", "committee_member")
    return frozenset(recorders | {f"{position}:{step['organ']}" for position in at_table})
