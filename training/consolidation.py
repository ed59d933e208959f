"""When two accounts are one event: fits the weights of `cairn.consolidation.score` on the tuning half of the hard pairs and on further ones.

`python -m training.consolidation [--data FOLDER]` writes weights.yaml. Each pair of main accounts of two reports is a sample of levels
(`time.day`, `place.same_exact`, ...); the log-odds of one event are the sum of their weights less the threshold. Of reports on one event the pair
that scores best counts. The weights that were set by hand are the prior (consolidation.yaml): a level that few samples
have stays where it was, and what `LEARNT` does not name is not fitted.
"""

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

from benchmarks.hard_pairs import Pair, accounts, load, mains, tuning
from cairn import codebook
from cairn.codebook import Codebook
from cairn.consolidation import Score, Told, score
from cairn.consolidation import weights as kept
from cairn.consolidation.cluster import compared
from cairn.consolidation.score import SAME_EVENT
from cairn.pipeline import Pipeline

WEIGHTS = Path(kept.__file__).with_suffix(".yaml")
PRIOR = Path(__file__).parent / "consolidation.yaml"
#: Pairs that are for tuning alone.
MORE = Path(__file__).parent / "pairs"
STEPS, RATE = 3000, 0.5
#: How strongly a weight is drawn to the prior: as so many samples.
RIDGE = 2.0
FOLDS = 5
#: What is learnt. The weights of what is coded stay: the hard pairs have day, place and actor in common, so that they teach how little
#: these say among hard pairs, and a fit of them breaks cases that tests/consolidation holds.
LEARNT = ("names.", "wording.", "sites.", "hour.", "main.late", "place.named", "place.far_named", "tolls.grown")


@dataclass(frozen=True, slots=True)
class Sample:
    """The levels of two accounts, and whether they are one event."""

    levels: tuple[str, ...]
    same: bool


def samples(told: Iterable[tuple[Sequence[Told], Sequence[Told], bool]], book: Codebook) -> Iterator[Sample]:
    """One sample of reports on one event, all of reports on two; what a veto parts says nothing of weights."""
    for first, second, same in told:
        scores = [s for a in mains(first, book) for b in mains(second, book) if (s := _scored(a, b, book)).value > float("-inf")]
        chosen = [max(scores, key=lambda s: s.value)] if same and scores else scores
        for found in chosen:
            yield Sample(tuple(f"{r.feature}.{r.level}" for r in found.reasons if r.level), same)


def _scored(a: Told, b: Told, book: Codebook) -> Score:
    return score(compared(a, book), compared(b, book), book, (a.passage, b.passage))


def fit(found: Sequence[Sample], prior: Mapping[str, float]) -> dict[str, float]:
    """Logistic regression by gradient descent, drawn towards the prior; both answers weigh alike."""
    names = sorted(prior)
    column = {name: i for i, name in enumerate(names)}
    rows = np.zeros((len(found), len(names)))
    for i, sample in enumerate(found):
        for level in sample.levels:
            rows[i, column[level]] += 1.0
    right = np.asarray([s.same for s in found], dtype=np.float64)
    share = right.mean()
    each = np.where(right == 1.0, 0.5 / share, 0.5 / (1.0 - share))
    free = np.asarray([name.startswith(LEARNT) for name in names], dtype=np.float64)
    start = np.asarray([prior[name] for name in names])
    weights = start.copy()
    for _ in range(STEPS):
        chances = 1.0 / (1.0 + np.exp(SAME_EVENT - rows @ weights))
        weights -= RATE * free * (rows.T @ (each * (chances - right)) + RIDGE * (weights - start)) / (len(found) + RIDGE)
    return dict(zip(names, map(float, weights), strict=True))


def flat(rows: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Weights by "feature.level"."""
    return {f"{feature}.{level}": weight for feature, levels in rows.items() for level, weight in levels.items()}


def out_of_fold(found: Sequence[Sample], prior: Mapping[str, float]) -> float:
    """The share of samples that weights fitted on the other folds get right."""
    right = 0
    for fold in range(FOLDS):
        learnt = fit([s for i, s in enumerate(found) if i % FOLDS != fold], prior)
        right += sum((sum(learnt[n] for n in s.levels) >= SAME_EVENT) == s.same for i, s in enumerate(found) if i % FOLDS == fold)
    return right / len(found)


def _level(feature: str, level: str, learnt: Mapping[str, float]) -> str:
    return f"{level}: {learnt[f'{feature}.{level}']:.2f}"


def main() -> None:
    """The command."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    book = codebook.load()
    pairs: list[Pair] = [*(pair for pair in load() if tuning(pair.id)), *load(MORE)]
    prior = yaml.safe_load(PRIOR.read_text(encoding="utf-8"))
    found = list(samples(((a, b, p.same) for p, (a, b) in zip(pairs, accounts(Pipeline.default(), pairs), strict=True)), book))
    learnt = fit(found, flat(prior))
    for name, weights in (("prior", flat(prior)), ("learnt", learnt)):
        print(f"{name}: {np.mean([(sum(weights[n] for n in s.levels) >= SAME_EVENT) == s.same for s in found]):.3f} of {len(found)} samples right")
    print(f"out of fold: {out_of_fold(found, flat(prior)):.3f}")
    lines = [f"{feature}: {{{', '.join(_level(feature, level, learnt) for level in levels)}}}" for feature, levels in prior.items()]
    WEIGHTS.write_text("# Written by `python -m training.consolidation`; docs/decisions/0011.\n" + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
