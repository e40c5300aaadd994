"""The prefecture with the channels switched on, a clock that the test moves, and real servers outside."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from app.assembly import Installation, opened
from tests.integration.api.prefecture import Hand
from tests.integration.deadlines.clockwork import Clockwork
from tests.integration.deadlines.conftest import app, clockwork, counter, hand, installation, prepared
from tests.integration.outbound.outside import House, Listener, Postbox, listener, postbox

__all__ = ["app", "clockwork", "counter", "hand", "installation", "prepared"]

Opens = Callable[..., House]


@pytest.fixture
def opens(installation: Installation, hand: Hand) -> Iterator[Opens]:
    """Opens the prefecture with these settings."""
    with ExitStack() as stack:

        def open_(**channels: Any) -> House:
            settings = installation.settings.model_copy(update=channels)
            return House.of(Clockwork(stack.enter_context(opened(settings, hand)), hand))

        yield open_


@pytest.fixture
def box() -> Iterator[Postbox]:
    """A mail server."""
    with postbox() as found:
        yield found


@pytest.fixture
def ear() -> Iterator[Listener]:
    """A system behind a webhook."""
    with listener() as found:
        yield found


@pytest.fixture
def house(opens: Opens, box: Postbox) -> House:
    """The prefecture with mail switched on."""
    return opens(notice_mail=f"smtp://127.0.0.1:{box.port}", notice_mail_from="mingjian@example.org")
