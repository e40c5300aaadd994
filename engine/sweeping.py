"""`sweep`: what time alone does. Rights lapse, terms end, overdue matters climb. One idempotent function.

A pass walks what waits, the longest first, in chunks of a transaction each, and is repeated until one does nothing. Any
number of processes may sweep at once: each passes by what another holds. A case that can't be read is passed by too,
and named, so that it holds back no other.
"""

from dataclasses import dataclass

from engine.recounting import Progress, silent
from engine.service import Service


@dataclass(frozen=True, slots=True)
class Swept:
    """What was done: how many entries, and the cases that could not be read."""

    done: int
    failed: tuple[str, ...] = ()


def sweep(service: Service, progress: Progress = silent) -> Swept:
    """Do everything that waits by now."""
    total, failed = 0, dict[str, None]()
    # Looked at first without a transaction that writes: most of the time nothing waits, and SQLite has one writer.
    while service.waits() and (done := _pass(service, failed, total, progress)):
        total += done
    service.swept()
    return Swept(total, tuple(failed))


def _pass(service: Service, failed: dict[str, None], before: int, progress: Progress) -> int:
    done, place = 0, ("", "")
    while True:
        chunk = service.sweep(place)
        done += chunk.done
        failed.update(dict.fromkeys(chunk.failed))
        progress(before + done, None)
        if chunk.place is None:
            return done
        place = chunk.place
