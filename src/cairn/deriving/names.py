"""Names of private persons in what is shown of a record: the record says who is public, `cairn.publishing.privacy` leaves the others out."""

from collections.abc import Iterable, Sequence

from cairn.model import Event
from cairn.publishing.persons import Persons
from cairn.publishing.privacy import without_names
from cairn.record import Record


def persons_of(held: Record, reports: Iterable[str]) -> Persons:
    """The persons that some reports name."""
    return Persons.of(person for people in held.people(reports).values() for person in people)


def events_without_names(held: Record, events: Sequence[Event]) -> tuple[Event, ...]:
    """Events without the names of persons whom none of their reports shows in office or at the head of a group."""
    people = held.people({report for event in events for report in event.reports})
    return tuple(
        without_names(event, Persons.of(person for report in event.reports for person in people.get(report, ())))
        for event in events
    )
