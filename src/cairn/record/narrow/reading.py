"""The narrow columns out of the database: all of them, or what changed since."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Integer, Select, Text, cast, func, select, type_coerce

from cairn.record import tables
from cairn.record.accounts import parts
from cairn.record.narrow.columns import DAYS, NAMES, Columns, empty, joined

#: Rows that are taken from the driver at once.
PART: Final = 5000
#: Where more events than this changed, or half of them, all are read anew.
MANY: Final = 20_000


def current(connection: Connection, old: Columns | None = None) -> Columns:
    """The columns as the record stands, `old` brought up to date where that is less work. The history tells which events came, changed or went."""
    history = tables.history.c
    number = connection.execute(select(func.max(history.id))).scalar() or 0
    if old is not None and number == old.number and _as_many(connection, old):
        return old
    if old is not None and number > old.number:
        changed = connection.scalars(select(history.event_id).where(history.id > old.number).distinct().limit(MANY + 1)).all()
        if len(changed) <= min(MANY, len(old) // 2):
            found = joined(old, _some(connection, changed), without=changed, number=number)
            if _as_many(connection, found):
                return found
    return joined(empty(), rows_of(connection, _query()), without=(), number=number)


def _as_many(connection: Connection, columns: Columns) -> bool:
    """Whether the record holds as many events: not where it was filled by other ways than the history tells."""
    return connection.execute(select(func.count()).select_from(tables.events)).scalar_one() == len(columns)


def _query() -> Select[Any]:
    return select(*map(_column, NAMES))


def _column(name: str) -> ColumnElement[Any]:
    column = tables.events.c[name]
    return cast(column, Text) if name in DAYS else type_coerce(column, Integer) if name == "main" else column


def _some(connection: Connection, ids: Sequence[str]) -> Iterator[Sequence[Sequence[Any]]]:
    for some in parts(sorted(ids)):
        yield from rows_of(connection, _query().where(tables.events.c.id.in_(some)))


def rows_of(connection: Connection, query: Select[Any]) -> Iterator[Sequence[Sequence[Any]]]:
    """A result as columns, a part at a time. Rows come as the driver gives them: a row object for each would take longer than finding them."""
    result = connection.execute(query)
    cursor = result.cursor
    while cursor is not None and (rows := cursor.fetchmany(PART)):
        yield list(zip(*rows, strict=True))
    result.close()
