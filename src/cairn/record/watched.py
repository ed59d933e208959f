"""What the record keeps of watching: lists, pages, hosts, runs and what was sent."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Outcome(StrEnum):
    """What came of fetching an address."""

    READ = "read"  # a text that the record did not hold
    CHANGED = "changed"  # another text than stood there before
    KNOWN = "known"  # a text that the record holds from elsewhere
    UNCHANGED = "unchanged"  # what stood there before; only counted
    FAILED = "failed"
    DAMAGED = "damaged"  # a list that was read as far as it goes


@dataclass(frozen=True, slots=True)
class ListState:
    """A feed, sitemap or folder of a source as last read: its version as the server names it, the hash of its bytes (and, after a colon,
    whatever else a reading depends on), and how often in a row it could not be read. `read_at` is UTC and tells of the last try."""

    source: str
    address: str
    read_at: datetime
    etag: str | None = None
    modified: str | None = None
    sha256: str | None = None
    failures: int = 0
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A page as a list names it. `mark` is the list's word for its version."""

    url: str
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    language: str | None = None
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class WatchedPage:
    """A page that is watched: what its list says, its last version and text, and when it is to be visited again (None never, unless its
    list says that it has changed). Moments are UTC; `failures` counts those in a row."""

    listed: ListedPage
    source: str
    first_seen: datetime
    due: datetime | None
    visited_at: datetime | None = None
    etag: str | None = None
    modified: str | None = None
    sha256: str | None = None
    report: str | None = None
    failures: int = 0

    @property
    def url(self) -> str:
        """Where it is."""
        return self.listed.url


@dataclass(frozen=True, slots=True)
class HostState:
    """What holds for one host (name and port): its robots.txt and how long that is good, and until when nothing is asked of it."""

    host: str
    robots: str | None = None
    robots_until: datetime | None = None
    paused_until: datetime | None = None
    failures: int = 0


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of one address in a run. `sha256` is the hash of the bytes that were fetched, `report` the text that they hold."""

    at: datetime
    source: str
    address: str
    outcome: Outcome
    detail: str | None = None
    report: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One run in numbers: pages that lists named anew, texts read, changed, known from elsewhere and unchanged, addresses that failed,
    pages left for later. `ended_at` is None while it runs, and for one that was broken off."""

    number: int
    started_at: datetime
    ended_at: datetime | None
    config: str
    reader: str
    stopped: bool
    listed: int
    read: int
    changed: int
    known: int
    unchanged: int
    failed: int
    left: int


@dataclass(frozen=True, slots=True)
class PageVersion:
    """One text that stood at an address, and when it was fetched (UTC)."""

    number: int
    report: str
    sha256: str | None
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class AlertState:
    """How far an alert was sent on one way: the last change by its number, how many events in all, and what stands in the way."""

    name: str
    way: str
    number: int
    sent: int = 0
    sent_at: datetime | None = None
    failures: int = 0
    fault: str | None = None
