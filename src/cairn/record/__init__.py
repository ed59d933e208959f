"""The store: reports, what was read out of them, and the events that were derived from that. One SQLite file, or a PostgreSQL
database."""

from cairn.record.address import Address
from cairn.record.backup import restore
from cairn.record.derivation import Accounts, Derive
from cairn.record.facts import doubt, weight
from cairn.record.record import Record
from cairn.record.values import (
    AccountBlock,
    AccountRow,
    Change,
    ChangeKind,
    Changes,
    Counts,
    Failure,
    ReportFilter,
    Ruling,
    Source,
    StoredActor,
    StoredHead,
    StoredJudgement,
    StoredReport,
    StoredReview,
)
from cairn.record.wanted import EVERY_STATE, Box, CountRow, Cursor, EventFilter, Group, Order, Page, Points

__all__ = [
    "EVERY_STATE", "AccountBlock", "AccountRow", "Accounts", "Address", "Box", "Change", "ChangeKind", "Changes", "CountRow", "Counts", "Cursor", "Derive",
    "EventFilter", "Failure", "Group", "Order", "Page", "Points", "Record", "ReportFilter", "Ruling", "Source", "StoredActor", "StoredHead", "StoredJudgement",
    "StoredReport", "StoredReview", "doubt", "restore", "weight",
]  # fmt: skip
