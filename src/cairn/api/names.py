"""Names of private persons in what the API answers: left out, unless somebody who may see them asks for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from cairn.deriving.names import events_without_names, persons_of
from cairn.model import Event, Person
from cairn.publishing.masking import mask, mask_address
from cairn.publishing.persons import Persons
from cairn.publishing.privacy import without_names
from cairn.record import Change, Record, Source, StoredHead

NOBODY = Persons()


def events_shown(record: Record, events: Sequence[Event], *, private: bool) -> Sequence[Event]:
    """Events as they may be shown."""
    return events if private else events_without_names(record, events)


def persons_shown(record: Record, reports: Iterable[str], events: Iterable[Event], *, private: bool) -> Persons:
    """The persons whose names are to be masked beside some events and the reports that tell of them; nobody where names are asked for."""
    if private:
        return NOBODY
    found = persons_of(record, reports)
    for event in events:
        found = found.with_event(event)
    return found


def heads_shown(record: Record, heads: Sequence[StoredHead], *, private: bool, whole: bool) -> list[StoredHead]:
    """Heads of reports as they may be shown. A file that a report came from is named by its whole path only where `whole`: to who
    works on the machine itself."""
    people: Mapping[str, tuple[Person, ...]] = {} if private else record.people(head.id for head in heads)
    return [head_shown(head, Persons.of(people.get(head.id, ())), whole=whole) for head in heads]


def head_shown(head: StoredHead, persons: Persons, *, whole: bool) -> StoredHead:
    """One head."""
    source = place_shown(head.source, whole=whole)
    return replace(head, title=head.title and mask(head.title, persons), url=mask_address(head.url, persons), source=mask_address(source, persons))


def version_shown(one: Source, persons: Persons, *, whole: bool) -> Source:
    """A further publication of a text."""
    source = place_shown(one.source, whole=whole)
    return replace(one, title=one.title and mask(one.title, persons), url=mask_address(one.url, persons), source=mask_address(source, persons))


def place_shown(source: str | None, *, whole: bool) -> str | None:
    """Where a report came from; of a path its last part, unless `whole`."""
    return source if whole or source is None or "://" in source else source.replace("\\", "/").rsplit("/", 1)[-1]


def changes_shown(record: Record, changes: Sequence[Change], *, private: bool) -> list[Change]:
    """Rows of the history as they may be shown."""
    if private:
        return list(changes)
    people = record.people({report for change in changes if change.before for report in change.before.reports})
    return [_change_shown(change, people) for change in changes]


def _change_shown(change: Change, people: Mapping[str, tuple[Person, ...]]) -> Change:
    if change.before is None:
        return change
    persons = Persons.of(person for report in change.before.reports for person in people.get(report, ())).with_event(change.before)
    return replace(change, why=mask(change.why, persons), before=without_names(change.before, persons))
