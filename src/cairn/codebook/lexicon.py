"""The codebook's words, with all their forms, ready for look-up in folded text."""

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cairn.codebook.event_type import Cues, EventType, Family
from cairn.codebook.rows import Entry
from cairn.codebook.values import QualifierRow
from cairn.codebook.words import Inflections, Words, fold, pattern_of

_WORD = re.compile(r"[\w']+")
CueIndex = Mapping[str, tuple[tuple[str, float], ...]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words that belong to one id each; `longest` is the number of words in the longest of them."""

    ids: Mapping[str, str]
    longest: int

    @classmethod
    def of(cls, nouns: Iterable[tuple[str, tuple[str, ...]]], *, inflections: Inflections) -> "Vocabulary":
        """The vocabulary of rows of an id and its nouns."""
        ids = {form: key for key, words in nouns for form in inflections.forms(Words(nouns=words))}
        return cls(MappingProxyType(ids), words_in_longest(ids))

    def id_of(self, surface: str) -> str | None:
        """The id of the longest entry in a phrase, of equally long ones the last, as English puts the head last."""
        found = longest_in(surface, self.ids, longest=self.longest)
        return None if found is None else self.ids[found]


@dataclass(frozen=True, slots=True)
class Qualifier(Entry):
    """What is said of an event beside its type; `weight` is how surely its words mean it, `families` what it can be said of."""

    weight: float
    families: frozenset[Family]
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, row: QualifierRow, *, inflections: Inflections) -> "Qualifier":
        """The qualifier of a row of the file."""
        pattern = pattern_for(row.words, inflections=inflections)
        return cls(row.id, row.name, row.definition, row.weight, frozenset(row.families), pattern)

    def search(self, text: str, family: Family) -> re.Match[str] | None:
        """Where its words first stand in a text about an event of this family; the match's offsets are the text's own."""
        return self.pattern.search(fold(text)) if family in self.families else None


def cue_index(types: Iterable[EventType], *, inflections: Inflections) -> CueIndex:
    """Each folded cue with the types that it tells, the surest first, of equally sure ones the one that ranks higher."""
    held: dict[str, dict[str, float]] = {}
    for kind in sorted(types, key=lambda kind: kind.rank):
        for cues in kind.cues:
            for form in inflections.forms(words_of(cues)):
                weights = held.setdefault(form, {})
                weights[kind.id] = max(cues.weight, weights.get(kind.id, 0.0))
    return MappingProxyType({cue: tuple(sorted(weights.items(), key=lambda pair: -pair[1])) for cue, weights in held.items()})


def longest_in(text: str, held: Container[str], *, longest: int) -> str | None:
    """The entry of most words that stands in a text, of equally long ones the last; None without one."""
    words = [word.removesuffix("'s").strip("'") for word in _WORD.findall(fold(text))]
    for size in range(min(longest, len(words)), 0, -1):
        for start in range(len(words) - size, -1, -1):
            phrase = " ".join(words[start : start + size])
            if phrase in held:
                return phrase
    return None


def words_in_longest(phrases: Iterable[str]) -> int:
    """The number of words in the longest of some phrases, 0 without any."""
    return max((phrase.count(" ") + 1 for phrase in phrases), default=0)


def words_of(cues: Cues) -> Words:
    """The cues without their weight."""
    return Words(cues.nouns, cues.verbs, cues.phrases)


def pattern_for(words: Words, *, inflections: Inflections) -> re.Pattern[str]:
    """The pattern that finds any form of the words in folded text."""
    return pattern_of(tuple(dict.fromkeys(inflections.forms(words))), words.patterns)
