"""The codebook: every row by its id, and the questions that the stages ask of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from cairn.codebook.event_type import EventType, Family
from cairn.codebook.lexicon import CueIndex, Qualifier, Vocabulary, longest_in
from cairn.codebook.rows import Entry
from cairn.codebook.values import KindRow, OutcomeRow, People, RoleRow, StatusRow, WeaponKind, WhenRow, WhereRow
from cairn.codebook.words import Inflections, fold, fold_phrase
from cairn.model import ActorKind, Outcome, Role, Status, WhenPrecision, WherePrecision

_Key = TypeVar("_Key", bound=str)
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of all rows, ready for look-up."""

    cues: CueIndex
    weapons: Vocabulary
    people: Vocabulary
    longest_cue: int
    statuses: Mapping[Status, re.Pattern[str]]
    outcomes: Mapping[Outcome, re.Pattern[str]]
    things: Vocabulary
    collectives: Vocabulary
    wars: re.Pattern[str]
    habits: re.Pattern[str]
    spared: re.Pattern[str]


@dataclass(frozen=True, slots=True, eq=False)
class Codebook:
    """The domain as data. Mappings keep the order of the files; `digest` is the SHA-256 of the files that were loaded."""

    types: Mapping[str, EventType]
    qualifiers: Mapping[str, Qualifier]
    roles: Mapping[Role, RoleRow]
    statuses: Mapping[Status, StatusRow]
    where: Mapping[WherePrecision, WhereRow]
    when: Mapping[WhenPrecision, WhenRow]
    weapons: Mapping[str, WeaponKind]
    people: Mapping[str, People]
    outcomes: Mapping[Outcome, OutcomeRow]
    kinds: Mapping[ActorKind, KindRow]
    inflections: Inflections
    lexicon: Lexicon
    digest: str

    def higher(self, a: str, b: str) -> str:
        """Which of two types names an event that fits both: the one of lower rank. UnknownType for an id that is no type."""
        return min(a, b, key=self.rank)

    def rank(self, type_id: str) -> int:
        """The rank of a type, lower is higher. UnknownType for an id that is no type."""
        return self.types[type_id].rank

    def cues(self) -> CueIndex:
        """Every form of every cue, folded (lower case, spaces for hyphens), with the types it tells and how surely.

        The surest type comes first; of equally sure ones the one that ranks higher.
        """
        return self.lexicon.cues

    def cues_of(self, phrase: str) -> tuple[tuple[str, float], ...]:
        """The types that a phrase tells: of itself where it is a cue, else of the longest cue in it; empty without one."""
        whole = self.lexicon.cues.get(fold_phrase(phrase))
        if whole is not None:
            return whole
        inner = longest_in(phrase, self.lexicon.cues, longest=self.lexicon.longest_cue)
        return () if inner is None else self.lexicon.cues[inner]

    def qualifiers_in(self, text: str, family: Family | None = None) -> tuple[tuple[str, int, int], ...]:
        """Each qualifier whose words stand in the text, with the offsets of the first of them.

        With the family of the event's type, only qualifiers that can be said of it.
        """
        return _qualifiers_in(self, text, family)

    def statuses_in(self, text: str) -> tuple[tuple[Status, int, int], ...]:
        """Each status at which words in the text point, with the offsets of the first of them."""
        return _first(self.lexicon.statuses, text)

    def outcomes_in(self, text: str) -> tuple[tuple[Outcome, int, int], ...]:
        """Each outcome of which words in the text speak, with the offsets of the first of them."""
        return _outcomes_in(self, text)

    def spared_in(self, text: str) -> tuple[int, int] | None:
        """Where words first stand that say of people that no harm came to them, or no more."""
        found = self.lexicon.spared.search(fold(text))
        return None if found is None else found.span()

    def names_thing(self, surface: str) -> bool:
        """Whether a phrase names a thing that is counted beside casualties ("nine coaches") and no people."""
        return self.lexicon.people.id_of(surface) is None and self.lexicon.things.id_of(surface) is not None

    def tells_of_war(self, text: str) -> bool:
        """Whether a sentence's figures are those of a war, an insurgency, a wave of violence as a whole."""
        return self.lexicon.wars.search(fold(text)) is not None

    def tells_habit(self, text: str) -> bool:
        """Whether words say that something is done again and again ("has repeatedly")."""
        return self.lexicon.habits.search(fold(text)) is not None

    def names_collective(self, surface: str) -> bool:
        """Whether a phrase names several people as one ("a crowd"), or a number of them ("a toll")."""
        return self.lexicon.collectives.id_of(surface) is not None

    def weapon_kind(self, surface: str) -> WeaponKind | None:
        """The kind of means that a phrase names; None where no word of it is in the codebook."""
        found = self.lexicon.weapons.id_of(surface)
        return None if found is None else self.weapons[found]

    def people_class(self, surface: str) -> People | None:
        """The class of the people that a phrase names; None where no word of it is in the codebook."""
        found = self.lexicon.people.id_of(surface)
        return None if found is None else self.people[found]

    def sections(self) -> Mapping[str, Mapping[str, Entry]]:
        """Every row, by the name of its section and its id."""
        return {
            "event type": self.types, "qualifier": self.qualifiers, "role": _texts(self.roles), "status": _texts(self.statuses),
            "precision of place": _texts(self.where), "precision of time": _texts(self.when), "weapon": self.weapons,
            "people": self.people, "outcome": _texts(self.outcomes), "kind of actor": _texts(self.kinds),
        }  # fmt: skip


@lru_cache(maxsize=256)  # the words of one report's events often stand in one sentence
def _qualifiers_in(codebook: Codebook, text: str, family: Family | None) -> tuple[tuple[str, int, int], ...]:
    fitting = (row for row in codebook.qualifiers.values() if family is None or family in row.families)
    return _first({row.id: row.pattern for row in fitting}, text)


@lru_cache(maxsize=1024)
def _outcomes_in(codebook: Codebook, text: str) -> tuple[tuple[Outcome, int, int], ...]:
    return _first(codebook.lexicon.outcomes, text)


def _texts(rows: Mapping[_Key, _Value]) -> Mapping[str, _Value]:
    return {str(key): row for key, row in rows.items()}


def _first(patterns: Mapping[_Key, re.Pattern[str]], text: str) -> tuple[tuple[_Key, int, int], ...]:
    folded = fold(text)
    found = ((key, pattern.search(folded)) for key, pattern in patterns.items())
    return tuple((key, *match.span()) for key, match in found if match)
