"""Time in laps: contenders take turns, so that whatever else the machine does falls on all of them."""

import gc
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lap:
    """One turn of a contender: how much it did, in what time of the clock and of its own processor (seconds)."""

    count: int
    wall: float
    cpu: float

    @property
    def each(self) -> float:
        """Seconds of the clock for one."""
        return self.wall / self.count

    @property
    def cpu_each(self) -> float:
        """Seconds of the processor for one."""
        return self.cpu / self.count


Turn = Callable[[], Lap]


def lap(work: Callable[[], int]) -> Lap:
    """Run the work once; it tells how much it did."""
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    count = work()
    return Lap(count, time.perf_counter() - wall, time.process_time() - cpu)


@dataclass(frozen=True, slots=True)
class Laps:
    """The laps of every contender, round by round."""

    by_name: Mapping[str, Sequence[Lap]]

    def each(self, name: str) -> float:
        """The median time of one, in seconds."""
        return statistics.median(one.each for one in self.by_name[name])

    def cpu_each(self, name: str) -> float:
        """The median processor time of one, in seconds."""
        return statistics.median(one.cpu_each for one in self.by_name[name])

    def ratio(self, over: str, under: str) -> float:
        """How long one of `over` takes in units of `under`: the median of the rounds' ratios."""
        pairs = zip(self.by_name[over], self.by_name[under], strict=True)
        return statistics.median(one.each / other.each for one, other in pairs)

    def cpu_ratio(self, over: str, under: str) -> float:
        """The same, of processor time."""
        pairs = zip(self.by_name[over], self.by_name[under], strict=True)
        return statistics.median(one.cpu_each / other.cpu_each for one, other in pairs)

    def noise(self, name: str) -> float:
        """How far the middle half of the laps spreads, as a share of the median."""
        low, middle, high = statistics.quantiles((one.each for one in self.by_name[name]), n=4)
        return (high - low) / middle


def interleaved(rounds: int, contenders: Mapping[str, Turn]) -> Laps:
    """Let each contender take its turn in every round; who begins changes from round to round."""
    laps: dict[str, list[Lap]] = {name: [] for name in contenders}
    order = list(contenders)
    for _ in range(rounds):
        for name in order:
            laps[name].append(contenders[name]())
        order = [*order[1:], order[0]]
    return Laps(laps)
