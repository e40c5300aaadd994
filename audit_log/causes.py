"""Entries that name each other: what caused an entry must be there, and so must every case that its matter names."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from audit_log.chain import Tail
from audit_log.findings import Finding
from audit_log.reading import Row

_MATTER: Final = "matter/"
_CASE: Final = "case/"


@dataclass
class Causes:
    """Remembers what was named and not yet seen; asked at the end."""

    _open: dict[tuple[str, int], Row] = field(default_factory=dict)
    _announced: dict[str, tuple[int, str, int]] = field(default_factory=dict)

    def note(self, row: Row, body: dict[str, Any]) -> None:
        """Take an entry in the order of the register. A cause may stand a little later, in the same transaction."""
        self._open.pop((row.stream, row.seq), None)
        stream, _, seq = str(body.get("caused_by", "")).partition("#")
        if stream.startswith(_MATTER) and seq.isdigit():
            self._open[stream, int(seq)] = row
        if row.stream.startswith(_MATTER):
            for case in (body.get("data") or {}).get("cases", ()):
                self._announced[f"{_CASE}{case['id']}"] = (row.id, row.stream, row.seq)

    def missing(self, tails: dict[str, Tail]) -> Iterator[Finding]:
        """Causes that are nowhere, cases that a matter names and that are nowhere, cases that no matter names."""
        for row in self._open.values():
            yield Finding("V3", row.stream, row.seq, "cause_missing", "引出本条的登记不存在。", row.id)
        for case, (position, stream, seq) in self._announced.items():
            if case not in tails:
                yield Finding("V3", stream, seq, "case_missing", "本条所开立的事项在登记簿中不存在。", position)
        for stream in tails:
            if stream.startswith(_CASE) and stream not in self._announced:
                yield Finding("V3", stream, 0, "case_unannounced", "没有任何线索的登记开立过这一事项。")
