"""After a notice: every running period that it may concern is counted anew, as one mass act. Resumable, idempotent.

Only periods that end on or after the first day that the notice settles can end otherwise. They are walked by due date,
in chunks of a transaction each; a case whose ends stay where they are gets no entry. Each chunk that changed something
enters in the act how many cases, and the digest of their list; at the end the act is finished with the sum of them. An
act that was interrupted is unfinished, and found by that.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from engine.deadlines.counting import midnight
from engine.service import MANY, Service

Progress = Callable[[int, int | None], None]
"""Cases looked at, and how many there are, where that is known."""


@dataclass(frozen=True, slots=True)
class Recounted:
    """What a run did: cases looked at, and cases in which a period ends otherwise."""

    act: str
    looked_at: int
    changed: int


def silent(done: int, at_most: int | None) -> None:
    """Progress that nobody watches."""


def recount(service: Service, act: str, settled: date, progress: Progress = silent) -> Recounted:
    """Count anew what ends on or after the first settled day. Raises `Raced` where others never stop working."""
    since = midnight(settled).isoformat()
    after, looked_at, changed = (since, ""), 0, 0
    # What has moved is met once more, where it ends now: it needn't be looked at again there.
    ahead = set[str]()
    while True:
        with service.storage.read() as tx:
            page = tx.due_from(since, after, MANY)
        if not page:
            break
        found = dict.fromkeys(case for _, case in page)
        among = [case for case in found if case not in ahead]
        moved = service.recount(act, among)
        ahead = (ahead - found.keys()) | {*moved}
        changed += len(moved)
        looked_at, after = looked_at + len(among), page[-1]
        progress(looked_at, None)
    service.recounted(act)
    return Recounted(act, looked_at, changed)


def first_settled(year: int, named: list[date]) -> date:
    """The first day on which a notice may move an end: December of the year before was open until it came."""
    return min([date(year - 1, 12, 1), *named])
