from pathlib import Path
from typing import Any

import pytest

from benchmarks import satp
from benchmarks.reading import best_by_label
from benchmarks.rows import BadData
from cairn.reading.labels import ATTACKS
from tests.benchmarks.made_readings import MadeReader, mark, reading_of

ROWS = [("A bomb went off at the bridge.", "0100"), ("Gunmen shot a guard and took a clerk away.", "1010")]
GOLD = {text: frozenset(a for a, flag in zip(ATTACKS, flags, strict=True) if flag == "1") for text, flags in ROWS}


@pytest.fixture
def folder(tmp_path: Path) -> Any:
    (tmp_path / "dev.tsv").write_text("".join("\t".join([text, *flags]) + "\n" for text, flags in ROWS))
    return tmp_path


def scored(folder: Path, monkeypatch: pytest.MonkeyPatch, make: Any, split: Any = None) -> Any:
    monkeypatch.setattr(satp, "reader", lambda *_: MadeReader(make))
    (folder / "out").mkdir(exist_ok=True)
    return satp.run(folder, folder / "out", split)


def test_the_right_kinds_score_100_and_are_written_as_the_set_has_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scores = scored(folder, monkeypatch, lambda text: reading_of(text, [mark("satp", a, text, None) for a in GOLD[text]]))
    assert (scores["example_f1"], scores["reports"], scores["file"]) == (100.0, 2, "dev.tsv")
    assert (folder / "out" / "dev.tsv").read_text() == (folder / "dev.tsv").read_text()


def test_one_of_two_kinds_by_hand(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scores = scored(folder, monkeypatch, lambda text: reading_of(text, [mark("satp", min(GOLD[text]), text, None)]))
    assert scores["example_f1"] == pytest.approx(100 * (1 + 2 / 3) / 2, abs=0.01)


def test_where_no_kind_is_likely_the_likeliest_is_given() -> None:
    assert satp.given({ATTACKS[0]: 0.2, ATTACKS[3]: 0.3}) == {ATTACKS[3]}
    assert satp.given({}) == frozenset()


def test_the_best_of_several_windows_counts() -> None:
    text = ROWS[0][0]
    marks = [mark("satp", ATTACKS[1], text, None, score=s) for s in (0.2, 0.7, 0.1)]
    assert best_by_label(marks) == {ATTACKS[1]: 0.7}


def test_the_file_is_that_of_the_split(tmp_path: Path) -> None:
    for name in ("dev.tsv", "train.tsv"):
        (tmp_path / name).write_text("")
    assert satp.file_of(tmp_path, None).name == "dev.tsv"
    assert satp.file_of(tmp_path, "train.tsv").name == satp.file_of(tmp_path, "train").name == "train.tsv"
    (tmp_path / "test.tsv").write_text("")
    assert satp.file_of(tmp_path, None).name == "test.tsv"
    with pytest.raises(BadData, match=r"has no closed\.tsv; it holds dev\.tsv, test\.tsv, train\.tsv"):
        satp.file_of(tmp_path, "closed")


def test_a_flag_that_is_neither_0_nor_1_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "dev.tsv").write_text("A text\t0\t1\tx\t0\n")
    with pytest.raises(BadData, match=r"line 1: .* is 'x', expected 0 or 1"):
        scored(folder, monkeypatch, reading_of)
