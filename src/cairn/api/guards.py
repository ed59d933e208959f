"""Layers around the app: who may be asked for, how much may be sent, what a browser may do with an answer."""

from collections.abc import Collection
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cairn.api.errors import Problem, answer
from cairn.api.settings import Settings

LOOPBACK: Final = frozenset({"127.0.0.1", "::1"})
FIXED: Final = {
    "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "x-frame-options": "DENY", "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin", "permissions-policy": "geolocation=(), camera=(), microphone=(), payment=(), usb=()",
}  # fmt: skip


def content_policy(tiles: str | None) -> str:
    """What a page of the app may load: its own files, and map tiles from the one place that the operator named."""
    host = f" {origin}" if (origin := _origin(tiles)) else ""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; worker-src 'self' blob:; manifest-src 'self';"
        f" img-src 'self' data: blob:{host}; connect-src 'self'{host}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


def _origin(url: str | None) -> str | None:
    parts = urlsplit(url) if url else None
    return f"{parts.scheme}://{parts.netloc}" if parts else None


class SecurityHeaders:
    """Puts the same headers on every answer."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.headers = {**FIXED, "content-security-policy": content_policy(settings.tiles)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102 - ASGI
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


class HostCheck:
    """Refuses requests that ask for another name than the server's: a page elsewhere can make its own name lead here."""

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self.app = app
        self.hosts = {host.lower() for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102 - ASGI
        if scope["type"] == "http" and (asked := _host(Headers(scope=scope).getlist("host"))) not in self.hosts:
            told = f"this server does not answer for {asked!r}; open it by a name it was told, or name this one with --allow-host" if asked else "no host was asked for"
            await answer(421, told)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _host(given: list[str]) -> str | None:
    """The name without its port; None where there is not exactly one sound one."""
    if len(given) != 1:
        return None
    try:
        return urlsplit(f"//{given[0]}").hostname
    except ValueError:
        return None


class Packing(GZipMiddleware):
    """Packs large answers for who asks over a network; on the machine itself it would only take time."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102 - ASGI
        client = scope.get("client")
        if scope["type"] == "http" and client and client[0] in LOOPBACK:
            await self.app(scope, receive, send)
            return
        await super().__call__(scope, receive, send)


class BodyLimit:
    """Ends a request whose body is larger than it may be, or packed: what it unpacks to could not be told beforehand."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102 - ASGI
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
            await answer(415, "a packed body is not taken; send it as it is")(scope, receive, send)
            return
        multipart = headers.get("content-type", "").lower().startswith("multipart/form-data")
        most = self.settings.max_upload if multipart else self.settings.max_body
        told = f"the body is larger than {most:,} bytes, which is the most that is taken here"
        declared = headers.get("content-length", "")
        if declared.isdecimal() and int(declared) > most:
            await answer(413, told)(scope, receive, send)
            return
        held = 0

        async def counted() -> Message:
            nonlocal held
            message = await receive()
            held += len(message.get("body", b""))
            if held > most:
                raise Problem(413, told)
            return message

        await self.app(scope, counted, send)
