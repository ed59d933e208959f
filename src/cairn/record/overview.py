"""Events as points on a map and as counts, from the narrow columns alone: no event is read whole."""

from dataclasses import replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Text,
    and_,
    cast,
    func,
    literal,
    literal_column,
    select,
    type_coerce,
)

from cairn.record import rollups, tables
from cairn.record.filters import apart, conditions
from cairn.record.wanted import CountRow, EventFilter, Group, Points

#: Points that are given at most, whatever is asked for.
MOST = 250_000
#: Which column of a point is `main`, a number to SQLite.
MAIN = 9
#: Rows that are taken from the driver at once.
PART = 2000
_OF = tables.events.c
_COLUMNS: dict[Group, ColumnElement[Any]] = {
    Group.TYPE: _OF.type, Group.COUNTRY: _OF.country, Group.STATUS: _OF.status, Group.REVIEW: _OF.review, Group.PRECISION: _OF.place_precision,
    Group.ADMIN1: _OF.country + "/" + _OF.admin1, Group.ACTOR: func.coalesce(tables.event_actors.c.actor, tables.event_actors.c.name),
}  # fmt: skip
#: The keys by their number: an expression with parameters is not the same to PostgreSQL twice.
_NUMBERED: tuple[ColumnElement[Any], ...] = (literal_column("1"), literal_column("2"))
_LENGTH = {Group.DAY: 10, Group.MONTH: 7, Group.YEAR: 4}


def points(connection: Connection, wanted: EventFilter, *, most: int = MOST) -> Points:
    """The events that have a point, in no particular order."""
    where, parts = apart(connection, wanted)
    main = type_coerce(_OF.main, Integer)
    names = (_OF.id, _OF.longitude, _OF.latitude, _OF.radius_km, _OF.type, _day(), _OF.confidence, _killed(), _OF.review, main, _OF.place_precision, _OF.country)
    columns: list[list[Any]] = [[] for _ in names]
    for part in parts:
        _into(columns, connection, select(*names).where(*where, *part, _OF.latitude.is_not(None)).limit(most + 1 - len(columns[0])))
    found = len(columns[0])
    without = 0 if wanted.bbox else connection.execute(select(func.count()).select_from(tables.events).where(*conditions(connection, wanted), _OF.cell.is_(None))).scalar_one()
    columns[MAIN] = [bool(value) for value in columns[MAIN]]
    if found > most:
        columns = [column[:most] for column in columns]
    values: Any = (*columns, without, found > most)
    return Points(*values)


def counts(connection: Connection, wanted: EventFilter, *, by: Group, then_by: Group | None = None) -> tuple[CountRow, ...]:
    """How many events there are by one key or two, by key; those without one last."""
    if rollups.answers(wanted, by, then_by):
        return _in_order([CountRow(*row) for row in rollups.counts(connection, wanted, by, then_by)])
    named = Group.ACTOR in (by, then_by)
    first, second = (literal(None, Text) if group is None else _key(connection, group) for group in (by, then_by))
    keys = [first.label("key"), second.label("then")]
    source: Any = tables.events
    if named:
        taking = tables.event_actors.c
        source = tables.events.join(tables.event_actors, and_(taking.event_id == _OF.id, taking.counts.is_(True)))
    query = select(*keys, *rollups.sums()).select_from(source).where(*conditions(connection, wanted)).group_by(*_NUMBERED[: 2 if then_by else 1])
    found = [CountRow(*row) for row in connection.execute(query)]
    if named:
        found = _with_names(connection, found, by)
    return _in_order(found)


def _in_order(found: list[CountRow]) -> tuple[CountRow, ...]:
    return tuple(sorted(found, key=lambda row: (row.key is None, row.key or "", row.then is None, row.then or "")))


def _into(columns: list[list[Any]], connection: Connection, query: Any) -> None:
    """Puts a query's result at the end of lists. PostgreSQL gives a list for each column, because its driver takes longer over 10,000 rows than the server over
    finding them; of SQLite the rows come as its driver gives them, without a row object for each."""
    if connection.dialect.name == "postgresql":
        of = query.subquery()
        for column, values in zip(columns, connection.execute(select(*(func.json_agg(one) for one in of.c))).one(), strict=True):
            column.extend(values or ())
        return
    result = connection.execute(query)
    cursor = result.cursor
    while cursor is not None and (rows := cursor.fetchmany(PART)):
        for column, values in zip(columns, zip(*rows, strict=True), strict=True):
            column.extend(values)
    result.close()


def _day() -> ColumnElement[str | None]:
    """The first known day as ISO 8601."""
    return cast(_OF.day, Text)


def _killed() -> ColumnElement[int | None]:
    return func.coalesce(_OF.killed_best, _OF.killed_low, _OF.killed_high)


def _key(connection: Connection, group: Group) -> ColumnElement[Any]:
    if group in _LENGTH:
        return func.substr(_day(), 1, _LENGTH[group])
    if group is Group.WEEK:
        if connection.dialect.name == "sqlite":
            return func.date(_OF.day, "weekday 0", "-6 days")
        return cast(cast(func.date_trunc("week", _OF.day), tables.events.c.day.type), Text)
    return _COLUMNS[group]


def _with_names(connection: Connection, found: list[CountRow], by: Group) -> list[CountRow]:
    of = tables.event_actors.c
    key = func.coalesce(of.actor, of.name)
    names = dict(connection.execute(select(key, func.min(of.name)).group_by(key)).all())
    return [replace(row, name=names.get((row.key if by is Group.ACTOR else row.then) or "")) for row in found]
