"""The codebook's words, with all their forms, ready for look-up in folded text."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cairn.codebook.event_type import Cues, EventType
from cairn.codebook.words import Inflections, Words, fold, pattern_of

CueIndex = Mapping[str, tuple[tuple[str, float], ...]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words that belong to one id each, with a pattern that finds them."""

    ids: Mapping[str, str]
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, nouns: Iterable[tuple[str, tuple[str, ...]]], *, inflections: Inflections) -> "Vocabulary":
        """The vocabulary of rows of an id and its nouns."""
        ids = {form: key for key, words in nouns for form in inflections.forms(Words(nouns=words))}
        return cls(MappingProxyType(ids), pattern_of(tuple(ids)))

    def id_of(self, surface: str) -> str | None:
        """The id of the longest word in a phrase, of equally long ones the last, for English puts the head last; None without one."""
        found = [re.sub(" +", " ", match.group()) for match in self.pattern.finditer(fold(surface))]
        return self.ids[max(reversed(found), key=len)] if found else None


def cue_index(types: Iterable[EventType], *, inflections: Inflections) -> CueIndex:
    """Each folded cue with the types that it tells, the surest first; of equally sure ones the one that ranks higher."""
    held: dict[str, dict[str, float]] = {}
    for kind in sorted(types, key=lambda kind: kind.rank):
        for cues in kind.cues:
            for form in inflections.forms(words_of(cues)):
                weights = held.setdefault(form, {})
                weights[kind.id] = max(cues.weight, weights.get(kind.id, 0.0))
    return MappingProxyType({cue: tuple(sorted(weights.items(), key=lambda pair: -pair[1])) for cue, weights in held.items()})


def words_of(cues: Cues) -> Words:
    """The cues without their weight."""
    return Words(cues.nouns, cues.verbs, cues.phrases)


def pattern_for(words: Words, *, inflections: Inflections) -> re.Pattern[str]:
    """The pattern that finds any form of the words in folded text."""
    return pattern_of(tuple(dict.fromkeys(inflections.forms(words))), words.patterns)
