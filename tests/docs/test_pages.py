"""The pages say what is: links lead somewhere, the picture is the workflow's, every command is told."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from app.cli.main import app
from app.cli.shared import Exit
from app.presentation.diagram import diagram
from app.settings import Settings
from app.workflows import DECLARED
from engine.definition import Workflow
from tests.docs.pages import PAGES, ROOT, links


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_within_the_repository_leads_somewhere(page: Path) -> None:
    missing = [target for target in links(page) if not (page.parent / target).exists()]

    assert missing == []


@pytest.mark.parametrize("workflow", DECLARED, ids=lambda workflow: workflow.id)
def test_the_picture_of_a_workflow_is_current(workflow: Workflow) -> None:
    picture = ROOT / "docs" / "workflows" / f"{workflow.id}.svg"

    assert picture.read_text(encoding="utf-8") == diagram(workflow), (
        f"run: mingjian workflows diagram {workflow.id} --to docs/workflows/{workflow.id}.svg"
    )


def test_the_page_on_the_command_line_tells_every_command() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")

    names = list(commands(typer.main.get_command(app)))

    assert "audit verify" in names
    assert [name for name in names if f"`mingjian {name}" not in page] == []


def test_the_page_on_the_command_line_tells_every_exit_code() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")

    assert [code for code in Exit if f"\n| {code.value} |" not in page] == []


def test_the_page_on_the_command_line_tells_every_setting() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")

    assert [name for name in Settings.model_fields if f"`MINGJIAN_{name.upper()}`" not in page] == []


def commands(command: Any, path: str = "") -> Iterator[str]:
    """Every command by its full name."""
    below = getattr(command, "commands", None)
    if below is None:
        yield path
    for name, one in (below or {}).items():
        yield from commands(one, f"{path} {name}".strip())
