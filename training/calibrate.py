"""How sure is sure: fits the weights of `cairn.consolidation.confidence` on the held-out passages and prints a reliability table.

`python -m training.calibrate`. An event counts as right where one of its words is a word of an annotated event of the same type
and status. The fit and the table use the same events: the table shows how well the shape fits, not how well it carries over.
"""

from pathlib import Path

import numpy as np
import numpy.typing as npt

from cairn.consolidation.confidence import features
from cairn.model import Account, ClaimField, Report
from cairn.pipeline import Pipeline
from training import sets
from training.__main__ import held_out
from training.documents import Document

Floats = npt.NDArray[np.float64]
STEPS, RATE, RIDGE = 20000, 0.5, 0.0005


def right(account: Account, document: Document) -> bool:
    """Whether an account is of an annotated event, with its type and status."""
    told = {claim.field: claim.value for claim in account.claims}
    words = {(span.start, span.end) for span in account.words}
    return any(words & set(e.words) and (told[ClaimField.TYPE], told[ClaimField.STATUS]) == (e.type, e.status) for e in document.events)


def samples(pipeline: Pipeline, documents: list[Document]) -> tuple[Floats, Floats]:
    """The features of every event found in the documents, and whether it is right (1) or not (0)."""
    rows, labels = [], []
    for document in documents:
        coded = next(iter(pipeline.code([Report.of(document.text)])))
        for account in coded.accounts:
            rows.append(features(account.claims))
            labels.append(float(right(account, document)))
    return np.asarray(rows, dtype=np.float64), np.asarray(labels, dtype=np.float64)


def fit(rows: Floats, labels: Floats) -> Floats:
    """Logistic regression by gradient descent, with a small ridge."""
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        chances = 1.0 / (1.0 + np.exp(-rows @ weights))
        weights -= RATE * (rows.T @ (chances - labels) / len(labels) + RIDGE * weights)
    return weights


def table(chances: Floats, labels: Floats) -> str:
    """Confidence against the share that is right, in five equal steps, and the expected calibration error."""
    lines, error = [], 0.0
    for low in np.arange(0.0, 1.0, 0.2):
        inside = (chances >= low) & (chances < low + 0.2)
        if inside.any():
            said, was = chances[inside].mean(), labels[inside].mean()
            error += abs(said - was) * inside.sum() / len(labels)
            lines.append(f"{low:.1f}-{low + 0.2:.1f}  {inside.sum():4d} events  said {said:.2f}  right {was:.2f}")
    return "\n".join([*lines, f"expected calibration error {error:.3f} on {len(labels)} events, {labels.mean():.2f} of them right"])


def main() -> None:
    """The command."""
    documents = [d for d in sets.passages(Path(__file__).parent / "passages") if held_out(d)]
    rows, labels = samples(Pipeline.default(), documents)
    weights = fit(rows, labels)
    print("weights", [round(float(w), 2) for w in weights])
    print(table(1.0 / (1.0 + np.exp(-rows @ weights)), labels))


if __name__ == "__main__":
    main()
