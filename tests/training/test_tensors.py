"""Documents to labelled windows. Left out where PyTorch is absent."""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="PyTorch is needed for training only")

from cairn.model import LinkKind, MentionKind  # noqa: E402
from cairn.reading.labels import BEGIN, EVENT_TYPES, GROUPS, INSIDE, KINDS, LINKS, OUTSIDE  # noqa: E402
from tests.reading.made import tokenizer  # noqa: E402
from tests.training.made import PASSAGE  # noqa: E402
from training.documents import Document, EventMark  # noqa: E402
from training.sets import passages  # noqa: E402
from training.tensors import IGNORED, Labelled, batch, labelled  # noqa: E402

TOKENIZER = tokenizer(["the", "army", "killed", "five", "rebels", "mosul", "omar", "attack", "northern", "front", "hurt", "men", "leads"])


@pytest.fixture
def document(tmp_path: Path) -> Document:
    (tmp_path / "a.yaml").write_text(PASSAGE, encoding="utf-8")
    (found,) = passages(tmp_path)
    return found


@pytest.fixture
def row(document: Document) -> Labelled:
    (found,) = labelled(document, TOKENIZER)
    return found


def piece(row: Labelled, text: str, words: str, number: int = 0) -> int:
    start = -1
    for _ in range(number + 1):
        start = text.index(words, start + 1)
    return row.window.offsets[:, 0].tolist().index(start, 1) if start else 1


def linked(row: Labelled, kind: LinkKind, label: int) -> set[tuple[int, int]]:
    return {(a, b) for k, a, b, value in row.links.tolist() if k == LINKS.index(kind) and value == label}


def test_spans_begin_go_on_and_end(row: Labelled, document: Document) -> None:
    actor = row.spans[:, KINDS.index(MentionKind.ACTOR)]
    at = piece(row, document.text, "Northern Front")
    assert actor[at : at + 3].tolist() == [BEGIN, INSIDE, OUTSIDE]


def test_of_a_complete_passage_every_piece_has_a_label_and_the_ends_have_none(row: Labelled) -> None:
    assert (row.spans[1:-1] != IGNORED).all()
    assert (row.spans[[0, -1]] == IGNORED).all()


def test_event_words_have_type_status_and_main(row: Labelled, document: Document) -> None:
    for word in ("killed", "attack"):
        at = piece(row, document.text, word)
        assert (row.types[at], row.statuses[at], row.main[at]) == (EVENT_TYPES.index("attack"), 0, 1)
    assert (row.types != IGNORED).sum() == 2


def test_numbers_have_their_group(row: Labelled, document: Document) -> None:
    assert row.groups[piece(row, document.text, "five", 1)] == GROUPS.index("civilians")


def test_a_role_is_a_link_and_another_span_is_none(row: Labelled, document: Document) -> None:
    killed, army = piece(row, document.text, "killed"), piece(row, document.text, "army")
    assert (killed, army) in linked(row, LinkKind.SIDE_A, 1)
    assert (killed, piece(row, document.text, "rebels")) in linked(row, LinkKind.SIDE_A, 0)


def test_another_word_of_the_event_has_the_roles_that_stand_near_it_and_no_others(row: Labelled, document: Document) -> None:
    attack = piece(row, document.text, "attack")
    assert (attack, piece(row, document.text, "army")) in linked(row, LinkKind.SIDE_A, 1)
    assert attack not in {a for a, _ in linked(row, LinkKind.SIDE_A, 0)}


def test_the_same_words_elsewhere_are_neither_right_nor_wrong(row: Labelled, document: Document) -> None:
    killed, second = piece(row, document.text, "killed"), piece(row, document.text, "Omar", 1)
    assert (killed, second) not in linked(row, LinkKind.SAID_BY, 0) | linked(row, LinkKind.SAID_BY, 1)


def test_words_of_one_event_are_the_same_both_ways(row: Labelled, document: Document) -> None:
    a, b = piece(row, document.text, "killed"), piece(row, document.text, "attack")
    assert linked(row, LinkKind.SAME, 1) == {(a, b), (b, a)}


def test_an_alias_holds_both_ways_and_a_leader_one_way(row: Labelled, document: Document) -> None:
    front, short, omar = (piece(row, document.text, *words) for words in (("Northern Front",), ("NF",), ("Omar", 1)))
    assert {(front, short), (short, front)} <= linked(row, LinkKind.ALIAS, 1)
    assert linked(row, LinkKind.LEADS, 1) == {(omar, front)}
    assert (front, omar) in linked(row, LinkKind.LEADS, 0)


def test_what_a_set_does_not_annotate_is_ignored() -> None:
    text = "The army killed five rebels in Mosul."
    place = (31, 36)
    event = EventMark(((9, 15),), "attack", links=((LinkKind.PLACE, place),))
    spans = ((MentionKind.PLACE, place), (MentionKind.ACTOR, (4, 8)), (MentionKind.EVENT, (9, 15)))
    (row,) = labelled(Document("rams", "x", text, spans, frozenset({MentionKind.PLACE}), (event,)), TOKENIZER)
    places, actors = (row.spans[:, KINDS.index(kind)] for kind in (MentionKind.PLACE, MentionKind.ACTOR))
    assert (places[1:-1] != IGNORED).all()
    assert (actors == IGNORED).all(), "right labels without wrong ones would teach that every word is one"
    assert (row.statuses == IGNORED).all() and (row.main == IGNORED).all()
    assert row.links[:, 3].tolist() == [1]
    assert row.relevant == IGNORED


def test_a_window_that_shows_no_event_of_a_relevant_passage_is_neither_right_nor_wrong(document: Document) -> None:
    text = document.text + "\n\n" + "Nothing else was said in the town. " * 40
    rows = labelled(Document("passages", "x", text, document.spans, document.complete, document.events, relevant=True), TOKENIZER)
    assert [r.relevant for r in rows] == [1] + [IGNORED] * (len(rows) - 1)


def test_a_batch_is_padded_and_its_links_are_dense(row: Labelled, document: Document) -> None:
    (short,) = labelled(Document("passages", "y", "Mosul.", complete=document.complete, relevant=False), TOKENIZER)
    data = batch([row, short], torch.device("cpu"))
    assert data.ids.shape == data.shapes.shape == data.mask.shape == (2, len(row.window.ids))
    assert data.mask.sum(1).tolist() == [len(row.window.ids), len(short.window.ids)]
    assert (data.spans[1, len(short.window.ids) :] == IGNORED).all()
    assert data.relevant.tolist() == [1, 0]
    for kind, source, target, label in row.links.tolist():
        heads = data.heads[0].tolist()
        dense = int(data.links[0, kind, heads.index(source), heads.index(target)])
        assert dense == label or [kind, source, target, dense] in row.links.tolist()
    assert (data.links[1] == -1).all()


def test_labels_are_as_long_as_their_window(row: Labelled) -> None:
    n = len(row.window.ids)
    assert row.spans.shape == (n, len(KINDS))
    assert all(labels.shape == (n,) for labels in (row.types, row.statuses, row.main, row.groups))
    assert np.isin(row.links[:, 3], (0, 1)).all()
