"""Fetching, against a server on the loopback interface."""

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from cairn.errors import FetchError, OversizeReport, RefusedAddress
from cairn.reports import Fetcher, addresses, read_page

PAGE = "<html><body><p>Atiradores mataram doze pessoas em São Paulo na sexta-feira, disse a polícia local.</p></body></html>"
FETCHED: list[str] = []


class Server(BaseHTTPRequestHandler):
    """Pages good and bad."""

    def do_GET(self) -> None:
        FETCHED.append(self.path)
        name = self.path.strip("/").partition("/")[0] or "page"
        getattr(self, f"give_{name}", self.give_missing)()

    def give_page(self) -> None:
        self._answer(200, PAGE.encode("cp1252"), **{"Content-Type": "text/html; charset=windows-1252"})

    def give_missing(self) -> None:
        self._answer(404, b"no")

    def give_gone(self) -> None:
        self._answer(500, b"no")

    def give_packed(self) -> None:
        self._answer(200, gzip.compress(PAGE.encode()), **{"Content-Encoding": "gzip"})

    def give_bomb(self) -> None:
        self._answer(200, gzip.compress(bytes(20_000_000)), **{"Content-Encoding": "gzip"})

    def give_strange(self) -> None:
        self._answer(200, b"x", **{"Content-Encoding": "br"})

    def give_spoilt(self) -> None:
        self._answer(200, b"not gzip", **{"Content-Encoding": "gzip"})

    def give_declared(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "10000000000")
        self.end_headers()

    def give_stream(self) -> None:
        self.send_response(200)
        self.end_headers()
        self._drip(b"x" * 65_536, pause=0)

    def give_silence(self) -> None:
        time.sleep(3)

    def give_drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        self._drip(b"x", pause=0.05)

    def give_headers(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        self._drip(b"x", pause=0.05)

    def give_nonsense(self) -> None:
        self.wfile.write(b"this is not http\r\n\r\n")

    def give_hop(self) -> None:
        left = int(self.path.rpartition("/")[2])
        self._answer(302, b"", Location=f"/hop/{left - 1}" if left > 1 else "/page")

    def give_to(self) -> None:
        self._answer(301, b"", Location=self.path.removeprefix("/to/"))

    def _drip(self, piece: bytes, *, pause: float) -> None:
        try:
            for _ in range(100_000):
                self.wfile.write(piece)
                self.wfile.flush()
                time.sleep(pause)
        except OSError:
            return

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the base class names it so
        """Keep the tests' output clean."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


OPEN = Fetcher(allow_private=True, timeout=5)


def test_a_page_becomes_a_report_with_the_servers_charset(site: str) -> None:
    report = read_page(OPEN.fetch(f"{site}/page")).report
    assert "São Paulo" in report.text
    assert (report.url, report.source, report.language) == (f"{site}/page", f"{site}/page", "pt")


def test_nothing_but_the_page_is_fetched(site: str) -> None:
    FETCHED.clear()
    read_page(OPEN.fetch(f"{site}/page"))
    assert FETCHED == ["/page"]


def test_five_redirects_are_followed_and_the_sixth_is_not(site: str) -> None:
    page = OPEN.fetch(f"{site}/hop/5")
    assert (page.url, page.final_url) == (f"{site}/hop/5", f"{site}/page")
    with pytest.raises(FetchError, match="more than 5 redirects"):
        OPEN.fetch(f"{site}/hop/6")


def test_a_packed_page_is_unpacked(site: str) -> None:
    assert OPEN.fetch(f"{site}/packed").data == PAGE.encode()


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("missing", "404 Not Found: there is no such page"),
        ("gone", "500 .*: the server has a fault"),
        ("strange", "packed as 'br'"),
        ("spoilt", "compressed and damaged"),
        ("nonsense", "can not be fetched"),
        ("to/ftp://example.org/a", "leads to ftp://example.org/a: expected an address"),
    ],
)
def test_an_answer_that_is_no_page_says_why(site: str, path: str, told: str) -> None:
    with pytest.raises(FetchError, match=told):
        OPEN.fetch(f"{site}/{path}")


@pytest.mark.parametrize("path", ["declared", "stream", "bomb"])
def test_a_page_over_the_limit_is_dropped_on_the_way(site: str, path: str) -> None:
    with pytest.raises(OversizeReport, match=r"1,000,000 are read at most; raise --max-bytes"):
        Fetcher(allow_private=True, timeout=20, max_bytes=1_000_000).fetch(f"{site}/{path}")


@pytest.mark.parametrize("path", ["silence", "drip", "headers"])
def test_a_server_that_takes_for_ever_is_left(site: str, path: str) -> None:
    start = time.monotonic()
    with pytest.raises(FetchError, match=r"within 0\.5 seconds"):
        Fetcher(allow_private=True, timeout=0.5).fetch(f"{site}/{path}")
    assert time.monotonic() - start < 2.5


def test_a_private_address_is_refused_before_anything_is_asked(site: str) -> None:
    FETCHED.clear()
    with pytest.raises(RefusedAddress, match=r"127\.0\.0\.1, a private or local address"):
        Fetcher().fetch(f"{site}/page")
    assert FETCHED == []


@pytest.mark.parametrize(
    "url",
    ["http://localhost/", "http://169.254.169.254/latest/meta-data/", "http://2130706433/", "http://0x7f000001/", "http://127.1/",
     "http://0177.0.0.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/", "http://10.0.0.1/", "https://127.0.0.1/",
     "http://user:secret@127.0.0.1/", "http://127.0.0.1.:80/", "file:///etc/passwd", "http://１２７.0.0.1/"],
)  # fmt: skip
def test_no_spelling_of_a_local_address_gets_through(url: str) -> None:
    with pytest.raises(FetchError):
        Fetcher(timeout=5).fetch(url)


@pytest.mark.parametrize("url", ["http://169.254.169.254/", "http://10.0.0.1/", "http://[::1]/", "file:///etc/passwd"])
def test_a_redirect_to_a_private_address_is_refused(site: str, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = addresses.is_public
    monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.1" or real(address))
    with pytest.raises(RefusedAddress):
        Fetcher(timeout=5).fetch(f"{site}/to/{url}")


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "gopher://example.org/",
        "http://",
        "not a url",
        "http://exa mple/",
        "data:text/plain,x",
        "http://[::1",
    ],
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(FetchError):
        Fetcher(timeout=5).fetch(url)


def test_proxies_of_the_environment_are_not_used(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    assert OPEN.fetch(f"{site}/page").data
