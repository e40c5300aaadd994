"""Where the time of a step goes: samples of the processor's time, by file of ours or by library."""

import signal
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Final

_EVERY: Final = 0.001
_HOUSE: Final = Path(__file__).parents[1]
_LIBRARIES: Final = ("psycopg", "sqlalchemy", "sqlite3")
"""Libraries that are told by name; the time of any other counts for the file of ours that called it."""


def sampled(work: Callable[[], object]) -> Counter[str]:
    """Run the work; how many samples fell on each place."""
    found: Counter[str] = Counter()

    def note(_signal: int, frame: FrameType | None) -> None:
        found[_place(frame)] += 1

    before = signal.signal(signal.SIGPROF, note)
    signal.setitimer(signal.ITIMER_PROF, _EVERY, _EVERY)
    try:
        work()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    return found


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
