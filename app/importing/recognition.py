"""Recognises officers in a ledger, by name and unit against the posts of today. Pure; a person decides afterwards.

Units write 清河县纪委监委, 清河县纪委, 清河县溪铺乡党委委员、纪委书记: what counts is the place, the most specific one
of an address, and a word for a discipline organ. The same name at another place is somebody else.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.ledger import LedgerRow
from app.ledger.text import fold
from engine.organisation import Organisation, Post

_KIND = re.compile("(?:纪委监委|纪检监察工委|纪检监察组|纪工委|纪委|监委)$")
"""How the names of discipline organs end; before it stands the place."""
_CALLED = re.compile("[^乡镇村街]*?(?:纪委|监委|纪工委|纪检|监察|纪律检查)")
"""What stands behind the place: the word for the organ, and no place between that the organisation doesn't know."""


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
        """The organs of the places in the text behind which it calls itself a discipline organ."""
        spans = [span for place in self._places if place in unit for span in _spans(place, unit)]
        ends = [(start, end) for start, end in spans if not _goes_on(start, end, spans)]
        if ends:
            named = (self._places[unit[start:end]] for start, end in ends if _CALLED.match(unit[end:]))
        else:
            # A unit below often leaves the county's name out; then the township's begins the text.
            begun = ((place, codes) for place, codes in self._short.items() if unit.startswith(place))
            named = (codes for place, codes in begun if _CALLED.match(unit[len(place) :]))
        return frozenset().union(*named)

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


def _spans(place: str, text: str) -> Iterator[tuple[int, int]]:
    return (found.span() for found in re.finditer(re.escape(place), text))


def _goes_on(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether a place is only the beginning of a longer address (云川市 in 云川市清河县, 清河县 in 清河县溪铺乡)."""
    return any(first == end or (first <= start and end < last) for first, last in spans)


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for place, code in pairs:
        if place:
            groups[place].add(code)
    return {place: frozenset(codes) for place, codes in groups.items()}
