"""Whether a row was there before: in this file or in the system, with the same content or with other."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from operator import eq

from app.ledger import wording
from app.ledger.columns import BY_NAME, PERSON_CODE
from app.ledger.judging import Judged, in_column_order, judge
from app.ledger.places import KnownPlaces
from app.ledger.reading import Row

Digest = Callable[[bytes], bytes]
InSystem = Callable[[Sequence[str]], Mapping[str, bytes]]
Same = Callable[[bytes, bytes], bool]


class Seen:
    """The 人员编码 that have been met. It keeps one keyed digest and one row number for each, never content.

    `digest` is a keyed digest of `LedgerRow.content`: without the key nobody can try out names against it.
    `in_system` gives, for the codes among those asked that the system has, the digest of what it has.
    `same` says whether a row of the first digest is the one met before under the second.

    The first row that bears a code stands for it, a faulty one too: when two rows contradict each other, it isn't
    for the machine to say which is right. A row that repeats a faulty one isn't `already_present`, for nothing is
    there yet; it has the same faults again.
    """

    def __init__(self, digest: Digest, in_system: InSystem, same: Same = eq) -> None:
        self._digest = digest
        self._in_system = in_system
        self._same = same
        self._met: dict[str, tuple[bytes, int | None]] = {}

    def place(self, rows: Sequence[Judged]) -> list[Judged]:
        """Settle the next rows of a file, in order: `already_present`, `duplicate`, or as they were.

        One question to the system for all of them.
        """
        unmet = dict.fromkeys(row.person_code for row in rows if row.person_code not in self._met)
        unmet.pop("", None)
        for code, digest in self._in_system(list(unmet)).items() if unmet else ():
            self._met[code] = (digest, None)
        return [self._place(row) if row.person_code else row for row in rows]

    def _place(self, judged: Judged) -> Judged:
        digest = self._digest(judged.content)
        first, earlier = self._met.setdefault(judged.person_code, (digest, judged.row.number))
        if earlier == judged.row.number:
            return judged
        if self._same(digest, first):
            return replace(judged, already_present=not judged.faults)
        column = BY_NAME[PERSON_CODE]
        duplicate = wording.duplicate(judged.row.number, column, judged.person_code, earlier)
        return replace(judged, faults=in_column_order((*judged.faults, duplicate), judged.row), record=None)


def judge_rows(
    rows: Iterable[Row], known: KnownPlaces, as_of: date, seen: Seen, *, at_once: int = 200
) -> Iterator[Judged]:
    """Judge the rows of a file one after the other; the system is asked once for `at_once` rows.

    Rows that are imported while the iterator runs may or may not be in the system when it is asked next: the
    answer is the same.
    """
    remaining = iter(rows)
    while batch := [judge(row, known, as_of) for row in islice(remaining, at_once)]:
        yield from seen.place(batch)
