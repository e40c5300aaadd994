"""One case on its way: `take` a step with everything it needs, `propose` it only, or `attempt` what must be refused."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from app.demo.approving import comparison, decision_of
from app.demo.preparing import How, prepare
from engine.case import Case, Request
from engine.commands import Command, DecideRequest, HoldMeeting, Recuse, SignStep, WithdrawRequest
from engine.desks.desk import Answer
from engine.errors import Refused

if TYPE_CHECKING:
    from app.demo.walker import Walker
