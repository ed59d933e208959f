"""The store: reports, what was read out of them, and the events that were derived from that. One SQLite file, or a PostgreSQL
database."""

from cairn.record.address import Address
from cairn.record.backup import restore
from cairn.record.derivation import Accounts, Derive
from cairn.record.record import Record
from cairn.record.values import (
    AccountBlock,
    AccountRow,
    Change,
    ChangeKind,
    Changes,
    Counts,
    EventFilter,
    Failure,
    ReportFilter,
    Source,
    StoredActor,
    StoredHead,
    StoredJudgement,
    StoredReport,
)
from cairn.record.watch import Watched
from cairn.record.watched import AlertState, HostState, ListedPage, ListState, Outcome, PageVersion, Run, Visit, WatchedPage

__all__ = [
    "AccountBlock", "AccountRow", "Accounts", "Address", "AlertState", "Change", "ChangeKind", "Changes", "Counts", "Derive", "EventFilter", "Failure",
    "HostState", "ListState", "ListedPage", "Outcome", "PageVersion", "Record", "ReportFilter", "Run", "Source", "StoredActor", "StoredHead",
    "StoredJudgement", "StoredReport", "Visit", "Watched", "WatchedPage", "restore",
]  # fmt: skip
