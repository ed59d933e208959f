"""Which accounts have to be consolidated again, and where accounts can meet."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, and_, delete, exists, func, insert, or_, select

from cairn.record import tables
from cairn.record.accounts import parts
from cairn.record.tables import LONG
from cairn.record.values import AccountBlock


def of_reports(connection: Connection, ids: Iterable[str], *, why: str, by: str | None) -> None:
    """Lets all accounts of some reports be consolidated again."""
    for part in parts(sorted(ids)):
        found = connection.scalars(select(tables.accounts.c.id).where(tables.accounts.c.report_id.in_(part))).all()
        mark(connection, found, why=why, by=by)


def mark(connection: Connection, accounts: Collection[str], *, why: str, by: str | None) -> None:
    """Lets accounts be consolidated again; of several reasons the last stays."""
    for part in parts(sorted(accounts)):
        connection.execute(delete(tables.pending).where(tables.pending.c.account_id.in_(part)))
        connection.execute(insert(tables.pending), rows(part, why=why, by=by))


def rows(accounts: Iterable[str], *, why: str, by: str | None) -> list[dict[str, object]]:
    """The rows that let accounts be consolidated."""
    return [{"account_id": account, "why": why, "who": by} for account in accounts]


def mark_all(connection: Connection, *, why: str, by: str | None) -> None:
    """Lets all accounts be consolidated again."""
    mark(connection, connection.scalars(select(tables.accounts.c.id)).all(), why=why, by=by)


def reasons(connection: Connection, accounts: Collection[str]) -> dict[str, tuple[str, str | None]]:
    """Why those of some accounts are pending that are, and who made it so."""
    of = tables.pending.c
    return {row.account_id: (row.why, row.who) for part in parts(sorted(accounts)) for row in connection.execute(select(tables.pending).where(of.account_id.in_(part)))}


def ids(connection: Connection, most: int | None = None) -> Sequence[str]:
    """The pending accounts; with `most` so many of the earliest published reports, since neighbours are of one time."""
    of, told = tables.pending.c, tables.reports.c
    query = select(of.account_id).order_by(of.account_id)
    if most is not None:
        joined = tables.pending.join(tables.accounts).join(tables.reports)
        query = select(of.account_id).select_from(joined).order_by(told.published.is_(None), told.published, told.id, of.account_id).limit(most)
    return connection.scalars(query).all()


def left(connection: Connection) -> int:
    """How many accounts are pending."""
    return connection.execute(select(func.count()).select_from(tables.pending)).scalar_one()


def near(connection: Connection, first: date, last: date, country: str | None, *, limit: int | None = None) -> Sequence[str]:
    """The settled accounts whose block shares a day with this one, and the country where both have one, by their ids; at most `limit`."""
    of = tables.blocks.c
    earliest = first - timedelta(days=LONG) if first > date.min + timedelta(days=LONG) else date.min
    short = and_(of.days <= LONG, of.first_day >= earliest, of.first_day <= last, of.last_day >= first)
    meeting = or_(short, and_(of.days > LONG, of.first_day <= last, of.last_day >= first))
    query = select(of.account_id).where(meeting)
    if country is not None:
        query = query.where(or_(of.country == country, of.country.is_(None)))
    return connection.scalars(query.order_by(of.account_id) if limit is None else query.limit(limit)).all()


def settle(connection: Connection, blocks: Iterable[AccountBlock]) -> None:
    """Remembers where accounts can meet others, and that they have been consolidated."""
    found = {block.account: block for block in blocks}
    for part in parts(sorted(found)):
        for table in (tables.pending, tables.blocks):
            connection.execute(delete(table).where(table.c.account_id.in_(part)))
        connection.execute(insert(tables.blocks), [
            {"account_id": b.account, "first_day": b.first, "last_day": b.last, "days": (b.last - b.first).days + 1, "country": b.country}
            for b in map(found.__getitem__, part)
        ])  # fmt: skip


def left_events(connection: Connection) -> list[str]:
    """The events that have lost all their accounts."""
    has = exists().where(tables.event_accounts.c.event_id == tables.events.c.id)
    return list(connection.scalars(select(tables.events.c.id).where(~has)))

