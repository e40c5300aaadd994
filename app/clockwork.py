"""The clockwork: a scheduler that only ticks. What is due lies in the tables, so a late or a lost tick loses nothing.

A tick with nothing to do is one look at an index; so it ticks every five seconds, which is as often as a limit in its
last hour needs. Any number of processes may tick.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final

from apscheduler.schedulers.background import BackgroundScheduler

from app.assembly import Installation
from engine.sweeping import sweep

EVERY: Final = 5.0
"""Seconds between ticks."""


@contextmanager
def ticking(found: Installation, every: float = EVERY) -> Iterator[None]:
    """Sweep at once, and then again and again, until the block ends; a sweep that runs is waited for.

    Where no queue wakes it, what waits to be sent is looked at in the same way, in a tick of its own: a slow mail
    server holds back no sweep.
    """
    scheduler = BackgroundScheduler(timezone=UTC)
    jobs: dict[str, Callable[[], object]] = {"sweep": lambda: sweep(found.service)}
    if found.delivery.channels and not found.queue:
        jobs["deliver"] = found.delivery.deliver_due
    for name, job in jobs.items():
        scheduler.add_job(
            job,
            "interval",
            seconds=every,
            id=name,
            next_run_time=datetime.now(UTC),
            # Ticks that were missed are one; one that is late is never dropped; and none begins while another works.
            coalesce=True,
            misfire_grace_time=None,
            max_instances=1,
        )
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=True)
