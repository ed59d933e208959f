"""Scores of items that may have several labels or none, item by item, as the peers on IndiaPoliceEvents and SATP report them.

An item's F1 is 2 x |found and gold| / (|found| + |gold|). Items without a label on both sides stay out of the mean: an item
that rightly got no label adds nothing. Precision is the mean over the items that were given a label, recall over those that
have one (the definition of ConfliBERT, Hu et al. 2022, after Godbole and Sarawagi 2004).
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from benchmarks.scores.f1 import Tally, of_sets, rounded

Labels = AbstractSet[str]


@dataclass(frozen=True, slots=True)
class ExampleScore:
    """Mean precision, recall and F1 over items, in per cent."""

    precision: float
    recall: float
    f1: float

    def shown(self) -> dict[str, float]:
        """The three scores as they are printed."""
        return {"precision": rounded(self.precision), "recall": rounded(self.recall), "f1": rounded(self.f1)}


def example_score(found: Sequence[Labels], gold: Sequence[Labels]) -> ExampleScore:
    """The scores of items by their sets of labels.

    >>> example_score([{"a"}, {"a"}, set()], [{"a"}, {"a", "b"}, set()]).f1
    83.33333333333334
    """
    tallies = [of_sets(ours, theirs) for ours, theirs in zip(found, gold, strict=True)]
    return ExampleScore(
        _mean([t.precision for t in tallies if t.found]),
        _mean([t.recall for t in tallies if t.gold]),
        _mean([t.f1 for t in tallies if not t.empty]),
    )


def label_tallies(found: Sequence[Labels], gold: Sequence[Labels], labels: Sequence[str]) -> dict[str, Tally]:
    """A tally for each label over all items."""
    return {
        label: Tally(
            sum(label in ours and label in theirs for ours, theirs in zip(found, gold, strict=True)),
            sum(label in ours for ours in found),
            sum(label in theirs for theirs in gold),
        )
        for label in labels
    }


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
