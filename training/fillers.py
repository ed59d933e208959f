"""Fits the weights of `cairn.reading.fillers` on MUC-4 reports that the reader was not trained on: `python -m training.fillers --data DIR`.

Those are the held-out training reports (`split.py`) and the development reports. A phrase is right where it is a mention of a gold
entity of its role. Prints CEAF-REE over all these reports with every report scored by weights that it was not fitted on.
"""

import argparse
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.scores import ceaf_ree
from benchmarks.scores.matching import Tally, extracts, normalise
from cairn.model import Reading, Report
from cairn.reading import EmbeddedReader, fillers, incidents
from cairn.reading.fillers import Ties, features, grouped
from training.schemes import lines, muc4
from training.split import held_out

Floats = npt.NDArray[np.float64]
WEIGHTS = Path(fillers.__file__).with_suffix(".yaml")
STEPS, RATE, RIDGE, FOLDS = 4000, 0.5, 1.0, 5


def reports(folder: Path) -> dict[str, tuple[str, Mapping[str, Any]]]:
    """The text and the gold entities by role of every report that the reader was not trained on."""
    kept = {document.id for document in muc4(folder) if held_out(document)}
    rows = [row for row in lines(folder / "grit" / "train.jsonl") if row["docid"] in kept] + list(lines(folder / "grit" / "dev.jsonl"))
    described = {row["docid"]: row["templates"] for part in ("train", "dev") for row in lines(folder / "full" / f"{part}.jsonl")}
    return {row["docid"]: (row["doctext"], row["extracts"] | {"VictimDescription": _described(described[row["docid"]])}) for row in rows}


def _described(templates: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    found = [filler["alts"] for template in templates for filler in template["hum_tgt_description"] if not filler.get("of")]
    return [[re.sub(r"\\+", "", words).replace("[", "(").replace("]", ")").lower() for words in alts] for alts in found]


def samples(readings: Mapping[str, Reading], gold: Mapping[str, Mapping[str, Any]]) -> tuple[Floats, Floats, npt.NDArray[np.int64]]:
    """Features, whether each is right, and the number of its report."""
    rows, right, numbers = [], [], []
    for number, (doc, reading) in enumerate(readings.items()):
        ties, by_key = Ties.of(reading), grouped(reading)
        for key in by_key:
            entities = gold[doc].get(key[0], ())
            words = {normalise(m if isinstance(m, str) else m[0]) for entity in entities for m in entity}
            rows.append(features(key, by_key, reading, ties))
            right.append(normalise(key[1]) in words)
            numbers.append(number)
    return np.asarray(rows, dtype=np.float64), np.asarray(right, dtype=np.float64), np.asarray(numbers, dtype=np.int64)


def fit(rows: Floats, right: Floats) -> Floats:
    """Logistic regression with a ridge on features of one scale, given back for features as they are."""
    mean, scale = rows.mean(axis=0), rows.std(axis=0)
    mean[0], scale[0] = 0.0, 1.0
    scale[scale == 0] = 1.0
    flat = (rows - mean) / scale
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        slope = flat.T @ (1.0 / (1.0 + np.exp(-flat @ weights)) - right) + RIDGE * np.append(0.0, weights[1:])
        weights -= RATE * slope / len(right)
    found = weights / scale
    found[0] -= (found[1:] * mean[1:]).sum()
    return found


def write(weights: Floats) -> None:
    """Put the weights where the reader finds them."""
    head = "# Written by `python -m training.fillers`; the order is that of `cairn.reading.fillers.features`.\n"
    WEIGHTS.write_text(head + "".join(f"- {w:.4f}\n" for w in weights), encoding="utf-8")
    fillers.weights.cache_clear()


def score(readings: Mapping[str, Reading], gold: Mapping[str, Mapping[str, Any]]) -> Tally:
    """CEAF-REE of the entities that `incidents` finds, with the weights as they are."""
    key = {doc: extracts(gold[doc]) for doc in readings}
    found = {}
    for doc, reading in readings.items():
        told = [f for incident in incidents.incidents(reading) for f in incident.fillers]
        found[doc] = extracts({role: [[m.span.quote for m in f.mentions] for f in dict.fromkeys(told) if f.role == role] for role in key[doc]})
    return ceaf_ree.score(key, found)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of MUC-4")
    args = parser.parse_args()
    told = reports(args.data)
    reader = EmbeddedReader(schemes=("muc4",))
    readings = dict(zip(told, reader.read([Report.of(text) for text, _ in told.values()]), strict=True))
    gold = {doc: entities for doc, (_, entities) in told.items()}
    rows, right, numbers = samples(readings, gold)
    total = Tally()
    for fold in range(FOLDS):
        inside = numbers % FOLDS == fold
        write(fit(rows[~inside], right[~inside]))
        total += score({doc: reading for i, (doc, reading) in enumerate(readings.items()) if i % FOLDS == fold}, gold)
    write(fit(rows, right))
    print(f"{len(readings)} reports, {len(rows)} phrases, {right.mean():.2f} of them right")
    print(f"CEAF-REE out of fold: precision {total.precision:.1f}, recall {total.recall:.1f}, F1 {total.f1:.1f}")


if __name__ == "__main__":
    main()
