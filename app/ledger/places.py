"""What a ledger must agree with: the organs, offices and Party committees of the organisation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from app.ledger.text import fold


class KnownPlaces(Protocol):
    """Answers what judging asks of the organisation. Names come as the ledger has them, white space and all."""

    def organ(self, name: str) -> str | None:
        """The code of the one organ of that name."""

    def office(self, organ: str, name: str) -> str | None:
        """The code of the one office of that name in the organ of that code."""

    def committee(self, name: str) -> str | None:
        """The Party committee's name as the organisation has it."""


@dataclass(frozen=True, slots=True)
class Places:
    """`KnownPlaces` from three tables with folded names. A name that two bear names nobody."""

    organs: Mapping[str, str | None]
    offices: Mapping[tuple[str, str], str | None]
    committees: Mapping[str, str]

    @classmethod
    def of(
        cls,
        organs: Iterable[tuple[str, str]],
        offices: Iterable[tuple[str, str, str]],
        committees: Iterable[str],
    ) -> "Places":
        """From (code, name) of each organ, (organ, code, name) of each office, and names of Party committees."""
        by_organ: dict[str, str | None] = {}
        for code, name in organs:
            by_organ[fold(name)] = None if fold(name) in by_organ else code
        by_office: dict[tuple[str, str], str | None] = {}
        for organ, code, name in offices:
            key = (organ, fold(name))
            by_office[key] = None if key in by_office else code
        return cls(by_organ, by_office, {fold(name): name for name in committees if fold(name)})

    def organ(self, name: str) -> str | None:
        """See `KnownPlaces`."""
        return self.organs.get(fold(name))

    def office(self, organ: str, name: str) -> str | None:
        """See `KnownPlaces`."""
        return self.offices.get((organ, fold(name)))

    def committee(self, name: str) -> str | None:
        """See `KnownPlaces`."""
        return self.committees.get(fold(name))
