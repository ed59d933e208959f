"""What is told of events outside of the record: private persons' names left out."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from cairn.errors import NotInRecord
from cairn.model import Event, Person
from cairn.publishing.masking import mask
from cairn.publishing.persons import Persons
from cairn.publishing.privacy import without_names
from cairn.record import Record


def shown(record: Record, event: Event) -> Event:
    """An event without the names of private persons."""
    return without_names(event, persons_of(record, event.reports))


def persons_of(record: Record, reports: Iterable[str]) -> Persons:
    """The persons that some reports name. A report that has gone meanwhile names nobody: then who takes part counts as private."""
    return reduce(or_, (Persons.of(_people(record, report)) for report in reports), Persons())


def masked(record: Record, text: str, reports: Iterable[str]) -> str:
    """A text beside some reports, such as a title, without the names of private persons."""
    return mask(text, persons_of(record, reports))


def _people(record: Record, report: str) -> tuple[Person, ...]:
    try:
        return record.coding(report).people
    except NotInRecord:
        return ()
