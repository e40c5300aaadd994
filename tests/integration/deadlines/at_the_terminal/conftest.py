"""The example prefecture at a terminal."""

from pathlib import Path

import pytest

from app.settings import Settings
from tests.integration.handing_over.conftest import house, prepared, settings
from tests.integration.importing.test_command_line import Terminal

__all__ = ["house", "prepared", "settings"]


@pytest.fixture
def terminal(settings: Settings, tmp_path: Path) -> Terminal:
    """A terminal in a folder of its own."""
    return Terminal(settings, tmp_path)
