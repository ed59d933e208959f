"""The benchmark of consolidation: its sets, its halves, its pairs."""

import json
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.consolidation import ecbplus, grouped, news_events, run
from benchmarks.hard_pairs import FAR, load, tuning
from benchmarks.rows import BadData

ECB = "".join(
    f"{name}\t{s}\t{n}\t{word}\n"
    for name, sentences in {
        "1_1ecb.xml": ("Gunmen stormed Kobe harbour", "Kobe mourned"), "1_2ecb.xml": ("Kobe harbour gunmen escaped",),
        "1_1ecbplus.xml": ("Lima voters chose Quispe",), "1_2ecbplus.xml": ("Quispe won Lima",),
    }.items()
    for s, sentence in enumerate(sentences) for n, word in enumerate(sentence.split())
)  # fmt: skip


def test_articles_of_ecb_belong_together_by_topic_and_part(tmp_path: Path) -> None:
    (tmp_path / "dev_text.txt").write_text(ECB.replace("voters\n", "voters\t\n"), encoding="utf-8")
    articles = ecbplus(tmp_path)
    assert [a.event for a in articles] == ["1 ecb", "1 ecb", "1 ecbplus", "1 ecbplus"]
    assert articles[0].text == "Gunmen stormed Kobe harbour\nKobe mourned"
    assert grouped(articles, tmp_path / "out.jsonl", None)["b3_f1"] == 100.0
    assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_articles_of_news_events(tmp_path: Path) -> None:
    row = {"docid": "d", "title": "T", "text": "words", "event_id": 7}
    (tmp_path / "articles.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert [(a.id, a.text, a.event) for a in news_events(tmp_path)] == [("d", "T\nwords", "7")]


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    for data, split, word in ((tmp_path / "none", None, "no such folder"), (tmp_path, None, "neither"), (tmp_path, "dev", "expected tuning")):
        with pytest.raises(BadData, match=word):
            run(data, tmp_path, split)


def test_the_hard_pairs_are_many_and_balanced_in_both_halves() -> None:
    pairs = load()
    assert len(pairs) >= 120
    counts = Counter((tuning(pair.id), pair.same) for pair in pairs)
    assert min(counts.values()) >= 30
    assert abs(sum(n if same else -n for (_, same), n in counts.items())) <= len(pairs) / 10
    assert not {p.first.id for p in pairs} & {p.second.id for p in pairs}


def test_a_pair_that_is_not_whole_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("- {id: x1, kind: k, same: true, first: {published: 2024-01-01, text: a}, second: {text: b}}", encoding="utf-8")
    with pytest.raises(BadData, match="x1"):
        load(tmp_path)


def test_the_far_pairs_are_a_set_of_their_own() -> None:
    far = load(FAR)
    assert Counter(pair.same for pair in far) == {True: 72, False: 18}
    assert not {pair.id for pair in far} & {pair.id for pair in load()}
