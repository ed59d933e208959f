"""What is told of events outside of the record: private persons' names left out."""

from collections.abc import Iterable

from cairn.model import Event
from cairn.publishing.masking import mask
from cairn.publishing.persons import Persons
from cairn.publishing.privacy import without_names
from cairn.record import Record


def shown(record: Record, event: Event) -> Event:
    """An event without the names of private persons."""
    return without_names(event, persons_of(record, event.reports))


def persons_of(record: Record, reports: Iterable[str]) -> Persons:
    """The persons that some reports name. A report that has gone meanwhile names nobody: then who takes part counts as private."""
    return Persons.of(person for people in record.people(reports).values() for person in people)


def masked(record: Record, text: str, reports: Iterable[str]) -> str:
    """A text beside some reports, such as a title, without the names of private persons."""
    return mask(text, persons_of(record, reports))
