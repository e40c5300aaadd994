"""The outermost layer: measures every request, adds the headers every answer has, and keeps failures to itself."""

import logging
import secrets
import time
import traceback
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.metrics import Metrics
from api.problems import broken
from api.responses import problem_response

LOG: Final = logging.getLogger("mingjian.api")

ALWAYS: Final = (
    # Case content must not stay in a browser or a proxy.
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("Referrer-Policy", "no-referrer"),
)
UNMATCHED: Final = "unmatched"
DEPTH: Final = 8
"""How many calls the log names, innermost first; further out it is the same for every request."""


class Front:
    """A failure nobody foresaw becomes a 500 with an incident number.

    The log gets the places in the code and the names of the exceptions; their texts may quote what somebody typed,
    and go nowhere.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        statuses: list[int] = []

        async def telling(message: Message) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])
                headers = MutableHeaders(scope=message)
                for name, value in ALWAYS:
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._app(scope, receive, telling)
        except ClientDisconnect:
            statuses.append(499)
        except Exception as error:  # noqa: BLE001 - whatever it is, it must not reach the client or the log as text
            await self._tell(error, Request(scope), receive, telling, started=bool(statuses))
        finally:
            status = statuses[0] if statuses else 500
            self._metrics.answered(scope["method"], _route(scope), status, time.perf_counter() - began)

    async def _tell(self, error: Exception, request: Request, receive: Receive, send: Send, *, started: bool) -> None:
        incident = secrets.token_hex(6)
        LOG.error("incident %s: %s", incident, whereabouts(error))
        self._metrics.refused("broken")
        if not started:
            await problem_response(broken(incident))(request.scope, receive, send)


def whereabouts(error: BaseException) -> str:
    """The kind of an exception and of its causes, and where in the code it happened: no texts, no values."""
    frames = traceback.extract_tb(error.__traceback__, limit=-DEPTH)
    places = " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    cause = error.__cause__ or error.__context__
    before = f"; caused by {whereabouts(cause)}" if cause else ""
    return f"{type(error).__qualname__} at {places}{before}"


def _route(scope: Scope) -> str:
    """The template of the route, never the path: a path holds case ids."""
    return str(getattr(scope.get("route"), "path", UNMATCHED))
