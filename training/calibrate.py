"""How sure is sure: fits the curves of `cairn.consolidation.confidence` on held-out passages.

`python -m training.calibrate [--plot docs/reliability.svg]` writes confidence.yaml. An event counts as right where one of its words is
a word of an annotated event of the same type and status; a claim where its words are those of an annotated value of its field of that
event. The figures printed are of passages that each fit did not see (five folds by passage); the curves written are fitted on all.
"""

import argparse
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.golden import PASSAGES, claims_by_field, fits, load, matched
from benchmarks.scores.calibration import Stated, bins, calibration_error
from cairn.consolidation import confidence
from cairn.model import Account, Claim, ClaimField, Report
from cairn.pipeline import Pipeline
from training.documents import Document

Floats = npt.NDArray[np.float64]
CURVES = Path(confidence.__file__).with_suffix(".yaml")
STEPS, RATE = 4000, 0.3
#: How strongly a curve is drawn towards the reader's own score: as so many events that agree with it.
RIDGE = 4.0
FOLDS = 5
#: A kind of claim with fewer has no curve of its own.
FEWEST = 20


@dataclass
class Samples:
    """Features and whether each is right, by curve, with the number of the passage that each is from."""

    rows: dict[str, list[tuple[float, ...]]] = field(default_factory=lambda: defaultdict(list))
    right: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    passage: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, curve: str, row: tuple[float, ...], passage: int, *, right: bool) -> None:
        """One more."""
        self.rows[curve].append(row)
        self.right[curve].append(right)
        self.passage[curve].append(passage)


def samples(pipeline: Pipeline, documents: Sequence[Document], days: Sequence[Any]) -> Samples:
    """Everything that the pipeline finds in the documents."""
    found = Samples()
    for number, (document, day) in enumerate(zip(documents, days, strict=True)):
        (coded,) = pipeline.code([Report.of(document.text, published=day)])
        match = matched(coded.accounts, document.events)
        for i, account in enumerate(coded.accounts):
            gold = document.events[match[i]] if i in match else None
            told = {claim.field: claim.value for claim in account.claims}
            same = gold is not None and (told[ClaimField.TYPE], told[ClaimField.STATUS]) == (gold.type, gold.status)
            found.add("event", confidence.features(account.claims), number, right=same)
            if gold is not None:
                for name, right in (("type", gold.type), ("status", gold.status), ("main", gold.main)):
                    claim = _claim(account, ClaimField(name))
                    found.add(name, _row(claim), number, right=claim.value == right)
            for kind, claim in claims_by_field(account):
                found.add(confidence.kind_of(claim), _row(claim), number, right=gold is not None and fits(claim, kind, gold, document.text))
    return found


def _claim(account: Account, wanted: ClaimField) -> Claim:
    return next(claim for claim in account.claims if claim.field is wanted)


def _row(claim: Claim) -> tuple[float, ...]:
    return 1.0, confidence.logit(claim.score)


def fit(rows: Floats, right: Floats) -> Floats:
    """Logistic regression by gradient descent, drawn towards the reader's score as it is."""
    towards = np.zeros(rows.shape[1])
    towards[1] = 1.0
    weights = towards.copy()
    for _ in range(STEPS):
        chances = 1.0 / (1.0 + np.exp(-rows @ weights))
        weights -= RATE * (rows.T @ (chances - right) + RIDGE * (weights - towards)) / (len(right) + RIDGE)
    return weights


def out_of_fold(found: Samples, curve: str) -> list[Stated]:
    """What each curve says of passages that it was not fitted on."""
    rows, right = np.asarray(found.rows[curve]), np.asarray(found.right[curve], dtype=np.float64)
    folds = np.asarray(found.passage[curve]) % FOLDS
    said: list[Stated] = []
    for number in range(FOLDS):
        inside = folds == number
        if inside.any() and not inside.all():
            chances = 1.0 / (1.0 + np.exp(-rows[inside] @ fit(rows[~inside], right[~inside])))
            said += [Stated(float(c), bool(r)) for c, r in zip(chances, right[inside], strict=True)]
    return said


def pooled(found: Samples) -> Samples:
    """Rare kinds of claims together, as the curve `other`."""
    kept = Samples()
    for curve, rows in found.rows.items():
        name = curve if curve == "event" or len(rows) >= FEWEST else "other"
        for row, right, passage in zip(rows, found.right[curve], found.passage[curve], strict=True):
            kept.add(name, row, passage, right=right)
    if "other" not in kept.rows:
        kept.add("other", (1.0, 0.0), 0, right=True)
    return kept


def plot(curves: dict[str, list[Stated]], path: Path) -> None:
    """A reliability diagram: the share that is right against the confidence, the area of a point by how many it stands for."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "cairn"
    from matplotlib import pyplot as plt

    names = ["event", *sorted(set(curves) - {"event"})]
    columns = 4
    figure, axes = plt.subplots(-(-len(names) // columns), columns, figsize=(11, 2.9 * -(-len(names) // columns)), squeeze=False)
    for axis, name in zip(axes.flat, names, strict=False):
        points = bins(curves[name])
        axis.plot([0, 1], [0, 1], color="0.8", linewidth=1)
        axis.scatter([b.confidence for b in points], [b.right for b in points], s=[6 + 2 * b.count for b in points], color="#20639b")
        axis.set_title(f"{name} (n = {len(curves[name])}, ECE {calibration_error(curves[name]):.3f})", fontsize=9)
        axis.set_xlim(0, 1)
        axis.set_ylim(-0.03, 1.03)
        axis.set_aspect("equal")
    for axis in list(axes.flat)[len(names) :]:
        axis.axis("off")
    figure.supxlabel("confidence given", fontsize=9)
    figure.supylabel("share that is right", fontsize=9)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plot", type=Path, help="where the reliability diagram goes (SVG; needs matplotlib)")
    args = parser.parse_args()
    chosen = load(PASSAGES, None)
    found = pooled(samples(Pipeline.default(), [p.document for p in chosen], [p.published for p in chosen]))
    said = {name: out_of_fold(found, name) for name in found.rows}
    for name, rows in sorted(said.items()):
        print(f"{name}: {len(rows)}, right {np.mean([s.right for s in rows] or [False]):.2f}, calibration error out of fold {calibration_error(rows):.3f}")
    weights = {name: fit(np.asarray(found.rows[name]), np.asarray(found.right[name], dtype=np.float64)) for name in found.rows}
    lines = [f'"{name}": [{", ".join(f"{w:.3f}" for w in row)}]' for name, row in sorted(weights.items())]
    CURVES.write_text("# Written by `python -m training.calibrate`; docs/decisions/0007.\n" + "\n".join(lines) + "\n", encoding="utf-8")
    if args.plot:
        plot({name: rows for name, rows in said.items() if rows}, args.plot)


if __name__ == "__main__":
    main()
