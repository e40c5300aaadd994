"""What a run prints: one line a question, with the aim, what was reached, and how noisy the machine was meanwhile."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Aim:
    """What a ratio should reach: at least, or at most."""

    value: float
    at_least: bool

    def met(self, reached: float) -> bool:
        """Whether it does."""
        return reached >= self.value if self.at_least else reached <= self.value

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.value:g}"


def at_least(value: float) -> Aim:
    """A ratio of speeds: more is better."""
    return Aim(value, at_least=True)


def at_most(value: float) -> Aim:
    """A ratio of times: less is better."""
    return Aim(value, at_least=False)


@dataclass(frozen=True, slots=True)
class Line:
    """One question and its answer. `ours` and `baseline` are for people; the ratio is what counts."""

    about: str
    reached: float
    ours: str
    baseline: str
    noise: float
    aim: Aim | None = None


def micro(seconds: float) -> str:
    """A short time in words."""
    return f"{seconds * 1e6:,.0f} µs" if seconds < 0.01 else f"{seconds * 1e3:,.1f} ms"


def rate(seconds: float) -> str:
    """How many in a second, when one takes this long."""
    return f"{1 / seconds:,.0f} /s"


def show(lines: Iterable[Line]) -> None:
    """Print the table."""
    table = Table(title="Ratios of one run; noise: the middle half of the baseline's laps, as a share of the median")
    for name in ("what", "aim", "reached", "", "ours", "baseline", "noise"):
        table.add_column(name, justify="left" if name == "what" else "right")
    for line in lines:
        verdict = "" if line.aim is None else ("met" if line.aim.met(line.reached) else "MISSED")
        aim = str(line.aim) if line.aim else "–"
        table.add_row(line.about, aim, f"{line.reached:.2f}", verdict, line.ours, line.baseline, f"{line.noise:.0%}")
    Console(width=150).print(table)
