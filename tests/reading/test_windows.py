"""Reports cut into windows."""

import itertools
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.errors import ReaderError
from cairn.model import Span
from cairn.reading.sentences import sentences
from cairn.reading.windows import (
    MAX_PIECES,
    OVERLAP,
    SHAPE_LOWER,
    SHAPE_NONE,
    SHAPE_OTHER,
    SHAPE_TITLE,
    SHAPE_UPPER,
    Window,
    load_tokenizer,
    windows,
)
from tests.reading.made import tokenizer

TOKENIZER = tokenizer()
TEXTS = st.one_of(
    st.text(max_size=400),
    st.lists(st.sampled_from(["the army", "killed. The", "x" * 60, "\n\n", "🔥", "👩‍👩‍👧", "é", "e\u0301", "\u200b", "각", "ﬁ", "İ", "日本。", ". A", "\u202e", "😀 "]),
             max_size=120).map(" ".join),
)  # fmt: skip


def cut(text: str) -> list[Window]:
    return windows(text, sentences(text), TOKENIZER)


def pieces_of(sentence: Span) -> list[tuple[int, tuple[int, int]]]:
    encoding = TOKENIZER.encode(sentence.quote, add_special_tokens=False)
    return [(i, (a + sentence.start, b + sentence.start)) for i, (a, b) in zip(encoding.ids, encoding.offsets, strict=True)]


def pieces_in(window: Window) -> list[tuple[int, tuple[int, int]]]:
    return [(i, (a, b)) for i, (a, b) in zip(window.ids.tolist()[1:-1], window.offsets.tolist()[1:-1], strict=True)]


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_every_piece_of_every_sentence_is_in_a_window(text: str) -> None:
    found = cut(text)
    held = {piece for window in found for piece in pieces_in(window)}
    assert held == {piece for sentence in sentences(text) for piece in pieces_of(sentence)}


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_windows_are_small_enough_and_move_on(text: str) -> None:
    found = cut(text)
    assert all(2 <= len(w.ids) <= MAX_PIECES for w in found)
    assert all(len(w.ids) == len(w.shapes) == len(w.offsets) for w in found)
    ends = [int(w.offsets[-2, 1]) for w in found if len(w.ids) > 2]
    assert all(a < b for a, b in itertools.pairwise(ends))
    assert [w.first_sentence for w in found] == sorted(w.first_sentence for w in found)


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_offsets_are_places_of_the_text_in_order(text: str) -> None:
    for window in cut(text):
        offsets = window.offsets[1:-1]
        assert (offsets >= 0).all() and (offsets <= len(text)).all()
        assert (offsets[:, 0] <= offsets[:, 1]).all()
        assert (np.diff(offsets[:, 0]) >= 0).all() and (np.diff(offsets[:, 1]) >= 0).all()
        assert window.offsets[[0, -1]].tolist() == [[0, 0], [0, 0]]


@given(st.text(alphabet="aé\u0301 .\u200bÅ👩1ü\n", max_size=80))
@settings(max_examples=150, deadline=None)
def test_a_piece_stands_where_its_offsets_say(text: str) -> None:
    for window in cut(text):
        for number, (a, b) in pieces_in(window):
            piece = (TOKENIZER.id_to_token(number) or "").removeprefix("##")
            bare = "".join(c for c in unicodedata.normalize("NFD", text[a:b]).lower() if not unicodedata.combining(c) and c != "\u200b")
            assert piece in ("[UNK]", bare)


def test_a_sentence_longer_than_a_window_is_cut_and_nothing_is_lost() -> None:
    text = "army " * 1000
    found = cut(text)
    assert sum(len(w.ids) - 2 for w in found) >= 1000
    assert {a for w in found for _, (a, _) in pieces_in(w)} == set(range(0, 5000, 5))


def test_windows_share_whole_sentences() -> None:
    text = "The army killed five rebels in Mosul. " * 40
    found = cut(text)
    assert len(found) > 1
    for before, after in itertools.pairwise(found):
        shared = set(pieces_in(before)) & set(pieces_in(after))
        assert len(shared) == OVERLAP * len(pieces_of(sentences(text)[0]))


def test_sentences_without_pieces_make_a_window_without_pieces() -> None:
    assert [len(w.ids) for w in cut("\u200b")] == [2]
    assert windows("", [], TOKENIZER) == []


def test_many_short_sentences_fill_few_windows() -> None:
    assert len(cut("a\n\n" * 2000)) < 2 * 2000 / (MAX_PIECES - 2 - OVERLAP)


def shapes(text: str) -> list[int]:
    return [int(shape) for shape in cut(text)[0].shapes[1:-1]]


def test_letter_shapes_tell_capitals() -> None:
    assert shapes("The army in MOSUL, 5 A") == [SHAPE_TITLE, SHAPE_LOWER, SHAPE_LOWER, SHAPE_UPPER, SHAPE_OTHER, SHAPE_OTHER, SHAPE_TITLE]


def test_capitals_of_upper_case_text_tell_nothing() -> None:
    assert set(shapes("THE ARMY KILLED FIVE")) == {SHAPE_NONE}


def test_a_text_without_letters_has_no_shapes() -> None:
    assert set(shapes("12, 13 ... 14!")) == {SHAPE_NONE}


def test_a_text_without_capitals_has_no_shapes() -> None:
    assert set(shapes("the army killed five rebels in mosul.")) == {SHAPE_NONE}


def test_upper_case_is_told_from_the_window_and_not_from_what_comes_before_it() -> None:
    found = cut("THE ARMY KILLED FIVE REBELS IN MOSUL. " * 60 + "\n\n" + "The army killed five rebels. " * 60)
    assert set(found[0].shapes.tolist()) == {SHAPE_NONE}
    assert SHAPE_LOWER in found[-1].shapes.tolist()


def test_a_missing_tokenizer_is_the_operators_matter(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match=r"tokenizer\.json"):
        load_tokenizer(tmp_path / "tokenizer.json")


def test_a_damaged_tokenizer_is_the_operators_matter(tmp_path: Path) -> None:
    path = tmp_path / "tokenizer.json"
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(ReaderError, match="can not be loaded"):
        load_tokenizer(path)
