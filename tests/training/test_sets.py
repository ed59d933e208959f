"""Annotated sets to documents."""

from pathlib import Path

import pytest

from cairn.model import LinkKind, MentionKind
from tests.training.made import PASSAGE
from training import sets
from training.documents import Document
from training.sets import hashes, load, passages, snippets


@pytest.fixture
def document(tmp_path: Path) -> Document:
    (tmp_path / "a.yaml").write_text(PASSAGE, encoding="utf-8")
    (found,) = passages(tmp_path)
    return found


def words(document: Document, place: tuple[int, int]) -> str:
    return document.text[place[0] : place[1]]


def test_every_place_of_a_spans_words_is_a_span(document: Document) -> None:
    assert [words(document, place) for kind, place in document.spans if kind is MentionKind.NUMBER] == ["five", "five"]
    assert [words(document, place) for kind, place in document.spans if kind is MentionKind.EVENT] == ["killed", "attack"]


def test_a_passage_is_annotated_throughout(document: Document) -> None:
    assert document.complete == frozenset(MentionKind)
    assert document.relations_complete
    assert document.relevant is True


def test_roles_lead_to_the_nearest_place(document: Document) -> None:
    (event,) = document.events
    roles = [(kind.value, words(document, place)) for kind, place in event.links]
    assert roles == [
        ("side_a", "army"), ("side_b", "rebels"), ("target", "The attack"), ("place", "Mosul"), ("time", "Friday"), ("said_by", "Omar"),
        ("killed", "five"), ("injured", "five"),
    ]  # fmt: skip
    killed, injured = (place for kind, place in event.links if kind in (LinkKind.KILLED, LinkKind.INJURED))
    assert killed < injured
    assert event.links_complete


def test_numbers_have_groups_and_who_is_counted(document: Document) -> None:
    assert [(words(document, place), group) for place, group in document.groups] == [("five", "side_b"), ("five", "civilians")]
    counts = [(words(document, a), words(document, b)) for kind, a, b in document.relations if kind is LinkKind.COUNTS]
    assert counts == [("five", "rebels"), ("five", "men")]


def test_relations_and_totals_are_links(document: Document) -> None:
    found = [(kind, words(document, a), words(document, b)) for kind, a, b in document.relations if kind is not LinkKind.COUNTS]
    assert found == [
        (LinkKind.LEADS, "Omar", "Northern Front"), (LinkKind.ALIAS, "NF", "Northern Front"), (LinkKind.TOTAL, "five", "hurt"),
    ]  # fmt: skip


SNIPPETS = """
- {id: s1, type: grenade, status: foiled, word: grenade, also: [blast], other: [{word: held, type: arrests, status: occurred, main: false}],
   text: A grenade failed to explode. No blast was heard. A man was held.}
- {id: s2, relevant: false, topic: sport, text: Rain stopped play.}
"""


def test_a_snippet_has_its_event_words_and_is_open_in_all_else(tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text(SNIPPETS, encoding="utf-8")
    event, nothing = snippets(tmp_path)
    assert (event.told, event.relevant, event.complete) == ("grenade", True, frozenset({MentionKind.EVENT}))
    assert [(e.type, e.status, e.main, [words(event, w) for w in e.words]) for e in event.events] == [
        ("grenade", "foiled", True, ["grenade", "blast"]), ("arrests", "occurred", False, ["held"]),
    ]  # fmt: skip
    assert (nothing.set, nothing.relevant, nothing.complete) == ("nothing", False, frozenset({MentionKind.EVENT}))


SECOND = """
- id: t001
  relevant: true
  events:
    - {word: killed, type: attack, status: occurred, main: true, side_a: [army], side_b: [Omar]}
    - {word: leads, type: leadership_change, status: occurred, main: false}
"""


def test_what_only_a_second_reader_saw_is_unsure(tmp_path: Path) -> None:
    for name, text in (("first", PASSAGE), ("second", SECOND)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.yaml").write_text(text, encoding="utf-8")
    (document,) = passages(tmp_path / "first", tmp_path / "second")
    assert [(kind, words(document, place)) for kind, place in document.unsure] == [(MentionKind.EVENT, "leads")]
    assert {(kind.value, words(document, place)) for kind, place in document.events[0].unsure} == {("side_a", "army"), ("side_b", "Omar")}


def test_a_set_that_is_absent_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "passages").mkdir()
    (tmp_path / "passages" / "a.yaml").write_text(PASSAGE, encoding="utf-8")
    documents = load(tmp_path, tmp_path)
    assert [d.set for d in documents] == ["passages"]
    said = capsys.readouterr().out
    assert all(f"{name}: the set is left out" in said for name in sets.SETS)


def test_every_file_that_is_read_is_hashed(tmp_path: Path) -> None:
    for name in ("rams/dev.jsonl", "rams/train.jsonl", "wikievents/dev.jsonl", "wikievents/dev.coref.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    for name in ("passages/a.yaml", "snippets/b.yaml"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(PASSAGE, encoding="utf-8")
    assert set(hashes(tmp_path, tmp_path)) == {"passages/a.yaml", "snippets/b.yaml", "rams/dev.jsonl", "rams/train.jsonl", "wikievents/dev.jsonl"}


def test_leading_articles_are_cut() -> None:
    assert sets._without_article("the army", (0, 8)) == (4, 8)
    assert sets._without_article("theatre", (0, 7)) == (0, 7)
    assert sets._without_article("the", (0, 3)) == (0, 3)


@pytest.mark.parametrize(
    ("name", "ours"),
    [("conflict.attack.bombing.x", (True, "remote_explosive_landmine_ied")), ("Conflict.Attack.Unspecified", (True, None)),
     ("life.marry", (False, None))],
)  # fmt: skip
def test_types_of_other_sets_become_ours_by_their_prefix(name: str, ours: tuple[bool, str | None]) -> None:
    assert sets._type_of(name) == ours


def test_bio_tags_are_spans() -> None:
    rows = [["Ali", "I-PER"], ["Khan", "I-PER"], ["in", "O"], ["Mosul", "I-LOC"], ["NATO", "I-ORG"], ["x", "I-MISC"]]
    offsets = [(0, 3), (4, 8), (9, 11), (12, 17), (18, 22), (23, 24)]
    kinds = {"PER": MentionKind.PERSON, "LOC": MentionKind.PLACE, "ORG": MentionKind.ACTOR}
    assert list(sets._bio(rows, offsets, kinds)) == [(MentionKind.PERSON, (0, 8)), (MentionKind.PLACE, (12, 17)), (MentionKind.ACTOR, (18, 22))]
