"""Time expressions as TempEval-3 scores them: spans that are the same (strict) or that overlap (relaxed), and the values of those
that overlap."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.scores.f1 import Tally, percent, rounded


@dataclass(frozen=True, slots=True)
class Timex:
    """An expression of a text, with its type and value; None where it has none."""

    start: int
    end: int
    type: str | None
    value: str | None

    def overlaps(self, other: "Timex") -> bool:
        """Whether both share a code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class TimexScore:
    """What one text or many give: tallies of spans, and how many of the pairs agree in value and in type."""

    strict: Tally = field(default_factory=Tally)
    relaxed: Tally = field(default_factory=Tally)
    values: int = 0
    types: int = 0

    def __add__(self, other: "TimexScore") -> "TimexScore":
        return TimexScore(
            self.strict + other.strict, self.relaxed + other.relaxed, self.values + other.values, self.types + other.types
        )

    def shown(self) -> dict[str, Any]:
        """The scores as they are printed: the issue's three, then type accuracy and strict precision and recall."""
        matched = self.relaxed.right
        return {
            "span_strict_f1": rounded(self.strict.f1),
            "span_relaxed_f1": rounded(self.relaxed.f1),
            "value_accuracy": percent(self.values, matched),
            "type_accuracy": percent(self.types, matched),
            "span_strict_precision": rounded(self.strict.precision),
            "span_strict_recall": rounded(self.strict.recall),
            "expressions": self.strict.gold,
        }


def timex_score(found: Sequence[Timex], gold: Sequence[Timex]) -> TimexScore:
    """The score of one text. A value that both leave open agrees."""
    both = pairs(found, gold)
    same = sum((a.start, a.end) == (b.start, b.end) for a, b in both)
    return TimexScore(
        Tally(same, len(found), len(gold)),
        Tally(len(both), len(found), len(gold)),
        sum(a.value == b.value for a, b in both),
        sum(a.type == b.type for a, b in both),
    )


def pairs(found: Sequence[Timex], gold: Sequence[Timex]) -> list[tuple[Timex, Timex]]:
    """One-to-one pairs: first those with the same bounds, then those that overlap, in the text's order.

    >>> whole, part = Timex(0, 9, None, "P1D"), Timex(4, 9, None, "P1D")
    >>> pairs([part], [whole]) == [(part, whole)]
    True
    """
    matched: list[tuple[Timex, Timex]] = []
    ours, theirs = (sorted(rows, key=lambda timex: (timex.start, timex.end)) for rows in (found, gold))
    for same in (True, False):
        for other in list(theirs):
            bounds = (other.start, other.end)
            own = next((a for a in ours if ((a.start, a.end) == bounds if same else a.overlaps(other))), None)
            if own is not None:
                matched.append((own, other))
                ours.remove(own)
                theirs.remove(other)
    return matched
