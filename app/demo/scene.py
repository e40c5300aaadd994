"""A case at one moment with the world around it: which officers are right for what, by the organisation alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine import approvals
from engine.asked import Asked, hand_over, served_before
from engine.case import Case
from engine.commands import TakeStep
from engine.decision import entitled
from engine.definition import Field, Taken
from engine.jurisdiction import destinations, organs_of, places_in
from engine.organisation import Office, Post
from engine.ports import StoredCase
from engine.reading import Reading
from engine.registry import Definition
from engine.visibility import may_see, reader
from engine.world import CaseFile, World

_FIRST = ("handler", "office_head", "committee_member", "registrar", "deputy_leader", "principal")
"""Of several officers who may do the same, the one nearest to the work does it."""

_ROLE = "wrong_role"


@dataclass(frozen=True)
class Scene:
    """What the walker knows before a command. `turn` moves the choice among equals, so that work is spread."""

    case: Case
    stored: StoredCase
    definition: Definition
    world: World
    turn: int = 0

    @classmethod
    def of(cls, reading: Reading, case: str, turn: int = 0) -> "Scene":
        """The case as it is stored now. Raises `LookupError` for a case that doesn't exist."""
        with reading.storage.read() as tx:
            stored = tx.case(case, lock=False)
            if stored is None:
                raise LookupError(f"no case {case}")
            found = Case.read(stored.body)
            linked = tuple(Case.read(body) for body in tx.linked(found.links)) if found.links else ()
            world = replace(reading.world(tx), linked=linked)
        return cls(found, stored, reading.registry.by_digest(found.definition), world, turn)

    @property
    def facts(self) -> Mapping[str, Any]:
        """What is known of the subject."""
        return self.stored.facts

    @property
    def file(self) -> CaseFile:
        """The case with what its officers know of it."""
        return CaseFile(self.case, self.stored.facts, self.stored.proposal)

    def right_post(self, step: Taken) -> Post | None:
        """A post whose holder may take the step now; else one with the right role, to whom a refusal tells the rest.

        Who signed for the case, or is in its team, comes first.
        """
        refusals = self._refusals(step)
        able = [post for post, code in refusals if code == ""] or [post for post, code in refusals if code != _ROLE]
        held = [post for post in able if post.officer in {self.case.handler, *self.case.team}]
        return self._choose(held or able)

    def right_posts(self, step: Taken) -> list[Post]:
        """The posts whose holders may take the step now and may see the case."""
        return [post for post, code in self._refusals(step) if code == ""]

    def somebody(self) -> Post | None:
        """Somebody of the organ who may see the case, whatever he may do."""
        return self._choose(self.seeing())

    def able_to_join(self, step: Taken, hand_to: str | None) -> tuple[str, ...]:
        """Who may join the team that the step forms: of the office that will hold the case, none kept apart."""
        asked = self._asked(step, hand_to)
        goes_to = hand_over(asked)
        place = goes_to.code if isinstance(goes_to, Office) else self.case.office
        barred = self.case.barred() | served_before(asked)
        posts = [post for post in self._posts() if post.office == place and post.position in _FIRST[:3]]
        return tuple(dict.fromkeys(post.officer for post in self._ordered(posts) if post.officer not in barred))

    def fitting(self, step: Taken, field: Field, officer: str, other: str | None) -> str:
        """An officer whom the field accepts: the one who acts, if he fits, else one who sees the case."""
        left_out = {other, *self.case.barred(), *self.kept_apart(step)}
        posts = [post for post in self.seeing() if post.officer not in left_out]
        held = [post for post in posts if not field.positions or post.position in field.positions]
        mine = [post.officer for post in held if post.officer == officer]
        near = [post.officer for post in held if post.office == self.case.office or not post.office]
        return next(iter((*mine, *near, *(post.officer for post in held))), officer)

    def insiders(self, step: Taken) -> tuple[str, ...]:
        """Officers of the office that the step lets in, none of whom must keep away."""
        offices = {office.code for office in self.world.organisation.offices_of(self.case.organ, (step.lets_in,))}
        posts = (post for post in self._posts() if post.office in offices)
        return tuple(dict.fromkeys(post.officer for post in posts if post.officer not in self.case.barred()))

    def kept_apart(self, step: Taken) -> frozenset[str]:
        """Officers who may have no part in the step, because they served before."""
        return served_before(self._asked(step, None))

    def office_for(self, step: Taken, wanted: str | None) -> str | None:
        """The office to hand over to: the one named, or the first with the function named or declared."""
        functions = getattr(step.hands_to, "functions", ())
        if not functions:
            return None
        named = self.world.organisation.offices.get(wanted or "")
        chosen = [wanted] if wanted and not named else functions
        offices = self.world.organisation.offices_of(self.case.organ, [str(function) for function in chosen])
        if named:
            return named.code
        return offices[self.turn % len(offices)].code if offices else None

    def organ_for(self, step: Taken, post: Post, wanted: str | None) -> str | None:
        """The organ to move the case to: the one named, or the first that may hold it."""
        move = step.moves
        if move is None or wanted:
            return wanted
        found = destinations(move, self.case, post.organ, self.world)
        return next((organ for organ in found if places_in(organ, move, self.case, self.world)), None)

    def holder(self, approval: Mapping[str, Any], but: Iterable[str] = ()) -> Post | None:
        """Who may decide this step of a chain, leaving out the proposer and who is barred."""
        barred = {*but, *self.case.barred()}
        return next((post for post in approvals.holders(approval, self.world) if post.officer not in barred), None)

    def members(self, body: str, organ: str) -> tuple[str, ...]:
        """The members of a collective body, as it would meet about this case."""
        office = self.case.office if organ == self.case.organ else None
        return tuple(sorted(approvals.members(self.world.organisation, body, organ, office, self.world.today)))

    def recorders(self, organ: str, but: Iterable[str] = ()) -> tuple[Post, ...]:
        """Posts of that organ that record minutes and outside sheets about this case."""
        left_out = frozenset(but)
        posts = (post for post in self.seeing(organ) if post.officer not in left_out)
        return tuple(post for post in posts if approvals.may_record((post,), organ, self.world.organisation))

    def post_of(self, officer: str, position: str = "") -> Post:
        """The officer's post (of that position). Raises `LookupError` when he holds none."""
        posts = [post for post in self.world.posts(officer) if position in ("", post.position)]
        if not posts:
            raise LookupError(f"{officer} holds no such post")
        return min(posts, key=_nearness)

    def sees(self, officer: str) -> bool:
        """Whether the officer may see the case."""
        who = reader(officer, self.world)
        return may_see(who, self.case, self.stored.readers, self.world.organisation)

    def _refusals(self, step: Taken) -> list[tuple[Post, str]]:
        organs = organs_of(step.of, self.case, self.world.organisation)
        posts = (post for organ in organs for post in self.seeing(organ))
        told = ((post, entitled(self.definition, self.file, step, post, self.world)) for post in posts)
        return [(post, refused.code if refused else "") for post, refused in told]

    def _asked(self, step: Taken, hand_to: str | None) -> Asked:
        command = TakeStep(id="", actor="", case=self.case.id, step=step.id, hand_to=hand_to)
        return Asked(self.definition, CaseFile(self.case, self.facts), step, command, None, self.world)

    def _posts(self, organ: str | None = None) -> Iterator[Post]:
        place = organ or self.case.organ
        return (p for p in self.world.organisation.posts if p.organ == place and p.held_on(self.world.today))

    def seeing(self, organ: str | None = None) -> list[Post]:
        """The posts of the holding organ, or of another one, whose holders may see the case."""
        return [post for post in self._posts(organ) if post.position in _FIRST and self.sees(post.officer)]

    def _choose(self, posts: Sequence[Post]) -> Post | None:
        return next(iter(self._ordered(posts)), None)

    def _ordered(self, posts: Sequence[Post]) -> list[Post]:
        """By nearness to the work, beginning at another officer each turn."""
        start = self.turn % len(posts) if posts else 0
        return sorted([*posts[start:], *posts[:start]], key=_nearness)


def _nearness(post: Post) -> int:
    return _FIRST.index(post.position) if post.position in _FIRST else len(_FIRST)
