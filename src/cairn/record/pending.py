"""Which accounts have to be consolidated again, and where accounts can meet."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, and_, delete, exists, insert, or_, select

from cairn.record import tables
from cairn.record.accounts import parts
from cairn.record.values import AccountBlock

#: Days from which on a block is long. Short ones are found by their first day, long ones one by one.
LONG = 31


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


def reasons(connection: Connection) -> dict[str, tuple[str, str | None]]:
    """Why each pending account is pending, and who made it so."""
    return {row.account_id: (row.why, row.who) for row in connection.execute(select(tables.pending))}


def ids(connection: Connection) -> Sequence[str]:
    """The pending accounts."""
    return connection.scalars(select(tables.pending.c.account_id).order_by(tables.pending.c.account_id)).all()


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

