"""A wrong call of the command line: one sentence with the cure, the right exit code, never a traceback."""

import socket
import sys
from pathlib import Path

import pytest

from app.cli.main import main
from app.cli.shared import Exit


def typed(words: str, monkeypatch: pytest.MonkeyPatch) -> int | str | None:
    """Types a command as at a terminal; answers its exit code."""
    monkeypatch.setattr(sys, "argv", ["mingjian", *words.split()])
    with pytest.raises(SystemExit) as left:
        main()
    return left.value.code


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MINGJIAN_HOME", str(tmp_path))
    monkeypatch.delenv("MINGJIAN_DATABASE_URL", raising=False)
    return tmp_path


def test_a_wrong_setting_is_named(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MINGJIAN_MAX_UPLOAD", "abc")

    assert typed("health", monkeypatch) == Exit.UNUSABLE
    assert "MINGJIAN_MAX_UPLOAD" in capsys.readouterr().err
    assert list(home.iterdir()) == []


@pytest.mark.usefixtures("home")
def test_an_unreachable_database_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MINGJIAN_DATABASE_URL", "postgresql://127.0.0.1:1/none")

    assert typed("init", monkeypatch) == Exit.UNUSABLE
    assert "MINGJIAN_DATABASE_URL" in capsys.readouterr().err


def test_there_is_nothing_to_upgrade_without_an_installation(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed("upgrade", monkeypatch) == Exit.UNUSABLE
    assert "mingjian init" in capsys.readouterr().err
    assert list(home.iterdir()) == []


@pytest.mark.usefixtures("home")
def test_a_port_that_does_not_exist_is_a_wrong_call(monkeypatch: pytest.MonkeyPatch) -> None:
    assert typed("serve --port 99999", monkeypatch) == 2


def test_files_that_are_not_what_they_should_be_are_told_in_a_sentence(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "mingjian.db").write_bytes(b"this is not a database file at all")
    assert typed("init", monkeypatch) == Exit.UNUSABLE
    assert "从备份恢复" in capsys.readouterr().err

    (home / "mingjian.toml").write_text("max_upload = [", encoding="utf-8")
    assert typed("init", monkeypatch) == Exit.UNUSABLE
    assert "mingjian.toml" in capsys.readouterr().err


@pytest.mark.usefixtures("home")
def test_a_port_in_use_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        assert typed(f"serve --port {port}", monkeypatch) == Exit.UNUSABLE

    assert str(port) in capsys.readouterr().err
