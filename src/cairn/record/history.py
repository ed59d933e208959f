"""What became of events: a row for every event that came, changed, went or became part of another; rows are only ever added."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, insert, or_, select

from cairn.errors import NotInRecord
from cairn.record import tables
from cairn.record.accounts import parts
from cairn.record.ids import whole_id
from cairn.record.values import Change, ChangeKind


def log(connection: Connection, changes: Iterable[Change]) -> None:
    """Adds rows; their ids are given by the database, in this order."""
    rows = [
        {"at": c.at, "event_id": c.event, "kind": c.kind.value, "who": c.by, "why": c.why, "other": c.other, "before": c.before} for c in changes
    ]
    if rows:
        connection.execute(insert(tables.history), rows)


def redirect(connection: Connection, moved: Mapping[str, str], *, at: datetime) -> None:
    """Lets old ids lead to new ones, also those that led to the old ones before; an id that is an event again leads nowhere."""
    known = {row.old_id: row.new_id for row in connection.execute(select(tables.redirects))} if moved else {}
    current = {**known, **moved}
    rows = {old: _end(old, current) for old, new in current.items() if old in moved or new in moved}
    back(connection, rows)
    found = [{"old_id": old, "new_id": new, "at": at} for old, new in sorted(rows.items()) if old != new]
    if found:
        connection.execute(insert(tables.redirects), found)


def back(connection: Connection, ids: Iterable[str]) -> None:
    """Takes away the redirects of ids, such as those that are events again."""
    for part in parts(sorted(ids)):
        connection.execute(tables.redirects.delete().where(tables.redirects.c.old_id.in_(part)))


def _end(old: str, moved: Mapping[str, str]) -> str:
    seen = [old]
    while seen[-1] in moved and moved[seen[-1]] not in seen:
        seen.append(moved[seen[-1]])
    return seen[-1]


def moved_to(connection: Connection, asked: str) -> str | None:
    """The event that an id leads to, by the old id or an unambiguous beginning of it; None where no redirect begins so."""
    try:
        old = whole_id(connection, tables.redirects.c.old_id, asked, what="event")
    except NotInRecord:
        return None
    return connection.execute(select(tables.redirects.c.new_id).where(tables.redirects.c.old_id == old)).scalar_one()


def changes(connection: Connection, *, after: int = 0, since: datetime | None = None, limit: int | None = None) -> tuple[Change, ...]:
    """What changed, oldest first: after a row of the history, or since a moment."""
    query = select(tables.history).where(tables.history.c.id > after).order_by(tables.history.c.id).limit(limit)
    return _read(connection, query if since is None else query.where(tables.history.c.at >= since))


def latest(connection: Connection, limit: int) -> tuple[Change, ...]:
    """The last changes, oldest first."""
    return _read(connection, select(tables.history).order_by(tables.history.c.id.desc()).limit(limit))[::-1]


def of_event(connection: Connection, event: str) -> tuple[Change, ...]:
    """What became of one event and of those that became part of it, oldest first."""
    columns = tables.history.c
    return _read(connection, select(tables.history).where(or_(columns.event_id == event, columns.other == event)).order_by(columns.id))


def _read(connection: Connection, query: object) -> tuple[Change, ...]:
    return tuple(
        Change(row.at, row.event_id, ChangeKind(row.kind), row.why, row.who, row.other, row.before, row.id)
        for row in connection.execute(query)  # type: ignore[call-overload]
    )
