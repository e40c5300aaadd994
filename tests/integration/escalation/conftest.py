"""The prefecture with a clock whose hands the test moves, and an overdue matter in it."""

import pytest

from tests.integration.deadlines.clockwork import Clockwork
from tests.integration.deadlines.conftest import app, clockwork, counter, hand, installation, prepared
from tests.integration.escalation.ladders import Ladders

__all__ = ["app", "clockwork", "counter", "hand", "installation", "prepared"]


@pytest.fixture
def ladders(clockwork: Clockwork) -> Ladders:
    """A matter that the superior had to hear of by Monday 9 November, received on the 2nd."""
    return Ladders.of(clockwork)
