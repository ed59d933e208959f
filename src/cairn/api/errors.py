"""One table from what can go wrong to an answer, and one shape for all of them."""

import logging
import secrets
from collections.abc import Mapping
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cairn.api.shapes.common import ErrorAnswer
from cairn.errors import (
    CairnError,
    NotInRecord,
    OversizeReport,
    RecordError,
    RefusedAddress,
    ReportError,
    SettingError,
    UnknownType,
)
from cairn.record.team import UserInUse
from cairn.reviewing import BadSheet

log = logging.getLogger("cairn.api")

CODES: Final[Mapping[int, str]] = {
    400: "bad_request", 401: "unauthenticated", 403: "forbidden", 404: "not_found", 405: "method_not_allowed", 409: "conflict", 413: "too_large",
    415: "unsupported", 421: "misdirected", 422: "invalid", 429: "too_many", 500: "fault", 503: "unavailable",
}  # fmt: skip
"""The code of each status."""

STATUSES: Final[tuple[tuple[type[Exception], int], ...]] = (
    (NotInRecord, 404), (UserInUse, 409), (UnknownType, 409), (OversizeReport, 413), (BadSheet, 422), (RefusedAddress, 422), (ReportError, 422), (SettingError, 422), (RecordError, 503), (CairnError, 500),
    (ValueError, 422),
)  # fmt: skip
"""The status of each of Cairn's errors, the first that fits."""

RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    status: {"model": ErrorAnswer, "description": CODES[status].replace("_", " ")} for status in (400, 401, 403, 404, 409, 413, 415, 421, 422, 429, 503)
}
"""What every operation may answer beside what it is for, for OpenAPI."""


class Problem(HTTPException):
    """An answer that is an error: its status, a message for a person, and what a program may want to know."""

    def __init__(self, status: int, message: str, *, detail: Mapping[str, Any] | None = None, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status, message, dict(headers) if headers else None)
        self.more = dict(detail) if detail else None


def answer(status: int, message: str, *, detail: Mapping[str, Any] | None = None, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """An error as an answer."""
    told = {"error": {"code": CODES.get(status, "bad_request"), "message": message, "detail": detail}}
    return JSONResponse(told, status, dict(headers) if headers else None)


def install(app: FastAPI) -> None:
    """Lets the app answer every error in the one shape."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    for kind, _ in STATUSES:
        app.add_exception_handler(kind, _ours)


def _http(_: Request, error: Exception) -> JSONResponse:
    status = getattr(error, "status_code", 500)
    message = getattr(error, "detail", None) or CODES.get(status, "error")
    return answer(status, str(message), detail=getattr(error, "more", None), headers=getattr(error, "headers", None))


def _invalid(_: Request, error: Exception) -> JSONResponse:
    """What was wrong with a request's values; the values themselves are not repeated, for they may be long or secret."""
    faults = error.errors() if isinstance(error, RequestValidationError) else []
    told = [{"where": ".".join(map(str, fault["loc"])), "message": str(fault["msg"])} for fault in faults[:20]]
    first = f"{told[0]['where']}: {told[0]['message']}" if told else "the request could not be understood"
    return answer(422, first, detail={"faults": told})


def _ours(_: Request, error: Exception) -> JSONResponse:
    status = next(code for kind, code in STATUSES if isinstance(error, kind))
    if status >= 500:
        log.error("%s: %s", type(error).__name__, error)
    return answer(status, str(error))


class Faults:
    """The outermost layer: what nobody expected is logged with a number, and the caller is told the number and nothing else."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102 - ASGI
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception:  # the one place where everything ends
            number = secrets.token_hex(4)
            log.exception("fault %s in %s %s", number, scope.get("method"), scope.get("path", "")[:200])
            if begun:
                raise
            told = answer(500, f"something went wrong in Cairn; the log of the server tells more under {number}", detail={"fault": number})
            await told(scope, receive, send)
