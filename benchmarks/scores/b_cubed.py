"""B-cubed (Bagga and Baldwin 1998): how well groups agree with gold groups, item by item.

An item's precision is the share of its group that belongs with it, its recall the share of what belongs with it that is in its group; both
are averaged over the items.
"""

from collections.abc import Collection, Hashable
from dataclasses import dataclass

from benchmarks.scores.f1 import rounded


@dataclass(frozen=True, slots=True)
class BCubed:
    """The averages, in per cent."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def shown(self) -> dict[str, float]:
        """The three scores as they are printed."""
        return {"b3_precision": rounded(self.precision), "b3_recall": rounded(self.recall), "b3_f1": rounded(self.f1)}


def b_cubed(found: Collection[Collection[Hashable]], gold: Collection[Collection[Hashable]]) -> BCubed:
    """The score of groups. Raises ValueError unless both hold the same items, each once.

    >>> b_cubed([{1, 2, 3}], [{1, 2}, {3}]).shown()
    {'b3_precision': 55.56, 'b3_recall': 100.0, 'b3_f1': 71.43}
    """
    ours, theirs = ({item: frozenset(group) for group in groups for item in group} for groups in (found, gold))
    if ours.keys() != theirs.keys() or any(sum(map(len, groups)) != len(ours) for groups in (found, gold)):
        raise ValueError("found and gold groups do not hold the same items, each once")
    if not ours:
        return BCubed(100.0, 100.0)
    shared = {item: len(ours[item] & theirs[item]) for item in ours}
    precision = sum(n / len(ours[item]) for item, n in shared.items()) / len(ours)
    recall = sum(n / len(theirs[item]) for item, n in shared.items()) / len(ours)
    return BCubed(100.0 * precision, 100.0 * recall)
