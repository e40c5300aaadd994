"""What the measurements ran on: a ratio travels better than a time, but not everywhere."""

import os
import platform
import sqlite3
import statistics
import time
from pathlib import Path
from typing import Final

from app.assembly import opened
from bench.ground import Ground, founded

_TIMES: Final = 200


def described(ground: Ground) -> str:
    """Processors, versions, and what it costs to wait for the disk."""
    middle, slow = _waits(ground.folder / "disk")
    with opened(ground.settings(founded(ground))) as found, found.engines.read.connect() as connection:
        server = connection.exec_driver_sql("SHOW server_version").scalar_one()
    return (
        f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}, "
        f"PostgreSQL {server}, SQLite {sqlite3.sqlite_version}; "
        f"4 KiB written and waited for: {middle * 1e6:,.0f} µs, one in ten over {slow * 1e6:,.0f} µs"
    )


def _waits(path: Path) -> tuple[float, float]:
    """The median and the ninth decile of an append that is waited for."""
    times = []
    with path.open("wb", buffering=0) as file:
        for _ in range(_TIMES):
            start = time.perf_counter()
            file.write(bytes(4096))
            os.fdatasync(file.fileno())
            times.append(time.perf_counter() - start)
    return statistics.median(times), statistics.quantiles(times, n=10)[-1]
