"""Sets of names that accounts have, as numbers: compared for many pairs of accounts at once, each two names only once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Self

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Names:
    """Names by their numbers, as UTF-8 one after the other: a million of them are no million objects."""

    text: npt.NDArray[np.uint8]
    ends: Numbers

    @classmethod
    def of(cls, names: Iterable[str]) -> Self:
        """The names in their order."""
        encoded = [name.encode() for name in names]
        return cls(np.frombuffer(b"".join(encoded), dtype=np.uint8), np.cumsum([len(name) for name in encoded], dtype=np.int64))

    def at(self, numbers: Numbers) -> list[str]:
        """The names of these numbers."""
        starts = np.where(numbers > 0, self.ends[numbers - 1], 0)
        text = self.text
        return [text[start:end].tobytes().decode() for start, end in zip(starts.tolist(), self.ends[numbers].tolist(), strict=True)]

    def firsts(self) -> npt.NDArray[np.uint8]:
        """The first byte of each; of an empty one it is some other's."""
        lengths = self.lengths()
        found = np.zeros(len(self.ends), dtype=np.uint8)
        found[lengths > 0] = self.text[(self.ends - lengths)[lengths > 0]]
        return found

    def lengths(self) -> Numbers:
        """How many bytes each has."""
        return np.diff(self.ends, prepend=0)


@dataclass(frozen=True, slots=True)
class Sets:
    """For each account a set of numbers: they stand one account after the other, `ends` says where each account's end."""

    held: npt.NDArray[np.int32]
    ends: Numbers

    @classmethod
    def of(cls, sets: Iterable[Sequence[int]]) -> Self:
        """The sets in their order."""
        rows = list(sets)
        return cls(np.array([n for row in rows for n in row], dtype=np.int32), np.cumsum([len(row) for row in rows], dtype=np.int64))

    @classmethod
    def joined(cls, parts: Sequence["Sets"]) -> Self:
        """The sets of all parts, one part after the other."""
        counts = np.concatenate([np.empty(0, np.int64), *(part.counts() for part in parts)])
        return cls(np.concatenate([np.empty(0, np.int32), *(part.held for part in parts)]), np.cumsum(counts))

    def counts(self) -> Numbers:
        """How many each account has."""
        return np.diff(self.ends, prepend=0)

    def counts_of(self, numbers: Numbers) -> Numbers:
        """How many some accounts have."""
        return self.ends[numbers] - self.starts(numbers)

    def starts(self, numbers: Numbers) -> Numbers:
        """Where those of some accounts begin."""
        return np.where(numbers > 0, self.ends[numbers - 1], 0)

    def renumbered(self, numbers: Numbers) -> "Sets":
        """The same sets where a number is another one now."""
        return Sets(numbers[self.held].astype(np.int32), self.ends)

    def ordered(self, order: Numbers) -> "Sets":
        """The sets of the accounts in another order, or of some of them."""
        counts = self.counts_of(order)
        return Sets(self.held[_stretches(self.starts(order), counts)], np.cumsum(counts))


@dataclass(frozen=True, slots=True)
class Numbering:
    """Sets of several parts, each part with names of its own, as sets of one list of names. A name of many parts is held once."""

    numbers: dict[str, int] = field(default_factory=dict)
    parts: list[list[Sets]] = field(default_factory=list)

    def add(self, names: Sequence[str], sets: Sequence[Sets]) -> None:
        """One part more."""
        numbers = np.array([self.numbers.setdefault(name, len(self.numbers)) for name in names], dtype=np.int64)
        self.parts.append([one.renumbered(numbers) for one in sets])

    def sets(self, order: Numbers | None = None) -> list[Sets]:
        """The sets of all parts, in another order if one is given."""
        found = [Sets.joined(those) for those in zip(*self.parts, strict=True)]
        return found if order is None else [one.ordered(order) for one in found]


@dataclass(frozen=True, slots=True)
class Crossed:
    """Every name of one account with every name of another, for many pairs of accounts: `pair` says of which pair, `left` and `right` are
    the places of the two names among those of all pairs' first and second accounts, `one` and `other` the names' numbers."""

    pair: Numbers
    left: Numbers
    right: Numbers
    one: npt.NDArray[np.int32]
    other: npt.NDArray[np.int32]

    @classmethod
    def of(cls, first: Sets, i: Numbers, second: Sets, j: Numbers) -> Self:
        """The names of accounts `i` with those of accounts `j`."""
        mine, theirs = first.starts(i), second.starts(j)
        ci, cj = first.ends[i] - mine, second.ends[j] - theirs
        counts = ci * cj
        pair = np.repeat(np.arange(len(i)), counts)
        at = np.arange(len(pair)) - np.repeat(np.cumsum(counts) - counts, counts)
        x, y = np.divmod(at, cj[pair])
        return cls(pair, (np.cumsum(ci) - ci)[pair] + x, (np.cumsum(cj) - cj)[pair] + y, first.held[mine[pair] + x], second.held[theirs[pair] + y])

    def where(self, keep: Flags) -> "Crossed":
        """Some of them."""
        return Crossed(self.pair[keep], self.left[keep], self.right[keep], self.one[keep], self.other[keep])


def each_two(one: npt.NDArray[np.int32], other: npt.NDArray[np.int32], asked: Callable[[Numbers, Numbers], npt.NDArray[np.int8]]) -> npt.NDArray[np.int8]:
    """What `asked` says of every two numbers, of which it sees each two once, the smaller first."""
    keys, back = np.unique((np.minimum(one, other).astype(np.int64) << 32) | np.maximum(one, other), return_inverse=True)
    return asked(keys >> 32, keys & 0xFFFFFFFF)[back]


def _stretches(starts: Numbers, counts: Numbers) -> Numbers:
    """The numbers of several stretches, one after the other."""
    found: Numbers = np.arange(int(counts.sum())) + np.repeat(starts - (np.cumsum(counts) - counts), counts)
    return found
