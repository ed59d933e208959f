"""Time expressions: TempEval-3 (news, TIMEX3) and WikiWars (histories of wars, TIMEX2 of 2005).

Every `*.jsonl` of the folder is read: a text (`text`), the day it was written (`dct`), its expressions (`timex`: `start`,
`end`, `type`, `value`). Bounds and values are those of the scheme that fits the texts: TIMEX2 where most of a file's texts are
histories, which tell of years long before they were written, TIMEX3 else; the annotations are not looked at. A value counts
among the expressions whose spans overlap, as TempEval-3 has it. `--split develop` and `--split report` take the half of the
documents by the hash of their ids: the rules were written with the first half of WikiWars in view.
"""

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from benchmarks.rows import BadData, Row, folder_of, json_lines, write_json_lines
from benchmarks.scores.timex import Timex, TimexScore, timex_score
from cairn.linking.when.timex import Kind, Scheme, annotate, is_history

#: How the sets write a value that is open.
OPEN: Final = "null"
#: TIMEX2 has no types; sets that were made from it have this one throughout.
UNTYPED: Final = Kind.DATE
SPLITS: Final = ("develop", "report")


def run(data: Path | None, out: Path, split: str | None) -> dict[str, Any]:
    """The scores of every file, by its name."""
    folder = folder_of(data, "timex", "files of texts with time expressions (*.jsonl)")
    paths = sorted(folder.glob("*.jsonl"))
    if not paths:
        raise BadData(f"--data {folder} holds no *.jsonl, expected texts with time expressions, one JSON object a line")
    scores: dict[str, Any] = {}
    for path in paths:
        rows = of_split(json_lines(path), split)
        scheme = scheme_of(rows)
        found = [expressions(row, scheme) for row in rows]
        write_json_lines(out / path.name, (predicted(row, own) for row, own in zip(rows, found, strict=True)))
        score = sum((timex_score(own, gold_of(row)) for row, own in zip(rows, found, strict=True)), TimexScore())
        shown = score.shown() | {"documents": len(rows), "scheme": scheme.value}
        if scheme is Scheme.TIMEX2:
            del shown["type_accuracy"]
        scores |= {f"{path.stem}.{key}": value for key, value in shown.items()}
    return scores


def of_split(rows: Sequence[Row], split: str | None) -> list[Row]:
    """A half of the documents by the hash of their ids; all without a split."""
    if split is None:
        return list(rows)
    if split not in SPLITS:
        raise BadData(f"--split {split!r}: expected one of {', '.join(SPLITS)}")
    return [row for row in rows if SPLITS[int(hashlib.sha256(row.text("docid").encode()).hexdigest(), 16) % 2] == split]


def scheme_of(rows: Sequence[Row]) -> Scheme:
    """TIMEX2 where most of the texts are histories, else TIMEX3."""
    histories = sum(is_history(row.text("text"), written=written(row)) for row in rows)
    return Scheme.TIMEX2 if 2 * histories > len(rows) else Scheme.TIMEX3


def written(row: Row) -> date | None:
    """The day on which a text was written: "2013-03-22", "20130322", either with a time; None where the row has none."""
    given = str(row.values.get("dct") or "")
    if not given:
        return None
    with row.reading("dct"):
        digits = given.replace("-", "")[:8]
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def expressions(row: Row, scheme: Scheme) -> list[Timex]:
    """The expressions that Cairn finds in a text."""
    found = annotate(row.text("text"), written=written(row), scheme=scheme)
    kinds = [UNTYPED if scheme is Scheme.TIMEX2 else timex.kind for timex in found]
    return [Timex(timex.span.start, timex.span.end, kind.value, timex.value) for timex, kind in zip(found, kinds, strict=True)]


def gold_of(row: Row) -> list[Timex]:
    """The expressions that the set has."""
    with row.reading("an expression"):
        marked = [t | {"value": None if t.get("value") in ("", OPEN) else t.get("value")} for t in row.values["timex"]]
        return [Timex(int(t["start"]), int(t["end"]), t.get("type"), t["value"]) for t in marked]


def predicted(row: Row, found: Sequence[Timex]) -> dict[str, Any]:
    """A text's expressions in the set's form."""
    text = row.text("text")
    marked: list[dict[str, Any]] = [
        {"start": t.start, "end": t.end, "text": text[t.start : t.end], "type": t.type, "value": t.value or OPEN, "attrs": {}}
        for t in found
    ]
    return {"docid": row.values.get("docid"), "dct": row.values.get("dct"), "text": text, "timex": marked}
