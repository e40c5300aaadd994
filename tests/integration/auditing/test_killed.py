"""kill -9 in the middle of the work: what was committed is whole, what wasn't is gone, and the register verifies."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.auditing.opening import audited
from app.auditing.rebuild import rebuild
from tests.integration.auditing.house import House

TIMES = 6
ROOT = Path(__file__).parents[3]

pytestmark = pytest.mark.slow


def started(house: House, work: str) -> "subprocess.Popen[str]":
    """A process that has begun to work."""
    arguments = (str(house.settings.home), house.settings.database_url, work)
    process = subprocess.Popen(
        (sys.executable, "-m", "tests.integration.auditing.toiling", *arguments),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    return process


def kill(process: "subprocess.Popen[str]", after: float) -> None:
    """kill -9, after some work."""
    time.sleep(after)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()


def test_a_process_killed_in_the_middle_of_transitions_leaves_a_whole_register(house: House) -> None:
    chance = random.Random(20261122)
    before = house.verdict().entries

    for _ in range(TIMES):
        kill(started(house, "walking"), chance.uniform(0.2, 1.0))
        assert house.verdict().findings == ()

    assert house.verdict().entries > before
    with audited(house.settings) as found:
        assert all(table.same for table in rebuild(found))


def test_a_process_killed_in_the_middle_of_an_import_is_resumed_to_the_same_result(house: House) -> None:
    chance = random.Random(20261122)
    cases = house.verdict().cases

    for _ in range(TIMES):
        kill(started(house, "importing"), chance.uniform(0.0, 1.0))
        assert house.verdict().findings == ()
    finished = started(house, "importing")
    told, _ = finished.communicate()

    imported, present = (int(number) for number in told.split())
    assert house.verdict().findings == ()
    assert house.verdict().cases == cases + imported + present
