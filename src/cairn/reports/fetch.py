"""A URL to its bytes: one page and nothing that it refers to, from public addresses only, within a limit of size and time."""

import ssl
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache

import httpcore2
import httpx2

from cairn.errors import BadStatus, FetchError, OversizeReport, RefusedAddress, Unreachable
from cairn.reports.addresses import Deadline, GuardedBackend, Private
from cairn.reports.loaded import MAX_BYTES

MOST_REDIRECTS = 5
TIMEOUT = 30.0  # seconds for a whole fetch, redirects included
USER_AGENT = "Mozilla/5.0 (compatible; Cairn/0.1; reads single reports on request)"
HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.9,*/*;q=0.1",
    "Accept-Encoding": "gzip, deflate",
}
NETWORK_FAULTS = (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.UnsupportedProtocol)
REDIRECTS = {301, 302, 303, 307, 308}
STATUS_HELP = {
    401: "it wants a log-in",
    403: "it refuses to give the page",
    404: "there is no such page",
    410: "the page is gone",
    429: "it has been asked too often; wait",
    451: "the page is withheld for legal reasons",
}


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """What a URL gave: where it was asked for, where it was found after redirects, the declared type, and the bytes."""

    url: str
    final_url: str
    content_type: str
    data: bytes
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def version(self) -> "Version":
        """What the server calls this version of the page."""
        named = {name.lower(): value for name, value in self.headers}
        return Version(named.get("etag"), named.get("last-modified"))

    @property
    def charset(self) -> str | None:
        """The charset of the content type."""
        parts = (part.strip().partition("=") for part in self.content_type.split(";")[1:])
        return next((value.strip("\"' ") for name, _, value in parts if name.strip().lower() == "charset"), None)


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a page as its server names it (ETag, Last-Modified), word for word."""

    etag: str | None = None
    modified: str | None = None

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask for the page only where it has another version."""
        told = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in told.items() if value}


NO_VERSION = Version()
#: Told of every URL before it is asked for, redirects included; raises FetchError where it may not be.
Permit = Callable[[str], None]


@cache
def _tls() -> ssl.SSLContext:
    return httpx2.create_ssl_context(trust_env=False)


class GuardedTransport(httpx2.BaseTransport):
    """httpx2 over a connection pool of httpcore2 with the guarded backend; takes no proxy and nothing from the environment."""

    def __init__(self, *, backend: GuardedBackend) -> None:
        self._pool = httpcore2.ConnectionPool(ssl_context=_tls(), max_keepalive_connections=0, network_backend=backend)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """One request and its answer, the answer's body still to be read."""
        url = httpcore2.URL(scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port,
                            target=request.url.raw_path)  # fmt: skip
        asked = httpcore2.Request(
            method=request.method, url=url, headers=request.headers.raw, content=request.read(), extensions=request.extensions
        )
        answer = self._pool.handle_request(asked)
        return httpx2.Response(answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions)

    def close(self) -> None:
        """Closes all connections."""
        self._pool.close()


class _Body(httpx2.SyncByteStream):
    def __init__(self, answer: httpcore2.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class Fetcher:
    """Fetches single pages over http and https.

    `timeout` is in seconds and for the whole fetch; `max_bytes` holds for what comes over the wire and for what it unpacks
    to. Private and local addresses are refused, also behind redirects, as far as `allow_private` does not allow them.
    """

    def __init__(
        self,
        *,
        allow_private: Private = False,
        timeout: float = TIMEOUT,
        max_bytes: int = MAX_BYTES,
        user_agent: str = USER_AGENT,
    ) -> None:
        self.allow_private = allow_private
        self.timeout = timeout
        self.max_bytes = max_bytes
        self.user_agent = user_agent

    def fetch(self, url: str) -> FetchedPage:
        """The page at a URL; raises FetchError, RefusedAddress and OversizeReport."""
        page = self.fetch_changed(url)
        if page is None:
            raise FetchError(f"{url}: the server says that the page has not changed, but was not asked whether; try again")
        return page

    def fetch_changed(self, url: str, since: Version = NO_VERSION, *, permit: Permit = lambda _: None) -> FetchedPage | None:
        """The page at a URL, None where the server says that it is still the version `since`; raises as `fetch`.

        The time that `permit` takes does not count as the fetch's.
        """
        deadline = Deadline(time.monotonic() + self.timeout)
        backend = GuardedBackend(allow_private=self.allow_private, deadline=deadline)

        def ask(address: httpx2.URL) -> None:
            start = time.monotonic()
            permit(str(address))
            deadline.extend(time.monotonic() - start)

        with told_of(url, self.timeout):
            headers = HEADERS | {"User-Agent": self.user_agent} | since.conditions
            with httpx2.Client(transport=GuardedTransport(backend=backend), headers=headers, trust_env=False,
                               timeout=self.timeout, follow_redirects=False) as client:  # fmt: skip
                return self._follow(client, url, ask=ask, deadline=deadline)

    def _follow(
        self, client: httpx2.Client, url: str, *, ask: Callable[[httpx2.URL], None], deadline: Deadline
    ) -> FetchedPage | None:
        at = web_url(url, asked=url)
        for _ in range(MOST_REDIRECTS + 1):
            ask(at)
            with closing(client.send(client.build_request("GET", at), stream=True)) as answer:
                if answer.status_code == httpx2.codes.NOT_MODIFIED:
                    return None
                if answer.status_code not in REDIRECTS or "location" not in answer.headers:
                    return self._page(answer, url=url, final=at, deadline=deadline)
                at = web_url(str(at.join(answer.headers["location"])), asked=url)
                client.cookies.clear()
        raise FetchError(f"{url}: more than {MOST_REDIRECTS} redirects, the last to {at}")

    def _page(self, answer: httpx2.Response, *, url: str, final: httpx2.URL, deadline: Deadline) -> FetchedPage:
        status = answer.status_code
        if status != httpx2.codes.OK:
            raise bad_status(answer, url=url)
        declared = answer.headers.get("content-length", "")
        if declared.isdecimal() and int(declared) > self.max_bytes:
            raise self._oversize(url, f"{int(declared):,} bytes")
        data = b"".join(self._unpacked(answer, url=url, deadline=deadline))
        headers = tuple(answer.headers.multi_items())
        return FetchedPage(url, str(final), answer.headers.get("content-type", ""), data, headers)

    def _unpacked(self, answer: httpx2.Response, *, url: str, deadline: Deadline) -> Iterator[bytes]:
        """The body, unpacked piece by piece so that a small answer that unpacks to gigabytes stops at the limit."""
        unpack, wire, held = _unpacker(answer.headers.get("content-encoding", ""), url=url), 0, 0
        for chunk in answer.iter_raw():
            deadline.left()
            wire += len(chunk)
            piece = unpack(chunk, self.max_bytes - held + 1)
            held += len(piece)
            if max(wire, held) > self.max_bytes:
                raise self._oversize(url, f"more than {self.max_bytes:,} bytes")
            yield piece
        if not unpack.whole:
            raise FetchError(f"{url}: the answer is compressed and breaks off before its end; try again")

    def _oversize(self, url: str, size: str) -> OversizeReport:
        return OversizeReport(
            f"{url}: the page has {size}, and {self.max_bytes:,} are read at most; raise --max-bytes to read it"
        )


class _Unpacker:
    """gzip or deflate, never giving more than is asked for."""

    def __init__(self, coding: str, *, url: str) -> None:
        self._inner = zlib.decompressobj(zlib.MAX_WBITS | 32) if coding else None
        self._url = url

    @property
    def whole(self) -> bool:
        """Whether what was packed has come to its end."""
        return self._inner is None or self._inner.eof

    def __call__(self, chunk: bytes, most: int) -> bytes:
        if self._inner is None:
            return chunk
        try:
            return self._inner.decompress(chunk, most)
        except zlib.error as error:
            raise FetchError(f"{self._url}: the answer is compressed and damaged ({error}); try again") from error


def _unpacker(encoding: str, *, url: str) -> _Unpacker:
    coding = encoding.strip().lower()
    if coding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
        raise FetchError(f"{url}: the answer is packed as {coding!r}; expected gzip, deflate or none")
    return _Unpacker("" if coding == "identity" else coding, url=url)


def bad_status(answer: httpx2.Response, *, url: str) -> BadStatus:
    """The error for an answer that is no page."""
    status = answer.status_code
    reason = STATUS_HELP.get(status, "the server has a fault" if status >= httpx2.codes.INTERNAL_SERVER_ERROR else "no page")
    message = f"{url}: the server answered {status} {answer.reason_phrase}: {reason}"
    return BadStatus(message, status=status, retry_after=retry_after(answer.headers))


def retry_after(headers: Mapping[str, str], *, now: datetime | None = None) -> float | None:
    """The seconds that `Retry-After` asks to wait, given as a number or as a moment; None where it says neither."""
    said = headers.get("retry-after", "").strip()
    if said.isascii() and said.isdecimal():
        return float(said[:9])
    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        return None
    known = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (known - (now or datetime.now(UTC))).total_seconds())


@contextmanager
def told_of(url: str, timeout: float) -> Iterator[None]:
    """Turns the network's errors into FetchError and Unreachable."""
    try:
        yield
    except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
        raise Unreachable(f"{url}: can not be fetched: {error or type(error).__name__}") from error
    except (httpcore2.TimeoutException, httpx2.TimeoutException) as error:
        raise FetchError(f"{url}: no whole answer within {timeout:g} seconds; try again, or give it longer") from error
    except httpx2.InvalidURL as error:
        raise FetchError(f"{url}: not a URL ({error}); expected one such as https://example.org/report") from error
    except (*NETWORK_FAULTS, httpx2.HTTPError, OSError) as error:
        raise FetchError(f"{url}: can not be fetched: {error or type(error).__name__}") from error


def web_url(url: str, *, asked: str) -> httpx2.URL:
    """The URL, if it is one that may be fetched; raises FetchError for other schemes, RefusedAddress for local files."""
    parsed = httpx2.URL(url)
    if parsed.scheme not in {"http", "https"} or not parsed.host:
        led = "" if url == asked else f"{asked}: leads to "
        kind = RefusedAddress if parsed.scheme == "file" else FetchError
        raise kind(f"{led}{url}: expected an address that begins with http:// or https://")
    return parsed
