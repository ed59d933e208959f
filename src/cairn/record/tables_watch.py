"""The tables of what is watched: lists of pages, the pages with their versions, the hosts, the runs, what was sent.

    watch_sources                  feeds, sitemaps and folders as last read
    watch_pages ── watch_versions  every page that a source listed; the reports that stood there, one after the other
    watch_hosts                    robots.txt of each host, and until when it is left alone
    watch_runs ─── watch_visits    each run in numbers, and what was fetched in it, with its hash and outcome
    watch_alerts                   how far each alert has been sent on each way

A page's report is found by its id and not by a foreign key: a report may go, what was fetched stays told.
"""

from datetime import date, datetime
from typing import Final

from sqlalchemy import Column, ForeignKey, Index, Table, TypedColumns

from cairn.record.columns import TEXT, Utc
from cairn.record.tables import metadata


class _Version(TypedColumns):
    etag: Column[str | None] = Column(TEXT)
    modified: Column[str | None] = Column(TEXT)
    sha256: Column[str | None] = Column(TEXT)


class _Sources(_Version):
    name: Column[str] = Column(TEXT, primary_key=True)
    address: Column[str] = Column(TEXT, primary_key=True)
    read_at: Column[datetime] = Column(Utc, nullable=False)
    failures: Column[int]
    fault: Column[str | None] = Column(TEXT)


class _Pages(_Version):
    url: Column[str] = Column(TEXT, primary_key=True)
    source: Column[str] = Column(TEXT, nullable=False)
    title: Column[str | None] = Column(TEXT)
    publisher: Column[str | None] = Column(TEXT)
    published: Column[date | None]
    language: Column[str | None] = Column(TEXT)
    mark: Column[str | None] = Column(TEXT)
    report_id: Column[str | None] = Column(TEXT)
    first_seen: Column[datetime] = Column(Utc, nullable=False)
    visited_at: Column[datetime | None] = Column(Utc)
    due: Column[datetime | None] = Column(Utc)
    failures: Column[int]


class _Versions(TypedColumns):
    url: Column[str] = Column(TEXT, primary_key=True)
    ordinal: Column[int] = Column(primary_key=True)
    report_id: Column[str] = Column(TEXT, nullable=False, index=True)
    sha256: Column[str | None] = Column(TEXT)
    fetched_at: Column[datetime] = Column(Utc, nullable=False)


class _Hosts(TypedColumns):
    host: Column[str] = Column(TEXT, primary_key=True)
    robots: Column[str | None] = Column(TEXT)
    robots_until: Column[datetime | None] = Column(Utc)
    paused_until: Column[datetime | None] = Column(Utc)
    failures: Column[int]


class _Runs(TypedColumns):
    id: Column[int] = Column(primary_key=True, autoincrement=True)
    started_at: Column[datetime] = Column(Utc, nullable=False)
    ended_at: Column[datetime | None] = Column(Utc)
    config: Column[str] = Column(TEXT, nullable=False)
    reader: Column[str] = Column(TEXT, nullable=False)
    stopped: Column[bool]
    listed: Column[int]
    read: Column[int]
    changed: Column[int]
    known: Column[int]
    unchanged: Column[int]
    failed: Column[int]
    left: Column[int]


class _Visits(TypedColumns):
    id: Column[int] = Column(primary_key=True, autoincrement=True)
    run_id: Column[int] = Column(ForeignKey("watch_runs.id", ondelete="CASCADE"), nullable=False, index=True)
    at: Column[datetime] = Column(Utc, nullable=False)
    source: Column[str] = Column(TEXT, nullable=False)
    address: Column[str] = Column(TEXT, nullable=False)
    outcome: Column[str] = Column(TEXT, nullable=False)
    detail: Column[str | None] = Column(TEXT)
    report_id: Column[str | None] = Column(TEXT)
    sha256: Column[str | None] = Column(TEXT)


class _Alerts(TypedColumns):
    name: Column[str] = Column(TEXT, primary_key=True)
    way: Column[str] = Column(TEXT, primary_key=True)
    number: Column[int]
    sent: Column[int]
    sent_at: Column[datetime | None] = Column(Utc)
    failures: Column[int]
    fault: Column[str | None] = Column(TEXT)


sources: Final = Table("watch_sources", metadata, _Sources)
pages: Final = Table("watch_pages", metadata, _Pages)
versions: Final = Table("watch_versions", metadata, _Versions)
hosts: Final = Table("watch_hosts", metadata, _Hosts)
runs: Final = Table("watch_runs", metadata, _Runs, sqlite_autoincrement=True)
visits: Final = Table("watch_visits", metadata, _Visits, sqlite_autoincrement=True)
alerts: Final = Table("watch_alerts", metadata, _Alerts)

Index(None, pages.c.due)
