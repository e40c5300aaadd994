"""`mingjian demo`: what a newcomer sees is what happened."""

import json
import subprocess
from pathlib import Path

from tests.demo.conftest import COMMAND, Shown, answer, environment
from workflows.clue_disposal import WORKFLOW


def test_clues_stand_in_every_state_of_the_main_line(shown: Shown) -> None:
    counted = {line.split("　")[1]: int(line.split("　")[2]) for line in shown.lines if line.count("　") == 2}

    assert set(counted) == {state.label for state in WORKFLOW.states}
    assert min(counted.values()) > 0


def test_the_register_has_what_was_tried_in_vain(shown: Shown) -> None:
    start = shown.lines.index("登记在册的拒绝")
    codes = {line.strip().split("　")[0] for line in shown.lines[start + 1 : start + 25]}

    assert {"wrong_role", "wrong_state", "own_proposal", "team_separation", "organ_level", "not_found"} <= codes


def test_the_first_command_shows_the_principal_what_waits_for_him(shown: Shown) -> None:
    status, body = answer(shown.commands[0])

    assert status == 200
    assert any(case["pending"]["step"]["id"] == "allocate" for case in json.loads(body)["cases"])


def test_the_second_command_is_refused_and_the_third_decides_once_however_often_it_is_sent(shown: Shown) -> None:
    refused, why = answer(shown.commands[1])
    decided, first = answer(shown.commands[2])
    repeated, again = answer(shown.commands[2])

    assert (refused, json.loads(why)["code"]) == (403, "wrong_role")
    assert (decided, json.loads(first)["state"]) == (200, "allocated")
    assert (repeated, again) == (decided, first)


def test_a_token_is_shown_for_each_role(shown: Shown) -> None:
    tokens = [line for line in shown.lines if "  mj_" in line]

    assert len(tokens) == 12


def test_a_home_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep", encoding="utf-8")

    ended = subprocess.run(
        [*COMMAND, "demo", "--check"],
        env={**environment(tmp_path), "MINGJIAN_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 4
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_the_check_keeps_a_home_that_was_named_and_ends_well(tmp_path: Path) -> None:
    home = tmp_path / "office"

    ended = subprocess.run(
        [*COMMAND, "demo", "--check"],
        env={**environment(tmp_path), "MINGJIAN_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "没有发现问题" in ended.stdout
    assert (home / "mingjian.db").exists()


def test_told_to_end_it_ends_and_takes_its_temporary_home_with_it(shown: Shown) -> None:
    assert len(shown.homes()) == 1

    shown.process.terminate()
    code = shown.process.wait(timeout=20)

    assert code == 0
    assert shown.homes() == []
