"""The example prefecture with a clock whose hands the test moves, and the people who tell its calendar."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from app import assembly
from app.assembly import Installation
from tests.integration.api.conftest import Prepared, app, counter, installation, installed
from tests.integration.api.prefecture import Hand
from tests.integration.deadlines.clockwork import BASE, BEGAN, Clockwork

__all__ = ["app", "counter", "installation"]


@pytest.fixture(scope="session")
def prepared(
    database_kind: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Prepared]:
    """The prefecture as it was made in December 2025, with the days that were published then."""
    home = tmp_path_factory.mktemp(f"clockwork-{database_kind}") / "home"
    server = request.getfixturevalue("postgres") if database_kind == "postgresql" else None
    with pytest.MonkeyPatch.context() as patch:
        # A later release knows more years; what was published when this installation was made stays what it was.
        patch.setattr(assembly, "base", lambda: BASE)
        with installed(home, server, Hand(began=BEGAN)) as found:
            yield found


@pytest.fixture
def hand() -> Hand:
    """The hands of the clock: it stands still, on 2026-11-20, until a test moves it."""
    return Hand(began=BEGAN, moved=timedelta(days=340))


@pytest.fixture
def clockwork(installation: Installation, hand: Hand) -> Clockwork:
    """The installation and its clock."""
    return Clockwork(installation, hand)
