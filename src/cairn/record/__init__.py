"""The store: reports, what was read out of them, and the events that were derived from that. One SQLite file, or a PostgreSQL
database."""

from cairn.record.address import Address
from cairn.record.backup import restore
from cairn.record.derivation import Accounts, Derive
from cairn.record.record import Record
from cairn.record.stream import Part
from cairn.record.values import (
    AccountBlock,
    AccountRow,
    Change,
    ChangeKind,
    Changes,
    Counts,
    EventFilter,
    Failure,
    Publication,
    ReportFilter,
    Source,
    StoredActor,
    StoredHead,
    StoredJudgement,
    StoredReport,
)

__all__ = [
    "AccountBlock", "AccountRow", "Accounts", "Address", "Change", "ChangeKind", "Changes", "Counts", "Derive", "EventFilter", "Failure", "Part", "Publication", "Record",
    "ReportFilter", "Source", "StoredActor", "StoredHead", "StoredJudgement", "StoredReport", "restore",
]  # fmt: skip
