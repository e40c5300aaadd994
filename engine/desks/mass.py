"""Mass acts that go on by themselves once they were begun: a chunk's entry, and the one at the end."""

import hashlib
from collections.abc import Sequence
from typing import Final

from engine.desks.desk import Desk, Said
from engine.ports import Transaction

_ANY: Final = 10**6


def part(desk: Desk, about: str, act: str, cases: Sequence[str]) -> None:
    """Enter with a chunk of the mass act how many cases it has changed, and the SHA-256 of their ids, a line each."""
    listed = hashlib.sha256("".join(f"{case}\n" for case in cases).encode()).hexdigest()
    told = {"act": act, "about": about, "count": len(cases), "listed": listed}
    desk.enter(f"act/{act}", Said("act", "part", told))


def finish(desk: Desk, about: str, act: str) -> None:
    """Enter that the mass act has come to its end: how many cases all its parts have changed, and their digest.

    The digest is that of the parts' own, a line each. An act that is finished, and has had no part since, stays so.
    """
    desk.tx.head(f"act/{act}")
    entries = desk.tx.entries(f"act/{act}", -1, _ANY)
    if entries[-1]["event"] == "finish":
        return
    parts = [entry["data"] for entry in entries if entry["event"] == "part"]
    listed = hashlib.sha256("".join(f"{one['listed']}\n" for one in parts).encode()).hexdigest()
    told = {"act": act, "about": about, "count": sum(one["count"] for one in parts), "listed": listed}
    desk.enter(f"act/{act}", Said("act", "finish", told))


def finished(tx: Transaction, act: str) -> bool:
    """Whether the act has come to its end."""
    return bool(tx.entries(f"act/{act}", -1, _ANY)[-1]["event"] == "finish")
