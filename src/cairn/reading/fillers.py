"""What speaks for a phrase's filling a role of an incident of the report: the reader's marks of all its places together.

A mark is judged where it stands. Whether its words fill the role in the report also depends on how often they are marked, on
what else could fill it and on what stands with them; a logistic curve over these features, whose weights stand in fillers.yaml
(`python -m training.fillers`), gives the probability.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log
from pathlib import Path

import yaml

from cairn.model import Mark, Reading
from cairn.reading.labels import ROLES

Key = tuple[str, str]
"""A role and the words that fill it, in small letters."""

_WEIGHTS = Path(__file__).parent / "fillers.yaml"
#: The label of the mark over the whole report.
REPORTED = "reported"
NEAREST = 0.005


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may fill a role, with their marks, the surest first, and the probability that they do."""

    key: Key
    marks: tuple[Mark, ...]
    score: float

    @property
    def role(self) -> str:
        """The role."""
        return self.key[0]


@dataclass(frozen=True, slots=True)
class Ties:
    """The surest tie of each label between the words of two roles, either way round."""

    scores: Mapping[tuple[str, Key, Key], float]

    @classmethod
    def of(cls, reading: Reading) -> "Ties":
        """Those of a reading."""
        found: dict[tuple[str, Key, Key], float] = defaultdict(float)
        for tie in (tie for tie in reading.ties if tie.scheme == "muc4"):
            a, b = key_of(reading.marks[tie.source]), key_of(reading.marks[tie.target])
            for key in ((tie.label, a, b), (tie.label, b, a)):
                found[key] = max(found[key], tie.score)
        return cls(found)

    def between(self, label: str, a: Key, b: Key) -> float:
        """0 where there is none."""
        return self.scores.get((label, a, b), 0.0)

    def strongest(self, label: str, key: Key, best: Mapping[Key, float]) -> float:
        """The best of a phrase's ties, each worth as much as what it leads to."""
        return max((score * best[b] for (name, a, b), score in self.scores.items() if (name, a) == (label, key) and b != key), default=0.0)


def key_of(mark: Mark) -> Key:
    """Marks of the same words in the same role are one."""
    return mark.label, " ".join(mark.span.quote.lower().split())


def candidates(reading: Reading, ties: Ties) -> tuple[Candidate, ...]:
    """All phrases that are marked in a role, the likeliest first."""
    by_key = grouped(reading)
    rows = {key: features(key, by_key, reading, ties) for key in by_key}
    found = (Candidate(key, marks, probability(rows[key])) for key, marks in by_key.items())
    return tuple(sorted(found, key=lambda c: (-c.score, c.marks[0].span.start, c.key)))


def grouped(reading: Reading) -> dict[Key, tuple[Mark, ...]]:
    """The marks of roles by their words, the surest first."""
    found: dict[Key, list[Mark]] = defaultdict(list)
    for mark in (mark for mark in reading.marks if mark.scheme == "muc4" and mark.label in ROLES):
        found[key_of(mark)].append(mark)
    return {key: tuple(sorted(marks, key=lambda m: (-m.score, m.span.start))) for key, marks in found.items()}


def features(key: Key, by_key: Mapping[Key, Sequence[Mark]], reading: Reading, ties: Ties) -> tuple[float, ...]:
    """What speaks for and against one phrase; the order is that of the weights."""
    marks = by_key[key]
    best = {k: m[0].score for k, m in by_key.items()}
    whole = next((mark for mark in reading.marks if mark.label == REPORTED), None)
    text = whole.span.quote.lower() if whole else ""
    places = max(len(marks), len(re.findall(rf"(?<!\w){re.escape(key[1])}(?!\w)", text)))
    chance = _logit(marks[0].score)
    role = [float(key[0] == name) for name in ROLES[1:]]
    return (
        1.0, chance, _logit(whole.score if whole else 0.0), log(len(marks)), len(marks) / places, marks[0].span.start / max(1, len(text)),
        ties.strongest("same_incident", key, best), ties.strongest("same_entity", key, best),
        _most(score for k, score in best.items() if k[1] == key[1] and k[0] != key[0]),
        _most(score for k, score in best.items() if k[0] == key[0] and k != key),
        len(key[1].split()) / 5, _most(chance for _, chance in marks[0].kinds), *role, *(chance * one for one in role),
    )  # fmt: skip


def probability(row: Sequence[float]) -> float:
    """The logistic curve."""
    return 1.0 / (1.0 + exp(-sum(w * f for w, f in zip(weights(), row, strict=True))))


@cache
def weights() -> tuple[float, ...]:
    """One weight for each feature."""
    rows: list[float] = yaml.safe_load(_WEIGHTS.read_text(encoding="utf-8"))
    return tuple(rows)


def _most(scores: Iterable[float]) -> float:
    return max(scores, default=0.0)


def _logit(score: float) -> float:
    inside = min(max(score, NEAREST), 1 - NEAREST)
    return log(inside / (1 - inside))
