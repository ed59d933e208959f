"""The names of accounts, as numbers: what their passages and events name, by which their scores are taken without the accounts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Self

import numpy as np
from rapidfuzz import process
from rapidfuzz.fuzz import ratio

from cairn.consolidation.passage import LETTERS, LOOSE
from cairn.consolidation.sets import Names, Numbering, Numbers, Sets
from cairn.consolidation.side import Side, state
from cairn.consolidation.traits import PIECES, Traits, bits, words_of
from cairn.model import Participant

_MOST_CELLS = 1 << 25
_PARTED = "\t"
_FILE = "names.bin"


@dataclass(frozen=True, slots=True)
class Part:
    """The names of some accounts."""

    words: tuple[str, ...]
    sets: tuple[Sets, ...]
    actors: tuple[str, ...]
    sides: Sets

    @classmethod
    def of(cls, sides: Sequence[Side]) -> Self:
        """The names of accounts that are ready to be compared."""
        words, sets = _numbers(
            [side.rare for side in sides], [_coded(side) for side in sides], [sorted(side.passage.names) for side in sides],
            [words_of(side.event.where.name) for side in sides], [words_of(side.event.where.surface) for side in sides],
        )  # fmt: skip
        actors, (who,) = _numbers([[_packed(actor) for actor in side.actors.values()] for side in sides])
        return cls(words, sets, actors, who)


def _numbers(*sets: Iterable[Sequence[str]]) -> tuple[tuple[str, ...], tuple[Sets, ...]]:
    number: dict[str, int] = {}
    found = tuple(Sets.of([number.setdefault(name, len(number)) for name in row] for row in rows) for rows in sets)
    return tuple(number), found


def _coded(side: Side) -> list[str]:
    return [word for words in side.coded.values() for word in words if len(word) >= LETTERS]


def _packed(actor: Participant) -> str:
    return _PARTED.join((actor.actor or "", state(actor) or "", actor.name))


def unpacked(actor: str) -> tuple[str, str, str]:
    """An actor's id in the registry, the state whose force it is, and its name; what it lacks is empty."""
    id_, land, name = actor.split(_PARTED, 2)
    return id_, land, name


@dataclass(frozen=True, slots=True)
class Held:
    """The names of all accounts: rare ones of their passages, words that are coded in their events, all names of their passages, the longer words of
    their places as these are called and as the text calls them, and their actors."""

    words: Names
    rare: Sets
    coded: Sets
    mentioned: Sets
    places: Sets
    surfaces: Sets
    actors: Names
    sides: Sets

    def save(self, folder: Path) -> None:
        """Writes them into a file of a folder."""
        with (folder / _FILE).open("wb") as file:
            for one in fields(self):
                value = getattr(self, one.name)
                for part in fields(value):
                    np.save(file, getattr(value, part.name))

    @classmethod
    def load(cls, folder: Path) -> Self:
        """What `save` wrote."""
        with (folder / _FILE).open("rb") as file:
            arrays = iter([np.load(file) for _ in range(2 * len(fields(cls)))])
        names, rare, coded, mentioned, places, surfaces, actors, sides = zip(arrays, arrays, strict=True)
        return cls(Names(*names), Sets(*rare), Sets(*coded), Sets(*mentioned), Sets(*places), Sets(*surfaces), Names(*actors), Sets(*sides))

    def mentions(self) -> Traits:
        """For each passage the bits of all words of places that one of its names may be a spelling of."""
        counts = self.mentioned.counts()
        found = np.zeros((len(counts), PIECES), dtype=np.uint64)
        some = np.flatnonzero(counts)
        if len(some):
            found[some] = np.bitwise_or.reduceat(self._places_by_name()[self.mentioned.held], self.mentioned.starts(some), axis=0)
        return found

    def _places_by_name(self) -> Traits:
        """For each word the bits of the places' words that it may be a spelling of: of the same first letter, and alike."""
        found = np.zeros((len(self.words.ends), PIECES), dtype=np.uint64)
        firsts = self.words.firsts()
        places, names = np.unique(np.concatenate((self.places.held, self.surfaces.held))), np.unique(self.mentioned.held)
        for letter in np.unique(firsts[places]).tolist():
            those, mine = (numbers[firsts[numbers] == letter] for numbers in (places, names))
            words = self.words.at(those)
            masks = np.array([bits(word) for word in words], dtype=np.uint64)
            step = max(1, _MOST_CELLS // len(words))
            for start in range(0, len(mine), step):
                part = mine[start : start + step]
                alike = process.cdist(self.words.at(part), words, scorer=ratio, score_cutoff=LOOSE, dtype=np.uint8)
                for row, column in zip(*np.nonzero(alike), strict=True):
                    found[part[row]] |= masks[column]
        return found


@dataclass(frozen=True, slots=True)
class Gathered:
    """The names of all accounts while their parts come in."""

    words: Numbering = field(default_factory=Numbering)
    actors: Numbering = field(default_factory=Numbering)

    def add(self, part: Part) -> None:
        """One part more."""
        self.words.add(part.words, part.sets)
        self.actors.add(part.actors, [part.sides])

    def held(self, order: Numbers | None = None) -> Held:
        """The names of all parts' accounts, of which there is one at least, in another order if one is given."""
        rare, coded, mentioned, places, surfaces = self.words.sets(order)
        (sides,) = self.actors.sets(order)
        return Held(Names.of(self.words.numbers), rare, coded, mentioned, places, surfaces, Names.of(self.actors.numbers), sides)
