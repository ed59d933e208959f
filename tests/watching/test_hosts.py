"""Manners towards hosts."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from cairn.errors import Disallowed, RefusedAddress, ReportError, Unreachable
from cairn.record import Record
from cairn.watching.config import Fetching, Host
from cairn.watching.hosts import Hosts, Paused, Stopped, host_of

from .made import Clock


class Robots(BaseHTTPRequestHandler):
    """Gives a robots.txt as a test has set it."""

    answer: tuple[int, dict[str, str], bytes] = (200, {}, b"")
    asked: list[str] = []  # noqa: RUF012 - one for all of a test

    def do_GET(self) -> None:
        self.asked.append(self.path)
        status, headers, body = self.answer
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Keep the tests' output clean."""


@pytest.fixture
def server() -> Iterator[str]:
    running = ThreadingHTTPServer(("127.0.0.1", 0), Robots)
    running.daemon_threads = True
    threading.Thread(target=running.serve_forever, args=(0.05,), daemon=True).start()
    Robots.answer, Robots.asked = (200, {}, b""), []
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()


Made = Callable[..., Hosts]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[tuple[Record, Clock, Made]]:
    clock = Clock()
    with Record.open(tmp_path / "r.sqlite", clock=clock) as record:

        def hosts(*, told: Callable[[str, ReportError], None] = lambda _a, _e: None, stop: threading.Event | None = None, private: bool = True, **given: object) -> Hosts:
            allowed = frozenset({"127.0.0.1"}) if private else frozenset()
            fetching = Fetching(contact="x", **{"delay": "0s", "timeout": "2s", "patience": "0s", "allow_private": allowed, **given})  # type: ignore[arg-type]
            return Hosts(record.watched, fetching, user_agent="Cairn", clock=clock, stop=stop or threading.Event(), told=told)

        yield record, clock, hosts


@pytest.mark.parametrize(("url", "host"), [("https://user:x@Example.org:81/a", "example.org:81"), ("https://example.org/a", "example.org"), ("folder/a.txt", "")])
def test_the_host_of_an_address(url: str, host: str) -> None:
    assert host_of(url) == host


def test_a_robots_txt_is_obeyed_and_kept_for_a_day(server: str, make: tuple[Record, Clock, Made]) -> None:
    _, clock, hosts = make
    Robots.answer = (200, {}, b"User-agent: *\nDisallow: /closed\n")
    for _ in range(2):
        mannered = hosts()
        mannered.permit(f"{server}/open")
        with pytest.raises(Disallowed, match=r"robots\.txt does not let Cairn fetch it"):
            mannered.permit(f"{server}/closed/a")
    assert Robots.asked == ["/robots.txt"]
    clock.at += timedelta(hours=25)
    hosts().permit(f"{server}/open")
    assert Robots.asked == ["/robots.txt"] * 2


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_without_a_robots_txt_all_is_allowed(server: str, make: tuple[Record, Clock, Made], status: int) -> None:
    Robots.answer = (status, {}, b"no")
    make[2]().permit(f"{server}/a")


@pytest.mark.parametrize("answer", [(500, {}, b""), (503, {"Retry-After": "900"}, b""), (429, {}, b""), (301, {"Location": "/robots.txt"}, b""), (200, {"Content-Encoding": "gzip"}, b"x")])
def test_a_host_whose_robots_txt_can_not_be_had_is_left_alone(server: str, make: tuple[Record, Clock, Made], answer: tuple[int, dict[str, str], bytes]) -> None:
    record, clock, hosts = make
    Robots.answer = answer
    faults: list[str] = []
    mannered = hosts(told=lambda address, _: faults.append(address))
    for _ in range(2):
        with pytest.raises(Paused) as caught:
            mannered.permit(f"{server}/a")
    assert caught.value.until == clock.at + timedelta(minutes=15)
    assert faults == [f"{server}/robots.txt"]
    assert record.watched.host(host_of(server)).paused_until == caught.value.until
    clock.at += timedelta(minutes=16)
    Robots.answer = (200, {}, b"")
    mannered.permit(f"{server}/a")


def test_a_private_host_and_one_that_is_not_there_are_told_by_page(server: str, make: tuple[Record, Clock, Made]) -> None:
    with pytest.raises(RefusedAddress):
        make[2](private=False).permit(f"{server}/a")
    with pytest.raises(Unreachable):
        make[2]().permit("http://127.0.0.1:1/a")
    assert Robots.asked == []


def test_a_host_that_can_not_be_reached_is_left_alone_in_the_end(make: tuple[Record, Clock, Made]) -> None:
    record, clock, hosts = make
    mannered = hosts()
    for n in range(3):
        mannered.unreachable("http://example.org/a")
        assert (record.watched.host("example.org").paused_until is None) is (n < 2)
    assert record.watched.host("example.org").paused_until == clock.at + timedelta(minutes=15)
    mannered.well("http://example.org/a")
    assert record.watched.host("example.org").paused_until is None


@pytest.mark.parametrize(("seconds", "minutes"), [(600.0, 10), (None, 15), (1e12, 7 * 24 * 60)])
def test_a_busy_host_is_left_alone_as_long_as_it_asks(make: tuple[Record, Clock, Made], seconds: float | None, minutes: int) -> None:
    _, clock, hosts = make
    mannered = hosts()
    assert mannered.busy("http://example.org/a", seconds) == clock.at + timedelta(minutes=minutes)
    with pytest.raises(Paused):
        mannered.permit("http://example.org/b")


@pytest.mark.parametrize(("robots", "given", "least"), [(b"", {"delay": "0.2s"}, 0.2), (b"User-agent: *\nCrawl-delay: 0.3\n", {}, 0.3), (b"", {"hosts": {"127.0.0.1": Host(delay=timedelta(seconds=0.25))}}, 0.25)])
def test_requests_keep_their_distance(server: str, make: tuple[Record, Clock, Made], robots: bytes, given: dict[str, object], least: float) -> None:
    Robots.answer = (200, {}, robots)
    mannered = make[2](**given)
    mannered.permit(f"{server}/a")
    start = time.monotonic()
    mannered.permit(f"{server}/b")
    assert time.monotonic() - start >= least * 0.95


def test_a_stop_ends_the_wait_for_a_turn(server: str, make: tuple[Record, Clock, Made]) -> None:
    stop = threading.Event()
    mannered = make[2](delay="60s", stop=stop, hosts={})
    threading.Timer(0.2, stop.set).start()
    with pytest.raises(Stopped):
        mannered.permit(f"{server}/a")
    assert stop.is_set()
