"""What sends the notices that wait for an officer: one message for all of them, by every channel that reaches him.

A notice is taken for some minutes before it is sent, so that of several processes one sends it; if that one dies, it
is tried once more. So a message may come twice, and none is lost. What can't be sent is tried again, each time later,
as long as its level is open, and is an alarm meanwhile.
"""

import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from app.outbound.channels import Channel, Message, Undelivered
from engine.ports import Clock
from store.storage import SqlStorage

LEASE: Final = timedelta(minutes=5)
"""For how long a notice that somebody is sending is nobody else's."""
LATER: Final = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
"""When it is tried again after the first, the second … try in vain; the last one counts from then on."""
_AT_ONCE: Final = 100
_log: Final = logging.getLogger(__name__)

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Delivery:
    """Sends what waits, through the channels that are switched on."""

    storage: SqlStorage
    channels: Mapping[str, Channel]
    clock: Clock

    def deliver_due(self) -> int:
        """Send whatever waits by now; to how many officers something was to be sent."""
        with self.storage.read() as tx:
            officers = tx.officers_waiting(_text(self._now()), _AT_ONCE)
        for officer in officers:
            self.deliver(officer)
        return len(officers)

    def deliver(self, officer: str) -> None:
        """Send an officer what waits for him by now."""
        now = self._now()
        lease = _text(now + LEASE)
        with self.storage.write() as tx:
            taken, addresses = tx.take_notices(officer, _text(now), lease), tx.contacts().get(officer, {})
        if taken:
            ways = {name: one for name, one in self.channels.items() if name in addresses or not one.personal}
            failed = self._sent(officer, taken, ways, addresses)
            self._settle(taken, ways, failed, lease)

    def wake_all(self) -> int:
        """Have everything looked at that waits, now or later: a restored database has a table, and no queue."""
        later = _text(self._now() + timedelta(days=3660))
        with self.storage.write() as tx:
            officers = tx.officers_waiting(later, 10**9)
            for officer in officers:
                tx.wake(officer, tx.next_notice(officer) or later)
        return len(officers)

    def wake_again(self, officer: str) -> None:
        """Have an officer's notices looked at when the next one of them is due, if there is any."""
        with self.storage.write() as tx:
            at = tx.next_notice(officer)
            if at:
                tx.wake(officer, at)

    def _sent(
        self, officer: str, taken: Sequence[Row], ways: Mapping[str, Channel], addresses: Mapping[str, str]
    ) -> dict[str, str]:
        """What went wrong, by channel."""
        failed: dict[str, str] = {}
        for name, channel in ways.items():
            rows = [row for row in taken if name not in row["sent"].split()]
            if not rows:
                continue
            try:
                channel.send(Message(_id(name, rows), officer, addresses.get(name, ""), len(rows), self._now()))
            except Undelivered as error:
                failed[name] = error.code
                # The address and the cause stay in the error's chain; neither belongs in a log.
                _log.warning("notice to %s by %s not delivered: %s", officer, name, error.code)
        return failed

    def _settle(self, taken: Sequence[Row], ways: Mapping[str, Channel], failed: Mapping[str, str], lease: str) -> None:
        with self.storage.write() as tx:
            for row in taken:
                if ways and not failed:
                    tx.sent_notice(row, lease)
                    continue
                sent = sorted({*row["sent"].split(), *(name for name in ways if name not in failed)})
                error = " ".join(f"{name}:{code}" for name, code in sorted(failed.items())) or "no_address"
                # Without an address nothing is tried: the next address wakes it.
                later = _text(self._now() + LATER[min(row["tries"], len(LATER) - 1)]) if ways else None
                told = {"sent": " ".join(sent), "error": error, "tries": row["tries"] + 1, "next_at": later}
                tx.failed_notice(row, lease, told)
                if later:
                    tx.wake(row["officer"], later)

    def _now(self) -> datetime:
        return self.clock.now().astimezone(UTC)


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _id(channel: str, rows: Sequence[Row]) -> str:
    """The same for the same notices by the same channel: a receiver knows what it has had."""
    told = sorted(f"{row['case_id']}~{row['deadline']}~{row['level']}~{row['since']}" for row in rows)
    return f"msg_{hashlib.sha256(' '.join((channel, *told)).encode()).hexdigest()[:32]}"
