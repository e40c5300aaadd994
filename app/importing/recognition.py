"""Recognises officers in a ledger, by name and unit against the posts of today. Pure; a person decides afterwards.

Units write 清河县纪委监委, 清河县纪委, 清河县溪铺乡党委委员、纪委书记: what counts is the place, the most specific one
that the text names, and a word for a discipline organ. The same name at another place is somebody else.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from app.ledger import LedgerRow
from app.ledger.text import fold
from engine.organisation import Organisation, Post

_KIND = re.compile("(?:纪委监委|纪检监察工委|纪检监察组|纪工委|纪委|监委)$")
"""How the names of discipline organs end; before it stands the place."""
_WORDS: Final = ("纪委", "监委", "纪工委", "纪检", "监察", "纪律检查")


@dataclass(frozen=True)
class Recognition:
    """Knows the officers of one version of the organisation on one day."""

    organisation: Organisation
    names: Mapping[str, str]
    day: date

    def post(self, row: LedgerRow) -> Post | None:
        """The current post that name and unit point to; of several, that of a principal comes first."""
        posts = [] if row.is_unit else [post for officer in self._namesakes(row) for post in self.posts(officer)]
        if not posts or not row.unit_and_post:
            return None
        named = self._organs_named(fold(row.unit_and_post))
        return min(
            (post for post in posts if post.organ in named),
            key=lambda post: post.position != "principal",
            default=None,
        )

    def posts(self, officer: str) -> tuple[Post, ...]:
        """The posts that an officer holds on the day."""
        return self.organisation.posts_of(officer, self.day)

    def _namesakes(self, row: LedgerRow) -> Sequence[str]:
        return self._by_name.get(fold(row.name), ())

    def _organs_named(self, unit: str) -> frozenset[str]:
        """The organs of the most specific place in the text, which must call itself a discipline organ."""
        if not any(word in unit for word in _WORDS):
            return frozenset()
        found = {place for place in self._places if place in unit}
        if found:
            return self._places[max(found, key=len)]
        # A unit below often leaves the county's name out; then the township's begins the text.
        return frozenset().union(*(organs for short, organs in self._short.items() if unit.startswith(short)))

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for officer, name in self.names.items():
            found[fold(name)].append(officer)
        return found

    @cached_property
    def _places(self) -> Mapping[str, frozenset[str]]:
        return _grouped((self._place(code), code) for code in self.organisation.organs)

    @cached_property
    def _short(self) -> Mapping[str, frozenset[str]]:
        return _grouped((self._place(code).removeprefix(self._above(code)), code) for code in self.organisation.organs)

    def _place(self, code: str) -> str:
        return _KIND.sub("", fold(self.organisation.organs[code].name))

    def _above(self, code: str) -> str:
        superior = self.organisation.superior(code)
        return self._place(superior.code) if superior else ""


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for place, code in pairs:
        if place:
            groups[place].add(code)
    return {place: frozenset(codes) for place, codes in groups.items()}
