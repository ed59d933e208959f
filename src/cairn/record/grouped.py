"""Events counted by their columns, none of them read whole."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Connection, case, func, select

from cairn.model import ActorKind, ReviewState, Role, WhenPrecision, WherePrecision
from cairn.record import tables
from cairn.record.filters import conditions
from cairn.record.wanted import EventFilter, Grouped

_OF: Final = tables.events.c
#: Columns of which an event has one value.
SINGLE: Final[Mapping[str, Column[Any]]] = {
    name: _OF[name] for name in ("start_date", "end_date", "type", "status", "country", "admin1", "place", "place_precision", "when_precision", "review", "main")
}
#: Names of which an event has several, by the roles that they stand in; with no role in any. Persons are not among them.
NAMED: Final[Mapping[str, tuple[Role, ...]]] = {"actor": (), "side_a": (Role.SIDE_A,), "side_b": (Role.SIDE_B,), "target": (Role.TARGET, Role.VICTIM)}
#: All fields that events can be grouped by.
GROUPED: Final = frozenset({*SINGLE, *NAMED})


def grouped(connection: Connection, wanted: EventFilter, fields: Sequence[str]) -> Iterator[Grouped]:
    """Events by the values of some fields, in no particular order; an event of several names counts for each, one of none for None.

    Without fields there is one group of all. Order and page of the filter play no part.
    """
    columns: list[ColumnElement[Any]] = []
    source: Any = tables.events
    for field in fields:
        if field in SINGLE:
            columns.append(SINGLE[field])
            continue
        of = tables.event_actors.c
        roles = [role.value for role in NAMED[field]]
        names = select(of.event_id, of.name).where(of.kind != ActorKind.PERSON.value, *([of.role.in_(roles)] if roles else [])).distinct().subquery()
        source = source.outerjoin(names, names.c.event_id == _OF.id)
        columns.append(names.c.name)
    query = select(*columns, *_sums()).select_from(source).where(*conditions(connection, wanted)).group_by(*columns)
    for row in connection.execute(query).all():
        values, numbers = row[: len(columns)], row[len(columns) :]
        yield Grouped(tuple(values), *(int(number or 0) for number in numbers))


def _sums() -> Iterator[ColumnElement[Any]]:
    low, best, high = _OF.killed_low, _OF.killed_best, _OF.killed_high
    likely, told = func.coalesce(best, low, 0), func.coalesce(low, best, high).is_not(None)
    yield func.count()
    for one in (told, told & high.is_(None)):
        yield func.sum(case((one, 1), else_=0))
    for toll in (func.coalesce(low, best, 0), likely, case((high > likely, high), else_=likely)):
        yield func.sum(toll)
    placed = _OF.place_precision.in_([WherePrecision.EXACT.value, WherePrecision.NEAR.value])
    for share in (placed, _OF.when_precision == WhenPrecision.DAY.value, _OF.review != ReviewState.UNREVIEWED.value):
        yield func.sum(case((share, 1), else_=0))
