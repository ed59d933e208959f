"""Events by the million: in parts, each with the reports that tell of them, as several processes read them at once.

A process that reads the record by itself sees it as another does while both have the same version. What most exports do not print, the
evidence, is cut out of the events' JSON before that is read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, Text, or_, select, type_coerce

from cairn.model import ActorKind, Event, Organisation, Person
from cairn.record import pages, speakers, tables, version
from cairn.record.accounts import CHUNK, parts
from cairn.record.address import Address
from cairn.record.columns import reader
from cairn.record.faults import told
from cairn.record.reports import people
from cairn.record.values import Publication
from cairn.record.wanted import EventFilter

_EVIDENCE: Final = ',"evidence":'
_REPORTS: Final = ',"reports":'


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

    def slices(self, wanted: EventFilter) -> list[list[str]]:
        """The ids of events in order, at most CHUNK in each slice."""
        with told(self._address):
            ordered = pages.ids(self._connection, wanted)
        return [ordered[start : start + CHUNK] for start in range(0, len(ordered), CHUNK)]

    def part(self, ids: Sequence[str], *, evidence: bool) -> Part:
        """Some events by their ids, in this order; without `evidence` without what stands behind their values, in half the time."""
        with told(self._address):
            return self._part(ids, evidence=evidence)

    def _part(self, ids: Sequence[str], *, evidence: bool) -> Part:
        held, report = tables.event_values.c, tables.reports.c
        asked = select(held.event_id, type_coerce(held.value, Text).label("json")).where(held.event_id.in_(ids))
        values: dict[str, str] = dict(self._connection.execute(asked).all())  # type: ignore[arg-type]  # rows of two
        read = reader(Event)
        events: tuple[Event, ...] = tuple(read(values[id_] if evidence else without_evidence(values[id_])) for id_ in ids)
        of = list({id_ for event in events for id_ in event.reports})
        reports: dict[str, Publication] = {}
        for some in parts(of):
            query = select(report.id, report.publisher, report.published, report.url, report.title, report.language).where(report.id.in_(some))
            reports |= {row[0]: Publication(*row[1:]) for row in self._connection.execute(query).all()}
        named = people(self._connection, reports) if evidence else _named(self._connection, of, speakers.in_events(values.values()))
        return Part(events, reports, named)


def _named(connection: Connection, reports: Sequence[str], quoted: Mapping[str, frozenset[str]]) -> Mapping[str, tuple[Person, ...]]:
    found: dict[str, list[Person]] = {}
    of = tables.report_actors.c
    speaking = {name for names in quoted.values() for name in names}
    person = of.kind == ActorKind.PERSON.value
    bodies: dict[str, list[Organisation]] = {}
    for some in parts(reports):
        query = select(of.report_id, of.name, of.public, of.actor, of.kind).where(of.report_id.in_(some), or_(person, of.name.in_(speaking)) if speaking else person)
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
    start = value.find(_EVIDENCE)
    return value if start < 0 else value[:start] + value[value.rindex(_REPORTS) :]
