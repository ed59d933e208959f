"""The store: reports, what was read out of them, and the events that were derived from that. One SQLite file, or a PostgreSQL
database."""

from cairn.record.address import Address
from cairn.record.backup import restore
from cairn.record.derivation import Accounts, Derive
from cairn.record.facts import doubt, weight
from cairn.record.grouped import GROUPED
from cairn.record.record import Record
from cairn.record.stream import Part, Snapshot
from cairn.record.values import (
    AccountBlock,
    AccountRow,
    Change,
    ChangeKind,
    Changes,
    Counts,
    Failure,
    Publication,
    ReportFilter,
    Ruling,
    Source,
    StoredActor,
    StoredHead,
    StoredJudgement,
    StoredReport,
    StoredReview,
)
from cairn.record.wanted import EVERY_STATE, Box, Cells, CountRow, Cursor, EventFilter, Group, Grouped, Order, Page, Points
from cairn.record.watch import Watched
from cairn.record.watched import AlertState, HostState, ListedPage, ListState, Outcome, PageVersion, Run, Visit, WatchedPage

__all__ = [
    "EVERY_STATE", "GROUPED", "AccountBlock", "AccountRow", "Accounts", "Address", "AlertState", "Box", "Cells", "Change", "ChangeKind", "Changes", "CountRow", "Counts", "Cursor",
    "Derive", "EventFilter", "Failure", "Group", "Grouped", "HostState", "ListState", "ListedPage", "Order", "Outcome", "Page", "PageVersion", "Part", "Points", "Publication", "Record",
    "ReportFilter", "Ruling", "Run", "Snapshot", "Source", "StoredActor", "StoredHead", "StoredJudgement", "StoredReport", "StoredReview", "Visit", "Watched", "WatchedPage",
    "doubt", "restore", "weight",
]  # fmt: skip
