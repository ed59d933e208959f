"""Reports that could not be read: the last thing that stood in the way of each source."""

from sqlalchemy import Connection, delete, insert, select

from cairn.errors import ReportError
from cairn.record import tables
from cairn.record.reports import Clock
from cairn.record.values import Failure


def add(connection: Connection, source: str, error: ReportError, *, clock: Clock) -> bool:
    """Stores why a source could not be read; False where the same stands there already. U+0000 is written as a backslash and 0."""
    name, message = type(error).__name__, str(error).replace("\0", "\\0")
    of_source = tables.failures.c.source == source
    old = connection.execute(select(tables.failures).where(of_source)).one_or_none()
    if old is not None and (old.error, old.message) == (name, message):
        return False
    connection.execute(delete(tables.failures).where(of_source))
    row = {"source": source, "error": name, "message": message, "failed_at": clock()}
    connection.execute(insert(tables.failures), row)
    return True


def failures(connection: Connection) -> tuple[Failure, ...]:
    """All failures by source."""
    rows = connection.execute(select(tables.failures).order_by(tables.failures.c.source))
    return tuple(Failure(row.source, row.error, row.message, row.failed_at) for row in rows)
