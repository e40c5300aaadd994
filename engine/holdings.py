"""What an officer holds, read for whoever hands it over: his cases page by page, closed ones included.

The list tells no more than the reader may see. A case that he may not see is a bare count; one that is about himself
isn't even counted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from engine.case import Case
from engine.commands import PassOn
from engine.desks.cases import related
from engine.errors import Refused
from engine.organisation import Post
from engine.ports import Sought, Transaction, Values
from engine.readers import Reader
from engine.reading import Reading
from engine.succession import holds, pass_on, short_of_members, step_apart
from engine.visibility import may_see, reader, reader_keys
from engine.world import World

TOGETHER: Final = 200
"""Cases that are read at once."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks in a post: that everything `officer` holds in its organ passes `to` another."""

    actor: str
    post: str | None
    officer: str
    to: str


@dataclass(frozen=True, slots=True)
class Held:
    """A case that the officer holds: what would pass of it, or why it stays; whether its team would be too small."""

    case: str
    number: str
    took: tuple[str, ...] = ()
    short: bool = False
    refusal: Refused | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some of his cases, and how many more there are among them that the reader may not see."""

    held: tuple[Held, ...]
    unseen: int


def pages(reading: Reading, wish: Wish, post: Post) -> Iterator[Page]:
    """Everything that the officer holds in the organ of the post, newest first."""
    after: tuple[str, str] | None = None
    # Whoever handles a case, or sits in its team, has a key of his own to it.
    holder = Reader("", frozenset({f"officer:{wish.officer}"}), frozenset())
    while True:
        with reading.storage.read() as tx:
            bodies = tx.cases(holder, Sought(organ=post.organ, after=after, limit=TOGETHER))
            page = _Look(reading, tx, wish, post).page(bodies)
        if not bodies:
            return
        yield page
        after = (bodies[-1]["opened_at"], bodies[-1]["id"])


def standing(reading: Reading, actor: str, cases: Sequence[str]) -> Iterator[tuple[Case, bool]]:
    """Those of the cases that the officer may see, as they stand, and whether their team is too small now."""
    for start in range(0, len(cases), TOGETHER):
        with reading.storage.read() as tx:
            found = [Case.read(body) for body in tx.linked(cases[start : start + TOGETHER])]
            world = reading.world(tx)
        who = reader(actor, world)
        yield from ((case, _short(reading, case, world)) for case in found if _sees(reading, who, case, world))


@dataclass(frozen=True, slots=True)
class _Look:
    reading: Reading
    tx: Transaction
    wish: Wish
    post: Post

    def page(self, bodies: Sequence[Values]) -> Page:
        world, wish = self.reading.world(self.tx), self.wish
        who, held, unseen = reader(wish.actor, world), [], 0
        for case in map(Case.read, bodies):
            if case.organ != self.post.organ or not holds(wish.officer, case):
                continue
            if _sees(self.reading, who, case, world):
                held.append(self._judged(case, world))
            elif case.subject_officer != wish.actor:
                # That there is a case about himself, nobody learns from a number.
                unseen += 1
        return Page(tuple(held), unseen)

    def _judged(self, case: Case, world: World) -> Held:
        wish, definition = self.wish, self.reading.registry.by_digest(case.definition)
        command = PassOn(id="", actor=wish.actor, case=case.id, act="", officer=wish.officer, to=wish.to)
        linked = related(self.tx, case, step_apart(definition))
        made = pass_on(definition, case, command, self.post, replace(world, linked=linked))
        if isinstance(made, Refused):
            return Held(case.id, case.number, refusal=made)
        after = replace(case, team=tuple(made.changes.get("team", case.team)))
        return Held(case.id, case.number, tuple(made.data["took"]), _short(self.reading, after, world))


def _short(reading: Reading, case: Case, world: World) -> bool:
    return short_of_members(reading.registry.by_digest(case.definition), case, world)


def _sees(reading: Reading, who: Reader, case: Case, world: World) -> bool:
    keys = reader_keys(reading.registry.by_digest(case.definition), case, world.organisation)
    return may_see(who, case, keys, world.organisation)
