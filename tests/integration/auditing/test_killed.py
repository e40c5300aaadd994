"""kill -9 in the middle of the work: what was committed is whole, what wasn't is gone, and the register verifies."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.auditing.opening import audited
from app.auditing.rebuild import rebuild
from tests.integration.auditing.house import House

ROOT = Path(__file__).parents[3]
MOMENTS = (0.05, 0.13, 0.21, 0.34, 0.55, 0.89)
"""Seconds of work before each kill."""
KEY = json.loads((ROOT / "examples" / "prefecture" / "clue_ledger.key.json").read_text(encoding="utf-8"))
GOOD_ROWS = sum(1 for row in KEY if not row["faults"] and not row["already_present"])

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
    before = house.verdict().entries

    for after in MOMENTS:
        kill(started(house, "walking"), after)
        assert house.verdict().findings == ()

    assert house.verdict().entries > before
    with audited(house.settings) as found:
        assert all(table.same for table in rebuild(found))


def test_a_process_killed_in_the_middle_of_an_import_is_resumed_to_the_same_result(house: House) -> None:
    before = house.verdict().cases

    for after in MOMENTS:
        kill(started(house, "importing"), after)
        assert house.verdict().findings == ()
    started(house, "importing").communicate()

    assert house.verdict().findings == ()
    assert house.verdict().cases == before + GOOD_ROWS
