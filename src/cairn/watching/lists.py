"""A source to the pages that it lists: a feed, a sitemap with those that it points at, a folder."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from fnmatch import fnmatchcase
from pathlib import Path

from cairn.errors import BadStatus, FetchError, ReportError, Unreachable, UnreadableReport
from cairn.record import ListedPage, ListState, Watched
from cairn.reports import FetchedPage, Fetcher, InputProblem, expand
from cairn.reports.feeds import read_feed
from cairn.reports.fetch import Version
from cairn.reports.listings import Listed, Listing
from cairn.reports.sitemaps import read_sitemap
from cairn.watching.config import Source
from cairn.watching.hosts import BUSY, Hosts, Paused

#: Sitemaps of one source that are read in one run.
MOST_LISTS = 500


@dataclass(frozen=True, slots=True)
class ListRead:
    """What came of reading one list: its new state, the pages that it names, its faults, or why it could not be read. An unchanged list
    names no pages."""

    state: ListState
    pages: tuple[ListedPage, ...] = ()
    faults: tuple[str, ...] = ()
    error: ReportError | None = None


class Lists:
    """Reads the lists of sources."""

    def __init__(self, watched: Watched, fetcher: Fetcher, hosts: Hosts, *, clock: Callable[[], datetime]) -> None:
        self._watched = watched
        self._fetcher = fetcher
        self._hosts = hosts
        self._clock = clock

    def read(self, source: Source) -> Iterator[ListRead]:
        """The lists of a source, the configured one first."""
        if source.folder is not None:
            yield self._folder(source, source.folder)
            return
        waiting, seen = [source.address], {source.address}
        while waiting:
            read, further = self._list(source, waiting.pop(0))
            yield read
            new = [address for address in further if address not in seen]
            if len(seen) + len(new) > MOST_LISTS:
                new = new[: MOST_LISTS - len(seen)]
                fault = f"{read.state.address}: more than {MOST_LISTS} sitemaps; the rest was left out"
                yield replace(read, pages=(), faults=(fault,))
            seen |= set(new)
            waiting += new

    def _list(self, source: Source, address: str) -> tuple[ListRead, list[str]]:
        """One list, and the addresses of those that it points at; for an unchanged one they are those of before."""
        old = self._watched.list_state(source.name, address) or ListState(source.name, address, self._clock())
        signature = _signature(source)
        known = not old.failures and (old.sha256 or "").endswith(signature)
        try:
            page = self._fetcher.fetch_changed(address, Version(old.etag, old.modified) if known else Version(), permit=self._hosts.permit)
        except Paused as paused:
            return self._failed(old, FetchError(f"{address}: {paused}")), []
        except ReportError as error:
            self._note(address, error)
            return self._failed(old, error), []
        self._hosts.well(address)
        digest = hashlib.sha256(page.data).hexdigest() + signature if page else old.sha256
        if page is None or (known and digest == old.sha256):
            return ListRead(replace(old, read_at=self._clock())), self._watched.lists(source.name)
        try:
            listing = _parsed(source, page)
        except ReportError as error:
            return self._failed(old, error), []
        fault = "; ".join(listing.faults) or None
        state = ListState(source.name, address, self._clock(), page.version.etag, page.version.modified, digest, 0, fault)
        return ListRead(state, wanted(source, listing.pages), listing.faults), [one.url for one in listing.lists]

    def _note(self, address: str, error: ReportError) -> None:
        if isinstance(error, BadStatus) and error.status in BUSY:
            self._hosts.busy(address, error.retry_after)
        elif isinstance(error, Unreachable):
            self._hosts.unreachable(address)

    def _failed(self, old: ListState, error: ReportError) -> ListRead:
        return ListRead(replace(old, read_at=self._clock(), failures=old.failures + 1, fault=str(error)), error=error)

    def _folder(self, source: Source, folder: Path) -> ListRead:
        """The files of a folder, each with a mark of its size and its time of change."""
        state = self._watched.list_state(source.name, str(folder)) or ListState(source.name, str(folder), self._clock())
        if not folder.is_dir():
            return self._failed(state, UnreadableReport(f"{folder}: there is no such folder; make it, or give another one"))
        problems: list[InputProblem] = []
        pages = []
        for found in expand([str(folder)], on_problem=problems.append):
            about = found.manifest
            try:
                stat = Path(found.name).stat()
                found.name.encode()
            except OSError:
                continue  # gone meanwhile
            except UnicodeError:
                problems.append(InputProblem(ascii(found.name), "its name is no UTF-8, which the record can not keep; rename it"))
                continue
            mark = f"{stat.st_mtime_ns} {stat.st_size}"
            pages.append(ListedPage(found.name, about.title, about.publisher, about.published, about.language, mark))
        faults = tuple(f"{p.source}: {p.message}" for p in problems if not p.skipped and p.source != str(folder))
        told = "; ".join(faults) or None
        fresh = faults if told != state.fault else ()
        return ListRead(ListState(source.name, str(folder), self._clock(), fault=told), _matching(source, pages), fresh)


def _signature(source: Source) -> str:
    """What stands behind the hash of a list: a list whose pages are chosen in another way is read anew though it has not changed."""
    return ":" + hashlib.sha256(repr((source.include, source.exclude, source.most)).encode()).hexdigest()[:8]


def _parsed(source: Source, page: FetchedPage) -> Listing:
    if source.feed is not None:
        return read_feed(page.data, url=page.final_url, content_type=page.content_type)
    return read_sitemap(page.data, url=page.final_url)


def wanted(source: Source, pages: tuple[Listed, ...]) -> tuple[ListedPage, ...]:
    """The pages of a list that a source asks for."""
    listed = [ListedPage(p.url, p.about.title, p.about.publisher, p.about.published, p.about.language, p.mark) for p in pages]
    return _matching(source, listed)


def _matching(source: Source, pages: list[ListedPage]) -> tuple[ListedPage, ...]:
    found = [page for page in pages if (not source.include or _any(page.url, source.include)) and not _any(page.url, source.exclude)]
    return tuple(found[: source.most])


def _any(url: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(url, pattern) for pattern in patterns)
