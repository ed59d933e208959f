"""Actors over the whole record, counted from the events they take part in and the reports that name them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, Table, case, func, literal_column, or_, select, union, union_all

from cairn.model import ActorKind
from cairn.record import tables
from cairn.record.values import StoredActor

#: Written into the statement: a bound value would make two expressions of one in GROUP BY.
_PERSON: Final[ColumnElement[str]] = literal_column(f"'{ActorKind.PERSON.value}'")
_CHUNK: Final = 400  # names in one statement, twice; SQLite before 3.32 takes 999 values
_Face = tuple[str, str | None, str]


class _Days(NamedTuple):
    events: int
    first: date | None
    last: date | None


def actors(connection: Connection) -> tuple[StoredActor, ...]:
    """All actors, those of the most events first, then by name."""
    events, reports = _events(connection), _reports(connection)
    public = set(connection.scalars(select(_key(tables.report_actors)).where(tables.report_actors.c.public.is_(True))))
    found = []
    for key, (name, id_, kind) in _faces(connection).items():
        days = events.get(key, _Days(0, None, None))
        shown = kind != ActorKind.PERSON or key in public
        found.append(
            StoredActor(name, id_, ActorKind(kind), days.events, reports.get(key, 0), days.first, days.last, public=shown)
        )
    return tuple(sorted(found, key=lambda one: (-one.events, -one.reports, one.name, one.id or "")))


def naming(connection: Connection, asked: Iterable[str]) -> tuple[str, ...]:
    """The reports that name one of some actors, by id."""
    of, wanted = tables.report_actors.c, sorted(set(asked))
    found: set[str] = set()
    for start in range(0, len(wanted), _CHUNK):
        part = wanted[start : start + _CHUNK]
        found |= set(connection.scalars(select(of.report_id).where(or_(of.actor.in_(part), of.name.in_(part)))))
    return tuple(sorted(found))


def _key(table: Table[Any]) -> ColumnElement[str]:
    """A person is told apart by name: the registry's id beside it is of the group that the person belongs to."""
    return case((table.c.kind == _PERSON, table.c.name), else_=func.coalesce(table.c.actor, table.c.name))


def _faces(connection: Connection) -> Mapping[str, _Face]:
    """Each actor as it is most often shown."""
    seen = union_all(*(select(_key(t).label("key"), t.c.name, t.c.actor, t.c.kind) for t in _NAMED)).subquery()
    columns = seen.c.key, seen.c.name, seen.c.actor, seen.c.kind
    votes: defaultdict[str, Counter[_Face]] = defaultdict(Counter)
    for row in connection.execute(select(*columns, func.count()).group_by(*columns)):
        votes[row[0]][row[1], None if row[3] == ActorKind.PERSON else row[2], row[3]] += row[4]
    return {key: min(faces, key=lambda face: (-faces[face], face[0], face[2])) for key, faces in votes.items()}


_NAMED = (tables.event_actors, tables.report_actors)


def _events(connection: Connection) -> Mapping[str, _Days]:
    key, events = _key(tables.event_actors), tables.events.c
    first = func.min(func.coalesce(events.start_date, events.end_date))
    last = func.max(func.coalesce(events.end_date, events.start_date))
    query = select(key, func.count(tables.event_actors.c.event_id.distinct()), first, last).join_from(
        tables.event_actors, tables.events
    )
    return {row[0]: _Days(row[1], row[2], row[3]) for row in connection.execute(query.group_by(key))}


def _reports(connection: Connection) -> Mapping[str, int]:
    members = tables.event_accounts
    told = (
        select(_key(tables.event_actors).label("key"), tables.accounts.c.report_id)
        .join_from(tables.event_actors, members, tables.event_actors.c.event_id == members.c.event_id)
        .join(tables.accounts)
    )
    named = select(_key(tables.report_actors).label("key"), tables.report_actors.c.report_id)
    both = union(told, named).subquery()
    rows = connection.execute(select(both.c.key, func.count()).group_by(both.c.key))
    return {row[0]: row[1] for row in rows}
