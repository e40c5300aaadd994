"""What the counter stands on: the door, the read side, who a token belongs to, and who draws diagrams."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request

from api.metrics import Metrics
from engine.definition import Workflow
from engine.reading import Reading
from engine.service import Service

Authenticate = Callable[[str], str | None]
"""The officer a bearer token belongs to today; None for a token that nobody issued, that ended or was revoked."""
Draw = Callable[[Workflow], str]
"""A workflow's diagram as SVG."""


@dataclass(frozen=True)
class House:
    """One installation as the endpoints see it."""

    service: Service
    reading: Reading
    authenticate: Authenticate
    draw: Draw
    max_upload: int
    metrics: Metrics
    drawn: dict[str, str] = field(default_factory=dict)
    """Diagrams by digest: a definition never changes, so each is drawn once."""


async def _house(request: Request) -> House:
    house: House = request.app.state.house
    return house


HouseHere = Annotated[House, Depends(_house)]
