import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import indiapolice
from benchmarks.rows import BadData, json_lines
from tests.benchmarks.made_readings import MadeReader, mark, reading_of

FIRST, SECOND, THIRD = "Riders fled.", "Police fired and a man died.", "Officers held six."
TEXT = f"{FIRST} {SECOND} {THIRD}"
DOCS = [
    {"doc_id": 7, "doc_text": TEXT, "doc_labels": ["ANY_ACTION", "ARREST", "FORCE", "KILL"]},
    {"doc_id": 9, "doc_text": "Rain fell.", "doc_labels": []},
]
SENTS = [
    {"doc_id": 7, "sent_id": 0, "sent_labels": [], "sent_text": FIRST},
    {"doc_id": 7, "sent_id": 1, "sent_labels": ["ANY_ACTION", "FORCE", "KILL"], "sent_text": SECOND},
    {"doc_id": 7, "sent_id": 2, "sent_labels": ["ANY_ACTION", "ARREST"], "sent_text": THIRD},
    {"doc_id": 9, "sent_id": 0, "sent_labels": [], "sent_text": "Rain fell."},
]


def write(folder: Path, docs: Any = DOCS, sents: Any = SENTS) -> Any:
    (folder / indiapolice.DOCS).write_text("".join(json.dumps(row) + "\n" for row in docs))
    (folder / indiapolice.SENTS).write_text("".join(json.dumps(row) + "\n" for row in sents))
    return folder


def scored(folder: Path, monkeypatch: pytest.MonkeyPatch, make: Any) -> Any:
    monkeypatch.setattr(indiapolice, "reader", lambda *_: MadeReader(make))
    return indiapolice.run(folder, folder / "out", None)


def told(text: str) -> Any:
    marks = [] if text != TEXT else [mark("indiapolice", "KILL", text, SECOND), mark("indiapolice", "ARREST", text, THIRD)]
    return reading_of(text, marks)


def test_what_the_labels_mean_is_given_with_them_and_all_right_is_100(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scores = scored(write(tmp_path), monkeypatch, told)
    assert (scores["document_example_f1"], scores["sentence_example_f1"]) == (100.0, 100.0)
    assert (scores["documents"], scores["sentences"]) == (2, 4)
    written = [json.loads(line) for line in (tmp_path / "out" / indiapolice.SENTS).read_text().splitlines()]
    assert written[1] == {"doc_id": 7, "sent_id": 1, "sent_labels": ["KILL", "FORCE", "ANY_ACTION"]}


def test_a_missed_sentence_by_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scores = scored(
        write(tmp_path),
        monkeypatch,
        lambda text: reading_of(text, [mark("indiapolice", "ARREST", text, THIRD)] if text == TEXT else []),
    )
    # Sentences with labels: 0 and 1. The story: two of four labels and none wrong: 2 x 2 / (2 + 4).
    assert scores["sentence_example_f1"] == 50.0
    assert scores["document_example_f1"] == pytest.approx(66.67, abs=0.01)
    assert scores["document_labels"]["KILL"]["recall"] == 0.0


def test_a_reader_that_cuts_otherwise_is_lined_up_by_the_text() -> None:
    reading = reading_of(
        TEXT, [mark("indiapolice", "FORCE", TEXT, f"{SECOND} {THIRD}"), mark("indiapolice", "FAIL", TEXT, "fled. P")]
    )
    second = TEXT.index(SECOND)
    assert indiapolice.scores_at((0, len(FIRST)), reading) == {"FAIL": 0.9}
    assert indiapolice.scores_at((second, second + len(SECOND)), reading) == {"FORCE": 0.9}


def test_a_low_score_gives_no_label() -> None:
    assert indiapolice.given({"KILL": 0.2, "ARREST": 0.5}, indiapolice.SENTENCE) == {"ARREST", "ANY_ACTION"}


def test_failing_to_act_is_no_action() -> None:
    assert indiapolice.given({"FAIL": 0.9}, indiapolice.DOCUMENT) == {"FAIL"}


def test_a_sentence_that_is_not_in_its_story_is_told(tmp_path: Path) -> None:
    broken = [SENTS[1], SENTS[0] | {"sent_id": 1}]
    with pytest.raises(BadData, match=r"sents\.jsonl, line 2: sentence 'Riders fled.' does not stand in story 7 after"):
        indiapolice.places(*_rows(write(tmp_path, sents=broken)))


def _rows(folder: Path) -> Any:
    docs, sents = (json_lines(folder / name) for name in (indiapolice.DOCS, indiapolice.SENTS))
    return docs[0], sents


def test_an_unknown_label_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadData, match="expected a list of labels among KILL"):
        scored(write(tmp_path, docs=[DOCS[0] | {"doc_labels": ["WAVE"]}], sents=SENTS[:3]), monkeypatch, told)
