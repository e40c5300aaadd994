"""Is anything overdue that nobody has been told of? Figures for health, `/readyz` and Prometheus, of no matter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from engine.ports import Transaction
from engine.world import World


@dataclass(frozen=True, slots=True)
class Liveness:
    """How well time is kept.

    `worst_unescalated`: seconds for which something has waited for the sweep, 0 after each; `last_sweep_age`: seconds
    since one came to its end, None before the first; `overdue`: running duties and limits that are over, by organ.
    """

    worst_unescalated: float
    last_sweep_age: float | None
    overdue: Mapping[str, int]


def liveness(tx: Transaction, world: World) -> Liveness:
    """The figures of this moment."""
    waiting, swept = tx.longest_waiting(), tx.last_sweep()
    return Liveness(
        _age(waiting, world.now) if waiting else 0.0,
        _age(swept, world.now) if swept else None,
        tx.overdue(world.now.astimezone(UTC).isoformat()),
    )


def _age(at: str, now: datetime) -> float:
    return max(0.0, (now - datetime.fromisoformat(at)).total_seconds())
