"""The scores of many pairs of accounts at once, by their traits and by the names in them, without the accounts themselves.

`Bound` takes names, sides and named places at their best; here they are compared as the score compares them, each two names once. What cannot be told from
numbers (persons, copies, places far from each other, places that the gazetteer does not know) is left at its
best, and the pair is called unsure: only such a pair has to be scored by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.fuzz import ratio

from cairn.consolidation.alike import one_actor
from cairn.consolidation.bound import NEVER, Bound, Flags, Floats, Numbers, may_name, sides_most
from cairn.consolidation.held import Held, unpacked
from cairn.consolidation.passage import LETTERS, LIKE, LOOSE
from cairn.consolidation.reason import DECIMALS, ROUNDING
from cairn.consolidation.sets import Crossed, each_two
from cairn.consolidation.weights import best_names, weights

#: Names that are compared at once.
AT_ONCE = 1 << 19
#: What two actors have to do with each other.
_NOTHING, _ONE_STATE, _ONE_ACTOR = 0, 1, 2
#: And two words.
_SPELT_LOOSELY, _SPELT_ALIKE = 1, 2


@dataclass(slots=True)
class Exact:
    """The scores between accounts with these traits and names."""

    bound: Bound
    held: Held
    _firsts: npt.NDArray[np.uint8] = field(init=False)
    _lengths: Numbers = field(init=False)
    _actors: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._firsts, self._lengths = self.held.words.firsts(), self.held.words.lengths()

    def scores(self, i: Numbers, j: Numbers, least: float = NEVER) -> tuple[Numbers, Numbers, Floats, Flags]:
        """The pairs whose score may reach `least`, their scores, and whether these are sure; an unsure one is the most that it can be."""
        parts = [self._scores(i[some], j[some], least) for some in self._some(i, j)]
        if not parts:
            return i, j, np.empty(0), np.empty(0, dtype=bool)
        one, other, value, sure = (np.concatenate(columns) for columns in zip(*parts, strict=True))
        return one, other, value, sure

    def _some(self, i: Numbers, j: Numbers) -> Iterator[slice]:
        """Pairs with so many names between them that they can be compared at once."""
        h = self.held
        mine, theirs = (h.mentioned.counts_of(n) + h.coded.counts_of(n) for n in (i, j))
        reach = np.cumsum(mine * theirs + 1)
        start = 0
        while start < len(i):
            done = int(reach[start - 1]) if start else 0
            end = max(start + 1, int(np.searchsorted(reach, done + AT_ONCE, side="right")))
            yield slice(start, end)
            start = end

    def _scores(self, i: Numbers, j: Numbers, least: float) -> tuple[Numbers, Numbers, Floats, Flags]:
        value = self.bound.most(i, j)
        sure = np.ones(len(i), dtype=bool)
        left = np.flatnonzero(value > NEVER)
        sure[left] = self.bound.sure(i[left], j[left])
        weight, known = self._sides(i[left], j[left])
        value[left] += weight + self._places(i[left], j[left])
        sure[left] &= known
        rare = self.bound.traits["rare"]
        left = np.flatnonzero((value > NEVER) & rare[i] & rare[j])
        value[left] -= best_names()
        value[left] += self._names(i[left], j[left], least - value[left])
        value = np.round(value, DECIMALS)
        keep = value >= least - ROUNDING
        return i[keep], j[keep], value[keep], sure[keep]

    def _sides(self, i: Numbers, j: Numbers) -> tuple[Floats, Flags]:
        """What sides weigh above what the bound took them for, and whether that is sure: with several names of one actor on one side it is not."""
        t, w = self.bound.traits, weights()["sides"]
        weight, sure = np.zeros(len(i)), np.ones(len(i), dtype=bool)
        at = np.flatnonzero((t["actors"][i] > 0) & (t["actors"][j] > 0))
        i, j = i[at], j[at]
        crossed = Crossed.of(self.held.sides, i, self.held.sides, j)
        related = each_two(crossed.one, crossed.other, self._related)
        one = crossed.where(related == _ONE_ACTOR)
        mine, theirs = (np.bincount(one.pair[np.unique(side, return_index=True)[1]], minlength=len(i)) for side in (one.left, one.right))
        states = np.bincount(crossed.pair[related == _ONE_STATE], minlength=len(i)) > 0
        shared = np.where(mine > 1, w["several"], w["one"])
        found = np.where(mine > 0, shared, np.where(states, w["one_state"], w["none"]))
        weight[at] = found - sides_most(t, i, j)
        sure[at] = (mine > 1) == (theirs > 1)
        return weight, sure

    def _places(self, i: Numbers, j: Numbers) -> Floats:
        """What a place weighs, named in the other's report, above what the bound took it for."""
        t = self.bound.traits
        weight = np.zeros(len(i))
        at = np.flatnonzero(may_name(t, i, j))
        a, b = i[at], j[at]
        weight[at] = np.where(self._named(a, b) | self._named(b, a), 0.0, -weights()["place"]["named"])
        return weight

    def _named(self, i: Numbers, j: Numbers) -> Flags:
        """As `worded.named` has it, the places of accounts `i` in the passages of `j`."""
        h = self.held
        crossed = Crossed.of(h.places, i, h.mentioned, j)
        alike = self._likeness(crossed.one, crossed.other)
        short = self._lengths[crossed.one] <= LETTERS
        found = np.unique(crossed.left[(alike == _SPELT_ALIKE) | (short & (alike == _SPELT_LOOSELY))])
        words = h.places.counts_of(i)
        of = np.repeat(np.arange(len(i)), words)
        named: Flags = (words > 0) & (np.bincount(of[found], minlength=len(i)) == words)
        return named

    def _related(self, one: Numbers, other: Numbers) -> npt.NDArray[np.int8]:
        keys = ((one << 32) | other).tolist()
        new = [n for n, key in enumerate(keys) if key not in self._actors]
        first, second = (self.held.actors.at(numbers[new]) for numbers in (one, other))
        self._actors |= {keys[n]: _related(x, y) for n, x, y in zip(new, first, second, strict=True)}
        return np.array([self._actors[key] for key in keys], dtype=np.int8)

    def _names(self, i: Numbers, j: Numbers, wanted: Floats) -> Floats:
        """As `worded.names` has it, where it may reach what is wanted."""
        crossed = Crossed.of(self.held.rare, i, self.held.rare, j)
        found = np.zeros(len(i))
        found[crossed.pair[self._alike(crossed.one, crossed.other)]] = weights()["names"]["shared"]
        open_ = np.flatnonzero(found >= wanted - ROUNDING)
        found[open_] = self._names_not_coded(i[open_], j[open_])
        return found

    def _names_not_coded(self, i: Numbers, j: Numbers) -> Floats:
        w, rare = weights()["names"], self.held.rare
        mine, theirs = self._own(i, j), self._own(j, i)
        some = [np.bincount(np.repeat(np.arange(len(n)), rare.counts_of(n))[own], minlength=len(n)) > 0 for n, own in ((i, mine), (j, theirs))]
        found = np.where(some[0] & some[1], w["none"], 0.0)
        crossed = Crossed.of(rare, i, rare, j)
        crossed = crossed.where(mine[crossed.left] & theirs[crossed.right])
        found[crossed.pair[self._alike(crossed.one, crossed.other)]] = w["shared"]
        return found

    def _own(self, i: Numbers, j: Numbers) -> Flags:
        """Which rare names of accounts `i`, one account after the other, are coded in none of the events of `j`."""
        own = np.ones(int(self.held.rare.counts_of(i).sum()), dtype=bool)
        crossed = Crossed.of(self.held.rare, i, self.held.coded, j)
        own[crossed.left[self._alike(crossed.one, crossed.other)]] = False
        return own

    def _alike(self, one: npt.NDArray[np.int32], other: npt.NDArray[np.int32]) -> Flags:
        """As `passage.like_any` has it."""
        found: Flags = self._likeness(one, other) == _SPELT_ALIKE
        return found

    def _likeness(self, one: npt.NDArray[np.int32], other: npt.NDArray[np.int32]) -> npt.NDArray[np.int8]:
        found = np.where(one == other, _SPELT_ALIKE, _NOTHING).astype(np.int8)
        x, y = self._lengths[one], self._lengths[other]
        near = np.flatnonzero((one != other) & (self._firsts[one] == self._firsts[other]) & (200 * np.minimum(x, y) >= LOOSE * (x + y)))
        found[near] = each_two(one[near], other[near], self._spelt)
        return found

    def _spelt(self, one: Numbers, other: Numbers) -> npt.NDArray[np.int8]:
        if not len(one):
            return np.empty(0, dtype=np.int8)
        found = process.cpdist(self.held.words.at(one), self.held.words.at(other), scorer=ratio, score_cutoff=LOOSE)
        return np.where(found >= LIKE, _SPELT_ALIKE, np.where(found >= LOOSE, _SPELT_LOOSELY, _NOTHING)).astype(np.int8)


def _related(x: str, y: str) -> int:
    (one, land, name), (other, its, another) = unpacked(x), unpacked(y)
    if one_actor(one, name, other, another):
        return _ONE_ACTOR
    return _ONE_STATE if land and land == its else _NOTHING
