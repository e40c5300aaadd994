"""What a transaction has decided to write and not yet written.

Rows are kept by part of the final statement. A savepoint puts a fresh buffer on top: taking back means dropping it.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine.ports import Head

Row = dict[str, Any]


@dataclass(slots=True)
class Buffer:
    """Rows to insert, change or delete, and what later reads of the same transaction must know of them."""

    rows: defaultdict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    heads: dict[str, Head] = field(default_factory=dict)
    numbers: dict[tuple[str, str, int], int] = field(default_factory=dict)
    ciphers: dict[tuple[str, str], AESGCM] = field(default_factory=dict)
    cases: set[str] = field(default_factory=set)
    commands: set[tuple[str, str]] = field(default_factory=set)
    newest_at: str = ""

    def absorb(self, later: "Buffer") -> None:
        """Take over what a savepoint that ended well has collected."""
        for part, rows in later.rows.items():
            self.rows[part].extend(rows)
        self.heads.update(later.heads)
        self.numbers.update(later.numbers)
        self.ciphers.update(later.ciphers)
        self.cases |= later.cases
        self.commands |= later.commands
        self.newest_at = max(self.newest_at, later.newest_at)

    def take(self) -> dict[str, list[Row]]:
        """The rows to write, part by part; afterwards none is left, and the buffer still knows heads and keys."""
        rows = {part: found for part, found in self.rows.items() if found}
        if "matters" in rows:
            # One statement can't write a row twice; what was put last counts.
            rows["matters"] = list({row["id"]: row for row in rows["matters"]}.values())
        if "deadlines" in rows:
            keyed = {(row["case_id"], row["deadline"], row["round"]): row for row in rows["deadlines"]}
            rows["deadlines"] = list(keyed.values())
        if self.heads:
            rows["streams"] = [
                {"stream": stream, "seq": head.next_seq - 1, "head": head.leaf} for stream, head in self.heads.items()
            ]
        if self.numbers:
            rows["numbers"] = [
                {"organ": organ, "series": series, "year": year, "last": last}
                for (organ, series, year), last in self.numbers.items()
            ]
        self.rows = defaultdict(list)
        self.heads, self.numbers = {}, {}
        self.cases, self.commands = set(), set()
        return rows
