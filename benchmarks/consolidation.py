"""One event from many reports.

- `news_events.b3_f1`, `ecbplus.b3_f1`: reports grouped by their texts, against the event that they are about
  (`news_events/articles.jsonl`; every `ecbplus/*_text.txt`, whose articles belong together by topic and by `ecb` or `ecbplus` in the name).
  The threshold was set on the topics whose hash is even; `--split tuning` and `--split reporting` take either half, else all are taken.
- `pairs.accuracy`: the project's hard pairs (`benchmarks/pairs`) that are right, on the half that was not used for tuning; with `tuning`,
  on the other. `pairs.same` and `pairs.different` are the shares by answer. `far_pairs` are those of `benchmarks/pairs/far`, which tell of one event
  as far apart as wires do; all of them were looked at.

A set that the folder does not hold is left out; without `--data` the pairs alone are scored.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.hard_pairs import FAR, Pair, accounts, load, one_event, tuning
from benchmarks.rows import BadData, Row, json_lines, tab_separated, write_json_lines
from benchmarks.scores.b_cubed import b_cubed
from benchmarks.scores.f1 import percent
from cairn.codebook import load as codebook
from cairn.consolidation.grouping import group
from cairn.pipeline import Pipeline

SPLITS = ("tuning", "reporting")
_ECB_NAME = re.compile(r"(?P<topic>\d+)_\d+(?P<part>ecb(?:plus)?)\b")


@dataclass(frozen=True, slots=True)
class Article:
    """A text, the topic that its half goes by, and the event that it is about."""

    id: str
    text: str
    topic: str
    event: str


def run(data: Path | None, out: Path, split: str | None) -> dict[str, Any]:
    """The scores."""
    if split not in (None, *SPLITS):
        raise BadData(f"--split {split}: expected {' or '.join(SPLITS)}")
    if data is not None and not data.is_dir():
        raise BadData(f"--data {data}: no such folder, expected one that holds news_events and ecbplus")
    sets: dict[str, Callable[[Path], list[Article]]] = {"news_events": news_events, "ecbplus": ecbplus}
    there = [name for name in sets if data is not None and (data / name).is_dir()]
    if data is not None and not there:
        raise BadData(f"{data} holds neither news_events/articles.jsonl nor ecbplus/*_text.txt")
    scores: dict[str, Any] = {name: grouped(sets[name](data / name), out / f"{name}.jsonl", split) for name in there if data is not None}
    chosen = [pair for pair in load() if tuning(pair.id) == (split == "tuning")]
    return {**scores, "pairs": {**pairs(chosen, out / "pairs.jsonl"), "half": split or "reporting"}, "far_pairs": pairs(load(FAR), out / "far_pairs.jsonl")}


def grouped(articles: Sequence[Article], out: Path, split: str | None) -> dict[str, Any]:
    """The grouping of the articles of a half, or of all."""
    chosen = [a for a in articles if split is None or tuning(a.topic) == (split == "tuning")]
    found = [[chosen[i].id for i in members] for members in group([a.text for a in chosen])]
    gold: defaultdict[str, list[str]] = defaultdict(list)
    for article in chosen:
        gold[article.event].append(article.id)
    write_json_lines(out, ({"group": members} for members in found))
    return {**b_cubed(found, list(gold.values())).shown(), "reports": len(chosen), "events": len(gold), "groups": len(found)}


def news_events(folder: Path) -> list[Article]:
    """The articles of news_events: title and text."""
    return [
        Article(row.text("docid"), f"{row.values.get('title') or ''}\n{row.text('text')}", str(row.whole("event_id")), str(row.whole("event_id")))
        for row in json_lines(folder / "articles.jsonl")
    ]  # fmt: skip


def ecbplus(folder: Path) -> list[Article]:
    """The articles of ECB+, of all files of words."""
    words: defaultdict[str, defaultdict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    paths = sorted(folder.glob("*_text.txt"))
    if not paths:
        raise BadData(f"{folder} holds no *_text.txt")
    for path in paths:
        for row in tab_separated(path, ("name", "sentence", "number", "word")):
            name, sentence, word = _cells(row)
            words[name][sentence].append(word)
    return [_ecb_article(name, "\n".join(" ".join(sentence) for _, sentence in sorted(found.items()))) for name, found in words.items()]


def _cells(row: Row) -> tuple[str, int, str]:
    """The article, sentence and word of a row; some words of the set have a tab after them."""
    with row.reading("row"):
        name, sentence, _, word, *_ = "\t".join(map(str, row.values.values())).split("\t")
        return name, int(sentence), word


def _ecb_article(name: str, text: str) -> Article:
    match = _ECB_NAME.match(name)
    if match is None:
        raise BadData(f"ECB+ article {name!r}: expected a name such as 35_7ecb.xml or 35_7ecbplus.xml")
    return Article(name, text, match["topic"], f"{match['topic']} {match['part']}")


def pairs(chosen: Sequence[Pair], out: Path) -> dict[str, Any]:
    """How many pairs are right."""
    book = codebook()
    right: dict[bool, list[bool]] = {True: [], False: []}

    def rows() -> Iterator[dict[str, Any]]:
        for pair, (first, second) in zip(chosen, accounts(Pipeline.default(), chosen), strict=True):
            found = one_event(first, second, book)
            right[pair.same].append(found == pair.same)
            yield {"id": pair.id, "kind": pair.kind, "same": pair.same, "found": found}

    write_json_lines(out, rows())
    both = [*right[True], *right[False]]
    return {
        "accuracy": percent(sum(both), len(both)), "same": percent(sum(right[True]), len(right[True])),
        "different": percent(sum(right[False]), len(right[False])), "pairs": len(both),
    }  # fmt: skip
