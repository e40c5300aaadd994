"""The FastAPI application: routers, problems, limits, metrics; put together without a global."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Final

from anyio.to_thread import current_default_thread_limiter
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from fastapi_problem.error import Problem
from starlette.exceptions import HTTPException
from starlette.routing import compile_path

from api import (
    actions,
    approvals,
    audit,
    cases,
    contacts,
    corrections,
    deadlines,
    documents,
    escalations,
    faults,
    hand_overs,
    health,
    matters,
    meetings,
    openapi,
    problems,
    receipts,
    steps,
    workflows,
)
from api.front import Front
from api.house import Authenticate, Draw, House
from api.metrics import Metrics
from api.responses import problem_response
from engine.errors import MingjianError
from engine.reading import Reading
from engine.service import Service

MAX_UPLOAD: Final = 100 * 1024 * 1024

_ROUTERS: Final[tuple[APIRouter, ...]] = (
    workflows.router,
    matters.router,
    receipts.router,
    cases.router,
    actions.router,
    steps.router,
    deadlines.router,
    escalations.router,
    contacts.router,
    corrections.router,
    hand_overs.router,
    approvals.router,
    meetings.router,
    documents.router,
    audit.router,
)


def create_app(
    service: Service,
    reading: Reading,
    authenticate: Authenticate,
    draw: Draw,
    *,
    max_upload: int = MAX_UPLOAD,
    threads: int | None = None,
) -> FastAPI:
    """The HTTP face of one installation.

    `authenticate` tells whose token it is, `draw` renders a workflow's diagram. `threads` is how many requests are
    worked on at once (twice the cores unless stated: more only wait for each other). Serve it without an access log,
    or with one that leaves out the query: a search by name is in it.
    """
    metrics = Metrics()
    app = FastAPI(
        title="明鉴 Mingjian",
        version="1",
        description=openapi.ABOUT,
        openapi_url="/api/v1/openapi.json",
        # The usual pages load scripts from the internet, which an intranet hasn't got.
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=partial(_lifespan, threads=threads or 2 * (os.cpu_count() or 1)),
    )
    app.state.house = House(service, reading, authenticate, draw, max_upload, metrics)
    for router in _ROUTERS:
        app.include_router(router)
    app.include_router(health.router, prefix="/api/v1")
    # Probes look for them at the root.
    app.include_router(health.router, include_in_schema=False)
    _answer_problems(app, metrics)
    app.add_middleware(Front, metrics=metrics)
    app.openapi = partial(openapi.describe, app)  # type: ignore[method-assign]
    return app


@asynccontextmanager
async def _lifespan(_: FastAPI, *, threads: int) -> AsyncIterator[None]:
    current_default_thread_limiter().total_tokens = threads
    yield


def _answer_problems(app: FastAPI, metrics: Metrics) -> None:
    """Every error leaves as a problem; it is counted by its code."""

    async def answer(problem: Problem) -> Response:
        metrics.refused(str(problem.extras["code"]))
        return problem_response(problem)

    @app.exception_handler(Problem)
    async def _on_problem(_: Request, error: Problem) -> Response:
        return await answer(error)

    @app.exception_handler(RequestValidationError)
    async def _on_validation(_: Request, error: RequestValidationError) -> Response:
        return await answer(faults.of_validation(error))

    @app.exception_handler(HTTPException)
    async def _on_http(request: Request, error: HTTPException) -> Response:
        return await answer(faults.of_http(error, _methods(app, request.url.path)))

    @app.exception_handler(MingjianError)
    async def _on_engine(_: Request, error: MingjianError) -> Response:
        return await answer(problems.of_error(error))


def _methods(app: FastAPI, path: str) -> set[str]:
    """Every method that the address has, over all its routes: routing itself names only those of the first."""
    found: set[str] = set()
    for route in iter_route_contexts(app.routes):
        if route.path and route.methods and compile_path(route.path)[0].match(path):
            found |= route.methods
    return found
