"""Who comes in: bearer tokens, the post acted in, the command's id, the version that was seen, and bounded bodies.

A token is judged before anything of the body is read, and before anything is said about it.
"""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any, Final

from fastapi import Depends, Header, Request, Response, Security
from fastapi.concurrency import run_in_threadpool
from fastapi.routing import APIRoute
from fastapi.security import HTTPBearer
from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from api import problems
from api.faults import TooLarge

MAX_JSON: Final = 1024 * 1024
"""Bytes of a JSON body; longer writings are documents."""
JSON: Final = "application/json"

BEARER: Final = HTTPBearer(scheme_name="令牌", description="安全保密管理员签发的访问令牌。", auto_error=False)


class Bounded(Request):
    """A request whose body is read up to a limit, however it is sent."""

    async def body(self) -> bytes:
        """The whole body. Raises `TooLarge` when it is longer than a JSON body may be."""
        if not hasattr(self, "_body"):
            self._body = await read_up_to(self, MAX_JSON)
        return self._body


class Guarded(APIRoute):
    """A route for officers only: no endpoint runs, and no body is read, without a valid token."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The route's handler behind the guard."""
        handler = super().get_route_handler()
        wants_json = self.body_field is not None

        async def guarded(request: Request) -> Response:
            officer = await run_in_threadpool(request.app.state.house.authenticate, _token(request))
            if officer is None:
                raise problems.unauthenticated()
            if wants_json and media_type(request) != JSON:
                raise problems.wrong_media_type(JSON)
            request.state.officer = officer
            return await handler(Bounded(request.scope, request.receive))

        return guarded


def media_type(request: Request) -> str:
    """The type of a request's body, without parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def read_up_to(request: Request, limit: int) -> bytes:
    """A body of at most `limit` bytes. Raises `TooLarge` as soon as it is known to be longer."""
    stated = request.headers.get("content-length", "")
    if stated.isdecimal() and int(stated) > limit:
        raise TooLarge(limit)
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise TooLarge(limit)
        chunks.append(chunk)
    return b"".join(chunks)


def _token(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise problems.unauthenticated()
    return token.strip()


async def _officer(request: Request, _: Annotated[Any, Security(BEARER)]) -> str:
    officer: str = request.state.officer
    return officer


Officer = Annotated[str, Depends(_officer)]
"""The officer whose token came with the request."""

Post = Annotated[
    Annotated[str, Field(pattern=r"^[A-Za-z0-9_.@/-]{3,200}$")] | SkipJsonSchema[None],
    Field(description="以哪一岗位办理，如 o00150@990101/principal；担任多个岗位时必须注明。"),
]
Key = Annotated[
    str,
    Field(
        pattern=r"^[A-Za-z0-9_-]{8,64}$",
        description="操作编号，8至64位字母、数字、“-”或“_”；重试时沿用原编号，不会重复办理。",
    ),
]
Version = Annotated[
    str, Field(pattern=r'^"[0-9]{1,9}"$', description='读取该事项时所得的 ETag，如 "3"。', examples=['"3"'])
]


class Asking(BaseModel):
    """The headers of a read that depends on the post."""

    model_config = ConfigDict(frozen=True)

    acting_post: Post = None


class Writing(Asking):
    """The headers of a command."""

    idempotency_key: Key


class OnVersion(Writing):
    """The headers of a command on a case."""

    if_match: Version

    @property
    def expected(self) -> int:
        """The version the officer saw."""
        return int(self.if_match.strip('"'))


AskingHeaders = Annotated[Asking, Header()]
WritingHeaders = Annotated[Writing, Header()]
CaseHeaders = Annotated[OnVersion, Header()]
