"""One short text that changes whenever the record does, told without reading much."""

from datetime import date

from sqlalchemy import Connection, func, select

from cairn.record import tables


def version(connection: Connection) -> str:
    """Counts and last numbers of what is only ever added, and of what is marked."""
    of = tables
    asked = (
        select(func.max(of.history.c.id)), select(func.count()).select_from(of.reports), select(func.count()).select_from(of.report_sources),
        select(func.count()).select_from(of.past_readings), select(func.count()).select_from(of.failures), select(func.max(of.judgements.c.id)),
        select(func.count(of.judgements.c.undone_at)), select(func.max(of.reviews.c.id)), select(func.count(of.reviews.c.undone_at)),
        select(func.max(of.failures.c.failed_at)),
    )  # fmt: skip
    return ".".join(str(connection.execute(query).scalar() or 0) for query in asked)


def days(connection: Connection) -> tuple[date | None, date | None]:
    """The outermost days of events."""
    start, end = tables.events.c.start_date, tables.events.c.end_date
    first, last = connection.execute(select(func.min(func.coalesce(start, end)), func.max(func.coalesce(end, start)))).one()
    return first, last


def reader(connection: Connection) -> str | None:
    """What read the reports last."""
    return connection.execute(select(tables.reports.c.reader).where(tables.reports.c.reader.is_not(None)).order_by(tables.reports.c.read_at.desc()).limit(1)).scalar()
