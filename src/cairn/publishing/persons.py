"""Which persons are public: those whom a report shows in an office or at the head of a group. All others are private."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Self

from cairn.model import ActorKind, Coding, Event, Organisation, Participant, Person, Speaker
from cairn.publishing.naming import is_name, words_of
from cairn.publishing.speakers import names_nobody, private_names_in


@dataclass(frozen=True, slots=True)
class Persons:
    """The persons of one or more reports, by every name that the reports give them.

    A name that is public in one of the reports is public in all of them: what one report calls by name alone another shows in
    office. Ask only with the reports of one event: two persons of one name may be a minister in one place and a victim in another.
    """

    public: frozenset[str] = frozenset()
    private: frozenset[str] = frozenset()

    @classmethod
    def of(cls, people: Iterable[Person]) -> Self:
        """The persons that reports name (`Coding.people`), and those among their further speakers whose names read as persons'."""
        public: set[str] = set()
        private: set[str] = set()
        for one in people:
            if one.public:
                public.update((one.name, *one.aliases))
            else:
                private.update(private_names_in(one.name) if isinstance(one, Speaker) else (one.name, *one.aliases))
        return cls(frozenset(public), _without(private, public))

    @classmethod
    def of_coding(cls, coding: Coding) -> Self:
        """The persons of a report with all that was read out of it."""
        bodies = {name for one in coding.organisations if is_body(one) for name in (one.name, *one.aliases) if is_name(name)}
        found = cls.of(coding.people)
        found = replace(found, public=found.public | bodies, private=_without(found.private, bodies))
        for event in coding.events:
            found = found.with_event(event)
        return found.with_speakers([*(one.by for one in coding.attributions), *(one.said_by for one in coding.totals)])

    def __or__(self, other: "Persons") -> "Persons":
        public = self.public | other.public
        return Persons(public, _without(self.private | other.private, public))

    def with_event(self, event: Event) -> Self:
        """With the persons that take part in an event or speak of it and stand in none of the reports' lists: private, as nothing
        shows them in office."""
        hidden = [p for p in event.participants if p.kind is ActorKind.PERSON and self.hides(p.name)]
        unknown = {name for p in hidden for name in (p.name, p.surface) if name and is_name(name)} - self.private
        with_them = replace(self, private=_without(self.private | unknown, self.public)) if unknown else self
        said_by = {one.said_by for several in (event.evidence, event.casualties) for one in several}
        told = {name for name in said_by if name and private_names_in(name)}
        if not told:
            return with_them
        bodies = {p.name for p in event.participants if p.kind is not ActorKind.PERSON and (p.actor or p.kind is not ActorKind.UNKNOWN)}
        return with_them.with_speakers(told - bodies - {*event.reviewed_by})

    def with_speakers(self, speakers: Iterable[str | None]) -> Self:
        """With the speakers whose names read as private persons' and are not known to be public."""
        told = {name for one in {*speakers} - self.public if one for name in private_names_in(one)}
        unknown = _without(told, self.public) - self.private if told else told
        return replace(self, private=self.private | unknown) if unknown else self

    def is_private(self, participant: Participant) -> bool:
        """Whether a participant is a person who is no public figure; a mere description ("a senior commander") names nobody."""
        return participant.kind is ActorKind.PERSON and self.hides(participant.name)

    def hides(self, name: str) -> bool:
        """Whether a person's name is to be hidden: any that is not known to be public."""
        return is_name(name) and name not in self.public and words_of(name) not in _written(self.public) and not names_nobody(name)


#: Where the reports name nobody.
NO_PERSONS: Final = Persons()


def is_body(one: Organisation) -> bool:
    """Whether an organisation of a report is one by more than the words that a reader took for its name."""
    return one.actor is not None or one.kind is not ActorKind.UNKNOWN or not private_names_in(one.name)


def _written(names: Iterable[str]) -> set[tuple[str, ...]]:
    """Names as words, however they are written."""
    return {words_of(name) for name in names}


def _without(private: Iterable[str], public: Iterable[str]) -> frozenset[str]:
    known = _written(public)
    return frozenset(name for name in private if is_name(name) and words_of(name) not in known and not names_nobody(name))
