"""SATP: the kinds of attack that a report from South Asia tells of, as ConfliBERT's `satp_relevant` has them.

The files have no heading: the text, then a 0 or 1 for armed assault, bombing, kidnapping and other (the label names do not
come with the set; these are the ones that its texts show). Every report of the set has at least one kind, so that a report
in which none reaches its threshold is given the likeliest. `--split dev` reads `dev.tsv`; without it `test.tsv` is read, or
`dev.tsv` where there is none.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.reading import best_by_label, marks_of, reader, readings
from benchmarks.rows import BadData, Row, folder_of, tab_separated
from benchmarks.scores.example_f1 import example_score, label_tallies
from benchmarks.scores.f1 import shown_by_label
from cairn.reading.labels import ATTACKS

SCHEME = "satp"
#: A label is given from this score on.
THRESHOLDS = dict.fromkeys(ATTACKS, 0.5)


def run(data: Path | None, out: Path, split: str | None) -> dict[str, Any]:
    """The scores on one file of the set."""
    path = file_of(folder_of(data, "satp", "files of tab-separated rows (*.tsv)"), split)
    rows = tab_separated(path, ("text", *ATTACKS))
    gold = [labels_of(row) for row in rows]
    texts = [row.text("text") for row in rows]
    found = [given(best_by_label(marks_of(reading, SCHEME))) for reading in readings(reader(SCHEME), texts, what=path.name)]
    lines = ("\t".join([text, *(str(int(a in labels)) for a in ATTACKS)]) for text, labels in zip(texts, found, strict=True))
    (out / path.name).write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    shown = example_score(found, gold).shown()
    return {
        **{f"example_{name}": shown[name] for name in ("f1", "precision", "recall")},
        "labels": shown_by_label(label_tallies(found, gold, ATTACKS)),
        "reports": len(rows),
        "file": path.name,
    }


def file_of(folder: Path, split: str | None) -> Path:
    """The file of a split; a held-out half may have any name, so that the only file of a folder is taken, too."""
    names = sorted(path.name for path in folder.glob("*.tsv"))
    wanted = [f"{split.removesuffix('.tsv')}.tsv"] if split else ["test.tsv", "dev.tsv", *(names if len(names) == 1 else [])]
    found = next((name for name in wanted if name in names), None)
    if found is None:
        raise BadData(
            f"{folder} has no {' and no '.join(wanted)}; it holds {', '.join(names) or 'no *.tsv'}: name one with --split"
        )
    return folder / found


def labels_of(row: Row) -> frozenset[str]:
    """The kinds of attack that are marked with 1."""
    for label in ATTACKS:
        if row.values[label] not in ("0", "1"):
            raise row.fault(f"{label} is {row.values[label]!r}, expected 0 or 1")
    return frozenset(label for label in ATTACKS if row.values[label] == "1")


def given(scores: Mapping[str, float]) -> frozenset[str]:
    """The labels from their thresholds on, else the likeliest."""
    own = frozenset(label for label, score in scores.items() if score >= THRESHOLDS.get(label, 1.1))
    return own or frozenset(sorted(scores, key=lambda label: (-scores[label], label))[:1])
