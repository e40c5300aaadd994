"""The time that functions take where they are called from, while everything around them goes on as it does."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Any
from unittest.mock import patch


@dataclass
class Stopwatch:
    """Seconds within the watched functions so far, of the clock and of the processor."""

    wall: float = 0.0
    cpu: float = 0.0

    def around(self, work: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its time noted."""

        def watched(*args: Any, **named: Any) -> Any:
            wall, cpu = time.perf_counter(), time.process_time()
            try:
                return work(*args, **named)
            finally:
                self.wall += time.perf_counter() - wall
                self.cpu += time.process_time() - cpu

        return watched


@contextmanager
def watching(*places: tuple[ModuleType, str]) -> Iterator[Stopwatch]:
    """Watch the functions that these modules know under these names. They must not call each other."""
    watch = Stopwatch()
    with ExitStack() as stack:
        for module, name in places:
            stack.enter_context(patch.object(module, name, watch.around(getattr(module, name))))
        yield watch
