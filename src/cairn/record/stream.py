"""Events by the million: in parts, each with the reports that tell of them, as text that another process can read.

Reading the values of events is most of the work of an export. So a part holds them as the record does, as JSON, and `events_of` reads
them where they are needed; what an export does not print, the evidence, is passed over.
"""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields, make_dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Text, func, select, type_coerce

from cairn.model import ActorKind, Event, Person
from cairn.record import tables
from cairn.record.accounts import CHUNK
from cairn.record.events import conditions
from cairn.record.reports import people
from cairn.record.values import EventFilter, Publication


@dataclass(frozen=True, slots=True)
class Part:
    """Some events as JSON, with the first publications of their reports and the persons that these name, by report.

    Without evidence a person has a name and is public or not, and nothing else.
    """

    values: tuple[str, ...]
    reports: Mapping[str, Publication]
    people: Mapping[str, tuple[Person, ...]]
    evidence: bool

    def events(self) -> list[Event]:
        """The events."""
        return events_of(self.values, evidence=self.evidence)


def ids(connection: Connection, wanted: EventFilter) -> list[str]:
    """The ids of events by their first known day (unknown last), then id."""
    columns = tables.events.c
    day = func.coalesce(columns.start_date, columns.end_date)
    query = select(columns.id).where(*conditions(wanted)).order_by(day.is_(None), day, columns.id)
    return list(connection.scalars(query.limit(wanted.limit).offset(wanted.offset)))


def parts(connection: Connection, wanted: EventFilter, *, evidence: bool) -> Iterator[Part]:
    """Events in order, in parts of at most CHUNK."""
    ordered = ids(connection, wanted)
    for start in range(0, len(ordered), CHUNK):
        yield _part(connection, ordered[start : start + CHUNK], evidence=evidence)


def _part(connection: Connection, some: list[str], *, evidence: bool) -> Part:
    columns = tables.events.c
    values: dict[str, str] = dict(
        connection.execute(select(columns.id, type_coerce(columns.value, Text).label("json")).where(columns.id.in_(some))).tuples().all()
    )
    members = tables.event_accounts
    of = select(tables.accounts.c.report_id).join_from(members, tables.accounts).where(members.c.event_id.in_(some)).distinct()
    reports = list(connection.scalars(of))
    found: dict[str, Publication] = {}
    told = tables.reports.c
    for start in range(0, len(reports), CHUNK):
        query = select(told.id, told.publisher, told.published, told.url, told.title, told.language).where(told.id.in_(reports[start : start + CHUNK]))
        found.update((row[0], Publication(*row[1:])) for row in connection.execute(query))
    named = people(connection, reports) if evidence else _named(connection, reports)
    return Part(tuple(values[id_] for id_ in some), found, named, evidence)


def _named(connection: Connection, reports: list[str]) -> Mapping[str, tuple[Person, ...]]:
    found: dict[str, tuple[Person, ...]] = {}
    of = tables.report_actors.c
    for start in range(0, len(reports), CHUNK):
        query = select(of.report_id, of.name, of.public).where(of.report_id.in_(reports[start : start + CHUNK]), of.kind == ActorKind.PERSON.value)
        for report, name, public in connection.execute(query):
            found[report] = (*found.get(report, ()), Person(name, public=public))
    return found


def events_of(values: tuple[str, ...], *, evidence: bool) -> list[Event]:
    """Events from their JSON, with or without what stands behind their values."""
    if evidence:
        return [_whole().validate_json(value) for value in values]
    lean, names = _lean()
    return [Event(**{name: getattr(one, name) for name in names}) for one in map(lean.validate_json, values)]


@cache
def _whole() -> TypeAdapter[Event]:
    return TypeAdapter(Event)


@cache
def _lean() -> tuple[TypeAdapter[Any], tuple[str, ...]]:
    """A reader of events that passes over their evidence, which is most of their text."""
    kept = [f for f in fields(Event) if f.name != "evidence"]
    shape = make_dataclass("LeanEvent", [(f.name, f.type, field(default=f.default) if f.default is not MISSING else field()) for f in kept])
    return TypeAdapter(shape), tuple(f.name for f in kept)
