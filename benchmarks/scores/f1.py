"""Precision, recall and F1 of what was found against what is gold, in per cent."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were found, how many are gold, and how many of either are right. Of nothing found precision is 0, of nothing gold
    recall is 0, and where both are nothing everything is 100: there was nothing to find and nothing was.

    >>> Tally(right=2, found=4, gold=2).f1
    66.66666666666667
    """

    right: int = 0
    found: int = 0
    gold: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.right <= min(self.found, self.gold):
            raise ValueError(f"{self.right} right of {self.found} found and {self.gold} gold: expected no more than either")

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.right + other.right, self.found + other.found, self.gold + other.gold)

    @property
    def empty(self) -> bool:
        """Whether nothing was found and nothing is gold."""
        return not self.found and not self.gold

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return 100.0 if self.empty else 100.0 * self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what is gold that was found."""
        return 100.0 if self.empty else 100.0 * self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 100.0 if self.empty else 200.0 * self.right / (self.found + self.gold)

    def shown(self) -> dict[str, float]:
        """The three scores and the number of gold items, as they are printed."""
        return {"precision": rounded(self.precision), "recall": rounded(self.recall), "f1": rounded(self.f1), "gold": self.gold}


def rounded(score: float) -> float:
    """A score as it is printed."""
    return round(score, 2)


def percent(right: int, of: int) -> float:
    """A share in per cent, 0 of nothing."""
    return rounded(100.0 * right / of) if of else 0.0


def of_sets(found: AbstractSet[T], gold: AbstractSet[T]) -> Tally:
    """The tally of two sets of items that are the same or not."""
    return Tally(len(found & gold), len(found), len(gold))


def of_pairs(found: Sequence[T], gold: Sequence[T], same: Callable[[T, T], bool]) -> Tally:
    """The tally of items that are the same by a rule; each is counted as right once, with the first that is still free."""
    free, right = list(gold), 0
    for item in found:
        match = next((i for i, other in enumerate(free) if same(item, other)), None)
        if match is not None:
            del free[match]
            right += 1
    return Tally(right, len(found), len(gold))


def by_key(found: Iterable[T], gold: Iterable[T], key: Callable[[T], str]) -> dict[str, Tally]:
    """A tally of sets for every key that occurs on either side."""
    ours, theirs = _grouped(found, key), _grouped(gold, key)
    return {
        name: of_sets(ours.get(name, frozenset()), theirs.get(name, frozenset()))
        for name in sorted(ours.keys() | theirs.keys())
    }


def _grouped(items: Iterable[T], key: Callable[[T], str]) -> dict[str, set[T]]:
    groups: dict[str, set[T]] = {}
    for item in items:
        groups.setdefault(key(item), set()).add(item)
    return groups


def of_labels(found: Sequence[str], gold: Sequence[str]) -> dict[str, Tally]:
    """A tally for every label where each item has exactly one."""
    rows: Iterable[tuple[int, str]] = enumerate(gold)
    ours: Iterable[tuple[int, str]] = enumerate(found)
    if len(found) != len(gold):
        raise ValueError(f"{len(found)} labels found for {len(gold)} items")
    return by_key(ours, rows, lambda row: row[1])


def micro(tallies: Iterable[Tally]) -> Tally:
    """All tallies as one."""
    return sum(tallies, Tally())


def macro_f1(tallies: Mapping[str, Tally], *, among: Iterable[str] | None = None) -> float:
    """The mean F1 of the labels that occur in gold; `among` keeps it to some labels. 0 where none occurs."""
    labels = set(tallies if among is None else among)
    kept = [tally.f1 for label, tally in tallies.items() if tally.gold and label in labels]
    return sum(kept) / len(kept) if kept else 0.0


def weighted_f1(tallies: Mapping[str, Tally]) -> float:
    """The mean F1 of the labels, each as often as it occurs in gold."""
    gold = sum(tally.gold for tally in tallies.values())
    return sum(tally.f1 * tally.gold for tally in tallies.values()) / gold if gold else 0.0


def shown_by_label(tallies: Mapping[str, Tally]) -> dict[str, dict[str, float]]:
    """The scores of every label as they are printed."""
    return {label: tally.shown() for label, tally in tallies.items()}
