"""One officer per role of a county and its surroundings, with a token each, issued by the bootstrap officer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from app.assembly import Installation, hash_secret, new_secret
from engine import terms
from engine.commands import IssueToken
from engine.errors import Refused, Unusable
from engine.organisation import Organisation, Post

VALID: Final = timedelta(days=1)
_OFFICES: Final = ("petition", "case_supervision", "supervision", "investigation", "trial", "general")


@dataclass(frozen=True, slots=True)
class Cast:
    """An officer in his role, and his token."""

    role: str
    post: Post
    token: str


def issue_tokens(found: Installation, bootstrap: str, county: str) -> list[Cast]:
    """A token of one day for each role, by who holds the bootstrap token. Raises `Unusable` when it isn't valid."""
    issuer = found.authenticate(bootstrap)
    if issuer is None:
        raise Unusable("初始令牌无效或者已过期。")
    with found.storage.read() as tx:
        world = found.reading.world(tx)
    ends = world.now + VALID
    return [Cast(role, post, _issue(found, issuer, post, ends)) for role, post in roles(world.organisation, county)]


def roles(organisation: Organisation, county: str) -> Iterator[tuple[str, Post]]:
    """Who is who around this county: its offices and leaders, a township below it, the leaders and auditors above."""
    posts = organisation.posts
    for function in _OFFICES:
        places = {office.code for office in organisation.offices_of(county, (function,))}
        found = next(post for post in posts if post.office in places and post.position == "handler")
        yield f"{terms.OFFICES[function]}{terms.POSITIONS['handler']}", found
    for position in ("deputy_leader", "principal"):
        yield f"县{terms.POSITIONS[position]}", _first(posts, county, position)
    below = next(organ.code for organ in organisation.organs.values() if organ.superior == county)
    yield f"乡镇{terms.POSITIONS['handler']}", _first(posts, below, "handler")
    above = organisation.superior(county)
    for position in ("principal", "auditor", "security_administrator") if above else ():
        yield f"上级{terms.POSITIONS[position]}", _first(posts, above.code if above else "", position)


def _first(posts: tuple[Post, ...], organ: str, position: str) -> Post:
    return next(post for post in posts if (post.organ, post.position) == (organ, position))


def _issue(found: Installation, issuer: str, post: Post, ends: datetime) -> str:
    secret = new_secret()
    answer = found.service.handle(
        IssueToken(
            id=found.service.ids.new(),
            actor=issuer,
            officer=post.officer,
            valid_to=ends,
            secret_hash=hash_secret(secret),
            purpose="demo",
        )
    )
    if isinstance(answer, Refused):
        raise Unusable(f"{answer.sentence}{answer.remedy}")
    return secret
