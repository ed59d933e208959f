"""Events in order, a page at a time, and counted."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, literal, select, tuple_

from cairn.record import rollups, tables
from cairn.record.filters import Condition, apart, conditions
from cairn.record.wanted import COUNTED, Cursor, EventFilter, Order

_OF = tables.events.c
#: Rows that are taken from the database at once where only their ids are kept.
AT_ONCE = 10_000


def ids(connection: Connection, wanted: EventFilter) -> list[str]:
    """The ids of a page, in order."""
    return list(each_id(connection, wanted))


def each_id(connection: Connection, wanted: EventFilter) -> Iterator[str]:
    """The ids of a page, in order, while the database finds them: perhaps millions."""
    if wanted.limit is not None or wanted.offset:
        yield from (id_ for id_, _ in _rows(connection, wanted, limit=wanted.limit))
        return
    for part in _parts(connection, wanted):
        for rows in connection.execute(part).partitions(AT_ONCE):
            yield from [row[0] for row in rows]


def ids_to(connection: Connection, wanted: EventFilter) -> tuple[list[str], Cursor | None]:
    """The ids of a page, in order, and where the next one begins."""
    rows = _rows(connection, wanted, limit=None if wanted.limit is None else wanted.limit + 1)
    if wanted.limit is None or len(rows) <= wanted.limit:
        return [id_ for id_, _ in rows], None
    found = rows[: wanted.limit]
    id_, key = found[-1]
    return [id_ for id_, _ in found], (key, id_)


def matching(connection: Connection, wanted: EventFilter) -> frozenset[str]:
    """The ids of all that meet a filter, in no order: sorting them would take longer than finding them."""
    return frozenset(connection.scalars(select(_OF.id).where(*conditions(connection, wanted))))


def counted(connection: Connection, wanted: EventFilter) -> int:
    """How many events there are, whatever the page; counting stops after COUNTED."""
    if rollups.answers(wanted):
        return min(rollups.total(connection, wanted), COUNTED + 1)
    where, parts = apart(connection, wanted)
    found = 0
    for part in parts:
        some = select(literal(1).label("one")).select_from(tables.events).where(*where, *part).limit(COUNTED + 1 - found).subquery()
        found += connection.execute(select(func.count()).select_from(some)).scalar_one()
        if found > COUNTED:
            break
    return found


def _rows(connection: Connection, wanted: EventFilter, *, limit: int | None) -> list[tuple[str, date | float | None]]:
    """Ids and what they are ordered by. An index gives each part in its order, so that a page is found without sorting all."""
    found: list[tuple[str, date | float | None]] = []
    skip = wanted.offset
    for part in _parts(connection, wanted):
        rest = None if limit is None else limit - len(found)
        if rest == 0:
            break
        rows = connection.execute(part.limit(None if rest is None else rest + skip)).all()
        found += [(id_, key) for id_, key in rows[skip:]]
        skip = max(0, skip - len(rows))
    return found


def _parts(connection: Connection, wanted: EventFilter) -> Iterator[Select[str, Any]]:
    """The queries that give all events in order, one after the other: those of a known day, by parts of the time, then the others."""
    if wanted.order is Order.DOUBT:
        yield _ordered(_OF.priority, conditions(connection, wanted), wanted.after, down=True)
        return
    where, parts = apart(connection, wanted)
    down = wanted.order is Order.LATEST
    if wanted.after is None or wanted.after[0] is not None:
        for part in reversed(parts) if down else parts:
            few = wanted.since is not None and part is parts[0]  # the index of their ends finds them, and no index sorts them
            yield _ordered(_OF.day, [*where, *part, _OF.day.is_not(None)], wanted.after, down=down, sort=few)
    if parts != [[]]:
        return
    if wanted.after is not None and wanted.after[0] is None:
        where = [*where, _OF.id > wanted.after[1]]
    yield select(_OF.id, _OF.day).where(*where, _OF.day.is_(None)).order_by(_OF.id)


def _ordered(key: ColumnElement[Any], where: Sequence[Condition], after: Cursor | None, *, down: bool, sort: bool = False) -> Select[str, Any]:
    """By a column and then the id, both upwards or both downwards; with `sort` without the column's index."""
    query = select(_OF.id, key).where(*where)
    by = func.coalesce(key, key) if sort else key
    query = query.order_by(by.desc(), _OF.id.desc()) if down else query.order_by(by, _OF.id)
    if after is None:
        return query
    here, last = tuple_(key, _OF.id), tuple_(literal(after[0], key.type), literal(after[1], _OF.id.type))
    return query.where(here < last if down else here > last)
