"""Entries that name each other: what caused an entry must be there, and so must every case that its matter names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from audit_log.chain import Tail
from audit_log.findings import Finding
from audit_log.reading import Row

_MATTER: Final = "matter/"
_CASE: Final = "case/"


class _Place(NamedTuple):
    position: int
    stream: str
    seq: int


@dataclass
class Causes:
    """Remembers what was named and not yet seen; asked at the end."""

    _open: dict[tuple[str, int], _Place] = field(default_factory=dict)
    _announced: dict[str, _Place] = field(default_factory=dict)

    def note(self, row: Row, body: Mapping[str, Any]) -> None:
        """Take an entry in the order of the register. A cause may stand a little later, in the same transaction."""
        place = _Place(row.id, row.stream, row.seq)
        stream, _, seq = body.get("caused_by", "").rpartition("#")
        if seq.isdecimal():
            self._open[stream, int(seq)] = place
        self._open.pop((row.stream, row.seq), None)
        if row.stream.startswith(_MATTER):
            self._announced.update((f"{_CASE}{case}", place) for case in _cases(body))

    def missing(self, tails: Mapping[str, Tail]) -> Iterator[Finding]:
        """Causes that are nowhere, cases that a matter names and that are nowhere, cases that no matter names."""
        for (stream, seq), place in self._open.items():
            if stream not in tails or tails[stream].seq < seq:
                yield _at(place, "cause_missing", "引出本条的登记不存在。")
        for case, place in self._announced.items():
            if case not in tails:
                yield _at(place, "case_missing", "本条所开立的事项在登记簿中不存在。")
        for stream in tails:
            if stream.startswith(_CASE) and stream not in self._announced:
                yield Finding("V3", stream, 0, "case_unannounced", "没有任何线索的登记开立过这一事项。")


def _at(place: _Place, code: str, message: str) -> Finding:
    return Finding("V3", place.stream, place.seq, code, message, place.position)


def _cases(body: Mapping[str, Any]) -> Iterator[Any]:
    listed = body.get("data", {}).get("cases")
    return (case.get("id") for case in listed if isinstance(case, dict)) if isinstance(listed, list) else iter(())
