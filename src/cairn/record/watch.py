"""What is watched, in the record: every outcome is one transaction, so that whatever ends a run, nothing is lost or done twice."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, and_, delete, func, insert, or_, select, update

from cairn.errors import NotInRecord, ReportError
from cairn.model import Coded, Event, Report
from cairn.record import events, failures, reports, tables, tables_watch
from cairn.record.accounts import CHUNK
from cairn.record.database import Database
from cairn.record.filters import conditions
from cairn.record.wanted import EventFilter
from cairn.record.watched import (
    AlertState,
    HostState,
    ListedPage,
    ListState,
    Outcome,
    PageVersion,
    Run,
    Visit,
    WatchedPage,
)

#: What a list says of a page, by its columns.
SAID = ("title", "publisher", "published", "language", "mark")
#: What a page or a list is, by its columns.
VERSION = ("etag", "modified", "sha256")
#: Outcomes that are counted in a run under their own name.
COUNTED = frozenset({Outcome.READ, Outcome.CHANGED, Outcome.KNOWN, Outcome.UNCHANGED, Outcome.FAILED})


@dataclass(frozen=True, slots=True)
class Watched:
    """The part of a record that watching needs (`Record.watched`). Each method is one transaction."""

    database: Database
    clock: Callable[[], datetime]

    def start(self, *, config: str, reader: str) -> int:
        """Begins a run; its number."""
        row = {"started_at": self.clock(), "config": config, "reader": reader, "stopped": False}
        row |= dict.fromkeys(("listed", "read", "changed", "known", "unchanged", "failed", "left"), 0)
        with self.database.writing() as connection:
            return int(connection.execute(insert(tables_watch.runs).returning(tables_watch.runs.c.id), row).scalar_one())

    def end(self, run: int, *, left: int, stopped: bool) -> Run:
        """Ends a run."""
        of = tables_watch.runs
        with self.database.writing() as connection:
            connection.execute(update(of).where(of.c.id == run).values(ended_at=self.clock(), left=left, stopped=stopped))
            return _run(connection.execute(select(of).where(of.c.id == run)).one())

    def runs(self, limit: int | None = None) -> tuple[Run, ...]:
        """The runs, the last first."""
        query = select(tables_watch.runs).order_by(tables_watch.runs.c.id.desc()).limit(limit)
        with self.database.reading() as connection:
            return tuple(map(_run, connection.execute(query)))

    def visits(self, *, run: int | None = None, since: datetime | None = None, outcomes: Collection[Outcome] = ()) -> tuple[Visit, ...]:
        """What was fetched, in order: in one run, since a moment, with some outcomes only."""
        of = tables_watch.visits.c
        query = select(tables_watch.visits).order_by(of.id)
        query = query if run is None else query.where(of.run_id == run)
        query = query if since is None else query.where(of.at >= since)
        query = query if not outcomes else query.where(of.outcome.in_([o.value for o in outcomes]))
        with self.database.reading() as connection:
            return tuple(Visit(row.at, row.source, row.address, Outcome(row.outcome), row.detail, row.report_id, row.sha256) for row in connection.execute(query))

    def list_state(self, source: str, address: str) -> ListState | None:
        """A list as last read; None where it never was."""
        of = tables_watch.sources
        with self.database.reading() as connection:
            row = connection.execute(select(of).where(of.c.name == source, of.c.address == address)).one_or_none()
        return None if row is None else ListState(row.name, row.address, row.read_at, row.etag, row.modified, row.sha256, row.failures, row.fault)

    def lists(self, source: str) -> list[str]:
        """The addresses of all lists of a source that were ever read."""
        of = tables_watch.sources.c
        with self.database.reading() as connection:
            return list(connection.scalars(select(of.address).where(of.name == source).order_by(of.address)))

    def note(self, run: int, visit: Visit) -> None:
        """Stores what came of an address that is neither a list nor a page."""
        with self.database.writing() as connection:
            _log(connection, run, visit)

    def latest_texts(self, most: int) -> tuple[tuple[str, str], ...]:
        """The texts that were fetched last, oldest first, each with its report's id."""
        of = tables_watch.versions.c
        last = select(of.report_id, func.max(of.fetched_at).label("at")).group_by(of.report_id).order_by(func.max(of.fetched_at).desc()).limit(most).subquery()
        query = select(tables.reports.c.id, tables.reports.c.text).join(last, last.c.report_id == tables.reports.c.id).order_by(last.c.at, tables.reports.c.id)
        with self.database.reading() as connection:
            return tuple((row.id, row.text) for row in connection.execute(query))

    def settle_list(self, run: int, state: ListState, pages: Sequence[ListedPage] = (), *, faults: Sequence[str] = (), error: ReportError | None = None) -> int:
        """Stores what came of reading a list: its pages, of which the new ones and those with a new mark are due at once; its faults; or
        why it could not be read. How many pages are due by it."""
        with self.database.writing() as connection:
            _upsert(connection, tables_watch.sources, {"name": state.source, "address": state.address},
                    {"read_at": state.read_at, "failures": state.failures, "fault": state.fault} | {name: getattr(state, name) for name in VERSION})  # fmt: skip
            fresh = _list_pages(connection, state.source, pages, at=state.read_at)
            _count(connection, run, {"listed": fresh})
            for fault in faults:
                _log(connection, run, Visit(state.read_at, state.source, state.address, Outcome.DAMAGED, fault, None, state.sha256 and state.sha256[:64]))
            if error is None:
                connection.execute(delete(tables.failures).where(tables.failures.c.source == state.address))
            else:
                _log(connection, run, Visit(state.read_at, state.source, state.address, Outcome.FAILED, str(error)))
                failures.add(connection, state.address, error, clock=lambda: state.read_at)
        return fresh

    def due_pages(self, at: datetime, sources: Collection[str], *, after: tuple[datetime, str] | None = None, limit: int = 1000) -> tuple[WatchedPage, ...]:
        """Pages of some sources that are due, the longest due first, after one of them."""
        of = tables_watch.pages.c
        query = select(tables_watch.pages).where(of.due <= at, of.source.in_(sorted(sources)))
        if after is not None:
            query = query.where(or_(of.due > after[0], and_(of.due == after[0], of.url > after[1])))
        with self.database.reading() as connection:
            return tuple(map(_page, connection.execute(query.order_by(of.due, of.url).limit(limit))))

    def next_due(self, sources: Collection[str]) -> datetime | None:
        """When the next page of some sources is due."""
        of = tables_watch.pages.c
        with self.database.reading() as connection:
            return connection.execute(select(of.due).where(of.due.is_not(None), of.source.in_(sorted(sources))).order_by(of.due).limit(1)).scalar()

    def page(self, url: str) -> WatchedPage | None:
        """A page by its address; None where it is not watched."""
        with self.database.reading() as connection:
            row = connection.execute(select(tables_watch.pages).where(tables_watch.pages.c.url == url)).one_or_none()
        return None if row is None else _page(row)

    def settle_page(
        self, run: int, page: WatchedPage, outcome: Outcome, *, coded: Coded | None = None, report: Report | None = None,
        error: ReportError | None = None, detail: str | None = None,
    ) -> None:  # fmt: skip
        """Stores what came of visiting a page, whole or not at all: its new state and version, the coded report, a further publication
        (`report`) of a text that is known, or why there is none. Raises UnreadableReport for a report that no record can keep."""
        at = page.visited_at or self.clock()
        with self.database.writing() as connection:
            if coded is not None:
                reports.add(connection, coded, clock=lambda: at)
            elif report is not None:
                reports.add_source(connection, report, clock=lambda: at)
            if error is not None:
                failures.add(connection, page.url, error, clock=lambda: at)
            else:
                connection.execute(delete(tables.failures).where(tables.failures.c.source == page.url))
            _update_page(connection, page)
            if outcome in (Outcome.READ, Outcome.CHANGED, Outcome.KNOWN) and page.report is not None:
                _add_version(connection, page, at=at)
            _count(connection, run, {outcome.value: 1} if outcome in COUNTED else {})
            if outcome is not Outcome.UNCHANGED:
                told = str(error) if error is not None else detail
                _log(connection, run, Visit(at, page.source, page.url, outcome, told, page.report, None if error is not None else page.sha256))

    def postpone(self, urls: Sequence[str], until: datetime | None) -> None:
        """Lets pages wait until a moment; None changes nothing."""
        of = tables_watch.pages
        if until is None:
            return
        with self.database.writing() as connection:
            for start in range(0, len(urls), CHUNK):
                connection.execute(update(of).where(of.c.url.in_(urls[start : start + CHUNK])).values(due=until))

    def host(self, host: str) -> HostState:
        """What holds for a host."""
        of = tables_watch.hosts
        with self.database.reading() as connection:
            row = connection.execute(select(of).where(of.c.host == host)).one_or_none()
        return HostState(host) if row is None else HostState(row.host, row.robots, row.robots_until, row.paused_until, row.failures)

    def settle_host(self, state: HostState) -> None:
        """Stores what holds for a host."""
        told = {name: getattr(state, name) for name in ("robots", "robots_until", "paused_until", "failures")}
        with self.database.writing() as connection:
            _upsert(connection, tables_watch.hosts, {"host": state.host}, told)

    def versions(self, asked: str) -> tuple[str, tuple[PageVersion, ...]]:
        """An address and the texts that stood there, oldest first: by the address, or by a report's id or the beginning of it. Raises
        NotInRecord."""
        of = tables_watch.versions
        with self.database.reading() as connection:
            url = asked
            if "://" not in asked and connection.execute(select(of.c.url).where(of.c.url == asked).limit(1)).scalar() is None:
                id_ = reports.report(connection, asked).head.id
                url = connection.execute(select(of.c.url).where(of.c.report_id == id_).order_by(of.c.url).limit(1)).scalar() or asked
            rows = connection.execute(select(of).where(of.c.url == url).order_by(of.c.ordinal)).all()
        if not rows:
            raise NotInRecord(f"{asked!r} is no watched page of the record; `cairn watch` follows pages and keeps their versions")
        return url, tuple(PageVersion(row.ordinal, row.report_id, row.sha256, row.fetched_at) for row in rows)

    def last_change(self) -> int:
        """The number of the last row of the events' history; 0 where there is none."""
        with self.database.reading() as connection:
            return int(connection.execute(select(func.coalesce(func.max(tables.history.c.id), 0))).scalar_one())

    def matching(self, ids: Sequence[str], wanted: EventFilter) -> dict[str, Event]:
        """Those of some events that a filter lets through, by id."""
        of = tables.events.c
        with self.database.reading() as connection:
            fit: list[str] = []
            for start in range(0, len(ids), CHUNK):
                fit += connection.scalars(select(of.id).where(*conditions(connection, wanted), of.id.in_(ids[start : start + CHUNK])))
            return events.values_of(connection, fit)

    def alert(self, name: str, way: str) -> AlertState | None:
        """How far an alert was sent on a way; None where it is new."""
        of = tables_watch.alerts
        with self.database.reading() as connection:
            row = connection.execute(select(of).where(of.c.name == name, of.c.way == way)).one_or_none()
        return None if row is None else AlertState(row.name, row.way, row.number, row.sent, row.sent_at, row.failures, row.fault)

    def settle_alert(self, state: AlertState) -> None:
        """Stores how far an alert was sent."""
        told = {name: getattr(state, name) for name in ("number", "sent", "sent_at", "failures", "fault")}
        with self.database.writing() as connection:
            _upsert(connection, tables_watch.alerts, {"name": state.name, "way": state.way}, told)


def _upsert(connection: Connection, table: Table[Any], key: dict[str, object], values: dict[str, object]) -> None:
    where = [table.c[name] == value for name, value in key.items()]
    if not connection.execute(update(table).where(*where).values(values)).rowcount:
        connection.execute(insert(table), key | values)


def _list_pages(connection: Connection, source: str, pages: Sequence[ListedPage], *, at: datetime) -> int:
    """New pages are inserted; of known ones what the list says is brought up to date, and a new mark makes them due, but not before the
    time that a page which failed was given."""
    of = tables_watch.pages
    fresh = 0
    for start in range(0, len(pages), CHUNK):
        part = {page.url: page for page in pages[start : start + CHUNK]}
        known = {row.url: row for row in connection.execute(select(of).where(of.c.url.in_(list(part))))}
        new = [
            {"url": page.url, "source": source, "first_seen": at, "due": at, "failures": 0} | {name: getattr(page, name) for name in SAID}
            for page in part.values() if page.url not in known
        ]  # fmt: skip
        if new:
            connection.execute(insert(of), new)
        fresh += len(new)
        for row in known.values():
            page = part[row.url]
            told: dict[str, Any] = {name: value for name in SAID if (value := getattr(page, name)) not in (None, getattr(row, name))}
            if "mark" in told and row.visited_at is not None and not (row.failures and row.due is not None):
                told["due"] = at
                fresh += 1
            if told:
                connection.execute(update(of).where(of.c.url == row.url).values(told))
    return fresh


def _update_page(connection: Connection, page: WatchedPage) -> None:
    told = {name: getattr(page, name) for name in (*VERSION, "visited_at", "due", "failures")} | {"report_id": page.report}
    connection.execute(update(tables_watch.pages).where(tables_watch.pages.c.url == page.url).values(told))


def _add_version(connection: Connection, page: WatchedPage, *, at: datetime) -> None:
    of = tables_watch.versions
    last = connection.execute(select(of).where(of.c.url == page.url).order_by(of.c.ordinal.desc()).limit(1)).one_or_none()
    if last is not None and last.report_id == page.report:
        return
    row = {"url": page.url, "ordinal": last.ordinal + 1 if last else 1, "report_id": page.report, "sha256": page.sha256, "fetched_at": at}
    connection.execute(insert(of), row)


def _count(connection: Connection, run: int, more: dict[str, int]) -> None:
    of = tables_watch.runs
    added = {name: of.c[name] + number for name, number in more.items() if number}
    if added:
        connection.execute(update(of).where(of.c.id == run).values(added))


def _log(connection: Connection, run: int, visit: Visit) -> None:
    row = {"run_id": run, "at": visit.at, "source": visit.source, "address": visit.address, "outcome": visit.outcome.value, "report_id": visit.report}
    clean = visit.detail.replace("\0", "\\0").encode("utf-8", "replace").decode() if visit.detail else None
    connection.execute(insert(tables_watch.visits), row | {"detail": clean, "sha256": visit.sha256})


def _run(row: Row[Any]) -> Run:
    return Run(row.id, *(getattr(row, name) for name in ("started_at", "ended_at", "config", "reader", "stopped", "listed", "read", "changed", "known", "unchanged", "failed", "left")))


def _page(row: Row[Any]) -> WatchedPage:
    listed = ListedPage(row.url, *(getattr(row, name) for name in SAID))
    return WatchedPage(listed, row.source, row.first_seen, row.due, row.visited_at, row.etag, row.modified, row.sha256, row.report_id, row.failures)
