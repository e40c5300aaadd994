"""The organ tree, offices, posts and delegations at one version, indexed for questions about one day."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final, TypeVar

from engine.terms import LEVELS

K = TypeVar("K")
V = TypeVar("V")

_LEVEL_ORDER = {level: rank for rank, level in enumerate(LEVELS)}

_WORKING: Final = frozenset({"handler", "office_head", "committee_member", "deputy_leader"})

MAX_DEPTH: Final = 2
"""A delegate may let one other officer approve for him, and nobody further."""


def spelled(name: str) -> str:
    """One spelling of an officer's name: another width or a space doesn't make another one."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


@dataclass(frozen=True, slots=True)
class Organ:
    """A discipline organ. `on_platform=False`: it works outside this installation, acts towards it are documents."""

    code: str
    name: str
    level: str
    kind: str
    superior: str | None = None
    party_committee: str = ""
    on_platform: bool = True
    valid_from: date = date.min
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """An office of an organ, known by its function."""

    code: str
    organ: str
    name: str
    function: str


@dataclass(frozen=True, slots=True)
class Post:
    """An officer in a position of an organ or office, from/to; `oversees`: offices under a 分管领导."""

    officer: str
    organ: str
    office: str | None = None
    position: str = ""
    oversees: tuple[str, ...] = ()
    scope: str | None = None
    area: str | None = None
    valid_from: date = date.min
    valid_to: date | None = None

    @property
    def id(self) -> str:
        """The name a command gives the post: officer@organ/office/position (an area's post names the area)."""
        return f"{self.officer}@{self.office or self.area or self.organ}/{self.position}"

    def held_on(self, day: date) -> bool:
        """Whether the post is held on that day; the day of `valid_to` is no longer in office."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class Delegation:
    """The holder of a post lets another officer approve for him, within steps named, until an end."""

    id: str
    post: str
    to: str
    steps: tuple[str, ...]
    valid_from: date
    valid_to: date
    depth: int = 1

    def in_force(self, day: date) -> bool:
        """Whether the delegation runs on that day; it has ended on the day of `valid_to`."""
        return self.valid_from <= day < self.valid_to

    def covers(self, step: str, day: date) -> bool:
        """Whether this step may be approved under the delegation on that day ("*": every delegable step)."""
        return self.in_force(day) and self.depth <= MAX_DEPTH and ("*" in self.steps or step in self.steps)


@dataclass(frozen=True, slots=True)
class Leave:
    """An officer is away from a day until another, on which he is back."""

    officer: str
    valid_from: date
    valid_to: date


@dataclass(frozen=True)
class Organisation:
    """One version of the organisation; immutable, shared between commands. Days are days in Asia/Shanghai."""

    version: int
    organs: Mapping[str, Organ]
    offices: Mapping[str, Office]
    posts: tuple[Post, ...]
    delegations: tuple[Delegation, ...] = ()
    areas: tuple[Mapping[str, object], ...] = field(default=())
    leaves: tuple[Leave, ...] = ()

    @cached_property
    def _by_officer(self) -> Mapping[str, tuple[Post, ...]]:
        return _grouped((post.officer, post) for post in self.posts)

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, str], tuple[Post, ...]]:
        return _grouped(((post.position, post.office or post.organ), post) for post in self.posts)

    @cached_property
    def _offices_of(self) -> Mapping[str, tuple[Office, ...]]:
        return _grouped((office.organ, office) for office in self.offices.values())

    @cached_property
    def _overseers(self) -> Mapping[str, tuple[Post, ...]]:
        return _grouped((office, post) for post in self.posts for office in post.oversees)

    @cached_property
    def _inferiors(self) -> Mapping[str, tuple[str, ...]]:
        return _grouped((organ.superior, organ.code) for organ in self.organs.values() if organ.superior)

    @cached_property
    def _newest_leave(self) -> Mapping[str, Leave]:
        return {leave.officer: leave for leave in self.leaves}

    @cached_property
    def _committees(self) -> Mapping[str, str]:
        return {organ.party_committee: organ.code for organ in self.organs.values() if organ.party_committee}

    def knows(self, officer: str) -> bool:
        """Whether the officer has or had a post here."""
        return officer in self._by_officer

    def posts_of(self, officer: str, day: date) -> tuple[Post, ...]:
        """The posts the officer holds on that day."""
        return tuple(post for post in self._by_officer.get(officer, ()) if post.held_on(day))

    def on_leave(self, officer: str, day: date) -> bool:
        """Whether the officer is on leave on that day; the day of `valid_to` he is back."""
        leave = self._newest_leave.get(officer)
        return leave is not None and leave.valid_from <= day < leave.valid_to

    def post(self, post_id: str, day: date) -> Post | None:
        """The post of this id, if it is held on that day."""
        officer, _, _ = post_id.partition("@")
        return next((post for post in self.posts_of(officer, day) if post.id == post_id), None)

    def holders(self, position: str, place: str, day: date) -> tuple[Post, ...]:
        """The posts of this position in an office, or in the organ itself when `place` is an organ."""
        return tuple(post for post in self._by_place.get((position, place), ()) if post.held_on(day))

    def overseers(self, organ: str, office: str | None, day: date) -> tuple[Post, ...]:
        """分管领导 of an office; of an organ without offices: its deputy leaders."""
        held = self._overseers.get(office, ()) if office else self._by_place.get(("deputy_leader", organ), ())
        return tuple(post for post in held if post.held_on(day))

    def offices_of(self, organ: str, functions: Iterable[str] = ()) -> tuple[Office, ...]:
        """The organ's offices, of these functions when any are named."""
        wanted = frozenset(functions)
        return tuple(office for office in self._offices_of.get(organ, ()) if not wanted or office.function in wanted)

    def staffs(self, officer: str, organ: str, office: str | None, day: date) -> bool:
        """Whether the officer works on cases of the office on that day; an organ without offices is one office."""
        held = (post for post in self.posts_of(officer, day) if post.organ == organ and post.position in _WORKING)
        return any(post.office == office or not self.has_offices(organ) for post in held)

    def has_offices(self, organ: str) -> bool:
        """Townships have none: such an organ is one office, whose handlers do every function."""
        return bool(self._offices_of.get(organ))

    def function_of(self, office: str | None) -> str:
        """The function of an office, or the empty word."""
        return self.offices[office].function if office is not None and office in self.offices else ""

    def organ_of_committee(self, committee: str) -> str | None:
        """The organ beside that Party committee (干部管理权限 → 有处分权的机关)."""
        return self._committees.get(committee)

    def line(self, organ: str) -> Iterator[Organ]:
        """The organ and its superiors, upward. A cycle in bad data ends the walk."""
        seen: set[str] = set()
        code: str | None = organ
        while code is not None and code in self.organs and code not in seen:
            seen.add(code)
            yield self.organs[code]
            code = self.organs[code].superior

    def below(self, organ: str) -> tuple[str, ...]:
        """The organ and everything below it, by code."""
        found, ahead = set[str](), {organ}
        while ahead:
            found |= ahead
            ahead = {code for above in ahead for code in self._inferiors.get(above, ())} - found
        return tuple(sorted(found))

    def superior(self, organ: str) -> Organ | None:
        """The next superior organ, on the platform or not."""
        code = self.organs[organ].superior if organ in self.organs else None
        return self.organs.get(code) if code else None

    def reaches_level(self, organ: str, level: str) -> bool:
        """Whether the organ stands at that level or above."""
        known = organ in self.organs and self.organs[organ].level in _LEVEL_ORDER
        return known and _LEVEL_ORDER[self.organs[organ].level] >= _LEVEL_ORDER[level]

    def first_at_level(self, organ: str, level: str) -> Organ | None:
        """The lowest organ of the line that stands at that level: whom a refusal names."""
        return next((item for item in self.line(organ) if self.reaches_level(item.code, level)), None)


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    groups: defaultdict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}
