"""Values without the names of private persons: the one way in which events and codings leave Cairn.

    persons = Persons.of(coding.people)              who is public and who is not, from the reports of one event
    without_names(event, persons)                    names become "a private person", in quotes each letter becomes █
    coding_without_names(coding)                     the same for a whole report, its text too; private persons leave its lists
    masking.mask(text, persons)                      a text or a title beside them

Pure functions. Who asks for the names leaves these out.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from enum import Enum
from functools import cache
from operator import is_
from types import UnionType
from typing import Any, Final, TypeVar, get_type_hints

from cairn.model import (
    KNOWLEDGE,
    ActorKind,
    Attribution,
    Coding,
    Event,
    Evidence,
    Organisation,
    Participant,
    Person,
    Place,
    Relation,
    ReportHead,
)
from cairn.publishing.masking import Hiding, hiding
from cairn.publishing.naming import words_of
from cairn.publishing.persons import Persons, is_body

PRIVATE_PERSON: Final = "a private person"
T = TypeVar("T")

#: Strings that are a report's own words: masked in place. Other strings that are wholly a name become PRIVATE_PERSON.
_WORDS: Final = frozenset({"quote", "text", "title", "surface", "phrase"})
_ADDRESSES: Final = frozenset({"url", "source"})
#: Strings that are no person's, though a word of them may look so: ids, codes, rules, and the names of what is no person.
_KEPT: Final[Mapping[type, frozenset[str]]] = {
    Event: frozenset({"id", "type", "reports", "qualifiers"}),
    Evidence: frozenset({"field", "report"}),
    Organisation: frozenset({"name", "aliases", "actor"}),
    Place: frozenset({"name", "country", "admin1", "admin2", "gazetteer_id"}),
    ReportHead: frozenset({"id", "language", "sha256"}),
    Attribution: frozenset(),
}
#: Types of values that hold no name.
_NAMELESS: Final = frozenset({type(None), bool, int, float, date})
_NEVER: Final = frozenset({"actor", "kind", "reader", "field"})


def without_names(event: Event, persons: Persons = Persons()) -> Event:  # noqa: B008 - frozen
    """The event without the names of private persons; itself where it has none.

    `persons` are those of the reports that tell of it; without them every person who takes part counts as private.
    """
    known = persons.with_event(event)
    return _veiled(event, hiding(known)) if known.private else event


def coding_without_names(coding: Coding) -> Coding:
    """A report's coding without the names of private persons: they leave the lists of people and relations, their words the text.

    The report's id stays the hash of the text as it was published.
    """
    persons = Persons.of_coding(coding)
    if not persons.private:
        return coding
    people = tuple(one for one in coding.people if one.public)
    relations = tuple(
        one for one in coding.relations if not (_is_private(one.subject, persons) or _is_private(one.object, persons))
    )
    organisations = tuple(one for one in coding.organisations if is_body(one) or not _is_private(one.name, persons))
    return _veiled(replace(coding, people=people, relations=relations, organisations=organisations), hiding(persons))


def name_of(participant: Participant, persons: Persons = Persons()) -> str:  # noqa: B008 - frozen
    """A participant's name as it may be shown."""
    return PRIVATE_PERSON if persons.is_private(participant) else participant.name


def speaker_of(said_by: str | None, persons: Persons) -> str | None:
    """A speaker's name as it may be shown; what is said of a speaker beside the name stays."""
    return None if said_by is None else _string(said_by, hiding(persons))


def shown(value: T, persons: Persons) -> T:
    """Any value of the model (an account, a claim's value, a relation) as it may be shown beside these persons."""
    return _veiled(value, hiding(persons)) if persons.private and hasattr(type(value), "__dataclass_fields__") else value


def _is_private(name: str, persons: Persons) -> bool:
    return words_of(name) in hiding(persons).private


def _string(text: str, hidden: Hiding) -> str:
    if not hidden.may_stand_in(text):
        return text
    return PRIVATE_PERSON if words_of(text) in hidden.private else hidden.mask(text)


def _veiled(value: T, hidden: Hiding) -> T:
    """A value of the model with every string in it as it may be shown."""
    kept = _own_names(value) if isinstance(value, Participant | Person | Relation) else ()
    changed: dict[str, Any] = {}
    for name in _names(type(value)):  # type: ignore[arg-type]
        old = getattr(value, name)
        if old and name not in kept and old is not (new := _shown(name, old, hidden)):
            changed[name] = new
    return replace(value, **changed) if changed else value  # type: ignore[type-var]


def _own_names(value: Participant | Person | Relation) -> frozenset[str]:
    """The names of those who are no private persons."""
    if isinstance(value, Participant):
        return frozenset({"name"}) if value.kind is not ActorKind.PERSON else frozenset()
    return frozenset({"name", "aliases"}) if isinstance(value, Person) else frozenset({"subject", "object"})


def _shown(name: str, value: Any, hidden: Hiding) -> Any:
    if isinstance(value, str):
        if isinstance(value, Enum):
            return value
        if name in _ADDRESSES:
            return hidden.address(value)
        if name == "rule":  # a name of a rule, but for what a reviewer wrote
            return hidden.mask(value) if value.startswith(KNOWLEDGE) else value
        return hidden.mask(value) if name in _WORDS else _string(value, hidden)
    if isinstance(value, tuple):
        found = tuple([_shown(name, one, hidden) for one in value])
        return value if all(map(is_, found, value)) else found
    return _veiled(value, hidden) if hasattr(type(value), "__dataclass_fields__") else value


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """The fields of a type that may hold a name."""
    kept = _KEPT.get(kind, frozenset()) | _NEVER
    types = get_type_hints(kind)
    return tuple(field.name for field in fields(kind) if field.name not in kept and not _nameless(types[field.name]))


def _nameless(kind: Any) -> bool:
    """Whether a type or each of a union has values that hold no name."""
    if isinstance(kind, UnionType):
        return all(map(_nameless, kind.__args__))
    return kind in _NAMELESS or (isinstance(kind, type) and issubclass(kind, Enum))
