"""kill -9 in the middle of a hand-over: the next run of the same command ends it, and no case passes twice."""

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest

from app.settings import Settings
from engine.handing_over import HandingOver
from engine.service import MANY
from tests.integration.handing_over.house import HEAD, LEAVER, PRINCIPAL, House
from tests.integration.importing.test_command_line import COMMAND, Terminal

CASES = 3 * MANY
HANDOVER = ("handover", LEAVER, "--to", HEAD, "--document", "list.txt", "--json")


@pytest.mark.slow
def test_a_hand_over_killed_in_the_middle_goes_on_where_it_stopped(
    house: House, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "list.txt").write_text("移交清单")
    terminal, token = Terminal(settings, tmp_path), house.token(PRINCIPAL)
    cases = house.held(CASES)

    _kill_midway(house, terminal, token)
    interrupted = sum(house.passed(cases))
    ran = terminal(*HANDOVER, token=token)
    told = json.loads(ran.out)

    assert 0 < interrupted < CASES
    assert interrupted % MANY == 0
    assert (ran.code, len(told["passed"]), told["count"]) == (0, CASES - interrupted, CASES)
    assert house.passed(cases) == [1] * CASES
    assert house.acts() == [f"act/{told['act']}"]
    assert [entry["event"] for entry in house.entries(house.acts()[0])] == ["begin", "finish"]
    house.require_sound()
    again = json.loads(terminal(*HANDOVER, token=token).out)
    assert (again["passed"], again["count"]) == ([], CASES)
    assert len(house.entries(house.acts()[0])) == 2


def _kill_midway(house: House, terminal: Terminal, token: str) -> None:
    newest = house.select("SELECT max(version) FROM cases")[0][0]
    running = subprocess.Popen(
        [str(COMMAND), *HANDOVER],
        env=terminal.environment(token),
        cwd=terminal.folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while house.select("SELECT max(version) FROM cases")[0][0] == newest:
        assert running.poll() is None
        time.sleep(0.005)
    running.send_signal(signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL


def test_a_run_that_was_killed_before_it_could_finish_finishes_the_next_time(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = house.held(3)
    monkeypatch.setattr(HandingOver, "_finish", _die)
    with pytest.raises(KeyboardInterrupt):
        house.hand_over(PRINCIPAL)
    monkeypatch.undo()

    report = house.hand_over(PRINCIPAL)

    assert (report.passed, report.count) == ([], 3)
    assert [entry["data"].get("count") for entry in house.entries(house.acts()[0])] == [None, 3]
    assert house.passed(cases) == [1] * 3


def _die(*_: object) -> None:
    raise KeyboardInterrupt
