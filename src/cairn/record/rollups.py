"""Sums over events that are kept beside them, so that counts and maps over millions of events need not go through all of these.

    event_months    how many events, with their dead, by country, type (or all), the months of their first and last day, review state and `main`
    event_cells     the box around the circles in which the events of a cell of the map may have been; it grows only, until it is built anew

Sums by the cells of a map are those of `spots`. All are brought up to date in the transaction that writes the events.
"""

from collections.abc import Sequence
from datetime import timedelta
from itertools import product
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    Text,
    and_,
    case,
    delete,
    func,
    literal,
    literal_column,
    or_,
    select,
    true,
)
from sqlalchemy.dialects import postgresql, sqlite

from cairn.model import ReviewState, WhenPrecision, WherePrecision
from cairn.record import spots, tables
from cairn.record.accounts import CHUNK
from cairn.record.facts import DEGREE_KM
from cairn.record.spots import month
from cairn.record.tables import ALL
from cairn.record.wanted import Box, EventFilter, Group

_OF = tables.events.c
#: Columns of `event_months` that tell its rows apart.
KEYS: Final = ("country", "type", "first_month", "last_month", "review", "main")
SUMS: Final = ("n", "killed_low", "killed_best", "killed_high", "placed", "dated", "reviewed")
#: Keys by their number: an expression with parameters is not the same to PostgreSQL twice.
NUMBERED: Final[tuple[ColumnElement[Any], ...]] = tuple(literal_column(str(n)) for n in range(1, len(KEYS) + 1))
#: By what `event_months` can count, what it can be asked for, and what plays no part in counting.
GROUPS: Final = (Group.MONTH, Group.YEAR, Group.TYPE, Group.COUNTRY, Group.REVIEW)
ASKED: Final = ("since", "until", "country", "countries", "type", "types", "review", "main", "main_only")
PAGED: Final = ("limit", "offset", "after", "order")
EVERY: Final = EventFilter()
#: A circle that reaches beyond this longitude, or over a pole, is taken to reach around the globe.
AROUND: Final = 180.0


def sums() -> list[ColumnElement[Any]]:
    """What is summed up of events, in the order of SUMS."""
    low, best, high = _OF.killed_low, _OF.killed_best, _OF.killed_high
    tolls = (func.coalesce(low, best, 0), func.coalesce(best, low, 0), func.coalesce(high, best, low, 0))
    shares = (
        _OF.place_precision.in_([WherePrecision.EXACT.value, WherePrecision.NEAR.value]), _OF.when_precision == WhenPrecision.DAY.value,
        _OF.review != ReviewState.UNREVIEWED.value,
    )  # fmt: skip
    return [func.count(), *(func.sum(toll) for toll in tolls), *(func.sum(case((share, 1), else_=0)) for share in shares)]


def add(connection: Connection, ids: Sequence[str]) -> None:
    """Counts events that have been written."""
    for start in range(0, len(ids), CHUNK):
        some = _OF.id.in_(ids[start : start + CHUNK])
        _months(connection, some, 1)
        _cells(connection, some)
        spots.change(connection, some, 1)


def subtract(connection: Connection, ids: Sequence[str]) -> None:
    """Takes away events that will be deleted."""
    for start in range(0, len(ids), CHUNK):
        some = _OF.id.in_(ids[start : start + CHUNK])
        _months(connection, some, -1)
        spots.change(connection, some, -1)
    if ids:
        connection.execute(delete(tables.event_months).where(tables.event_months.c.n == 0))


def rebuild(connection: Connection) -> None:
    """Works out all sums anew."""
    for table in (tables.event_months, tables.event_cells, tables.event_spots):
        connection.execute(delete(table))
    _months(connection, true(), 1)
    _cells(connection, true())
    spots.change(connection, true(), 1)


def _months(connection: Connection, some: ColumnElement[bool], sign: int) -> None:
    of = tables.event_months
    countries: tuple[ColumnElement[Any], ...] = (func.coalesce(_OF.country, ""), literal(ALL, Text))
    types: tuple[ColumnElement[Any], ...] = (_OF.type, literal(ALL, Text))
    for country, type_ in product(countries, types):
        keys: list[ColumnElement[Any]] = [country, type_, month(_OF.start_date), month(_OF.end_date), _OF.review, _OF.main]
        query = select(*keys, *(total * sign for total in sums())).where(some).group_by(*NUMBERED[: len(keys)])
        _upsert(connection, of, query, KEYS, lambda new: {name: of.c[name] + new[name] for name in SUMS})


def _cells(connection: Connection, some: ColumnElement[bool]) -> None:
    high = _OF.radius_km / DEGREE_KM
    wide = case((_OF.east_km > 1, _OF.radius_km / _OF.east_km), else_=AROUND)
    around = case((func.abs(_OF.longitude) + wide >= AROUND, 2 * AROUND), else_=wide)
    edges = (func.min(_OF.latitude - high), func.max(_OF.latitude + high), func.min(_OF.longitude - around), func.max(_OF.longitude + around))
    query = select(_OF.cell, *edges).where(some, _OF.cell.is_not(None)).group_by(_OF.cell)
    of = tables.event_cells
    outer = {"south": _least, "north": _most, "west": _least, "east": _most}
    _upsert(connection, of, query, ("cell",), lambda new: {name: choose(of.c[name], new[name]) for name, choose in outer.items()})


def _least(one: Any, other: Any) -> ColumnElement[Any]:
    return case((one < other, one), else_=other)


def _most(one: Any, other: Any) -> ColumnElement[Any]:
    return case((one > other, one), else_=other)


def _upsert(connection: Connection, table: Table[Any], query: Any, keys: Sequence[str], change: Any) -> None:
    insert: Any = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = insert(table).from_select([column.name for column in table.c], query)
    connection.execute(statement.on_conflict_do_update(index_elements=list(keys), set_=change(statement.excluded)))


def answers(wanted: EventFilter, *by: Group | None) -> bool:
    """Whether `event_months` tells how many events of a filter there are: its days have to be those of whole months."""
    other = {name: getattr(wanted, name) for name in EventFilter.__slots__ if name not in ASKED and name not in PAGED}
    return (
        all(group is None or group in GROUPS for group in by) and all(value == getattr(EVERY, name) for name, value in other.items())
        and whole_months(wanted)
    )  # fmt: skip


def whole_months(wanted: EventFilter) -> bool:
    """Whether the days of a filter are those of whole months."""
    return (wanted.since is None or wanted.since.day == 1) and (wanted.until is None or (wanted.until + timedelta(1)).day == 1)


def counts(connection: Connection, wanted: EventFilter, by: Group, then_by: Group | None) -> list[tuple[Any, ...]]:
    """The keys and sums, for a filter that `answers` allows."""
    of = tables.event_months.c
    known = func.coalesce(func.nullif(of.first_month, ""), func.nullif(of.last_month, ""))
    keyed: dict[Group | None, ColumnElement[Any]] = {
        Group.MONTH: known, Group.YEAR: func.substr(known, 1, 4), Group.TYPE: of.type, Group.COUNTRY: func.nullif(of.country, ""), Group.REVIEW: of.review, None: literal(None, Text),
    }  # fmt: skip
    query = select(keyed[by].label("key"), keyed[then_by].label("then"), *(func.sum(of[name]) for name in SUMS)).where(*_where(wanted, by, then_by))
    return [tuple(row) for row in connection.execute(query.group_by(*NUMBERED[: 2 if then_by else 1]))]


def total(connection: Connection, wanted: EventFilter) -> int:
    """How many events of a filter there are that `answers` allows."""
    return connection.execute(select(func.coalesce(func.sum(tables.event_months.c.n), 0)).where(*_where(wanted))).scalar_one()


def _where(wanted: EventFilter, *by: Group | None) -> list[ColumnElement[bool]]:
    """As `filters` says it of events."""
    of = tables.event_months.c
    countries, types = ((*several, *((one,) if one is not None else ())) for several, one in ((wanted.countries, wanted.country), (wanted.types, wanted.type)))
    found: list[ColumnElement[bool]] = [column.in_(values) for column, values in ((of.country, countries), (of.type, types), (of.review, [str(one) for one in wanted.review])) if values]
    found += [of.country != ALL if Group.COUNTRY in by else of.country == ALL] if not countries else []
    found += [of.type != ALL if Group.TYPE in by else of.type == ALL] if not types else []
    if not wanted.review:
        found.append(of.review != ReviewState.REJECTED.value)
    if wanted.main_only or wanted.main is not None:
        found.append(of.main.is_(True if wanted.main_only else bool(wanted.main)))
    if wanted.since is not None:
        found.append(or_(of.last_month >= f"{wanted.since:%Y-%m}", and_(of.last_month == "", of.first_month != "")))
    if wanted.until is not None:
        found.append(or_(and_(of.first_month != "", of.first_month <= f"{wanted.until:%Y-%m}"), and_(of.first_month == "", of.last_month != "")))
    return found


def cells_meeting(connection: Connection, box: Box) -> Sequence[int]:
    """The cells of which an event may have been in a box."""
    of = tables.event_cells.c
    reach = box.east if box.east >= box.west else box.east + 2 * AROUND
    shifted = (and_(of.west <= reach + shift, of.east >= box.west + shift) for shift in (-2 * AROUND, 0, 2 * AROUND))
    return connection.scalars(select(of.cell).where(of.south <= box.north, of.north >= box.south, or_(*shifted))).all()
