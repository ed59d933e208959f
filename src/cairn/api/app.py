"""The application: its layers from the outside in, its resources, and the web app's files."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from fastapi import APIRouter, FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware

import cairn
from cairn.api import errors, freshness, pages
from cairn.api.desk import Desk
from cairn.api.guards import BodyLimit, HostCheck, Packing, SecurityHeaders
from cairn.api.routes import actors, adding, changes, decisions, events, meta, reconcile, reports, search, session, tables, team
from cairn.api.settings import Settings
from cairn.record import Record

BASE = "/api/v1"
#: Seconds after what the first page needs, until what the next ones need is loaded: so long the processor is left to the browser.
LATER: Final = 3.0
#: Seconds that what is being loaded may take to come to its end when the server stops.
PATIENCE: Final = 30.0


def _warm(desk: Desk, ended: threading.Event) -> None:
    desk.warm()
    if not ended.wait(LATER):
        desk.warm_actors()


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Tells of jobs that were cut off, and at the end lets the one under way come to a stop."""
    desk: Desk = app.state.desk
    await run_in_threadpool(desk.jobs.start)
    ended = threading.Event()
    warming = threading.Thread(target=_warm, args=(desk, ended), name="cairn-warm", daemon=True)
    warming.start()
    yield
    ended.set()
    await run_in_threadpool(desk.jobs.end)
    await run_in_threadpool(warming.join, PATIENCE)  # a program that ends under a thread which reads would be aborted


def create_app(record: Record, settings: Settings = Settings()) -> FastAPI:  # noqa: B008 - frozen
    """The API and the web app on an open record, which stays the caller's to close."""
    app = FastAPI(
        title="Cairn", version=cairn.__version__, openapi_url=f"{BASE}/openapi.json", docs_url=None, redoc_url=None, redirect_slashes=False,
        description="What a record of Cairn holds. Names of private persons are masked unless asked for by somebody who may see them.",
        lifespan=_lifespan, middleware=[
            Middleware(SecurityHeaders, settings=settings), Middleware(errors.Faults), Middleware(HostCheck, hosts=settings.hosts),
            Middleware(BodyLimit, settings=settings), Middleware(Packing, minimum_size=1000, compresslevel=2),
        ],
    )  # fmt: skip
    app.state.desk = Desk(record, settings)
    errors.install(app)
    app.add_exception_handler(freshness.Unchanged, freshness.unchanged)
    api = APIRouter(prefix=BASE, responses=errors.RESPONSES)
    for module in (meta, session, events, reports, actors, changes, search, adding, tables, decisions, team):
        api.include_router(module.router)
    app.include_router(api)
    app.include_router(reconcile.router, responses=errors.RESPONSES)
    pages.install(app, settings)
    return app
