"""IndiaPoliceEvents (Halterman et al. 2021): what the police did, in every sentence and every story of one month in Gujarat.

The reader marks its own sentences with the labels. A sentence of the set has the score of the reader's sentences that share
at least half of the shorter of the two, a story the highest of its sentences. The labels follow from one another as the
set's questions do: who kills uses force, and killing, force and arrest are all an action. Scores are item by item (see
`scores/example_f1.py`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.reading import marks_of, reader, readings
from benchmarks.rows import Row, folder_of, json_lines, write_json_lines
from benchmarks.scores.example_f1 import Labels, example_score, label_tallies
from benchmarks.scores.f1 import shown_by_label
from cairn.model import Mark, Reading
from cairn.reading.labels import CONDUCT

DOCS, SENTS = "docs.jsonl", "sents.jsonl"
SCHEME = "indiapolice"
#: A label is given from this score on, to a sentence and to a story.
SENTENCE = {"KILL": 0.5, "ARREST": 0.5, "FORCE": 0.5, "FAIL": 0.5, "ANY_ACTION": 0.5}
DOCUMENT = {"KILL": 0.5, "ARREST": 0.5, "FORCE": 0.5, "FAIL": 0.5, "ANY_ACTION": 0.5}
#: What a label means as well.
IMPLIES = {"KILL": ("FORCE", "ANY_ACTION"), "FORCE": ("ANY_ACTION",), "ARREST": ("ANY_ACTION",)}
#: The share of the shorter of two sentences that both have to hold.
SHARED = 0.5

Place = tuple[int, int]
Scores = Mapping[str, float]


def run(data: Path | None, out: Path, split: str | None) -> dict[str, Any]:
    """The scores on `docs.jsonl` and `sents.jsonl`; the set has no splits, `split` is not used."""
    del split
    folder = folder_of(data, "indiapolice", f"{DOCS} and {SENTS}")
    docs, told = json_lines(folder / DOCS), sentences(json_lines(folder / SENTS))
    sent_rows: list[dict[str, Any]] = []
    doc_rows: list[dict[str, Any]] = []
    sides: dict[str, list[tuple[Labels, Labels]]] = {"document": [], "sentence": []}
    texts = [row.text("doc_text") for row in docs]
    for doc, reading in zip(docs, readings(reader(SCHEME), texts, what="indiapolice"), strict=True):
        own = told.get(doc.whole("doc_id"), [])
        per_sentence = [scores_at(place, reading) for place in places(doc, own)]
        for row, score in zip(own, per_sentence, strict=True):
            labels = given(score, SENTENCE)
            sides["sentence"].append((labels, row.labels("sent_labels", CONDUCT)))
            sent_rows.append({"doc_id": doc.whole("doc_id"), "sent_id": row.whole("sent_id"), "sent_labels": _listed(labels)})
        labels = given(highest(per_sentence), DOCUMENT)
        sides["document"].append((labels, doc.labels("doc_labels", CONDUCT)))
        doc_rows.append({"doc_id": doc.whole("doc_id"), "doc_labels": _listed(labels)})
    write_json_lines(out / DOCS, doc_rows)
    write_json_lines(out / SENTS, sent_rows)
    return _scores(sides)


def _scores(sides: Mapping[str, Sequence[tuple[Labels, Labels]]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for level, pairs in sides.items():
        found, gold = [ours for ours, _ in pairs], [theirs for _, theirs in pairs]
        shown = example_score(found, gold).shown()
        result |= {f"{level}_example_{name}": shown[name] for name in ("f1", "precision", "recall")}
        result[f"{level}_labels"] = shown_by_label(label_tallies(found, gold, CONDUCT))
        result[f"{level}s"] = len(pairs)
    return result


def sentences(rows: Iterable[Row]) -> dict[int, list[Row]]:
    """The rows of sentences by their story, in order."""
    told: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        told[row.whole("doc_id")].append(row)
    return told


def places(doc: Row, told: Sequence[Row]) -> list[Place]:
    """Where each sentence stands in its story. Raises BadData where one does not stand after the one before it."""
    text, end, found = doc.text("doc_text"), 0, []
    for row in told:
        sentence = str(row.values.get("sent_text", ""))
        start = text.find(sentence, end)
        if start < 0:
            raise row.fault(f"sentence {sentence!r} does not stand in story {doc.whole('doc_id')} after the one before it")
        end = start + len(sentence)
        found.append((start, end))
    return found


def scores_at(place: Place, reading: Reading) -> Scores:
    """The scores of a sentence: of each label the highest of the reader's sentences that are the same stretch of text."""
    return highest([{mark.label: mark.score} for mark in marks_of(reading, SCHEME) if _same(place, mark)])


def _same(place: Place, mark: Mark) -> bool:
    shared = min(place[1], mark.span.end) - max(place[0], mark.span.start)
    return shared > 0 and shared >= SHARED * min(place[1] - place[0], mark.span.end - mark.span.start)


def highest(scores: Iterable[Scores]) -> Scores:
    """The highest score of each label."""
    best: dict[str, float] = {}
    for one in scores:
        for label, score in one.items():
            best[label] = max(score, best.get(label, 0.0))
    return best


def given(scores: Scores, thresholds: Mapping[str, float]) -> frozenset[str]:
    """The labels that are given, with those that they mean as well."""
    own = {label for label, score in scores.items() if score >= thresholds.get(label, 1.1)}
    return frozenset(own.union(*(IMPLIES.get(label, ()) for label in own)))


def _listed(labels: Labels) -> list[str]:
    return [label for label in CONDUCT if label in labels]
