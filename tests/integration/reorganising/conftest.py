"""A tree over a fresh copy of the installed prefecture, once for each database."""

from collections.abc import Iterator

import pytest

from app.assembly import opened
from app.demo.run import DATA
from app.importing.organisation import read_organisation
from app.settings import Settings
from tests.integration.handing_over.conftest import prepared, settings
from tests.integration.reorganising.tree import Tree

__all__ = ["prepared", "settings", "tree"]


@pytest.fixture
def tree(settings: Settings) -> Iterator[Tree]:
    """The prefecture, opened."""
    with opened(settings) as found:
        yield Tree(found, read_organisation(DATA / "organisation.json"))
