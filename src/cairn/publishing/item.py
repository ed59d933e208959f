"""What a format writes from: an event with its sources and its dead, and what is the same for all events of a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Final

from cairn.codebook import Codebook
from cairn.model import Count, Event, Outcome, Participant, Person, Place, Role, WherePrecision, total
from cairn.publishing.masking import mask, mask_address
from cairn.publishing.persons import NO_PERSONS, Persons
from cairn.publishing.privacy import shown

NOBODY_KNOWN: Final = Count()
A_REVIEWER: Final = "a reviewer"


@dataclass(frozen=True, slots=True)
class Source:
    """A report that tells of an event, as it is cited."""

    report: str
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    title: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """What a registry knows of an actor: its country (ISO 3166-1 alpha-2) and its ids in other data sets ("ucdp", "wikidata")."""

    country: str | None = None
    codes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Context:
    """What is the same for all events of a file. `at` is when it was made, UTC."""

    codebook: Codebook
    at: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    actors: Mapping[str, Identity] = field(default_factory=dict)
    private_names: bool = False
    version: str = ""

    def identity(self, participant: Participant | None) -> Identity:
        """What the registry knows of a participant."""
        found = self.actors.get(participant.actor) if participant is not None and participant.actor else None
        return found or Identity()


@dataclass(frozen=True, slots=True)
class Item:
    """An event as it may be shown, with the reports that tell of it. `killed` is the whole toll; unknown bounds are None."""

    event: Event
    sources: tuple[Source, ...] = ()
    killed: Count = NOBODY_KNOWN

    @property
    def publishers(self) -> tuple[str, ...]:
        """The names of those who published the reports, each once."""
        return tuple(dict.fromkeys(s.publisher for s in self.sources if s.publisher))

    @property
    def best(self) -> int | None:
        """The dead as one number: the best figure, else the lowest."""
        return self.killed.best if self.killed.best is not None else self.killed.low

    def first(self, *roles: Role) -> Participant | None:
        """The first participant in the first of some roles that is filled."""
        return next((p for role in roles for p in self.event.participants if p.role is role), None)

    def names(self, *roles: Role) -> tuple[str, ...]:
        """The names in some roles, each once."""
        return tuple(dict.fromkeys(p.name for role in roles for p in self.event.participants if p.role is role))


def item_of(event: Event, sources: tuple[Source, ...], people: Mapping[str, tuple[Person, ...]], *, private_names: bool) -> Item:
    """An event as a file shows it; without the names of private persons unless they were asked for."""
    if private_names:
        return Item(event, sources, total(event.casualties, Outcome.KILLED) or NOBODY_KNOWN)
    named = [person for report in event.reports for person in people.get(report, ())]
    persons = (Persons.of(named) if named else NO_PERSONS).with_event(event)
    if not persons.private:  # as most
        return Item(_without_reviewers(event), sources, total(event.casualties, Outcome.KILLED) or NOBODY_KNOWN)
    told = tuple(replace(s, url=mask_address(s.url, persons), title=s.title and mask(s.title, persons)) for s in sources)
    return Item(_without_reviewers(shown(event, persons)), told, total(event.casualties, Outcome.KILLED) or NOBODY_KNOWN)


def _without_reviewers(event: Event) -> Event:
    """A reviewer's name is for colleagues: what a person corrected is told as "a reviewer" says it."""
    if not event.reviewed_by:
        return event
    by = set(event.reviewed_by)
    evidence = tuple(replace(e, said_by=A_REVIEWER) if e.said_by in by else e for e in event.evidence)
    casualties = tuple(replace(c, said_by=A_REVIEWER) if c.said_by in by else c for c in event.casualties)
    return replace(event, evidence=evidence, casualties=casualties, reviewed_by=())


def exact(where: Place) -> bool:
    """Whether a place is a point that somebody could go to."""
    return where.latitude is not None and where.precision in (WherePrecision.EXACT, WherePrecision.NEAR)
