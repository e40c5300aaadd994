"""The first entry after a restore: a new epoch of the register begins, and says from which backup."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from engine.errors import ClockBehind
from engine.ports import Draft, Register, Transaction

STREAM: Final = "policy"
"""Every later entry names the version of this stream, and with it that the restore is known."""
_TOLERANCE: Final = timedelta(seconds=60)


def begin_epoch(tx: Transaction, register: Register, now: datetime, about: Mapping[str, Any]) -> None:
    """Append the entry that begins the register's epoch. Raises `ClockBehind` as every other write does."""
    moment, head = tx.moment(), tx.head(STREAM)
    if moment.newest_at and now < datetime.fromisoformat(moment.newest_at) - _TOLERANCE:
        raise ClockBehind
    draft = Draft(
        stream=STREAM,
        seq=head.next_seq,
        prev=head.leaf,
        kind="restore",
        event="restore",
        actor="system",
        post="",
        at=max(now.astimezone(UTC).isoformat(), moment.newest_at),
        world=moment.versions,
        data=about,
    )
    tx.append(STREAM, register.seal(draft))
    tx.put_book(STREAM, head.next_seq, about)
