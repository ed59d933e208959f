"""Pages fetched host by host: many hosts at once, of each one page after the other."""

import threading
from collections import defaultdict
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from queue import Empty, Queue

from cairn.errors import BadStatus, ReportError, Unreachable
from cairn.record import WatchedPage
from cairn.reports import FetchedPage, Fetcher
from cairn.reports.fetch import Version
from cairn.watching.hosts import BUSY, Hosts, Paused, Stopped, host_of

#: Pages that are fetched ahead of being read.
AHEAD = 16
#: How long the other pages of a host wait of which only some are asked for at a time.
BREATHER = timedelta(hours=1)
#: Seconds after which it is looked whether all lanes have come to their end.
LOOK = 0.1


@dataclass(frozen=True, slots=True)
class Visited:
    """What came of asking for a page: the page, None for one that its server says is unchanged or that is a file, or the error.
    `not_before` is when its host may be asked again, where it asks to be left alone."""

    page: WatchedPage
    at: datetime
    fetched: FetchedPage | None = None
    error: ReportError | None = None
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """Pages of a host that were not asked for, why, and until when they wait (None where nothing stands in their way)."""

    host: str
    urls: tuple[str, ...]
    why: str
    until: datetime | None = None


class Lanes:
    """The lanes of a run. `left` tells what was not asked for."""

    def __init__(self, hosts: Hosts, fetcher: Fetcher, *, at_once: int, clock: Callable[[], datetime], stop: threading.Event) -> None:
        self._hosts = hosts
        self._fetcher = fetcher
        self._at_once = at_once
        self._clock = clock
        self._stop = stop
        self._ended = threading.Event()
        self.left: list[Left] = []

    def visit(self, pages: Sequence[WatchedPage]) -> Generator[Visited]:
        """The pages as they come in, those of one host in their order. A stop ends the lanes after the pages in hand."""
        by_host: defaultdict[str, list[WatchedPage]] = defaultdict(list)
        for page in pages:
            by_host[host_of(page.url)].append(page)
        results: Queue[Visited] = Queue(AHEAD)
        with ThreadPoolExecutor(self._at_once, "cairn-lane") as pool:
            lanes = [pool.submit(self._lane, host, found, results) for host, found in by_host.items()]
            try:
                while True:
                    over = all(lane.done() for lane in lanes)
                    try:
                        yield results.get(timeout=0 if over else LOOK)
                    except Empty:
                        if over:
                            break
            finally:
                self._ended.set()
                while not all(lane.done() for lane in lanes):
                    _drain(results)
                self._ended.clear()
        for lane in lanes:
            lane.result()

    def _lane(self, host: str, pages: Sequence[WatchedPage], results: Queue[Visited]) -> None:
        most = self._hosts.most(host)
        for n, page in enumerate(pages):
            if most is not None and n >= most:
                self._leave(host, _urls(pages[n:]), f"no more than {most} pages at a time are asked of it", self._clock() + BREATHER)
                return
            try:
                if self._stop.is_set() or self._ended.is_set():
                    raise Stopped  # noqa: TRY301 - one way out
                visited = self._visited(page)
            except Stopped:
                self._leave(host, _urls(pages[n:]), "the run was stopped")
                return
            except Paused as paused:
                self._leave(host, _urls(pages[n:]), str(paused), paused.until)
                return
            results.put(visited)

    def _leave(self, host: str, urls: tuple[str, ...], why: str, until: datetime | None = None) -> None:
        self.left.append(Left(host or "this machine", urls, why, until))

    def _visited(self, page: WatchedPage, *, again: bool = True) -> Visited:
        """A page asked for; once more where its host asked for a short wait only."""
        if not host_of(page.url):
            return Visited(page, self._clock())
        since = Version(page.etag, page.modified) if page.report is not None else Version()
        try:
            fetched = self._fetcher.fetch_changed(page.url, since, permit=self._hosts.permit)
        except BadStatus as error:
            if error.status not in BUSY:
                self._hosts.well(page.url)
                return Visited(page, self._clock(), error=error)
            until = self._hosts.busy(page.url, error.retry_after)
            if again and self._hosts.is_short(until):
                return self._visited(page, again=False)
            return Visited(page, self._clock(), error=error, not_before=until)
        except Unreachable as error:
            self._hosts.unreachable(page.url)
            return Visited(page, self._clock(), error=error)
        except ReportError as error:
            return Visited(page, self._clock(), error=error)
        self._hosts.well(page.url)
        return Visited(page, self._clock(), fetched)


def _drain(results: Queue[Visited]) -> None:
    try:
        results.get(timeout=LOOK)
    except Empty:
        return


def _urls(pages: Sequence[WatchedPage]) -> tuple[str, ...]:
    return tuple(page.url for page in pages)
