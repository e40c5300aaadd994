"""`mingjian backup`, `restore` and `health`, as an administrator types them."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli.main import app
from engine.errors import Unusable
from tests.integration.auditing.house import House


def typed(house: House, *words: str, home: Path | None = None) -> Result:
    """A command in the house, or in another home on a database file of its own."""
    settings = house.settings
    environment = {
        "MINGJIAN_HOME": str(home or settings.home),
        "MINGJIAN_DATABASE_URL": "" if home else settings.database_url,
    }
    return CliRunner().invoke(app, words, env=environment)


def test_a_backup_is_restored_elsewhere_and_verifies(house: House, tmp_path: Path) -> None:
    saved, new = tmp_path / "saved", tmp_path / "new"

    made = typed(house, "backup", str(saved))
    restored = typed(house, "restore", str(saved), "--keys", str(house.settings.key_folder), home=new)
    verified = typed(house, "audit", "verify", "--json", home=new)

    assert (made.exit_code, restored.exit_code, verified.exit_code) == (0, 0, 0)
    assert "第 2 纪元" in restored.output
    assert json.loads(verified.output)["clean"] is True


def test_a_restore_over_the_installation_itself_is_refused(house: House, tmp_path: Path) -> None:
    typed(house, "backup", str(tmp_path / "saved"))

    restored = typed(house, "restore", str(tmp_path / "saved"))

    assert isinstance(restored.exception, Unusable)


@pytest.mark.parametrize(("words", "says"), [(("health",), "单机模式"), (("health", "--json"), '"healthy": true')])
def test_health_says_how_the_installation_is(house: House, words: tuple[str, ...], says: str) -> None:
    done = typed(house, *words)

    assert done.exit_code == 0
    assert says in done.output
