"""Manners: robots.txt, one request at a time, a pause between two, and hosts that ask to be left alone are."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cairn.errors import BadStatus, Disallowed, FetchError, OversizeReport, RefusedAddress, ReportError, Unreachable
from cairn.record import HostState, Watched
from cairn.reports import Fetcher
from cairn.reports.robots import ALL_ALLOWED, allowed, crawl_delay, robots_address, robots_text
from cairn.watching.config import Fetching
from cairn.watching.times import back_off

#: The product name that robots.txt files are asked about.
AGENT = "Cairn"
#: How long a robots.txt is good for (RFC 9309); the longest delay between two requests that one may ask for.
GOOD_FOR, LONGEST_DELAY = timedelta(days=1), timedelta(minutes=2)
#: Bytes of a robots.txt that are fetched at most.
MOST_ROBOTS = 5_000_000
#: Refused connections in a row after which a host is left alone.
MOST_UNREACHABLE = 3
#: The statuses by which a host asks to be left alone.
BUSY = frozenset({429, 503})


class Paused(Exception):
    """A host is left alone for now."""

    def __init__(self, host: str, until: datetime) -> None:
        super().__init__(f"{host} is left alone until {until:%Y-%m-%d %H:%M} UTC")
        self.until = until


class Stopped(Exception):
    """The run is to end; the page in hand was not asked for yet."""


def host_of(url: str) -> str:
    """The name and port of an address; nothing for a file."""
    return urlsplit(url).netloc.rpartition("@")[2].lower() if "://" in url else ""


@dataclass(slots=True)
class _Lane:
    """One host as it is known in this process."""

    state: HostState
    lock: threading.Lock = field(default_factory=threading.Lock)
    asked_at: float | None = None  # on the monotonic clock


class Hosts:
    """All hosts of a run. Its methods may be called from several threads. `told` is told of a robots.txt that could not be had."""

    def __init__(
        self, watched: Watched, fetching: Fetching, *, user_agent: str, clock: Callable[[], datetime], stop: threading.Event,
        told: Callable[[str, ReportError], None] = lambda _address, _error: None,
    ) -> None:  # fmt: skip
        self._watched = watched
        self._fetching = fetching
        self._clock = clock
        self._stop = stop
        self._told = told
        self._lanes: dict[str, _Lane] = {}
        self._lock = threading.Lock()
        timeout = fetching.timeout.total_seconds()
        self._fetcher = Fetcher(allow_private=fetching.allow_private, timeout=timeout, max_bytes=MOST_ROBOTS, user_agent=user_agent)

    def permit(self, url: str) -> None:
        """Waits for a host's turn. Raises Disallowed where its robots.txt forbids the URL, Paused where it is left alone, Stopped."""
        host = host_of(url)
        lane = self._lane(host)
        with lane.lock:
            self._refuse_paused(lane)
            robots = self._robots(lane, url)
            if not allowed(robots, url, agent=AGENT):
                raise Disallowed(f"{url}: the site's robots.txt does not let {AGENT} fetch it")
            self._take_turn(lane, robots)

    def well(self, url: str) -> None:
        """Notes that a host has answered."""
        lane = self._lane(host_of(url))
        with lane.lock:
            if lane.state.failures:
                self._keep(lane, replace(lane.state, failures=0, paused_until=None))

    def busy(self, url: str, seconds: float | None) -> datetime:
        """Notes that a host asks to be left alone, for so many seconds where it says; until when it is."""
        lane = self._lane(host_of(url))
        with lane.lock:
            failures = lane.state.failures + 1
            asked = timedelta(seconds=min(seconds, 7 * 86400)) if seconds is not None else back_off(failures)
            until = self._clock() + asked
            self._keep(lane, replace(lane.state, failures=failures, paused_until=until))
            return until

    def unreachable(self, url: str) -> None:
        """Notes that a host could not be reached; after some times in a row it is left alone."""
        lane = self._lane(host_of(url))
        with lane.lock:
            failures = lane.state.failures + 1
            until = self._clock() + back_off(failures - MOST_UNREACHABLE + 1) if failures >= MOST_UNREACHABLE else None
            self._keep(lane, replace(lane.state, failures=failures, paused_until=until))

    def wait(self, seconds: float) -> None:
        """Waits; raises Stopped where the run is to end meanwhile."""
        if self._stop.wait(max(0.0, seconds)):
            raise Stopped

    def most(self, host: str) -> int | None:
        """Pages of a host in one run."""
        return self._fetching.of(host).most

    def is_short(self, until: datetime) -> bool:
        """Whether a run waits so long for a host."""
        return (until - self._clock()) <= self._fetching.patience

    def _lane(self, host: str) -> _Lane:
        with self._lock:
            if host not in self._lanes:
                self._lanes[host] = _Lane(self._watched.host(host))
            return self._lanes[host]

    def _keep(self, lane: _Lane, state: HostState) -> None:
        self._watched.settle_host(state)
        lane.state = state

    def _refuse_paused(self, lane: _Lane) -> None:
        until = lane.state.paused_until
        if until is None:
            return
        if not self.is_short(until):
            raise Paused(lane.state.host, until)
        self.wait((until - self._clock()).total_seconds())

    def _take_turn(self, lane: _Lane, robots: str) -> None:
        delay = self._fetching.of(lane.state.host).delay or timedelta()
        asked = timedelta(seconds=min(crawl_delay(robots, agent=AGENT) or 0.0, LONGEST_DELAY.total_seconds()))
        if lane.asked_at is not None:
            self.wait(lane.asked_at + max(delay, asked).total_seconds() - time.monotonic())
        lane.asked_at = time.monotonic()

    def _robots(self, lane: _Lane, url: str) -> str:
        state = lane.state
        if state.robots is not None and state.robots_until is not None and state.robots_until > self._clock():
            return state.robots
        self._take_turn(lane, "")
        robots = self._fetched(lane, robots_address(url))
        self._keep(lane, replace(lane.state, robots=robots, robots_until=self._clock() + GOOD_FOR))
        return robots

    def _fetched(self, lane: _Lane, address: str) -> str:
        """The robots.txt of a host. One that is not there allows all; of a host whose own can not be told nothing is asked."""
        try:
            page = self._fetcher.fetch(address)
        except BadStatus as error:
            if 400 <= error.status < 500 and error.status not in BUSY:
                return ALL_ALLOWED
            until = self._untold(lane, error.retry_after)
            self._told(address, error)
        except (RefusedAddress, Unreachable):
            raise
        except (FetchError, OversizeReport) as error:
            until = self._untold(lane, None)
            self._told(address, error)
        else:
            return robots_text(page.data)
        raise Paused(lane.state.host, until)

    def _untold(self, lane: _Lane, seconds: float | None) -> datetime:
        failures = lane.state.failures + 1
        until = self._clock() + (timedelta(seconds=min(seconds, 7 * 86400)) if seconds else back_off(failures))
        self._keep(lane, replace(lane.state, failures=failures, paused_until=until))
        return until
