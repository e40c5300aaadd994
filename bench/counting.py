"""What it costs to count the periods of a case: within the very step that begins, meets or moves them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from app.assembly import Installation, opened
from bench.circle import circles, commands
from bench.ground import Ground, founded
from bench.laps import Lap, Laps
from bench.report import Line, at_most, micro
from bench.stopwatch import Stopwatch, watching
from engine import outcome
from engine.commands import CaseCommand
from engine.desks import casebook
from engine.errors import Refused

CASES: Final = 10
COUNTED: Final = ((outcome, "moved"), (casebook, "period_rows"))
"""Where a step counts ends, and where it makes rows of them."""


@dataclass(frozen=True)
class Size:
    """How many laps of how many commands; one in three of them moves periods."""

    rounds: int = 11
    commands: int = 240


def measured(ground: Ground, size: Size) -> Iterator[Line]:
    """The share of the counting in committed steps that begin or meet periods."""
    with opened(ground.settings(founded(ground))) as found, watching(*COUNTED) as watch:
        endless = commands(circles(found, CASES))
        turns = [_turn(found, list(islice(endless, size.commands)), watch) for _ in range(1 + size.rounds)]
    # The first one warms up.
    laps = Laps({"counting": [turn[0] for turn in turns[1:]], "step": [turn[1] for turn in turns[1:]]})
    counting, step = laps.each("counting"), laps.each("step")
    about = f"counting the periods of a case, as a share of its step, {ground.kind}"
    noise = laps.noise("step")
    yield Line(about, laps.ratio("counting", "step"), micro(counting), f"{micro(step)} step", noise, at_most(0.3))
    share, own, whole = laps.cpu_ratio("counting", "step"), laps.cpu_each("counting"), laps.cpu_each("step")
    yield Line("… of its processor time", share, micro(own), f"{micro(whole)} step", noise)


def _turn(found: Installation, chosen: list[CaseCommand], watch: Stopwatch) -> tuple[Lap, Lap]:
    """The commands carried out: the time of the counting, and of the whole, in those that moved periods."""
    moving = []
    for command in chosen:
        whole, inside = Stopwatch(), replace(watch)
        answer = whole.around(found.service.handle)(command)
        if isinstance(answer, Refused):
            raise RuntimeError(answer.code)
        if answer.data.get("deadlines"):
            moving.append((watch.wall - inside.wall, watch.cpu - inside.cpu, whole.wall, whole.cpu))
    wall, cpu, whole_wall, whole_cpu = (sum(part) for part in zip(*moving, strict=True))
    return Lap(len(moving), wall, cpu), Lap(len(moving), whole_wall, whole_cpu)
