"""The store: reports, what was read out of them, and the events that were derived from that. SQLite, one file."""

from cairn.record.record import Derive, Record
from cairn.record.values import (
    AccountRow,
    Changes,
    Counts,
    EventFilter,
    Failure,
    ReportFilter,
    Source,
    StoredActor,
    StoredHead,
    StoredReport,
)

__all__ = [
    "AccountRow", "Changes", "Counts", "Derive", "EventFilter", "Failure", "Record", "ReportFilter", "Source", "StoredActor",
    "StoredHead", "StoredReport",
]  # fmt: skip
