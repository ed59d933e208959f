"""Events by the million: in parts, each with the reports that tell of them, as several processes read them at once.

A process that reads the record by itself sees it as another does while both have the same version. What most exports do not print, the
evidence, is cut out of the events' JSON before that is read.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from sqlalchemy import Connection, Text, cast, literal_column, select, type_coerce

from cairn.model import ActorKind, Event, Organisation, Person
from cairn.record import pages, speakers, tables, version
from cairn.record.accounts import CHUNK, parts
from cairn.record.address import Address
from cairn.record.bulk import rows_among
from cairn.record.columns import reader
from cairn.record.faults import told
from cairn.record.reports import people
from cairn.record.values import Publication
from cairn.record.wanted import EventFilter

_ACTOR: Final = tables.report_actors.c
_REPORT: Final = tables.reports.c
_A_PERSON: Final = literal_column(f"'{ActorKind.PERSON.value}'", Text)
_VALUES: Final = select(tables.event_values.c.event_id, type_coerce(tables.event_values.c.value, Text).label("json"))
_REPORTS: Final = select(_REPORT.id, _REPORT.publisher, cast(_REPORT.published, Text), _REPORT.url, _REPORT.title, _REPORT.language)
_PERSONS: Final = select(_ACTOR.report_id, _ACTOR.name, _ACTOR.public).where(_ACTOR.kind == _A_PERSON)
_BODIES: Final = select(_ACTOR.report_id, _ACTOR.name, _ACTOR.actor, _ACTOR.kind).where(_ACTOR.kind != _A_PERSON)
_EVIDENCE: Final = ',"evidence":'
_AFTER: Final = ',"reports":'


@dataclass(frozen=True, slots=True)
class Part:
    """Some events, with the first publications of their reports and the persons that these name, by report.

    Without evidence a person has a name and is public or not, and nothing else; of those quoted only who speaks in these events is there.
    """

    events: tuple[Event, ...]
    reports: Mapping[str, Publication]
    people: Mapping[str, tuple[Person, ...]]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The record as it stood at one moment: whatever is written meanwhile, all that is asked of it fits together. Raises RecordError."""

    _address: Address
    _connection: Connection

    @property
    def version(self) -> str:
        """Equal in two snapshots that show the same."""
        with told(self._address):
            return version.version(self._connection)

    def slices(self, wanted: EventFilter) -> Iterator[list[str]]:
        """The ids of events in order, at most CHUNK in each slice; found as they are asked for."""
        with told(self._address):
            ids = pages.each_id(self._connection, wanted)
            while some := list(islice(ids, CHUNK)):
                yield some

    def part(self, ids: Sequence[str], *, evidence: bool) -> Part:
        """Some events by their ids, in this order; without `evidence` without what stands behind their values, in half the time."""
        with told(self._address):
            return self._part(ids, evidence=evidence)

    def _part(self, ids: Sequence[str], *, evidence: bool) -> Part:
        values: dict[str, str] = dict(rows_among(self._connection, _VALUES, tables.event_values.c.event_id, ids))
        read = reader(Event)
        events: tuple[Event, ...] = tuple(read(values[id_] if evidence else without_evidence(values[id_])) for id_ in ids)
        of = list({id_ for event in events for id_ in event.reports})
        reports: dict[str, Publication] = {}
        for some in parts(of):
            for id_, publisher, day, *more in rows_among(self._connection, _REPORTS, _REPORT.id, some):
                reports[id_] = Publication(publisher, day and date.fromisoformat(day), *more)
        named = people(self._connection, reports) if evidence else _named(self._connection, of, speakers.in_events(values.values()))
        return Part(events, reports, named)


def _named(connection: Connection, reports: Sequence[str], quoted: Mapping[str, frozenset[str]]) -> Mapping[str, tuple[Person, ...]]:
    found: dict[str, list[Person]] = {}
    for some in parts(reports):
        for report, name, public in rows_among(connection, _PERSONS, _ACTOR.report_id, some):
            found.setdefault(report, []).append(Person(name, public=bool(public)))
    bodies = _bodies(connection, quoted) if quoted else {}
    for report, names in quoted.items():
        listed = found.setdefault(report, [])
        listed += speakers.unlisted(names, [one.name for one in listed], bodies.get(report, ()))
    return {report: tuple(persons) for report, persons in found.items()}


def _bodies(connection: Connection, quoted: Mapping[str, frozenset[str]]) -> Mapping[str, list[Organisation]]:
    """Who is quoted and no person, as reports list them."""
    found: dict[str, list[Organisation]] = {}
    for some in parts(list(quoted)):
        for report, name, actor, kind in rows_among(connection, _BODIES, _ACTOR.report_id, some):
            if name in quoted[report]:
                found.setdefault(report, []).append(Organisation(name, (), actor, ActorKind(kind)))
    return found


def without_evidence(value: str) -> str:
    """An event's JSON without what stands behind its values, which is most of it. Within a JSON text a quotation mark that is no end
    of it has a stroke before it, so that a field's name with its marks stands nowhere else."""
    start = value.find(_EVIDENCE)
    return value if start < 0 else value[:start] + value[value.rindex(_AFTER) :]
