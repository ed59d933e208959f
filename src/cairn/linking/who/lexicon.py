"""The words around names and the words for actors without one, made ready for look-up."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import TypeVar

from cairn.linking.who.entry import Branch
from cairn.linking.who.names import key
from cairn.linking.who.schema import GenericFile
from cairn.model import ActorKind

_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|d)?|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth")
_Value = TypeVar("_Value")
_COURT = "court"  # "the Supreme Court" is a state's, "a Sharia court" may be anybody's
_RULERS = frozenset({"government", "regime", "junta", "state", "coup"})
LONGEST = 5  # words in the longest phrase that is looked up


@dataclass(frozen=True, slots=True)
class Category:
    """A class of actors without a name. `echoes` is true where the bare word may mean an actor named before."""

    id: str
    name: str | None
    kind: ActorKind
    echoes: bool
    means: frozenset[ActorKind]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All phrases by their keys."""

    categories: Mapping[str, Category]
    forces: Mapping[str, Branch]
    after_state: frozenset[str]
    open_ended: frozenset[str]
    communal: Mapping[str, str]
    modifiers: frozenset[str]
    descriptions: frozenset[str]
    units: frozenset[str]
    members: frozenset[str]
    hedges: frozenset[str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    same_bonds: frozenset[str]
    other_bonds: frozenset[str]

    def __hash__(self) -> int:
        """One registry has one lexicon: what is remembered of words is remembered for it."""
        return id(self)

    @classmethod
    def of(cls, file: GenericFile) -> "Lexicon":
        """The lexicon of `generic.yaml`."""
        return cls(
            categories=_categories(file),
            forces=_by_key((word, Branch[name.upper()]) for name, words in file.forces for word in words),
            after_state=_keys(file.after_state),
            open_ended=_keys(file.open_ended),
            communal=_by_key((word, militia) for militia, words in file.communal.items() for word in words),
            modifiers=_keys(file.modifiers),
            descriptions=_keys((*file.modifiers, *file.descriptions)),
            units=_keys(file.units),
            members=_keys(file.members),
            hedges=_keys(file.hedges),
            definite=_keys(file.determiners.definite),
            indefinite=_keys(file.determiners.indefinite),
            same_bonds=_keys(file.bonds.same),
            other_bonds=_keys(file.bonds.other),
        )

    def force(self, tokens: Sequence[str]) -> Branch | None:
        """The branch that a phrase means ("special operations forces"); None where a word is neither force nor modifier."""
        phrase = self._force_phrase(tokens)
        if phrase is not None:
            return _either(self.forces, phrase)
        ends = {tokens[0], tokens[-1]} if tokens else set()
        return Branch.GOVERNMENT if ends & self.open_ended else None

    def bare_force(self, tokens: Sequence[str]) -> Branch | None:
        """The branch that a phrase means without a state's name: "army" does, "drones", "leaders", "force" (which is used) and "a court" do not."""
        if list(tokens) == ["force"] or self._force_phrase(tokens) in self.after_state or (tokens and tokens[-1] == _COURT and tokens[0] != _COURT):
            return None
        return self.force(tokens)

    def _force_phrase(self, tokens: Sequence[str]) -> str | None:
        for size in range(min(LONGEST, len(tokens)), 0, -1):
            phrase = " ".join(tokens[-size:])
            if _either(self.forces, phrase) is not None and self.qualifies(tokens[:-size]) and not _against_the_state(tokens):
                return phrase
        return None

    def category(self, tokens: Sequence[str]) -> tuple[Category, tuple[str, ...]] | None:
        """The category that a phrase ends in, and the words before it."""
        for size in range(min(LONGEST, len(tokens)), 0, -1):
            found = _either(self.categories, " ".join(tokens[-size:]))
            if found is not None:
                return found, tuple(tokens[:-size])
        return None

    def unit(self, tokens: Sequence[str]) -> bool:
        """Whether a phrase is a numbered military unit ("3rd Assault Brigade"), in any order of its words."""
        numbered = any(_ORDINAL.fullmatch(token) for token in tokens)
        named = any(" ".join(tokens[-size:]) in self.units for size in range(1, min(LONGEST, len(tokens)) + 1))
        return numbered and named

    def qualifies(self, tokens: Sequence[str]) -> bool:
        """Whether words change nothing about whose force it is."""
        return _all_in(tokens, self.modifiers)

    def describes(self, tokens: Sequence[str]) -> bool:
        """Whether words only describe people without a name: "Shi'ite", "far-right"."""
        return _all_in(tokens, self.descriptions)


def _against_the_state(tokens: Sequence[str]) -> bool:
    """Whether the words say that a force fights the government: "anti-government forces"."""
    return any(one == "anti" and other in _RULERS for one, other in pairwise(tokens))


def _all_in(tokens: Sequence[str], words: frozenset[str]) -> bool:
    left = list(tokens)
    while left:
        size = next((n for n in (3, 2, 1) if " ".join(left[:n]) in words), 0)
        if not size:
            return False
        left = left[size:]
    return True


def _either(words: Mapping[str, _Value], phrase: str) -> _Value | None:
    """What stands for a phrase, or for its other number: "intelligence officer" as "intelligence officers"."""
    other = phrase.removesuffix("s") if phrase.endswith("s") else f"{phrase}s"
    found = words.get(phrase)
    return words.get(other) if found is None else found


def _categories(file: GenericFile) -> Mapping[str, Category]:
    made = {
        row.id: Category(row.id, row.name, row.kind, row.known == "always", frozenset(row.means)) for row in file.categories
    }
    words = ((word, row) for row in file.categories for word in (*row.words, row.name) if word)
    return _by_key((word, made[row.id]) for word, row in words)


def _by_key(pairs: Iterable[tuple[str, _Value]]) -> Mapping[str, _Value]:
    return MappingProxyType({key(word): value for word, value in pairs})


def _keys(words: Iterable[str]) -> frozenset[str]:
    return frozenset(key(word) for word in words)
