"""Is anything overdue that nobody has been told of? Figures for health, `/readyz` and Prometheus, of no matter."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from engine.deadlines.bands import on_its_last_day
from engine.definition import Span
from engine.ports import Transaction
from engine.registry import Registry
from engine.world import World


@dataclass(frozen=True, slots=True)
class Punctuality:
    """How well time is kept: a few looks at indexes.

    `worst_unescalated`: seconds for which something has waited for the sweep, 0 after each; `last_sweep_age`: seconds
    since one came to its end, None before the first; `failed`: notices that were tried in vain, by what went wrong.
    """

    worst_unescalated: float
    last_sweep_age: float | None
    failed: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Liveness(Punctuality):
    """The same, and what presses: running duties and limits by (organ, band), from blue to red. Costs as much."""

    bands: Mapping[tuple[str, str], int]

    @property
    def overdue(self) -> Mapping[str, int]:
        """How many are over, by organ."""
        return {organ: count for (organ, band), count in self.bands.items() if band == "red"}


def punctuality(tx: Transaction, now: datetime) -> Punctuality:
    """How well time is kept at this moment."""
    waiting, swept = tx.longest_waiting(), tx.last_sweep()
    failed = {row["error"]: row["notices"] for row in tx.notice_figures() if row["error"]}
    return Punctuality(_age(waiting, now) if waiting else 0.0, _age(swept, now) if swept else None, failed)


def liveness(tx: Transaction, world: World, registry: Registry) -> Liveness:
    """The figures of this moment."""
    kept = punctuality(tx, world.now)
    return Liveness(kept.worst_unescalated, kept.last_sweep_age, kept.failed, _bands(tx, world, registry))


def _bands(tx: Transaction, world: World, registry: Registry) -> Mapping[tuple[str, str], int]:
    now = world.now.astimezone(UTC)
    found = Counter({(organ, "red"): count for organ, count in tx.overdue(now.isoformat()).items()})
    for row in tx.pressing(now.isoformat(), (now + _earliest_warning(registry)).isoformat()):
        last = on_its_last_day(row["last_day"], world.now, world.days_of(row["organ"]))
        band = "yellow" if last or row["warned"] == "last" else "blue" if row["warned"] else ""
        if band:
            found[row["organ"], band] += row["periods"]
    return found


def _earliest_warning(registry: Registry) -> timedelta:
    """How long before its end a period may begin to warn: more than that, but not much."""
    spans = (span for one in registry for deadline in one.workflow.deadlines for span in deadline.warn)
    return max(_at_most(spans), default=timedelta()) + timedelta(days=14)


def _at_most(spans: Iterable[Span]) -> Iterable[timedelta]:
    # Between one working day and the next lies at most a holiday, and in the long run less than two days off.
    return (timedelta(days=31 * one.months + one.days + 3 * one.working_days, hours=one.hours) for one in spans)


def _age(at: str, now: datetime) -> float:
    return max(0.0, (now - datetime.fromisoformat(at)).total_seconds())
