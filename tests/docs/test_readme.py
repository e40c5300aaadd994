"""The first session of the READMEs is run as it stands there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.pages import READMES, ROOT, session


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """The session, run line by line in a folder of its own beside the examples; each line's exit code is printed."""
    folder = tmp_path_factory.mktemp("session")
    (folder / "examples").symlink_to(ROOT / "examples")
    lines = session(READMES[0]).splitlines()[1:]  # the environment of the test is active already
    script = "\n".join(f'{line}\necho "exit $?: {line.partition(" >")[0]}"' for line in lines)
    here = {name: value for name, value in os.environ.items() if not name.startswith("MINGJIAN_")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{here['PATH']}"
    return subprocess.run(
        ["bash", "-c", script], cwd=folder, env={**here, "PATH": path}, capture_output=True, text=True, check=False
    )


def test_both_languages_show_the_same_session() -> None:
    assert session(READMES[0]) == session(READMES[1])


def test_the_session_has_ten_lines() -> None:
    assert len(session(READMES[0]).splitlines()) == 10


def test_every_line_ends_well_but_the_import_which_tells_of_rows_to_mend(
    ran: subprocess.CompletedProcess[str],
) -> None:
    codes = [line for line in ran.stdout.splitlines() if line.startswith("exit ")]

    assert [line for line in codes if not line.startswith("exit 0")] == [
        "exit 1: mingjian ledger import examples/prefecture/clue_ledger.xlsx --as-of 2026-11-20 --rejected to-mend.xlsx"
    ], ran.stderr
    assert len(codes) == 9


def test_the_session_says_what_the_readme_promises(ran: subprocess.CompletedProcess[str]) -> None:
    assert "已导入 327 行" in ran.stdout
    assert "没有发现问题" in ran.stdout
