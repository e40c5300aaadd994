"""Numbers are given once: of a case, and of each kind of document. What was drawn is remembered as digests."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from engine.legality.entry import Entry, Fault, illegal

_CASE: Final = "case"


class Numbers:
    """The numbers given so far; eight bytes each, so that a register of millions fits."""

    def __init__(self) -> None:
        self._given: defaultdict[str, set[bytes]] = defaultdict(set)

    def given(self, entry: Entry, issued_before: Mapping[str, str] | None) -> Iterator[Fault]:
        """Remember the numbers that a lawful entry gives; a fault for each that was given before."""
        before = issued_before or {}
        new = {_CASE: entry.changes["number"]} if "number" in entry.changes else {}
        issued: Mapping[str, str] = entry.changes.get("issued") or {}
        new |= {series: number for series, number in issued.items() if before.get(series) != number}
        for series, number in new.items():
            digest = hashlib.blake2b(str(number).encode(), digest_size=8).digest()
            if digest in self._given[series]:
                yield illegal("number_repeated", "同一编号或文号用了两次。")
            self._given[series].add(digest)
