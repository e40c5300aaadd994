"""Where the time of a step goes: samples of the processor's time, by file of ours or by library."""

import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Final

from rich.console import Console
from rich.table import Table

_EVERY: Final = 0.001
_HOUSE: Final = Path(__file__).parents[1]
_LIBRARIES: Final = ("psycopg", "sqlalchemy", "sqlite3")
"""Libraries that are told by name; the time of any other counts for the file of ours that called it."""
_SHOWN: Final = 25


@dataclass(frozen=True, slots=True)
class Profile:
    """Samples of some work: how many fell on each place, and what one piece of it took of the processor (seconds)."""

    samples: Counter[str]
    each: float


def show(profile: Profile) -> None:
    """Print where the time went."""
    total = profile.samples.total()
    table = Table(title=f"{profile.each * 1e6:,.0f} µs of the processor, by {total:,} samples")
    for name in ("µs", "share", "where"):
        table.add_column(name, justify="left" if name == "where" else "right")
    for place, count in profile.samples.most_common(_SHOWN):
        table.add_row(f"{count / total * profile.each * 1e6:,.0f}", f"{count / total:.1%}", place)
    Console(width=100).print(table)


def sampled(work: Callable[[], int]) -> Profile:
    """Run the work, which tells how much it did."""
    found: Counter[str] = Counter()

    def note(_signal: int, frame: FrameType | None) -> None:
        found[_place(frame)] += 1

    before = signal.signal(signal.SIGPROF, note)
    signal.setitimer(signal.ITIMER_PROF, _EVERY, _EVERY)
    start = time.process_time()
    try:
        count = work()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    return Profile(found, (time.process_time() - start) / count)


def _place(frame: FrameType | None) -> str:
    while frame is not None:
        file = Path(frame.f_code.co_filename)
        library = next((name for name in _LIBRARIES if name in file.parts), None)
        if library:
            return library
        if file.is_relative_to(_HOUSE) and "site-packages" not in file.parts:
            return str(file.relative_to(_HOUSE))
        frame = frame.f_back
    return "?"
