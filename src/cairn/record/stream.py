"""Events by the million: in parts, each with the reports that tell of them, as text that another process can read.

Reading the values of events is most of the work of an export. So a part holds them as the record does, as JSON, and they are read where
they are needed; what most exports do not print, the evidence, is cut out before.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import Connection, Select, Text, or_, select, type_coerce

from cairn.model import ActorKind, Event, Organisation, Person
from cairn.record import pages, speakers, tables
from cairn.record.accounts import CHUNK
from cairn.record.reports import people
from cairn.record.values import Publication
from cairn.record.wanted import EventFilter

_EVIDENCE: Final = ',"evidence":'
_REPORTS: Final = ',"reports":'


@dataclass(frozen=True, slots=True)
class Part:
    """Some events as JSON, with the first publications of their reports and the persons that these name, by report.

    Without evidence a person has a name and is public or not, and nothing else; of those quoted only who speaks in these events is there.
    """

    values: tuple[str, ...]
    reports: Mapping[str, Publication]
    people: Mapping[str, tuple[Person, ...]]

    def events(self) -> list[Event]:
        """The events."""
        return [_reader().validate_json(value) for value in self.values]


def parts(connection: Connection, wanted: EventFilter, *, evidence: bool) -> Iterator[Part]:
    """Events in order, in parts of at most CHUNK."""
    ordered = pages.ids(connection, wanted)
    for start in range(0, len(ordered), CHUNK):
        yield _part(connection, ordered[start : start + CHUNK], evidence=evidence)


def _part(connection: Connection, some: list[str], *, evidence: bool) -> Part:
    held, members, told = tables.event_values.c, tables.event_accounts, tables.reports.c
    value = type_coerce(held.value, Text).label("json")
    values = {row[0]: row[1] for row in connection.execute(select(held.event_id, value).where(held.event_id.in_(some))).all()}
    of = select(tables.accounts.c.report_id).join_from(members, tables.accounts).where(members.c.event_id.in_(some))
    query = select(told.id, told.publisher, told.published, told.url, told.title, told.language).where(told.id.in_(of))
    reports = {row[0]: Publication(*row[1:]) for row in connection.execute(query).all()}
    named = people(connection, reports) if evidence else _named(connection, of, speakers.in_events(values.values()))
    found = (values[id_] for id_ in some)
    return Part(tuple(found) if evidence else tuple(map(without_evidence, found)), reports, named)


def _named(connection: Connection, reports: Select[Any], quoted: Mapping[str, frozenset[str]]) -> Mapping[str, tuple[Person, ...]]:
    found: dict[str, list[Person]] = {}
    of = tables.report_actors.c
    told = {name for names in quoted.values() for name in names}
    person = of.kind == ActorKind.PERSON.value
    query = select(of.report_id, of.name, of.public, of.actor, of.kind).where(of.report_id.in_(reports), or_(person, of.name.in_(told)) if told else person)
    bodies: dict[str, list[Organisation]] = {}
    for report, name, public, actor, kind in connection.execute(query).all():
        if kind == ActorKind.PERSON:
            found.setdefault(report, []).append(Person(name, public=public))
        else:
            bodies.setdefault(report, []).append(Organisation(name, (), actor, ActorKind(kind)))
    for report, names in quoted.items():
        listed = found.setdefault(report, [])
        listed += speakers.unlisted(names, [one.name for one in listed], bodies.get(report, ()))
    return {report: tuple(persons) for report, persons in found.items()}


def without_evidence(value: str) -> str:
    """An event's JSON without what stands behind its values, which is most of it. Within a JSON text a quotation mark that is no end
    of it has a stroke before it, so that a field's name with its marks stands nowhere else."""
    head, name, rest = value.partition(_EVIDENCE)
    return head + rest[rest.rindex(_REPORTS) :] if name else value


@cache
def _reader() -> TypeAdapter[Event]:
    return TypeAdapter(Event)
