"""One round: the lists that are due, the pages that are due, the events that follow, and whom to tell."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from cairn import __version__
from cairn.errors import ReportError
from cairn.pipeline import BATCH, Pipeline
from cairn.record import Changes, Outcome, Record, Run, Visit, WatchedPage
from cairn.reports import Fetcher
from cairn.reports.warc_out import WarcKeeper
from cairn.watching.alerts import Alerts
from cairn.watching.config import Config, Source
from cairn.watching.copies import Copies
from cairn.watching.digest import write_digests
from cairn.watching.hosts import AGENT, Hosts, Stopped
from cairn.watching.lanes import Lanes, Left
from cairn.watching.lists import Lists
from cairn.watching.reading import Settler
from cairn.watching.times import next_reading

#: Pages that one look into the record gives; texts that a new one is laid beside.
AT_ONCE, LATELY = 20_000, 500
#: New texts after which the events are derived, so that a long round shows them on the way.
DERIVED_AFTER = 500
#: Pages that are read together: two batches, so that the pipeline can read one ahead.
AT_HAND = 2 * BATCH


def user_agent(contact: str | None) -> str:
    """How Cairn names itself to servers: its name and version, what it does, and whom to ask."""
    return f"{AGENT}/{__version__} (follows news for a record of armed conflict; {f'contact: {contact}' if contact else 'no contact given'})"


@dataclass(frozen=True, slots=True)
class Round:
    """What came of one round: the run in numbers, what became of events, what was left for later and what stands in the way of alerts."""

    run: Run
    changes: Changes
    left: tuple[Left, ...]
    faults: tuple[str, ...] = ()


@dataclass(slots=True)
class Watch:
    """A configuration, followed. `derive` derives the events of what came into a record; `stop` ends a round after the pages in hand;
    `tell` is told every outcome in a line."""

    record: Record
    config: Config
    pipeline: Pipeline
    derive: Callable[[Record], Changes]
    clock: Callable[[], datetime]
    name: str = ""
    stop: threading.Event = field(default_factory=threading.Event)
    tell: Callable[[str], None] = lambda _line: None
    keep: Path | None = None
    wait: Callable[[float], object] | None = None

    def round(self, *, everything: bool = False) -> Round:
        """One round: of all lists with `everything`, else of those that are due. What was begun before and broken off goes on."""
        watched = self.record.watched
        run = watched.start(config=self.name, reader=self.pipeline.reader.name)
        alerts = Alerts(self.record, self.config, clock=self.clock, wait=self.wait or self.stop.wait)
        alerts.begin()
        hosts = self._hosts(run)
        self._read_lists(run, hosts, everything=everything)
        lanes = self._lanes(hosts)
        keeper = WarcKeeper(self.keep, software=user_agent(self.config.fetching.contact), clock=self.clock) if self.keep else None
        try:
            changes = self._read_pages(run, lanes, keeper)
        finally:
            if keeper is not None:
                keeper.close()
        faults = alerts.send()
        if self.config.digest is not None:
            for path in write_digests(self.record, self.config.digest, zone=self.config.zone, now=self.clock()):
                self.tell(f"digest   {path}")
        left = tuple(lanes.left)
        ended = watched.end(run, left=sum(len(one.urls) for one in left), stopped=self.stop.is_set())
        return Round(ended, changes, left, faults)

    def forever(self, done: Callable[[Round], None]) -> None:
        """Rounds until `stop`: one whenever a list or a page is due."""
        while not self.stop.is_set():
            if self.seconds_to_next() <= 0:
                done(self.round())
            self.stop.wait(min(max(self.seconds_to_next(), 1.0), 60.0))

    def seconds_to_next(self) -> float:
        """How long nothing is due."""
        now = self.clock()
        moments = [self._due(source) for source in self.config.sources]
        page = self.record.watched.next_due(self._names())
        return (min([*moments, *([page] if page else [])]) - now).total_seconds()

    def _names(self) -> list[str]:
        return [source.name for source in self.config.sources]

    def _due(self, source: Source) -> datetime:
        """When a source's list is due; one that was never read is."""
        state = self.record.watched.list_state(source.name, source.address)
        if state is None:
            return self.clock() - timedelta(seconds=1)
        return next_reading(state.read_at, every=source.every, at=source.at, zone=self.config.zone, failures=state.failures)

    def _fetcher(self) -> Fetcher:
        told = self.config.fetching
        return Fetcher(allow_private=told.allow_private, timeout=told.timeout.total_seconds(), max_bytes=told.max_bytes, user_agent=user_agent(told.contact))

    def _hosts(self, run: int) -> Hosts:
        def told(address: str, error: ReportError) -> None:
            self.record.watched.note(run, Visit(self.clock(), "robots.txt", address, Outcome.FAILED, str(error)))
            self.tell(f"failed   {error}")

        agent = user_agent(self.config.fetching.contact)
        return Hosts(self.record.watched, self.config.fetching, user_agent=agent, clock=self.clock, stop=self.stop, told=told)

    def _lanes(self, hosts: Hosts) -> Lanes:
        return Lanes(hosts, self._fetcher(), at_once=self.config.fetching.hosts_at_once, clock=self.clock, stop=self.stop)

    def _read_lists(self, run: int, hosts: Hosts, *, everything: bool) -> None:
        lists = Lists(self.record.watched, self._fetcher(), hosts, clock=self.clock)
        for source in self.config.sources:
            if self.stop.is_set():
                return
            if not everything and self._due(source) > self.clock():
                continue
            try:
                for read in lists.read(source):
                    fresh = self.record.watched.settle_list(run, read.state, read.pages, faults=read.faults, error=read.error)
                    for fault in (str(read.error),) if read.error else read.faults:
                        self.tell(f"{'failed' if read.error else 'damaged':<8} {fault}")
                    self.tell(f"list     {read.state.address}: {fresh} new or changed")
            except Stopped:
                return

    def _read_pages(self, run: int, lanes: Lanes, keeper: WarcKeeper | None) -> Changes:
        """The pages that are due, read and consolidated; what became of events."""
        sources = {source.name: source for source in self.config.sources}
        copies = Copies(lambda: self.record.watched.latest_texts(LATELY))
        settler = Settler(self.record, run, self.pipeline, sources, copies, max_bytes=self.config.fetching.max_bytes, keeper=keeper, told=self._told)
        found, derived = Changes(), 0
        for pages in self._due_pages(sources):
            with closing(lanes.visit(pages)) as visits:  # closed at once where storing fails: the lanes end
                while batch := list(islice(visits, AT_HAND)):
                    settler.settle(batch)
                    if settler.texts - derived >= DERIVED_AFTER:
                        found, derived = _added(found, self.derive(self.record)), settler.texts
            for one in lanes.left:
                self.record.watched.postpone(one.urls, one.until)
        return _added(found, self.derive(self.record))

    def _due_pages(self, sources: dict[str, Source]) -> Iterator[tuple[WatchedPage, ...]]:
        """The pages that are due now, the longest due first."""
        now, after = self.clock(), None
        while pages := self.record.watched.due_pages(now, sources, after=after, limit=AT_ONCE):
            yield pages
            last = pages[-1]
            after = (last.due or now, last.url)

    def _told(self, page: WatchedPage, outcome: Outcome, detail: str | None) -> None:
        if outcome is not Outcome.UNCHANGED:
            told = detail if detail and detail.startswith(page.url) else ": ".join(part for part in (page.url, detail) if part)
            self.tell(f"{outcome:<8} {told}")


def _added(one: Changes, other: Changes) -> Changes:
    return Changes(one.added + other.added, one.changed + other.changed, one.removed + other.removed)
