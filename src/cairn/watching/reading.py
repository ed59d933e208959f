"""Fetched pages to texts in the record: each page's outcome is stored by itself, whole or not at all."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from cairn.errors import ReportError, UnreadableReport
from cairn.model import Coded
from cairn.pipeline import Pipeline, with_notes
from cairn.record import Outcome, Record, WatchedPage
from cairn.reports import Loaded, ReportMeta, Source, SourceKind, load, load_all, read_page
from cairn.reports.warc import is_warc
from cairn.reports.warc_out import WarcKeeper
from cairn.watching.config import Source as Configured
from cairn.watching.copies import Copies
from cairn.watching.lanes import Visited
from cairn.watching.times import next_try, next_visit

Told = Callable[[WatchedPage, Outcome, str | None], None]


@dataclass(frozen=True, slots=True)
class Text:
    """A page with its text, to be coded."""

    page: WatchedPage
    loaded: Loaded


class Settler:
    """Stores what came of pages. `told` is told of every outcome; `texts` counts the new texts."""

    def __init__(
        self, record: Record, run: int, pipeline: Pipeline, sources: Mapping[str, Configured], copies: Copies, *, max_bytes: int, keeper: WarcKeeper | None, told: Told
    ) -> None:  # fmt: skip
        self._record = record
        self._run = run
        self._pipeline = pipeline
        self._sources = sources
        self._copies = copies
        self._max_bytes = max_bytes
        self._keeper = keeper
        self._told = told
        self.texts = 0

    def settle(self, batch: Sequence[Visited]) -> None:
        """Stores what came of some pages; new texts are read together."""
        texts: list[Text] = []
        for visited in batch:
            if visited.error is not None:
                self._failed(visited.page, visited.error, at=visited.at, not_before=visited.not_before)
            elif "://" not in visited.page.url:
                texts += self._file(visited)
            elif visited.fetched is None:
                self._unchanged(visited.page, at=visited.at)
            else:
                texts += self._page(visited)
        for page, coded in self._coded(texts):
            self._store(page, coded)

    def _page(self, visited: Visited) -> Iterable[Text]:
        """A fetched page's text, where it has to be read."""
        page, fetched = visited.page, visited.fetched
        if fetched is None:
            return
        if self._keeper is not None:
            self._keeper.keep(fetched)
        named, digest = fetched.version, hashlib.sha256(fetched.data).hexdigest()
        fresh = replace(page, etag=named.etag, modified=named.modified, sha256=digest)
        if page.report is not None and digest == page.sha256:
            self._unchanged(fresh, at=visited.at)
            return
        try:
            meta, about = self._meta(page)
            loaded = read_page(fetched, meta=meta, manifest=about, max_bytes=self._max_bytes)
        except ReportError as error:
            self._failed(replace(fresh, report=page.report), error, at=visited.at)
            return
        yield from self._fresh(fresh, loaded, at=visited.at)

    def _file(self, visited: Visited) -> Iterable[Text]:
        """A file's text; of a WARC file the texts go in one by one, and then the file counts as read."""
        page = visited.page
        meta, about = self._meta(page)
        if is_warc(page.url):
            self._warc(page, meta, about, at=visited.at)
            return
        try:
            loaded = load(Source(SourceKind.FILE, page.url, about), meta=meta, max_bytes=self._max_bytes)
        except ReportError as error:
            self._failed(page, error, at=visited.at)
            return
        yield from self._fresh(replace(page, sha256=loaded.report.sha256), loaded, at=visited.at)

    def _warc(self, page: WatchedPage, meta: ReportMeta, about: ReportMeta, *, at: datetime) -> None:
        faults: list[str] = []

        def failed(source: str, error: ReportError) -> None:
            faults.append(source)
            self._record.add_failure(source, error)

        read = 0
        loaded = load_all(Source(SourceKind.WARC, page.url, about), meta=meta, max_bytes=self._max_bytes, failed=failed)
        for one in loaded:
            if self._record.has(one.report.id, self._pipeline.reader.name):
                self._record.add_source(one.report)
                continue
            for coded in self._pipeline.code([one.report]):
                try:
                    read += self._record.add(with_notes(coded, one.notes))
                except ReportError as error:
                    failed(one.report.source or page.url, error)
        fault = UnreadableReport(f"{page.url}: {len(faults)} of its records could not be read, the first {faults[0]}") if faults else None
        self.texts += read
        done = replace(page, visited_at=at, due=None, failures=0)
        outcome = Outcome.FAILED if fault is not None else Outcome.READ
        self._record.watched.settle_page(self._run, done, outcome, error=fault, detail=f"{read} new texts")
        self._told(done, outcome, str(fault) if fault else f"{read} new texts")

    def _fresh(self, page: WatchedPage, loaded: Loaded, *, at: datetime) -> Iterable[Text]:
        """The text of a page, where the record does not hold it."""
        report = loaded.report
        read = replace(page, visited_at=at, due=self._next(page, at), failures=0, report=report.id)
        if report.id == page.report:
            self._done(read, Outcome.UNCHANGED)
        elif self._record.has(report.id, self._pipeline.reader.name):
            outcome = Outcome.KNOWN if page.report is None else Outcome.CHANGED
            self._record.watched.settle_page(self._run, read, outcome, report=report, detail=f"the text of report {report.id[:8]}")
            self._told(read, outcome, f"the text of report {report.id[:8]}")
        else:
            yield Text(read, loaded)

    def _coded(self, texts: Sequence[Text]) -> Iterable[tuple[WatchedPage, Coded]]:
        """The texts, coded together; where that is not possible one by one, so that a text at which Cairn stumbles costs only itself."""
        unique = {text.loaded.report.id: text.loaded for text in reversed(texts)}
        try:
            coded = {c.report.id: with_notes(c, unique[c.report.id].notes) for c in self._pipeline.code([one.report for one in unique.values()])}
        except Exception:  # noqa: BLE001 - any fault of a reader, told below with its text
            coded = {}
        for text in texts:
            id_ = text.loaded.report.id
            try:
                found = coded.get(id_) or with_notes(next(iter(self._pipeline.code([text.loaded.report]))), text.loaded.notes)
            except Exception as error:  # noqa: BLE001
                fault = UnreadableReport(f"{text.page.url}: Cairn stumbles over its text ({type(error).__name__}: {error}); please report it")
                self._failed(replace(text.page, report=None), fault, at=text.page.visited_at or text.page.first_seen)
                continue
            yield text.page, replace(found, report=text.loaded.report)

    def _store(self, page: WatchedPage, coded: Coded) -> None:
        old = self._record.watched.page(page.url)
        changed = old is not None and old.report is not None
        copied = self._copies.of(coded.report.id, coded.report.text)
        detail = f"nearly the text of report {copied[:8]}" if copied else None
        outcome = Outcome.CHANGED if changed else Outcome.READ
        if not changed and self._record.has(coded.report.id, self._pipeline.reader.name):  # from a page before it in this batch
            outcome, detail = Outcome.KNOWN, f"the text of report {coded.report.id[:8]}"
        try:
            self._record.watched.settle_page(self._run, page, outcome, coded=coded, detail=detail)
        except UnreadableReport as error:
            self._failed(replace(page, report=old.report if old else None), error, at=page.visited_at or page.first_seen)
            return
        self.texts += outcome is not Outcome.KNOWN
        self._told(page, outcome, detail)

    def _failed(self, page: WatchedPage, error: ReportError, *, at: datetime, not_before: datetime | None = None) -> None:
        failures = page.failures + 1
        due = next_try(at, error, failures)
        failed = replace(page, visited_at=at, failures=failures, due=due if due is None or not_before is None else max(due, not_before))
        self._record.watched.settle_page(self._run, failed, Outcome.FAILED, error=error)
        self._told(failed, Outcome.FAILED, str(error))

    def _unchanged(self, page: WatchedPage, *, at: datetime) -> None:
        self._done(replace(page, visited_at=at, due=self._next(page, at), failures=0), Outcome.UNCHANGED)

    def _done(self, page: WatchedPage, outcome: Outcome) -> None:
        self._record.watched.settle_page(self._run, page, outcome)
        self._told(page, outcome, None)

    def _next(self, page: WatchedPage, at: datetime) -> datetime | None:
        """When a page that was read is visited again; a file only when its folder shows that it has changed."""
        if "://" not in page.url:
            return None
        source = self._sources[page.source]
        return next_visit(at, first_seen=page.first_seen, revisit=source.revisit, revisit_for=source.revisit_for)

    def _meta(self, page: WatchedPage) -> tuple[ReportMeta, ReportMeta]:
        """What the configuration says of a page, which stands above the page's own word, and what its list says, which stands below."""
        source, listed = self._sources[page.source], page.listed
        about = ReportMeta(listed.title, listed.publisher, listed.published, listed.language)
        return ReportMeta(publisher=source.publisher, language=source.language), about
