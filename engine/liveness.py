"""Is anything overdue that nobody has been told of? Figures for health, `/readyz` and Prometheus, of no matter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from engine.ports import Transaction


@dataclass(frozen=True, slots=True)
class Punctuality:
    """How well time is kept: two looks at indexes.

    `worst_unescalated`: seconds for which something has waited for the sweep, 0 after each; `last_sweep_age`: seconds
    since one came to its end, None before the first.
    """

    worst_unescalated: float
    last_sweep_age: float | None


@dataclass(frozen=True, slots=True)
class Liveness(Punctuality):
    """The same, and how much is overdue: running duties and limits that are over, by organ. Cost grows with them."""

    overdue: Mapping[str, int]


def punctuality(tx: Transaction, now: datetime) -> Punctuality:
    """How well time is kept at this moment."""
    waiting, swept = tx.longest_waiting(), tx.last_sweep()
    return Punctuality(_age(waiting, now) if waiting else 0.0, _age(swept, now) if swept else None)


def liveness(tx: Transaction, now: datetime) -> Liveness:
    """The figures of this moment."""
    kept = punctuality(tx, now)
    return Liveness(kept.worst_unescalated, kept.last_sweep_age, tx.overdue(now.astimezone(UTC).isoformat()))


def _age(at: str, now: datetime) -> float:
    return max(0.0, (now - datetime.fromisoformat(at)).total_seconds())
