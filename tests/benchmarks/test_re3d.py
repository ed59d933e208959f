import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import re3d
from benchmarks.re3d import Annotated, Entity, Relation
from benchmarks.rows import BadData
from cairn.model import Mention, MentionKind, Span
from tests.benchmarks.made_readings import MadeReader, mark, reading_of

TEXT = "General Arslan leads the Northern Guard near Port Salem, which fights against the Red Banner."
PLACES = st.tuples(st.integers(0, 60), st.integers(1, 9)).map(lambda p: (p[0], p[0] + p[1]))
ENTITIES = st.dictionaries(
    st.builds(Entity, st.just("d"), st.sampled_from(re3d.PEERS[:3]), PLACES), st.floats(0.51, 1), max_size=12
)


def entity(words: Any, kind: Any, confidence: Any = 1.0) -> Any:
    begin = TEXT.index(words)
    return {"begin": begin, "end": begin + len(words), "type": kind, "value": words, "confidence": confidence}


def relation(kind: Any, source: Any, target: Any, confidence: Any = 1.0) -> Any:
    a, b = TEXT.index(source), TEXT.index(target)
    return {
        "source": source, "sourceBegin": a, "sourceEnd": a + len(source), "target": target, "targetBegin": b,
        "targetEnd": b + len(target), "type": kind, "confidence": confidence,
    }  # fmt: skip


DOCUMENT = {
    "docid": "d1", "text": TEXT,
    "entities": [
        entity("General Arslan", "Person"), entity("the Northern Guard", "Organisation"), entity("Northern", "Location", 0.9),
        entity("Port Salem", "Location"), entity("the Red Banner", "Organisation"), entity("near", "Vehicle", 0.4),
    ],
    "relations": [
        relation("InChargeOf", "General Arslan", "the Northern Guard"), relation("FightingAgainst", "the Northern Guard", "the Red Banner"),
        relation("CoLocated", "the Northern Guard", "Port Salem"), relation("Likes", "the Northern Guard", "Port Salem", 0.5),
    ],
}  # fmt: skip


def perfect(text: str) -> Any:
    return reading_of(text, [mark("re3d", e["type"], text, e["value"]) for e in DOCUMENT["entities"] if e["confidence"] > 0.5])


@pytest.fixture
def folder(tmp_path: Path) -> Any:
    (tmp_path / re3d.FILE).write_text(json.dumps(DOCUMENT) + "\n")
    return tmp_path


def scored(folder: Path, monkeypatch: pytest.MonkeyPatch, make: Any) -> Any:
    monkeypatch.setattr(re3d, "reader", lambda *_: MadeReader(make))
    return re3d.run(folder, folder / "out", None)


def test_all_that_is_annotated_scores_100(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scores = scored(folder, monkeypatch, perfect)
    keys = (
        "entity_macro_f1",
        "entity_micro_f1",
        "relation_f1",
        "entity_nested_f1",
        "relation_unordered_f1",
        "relation_overlap_f1",
    )
    assert {key: scores[key] for key in keys} == dict.fromkeys(keys, 100.0)
    assert set(scores["entities"]) == {"Person", "Organisation", "Location"}


def test_predictions_have_the_form_of_the_set(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scored(folder, monkeypatch, perfect)
    written = json.loads((folder / "out" / re3d.FILE).read_text())
    assert written["docid"] == "d1"
    assert {(e["begin"], e["end"], e["type"]) for e in written["entities"]} == {
        (e["begin"], e["end"], e["type"]) for e in DOCUMENT["entities"] if e["confidence"] > 0.5
    }
    assert written["relations"][0]["source"] == "General Arslan"


def test_a_missed_type_and_a_wrong_bound_by_hand(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def make(text: str) -> Any:
        return reading_of(
            text,
            [mark("re3d", "Person", text, "General Arslan"), mark("re3d", "Organisation", text, "the Northern Guard"),
             mark("re3d", "Organisation", text, "Red Banner"), mark("re3d", "Location", text, "Port Salem", score=0.3)],
        )  # fmt: skip

    scores = scored(folder, monkeypatch, make)
    # Person 1 of 1; Organisation 1 right of 2 found and 2 gold; Location none found: macro (100 + 50 + 0) / 3, micro 2 right of 3 and 4.
    assert scores["entity_macro_f1"] == 50.0
    assert scores["entity_micro_f1"] == pytest.approx(100 * 4 / 7, abs=0.01)
    # One of two found relations is right of 3 gold; the fight has one bound wrong and counts in the loosest score only.
    assert (scores["relation_f1"], scores["relation_unordered_f1"], scores["relation_overlap_f1"]) == (40.0, 40.0, 80.0)


def test_mentions_of_the_reader_count_where_the_head_of_the_set_finds_nothing() -> None:
    def mention(kind: Any, words: Any, score: Any = 0.9) -> Any:
        return Mention(kind, Span.of(TEXT, TEXT.index(words), TEXT.index(words) + len(words)), score)

    reading = reading_of(
        TEXT,
        [mark("re3d", "Organisation", TEXT, "the Northern Guard"), mark("re3d", "Weapon", TEXT, "fights")],
        mentions=[
            mention(MentionKind.PLACE, "Northern"), mention(MentionKind.ACTOR, "Red Banner"), mention(MentionKind.PERSON, "Arslan"),
            mention(MentionKind.PLACE, "Port Salem", 0.4), mention(MentionKind.TITLE, "General"),
        ],
    )  # fmt: skip
    found = {(e.type, TEXT[slice(*e.place)]) for e in re3d.of_reading("d", TEXT, reading).entities}
    assert found == {("Organisation", "the Northern Guard"), ("Organisation", "the Red Banner"), ("Person", "Arslan")}


def test_the_order_of_a_symmetric_relation_is_left_out_of_the_unordered_score_only() -> None:
    a, b = (0, 4), (10, 14)
    gold = [Annotated({}, {Relation("d", "FightingAgainst", a, b): 1.0, Relation("d", "InChargeOf", a, b): 1.0})]
    found = [Annotated({}, {Relation("d", "FightingAgainst", b, a): 1.0, Relation("d", "InChargeOf", b, a): 1.0})]
    scores = re3d.scores(found, gold)
    assert (scores["relation_f1"], scores["relation_unordered_f1"]) == (0.0, 50.0)


def test_the_macro_mean_is_over_the_types_of_the_peers() -> None:
    gold = [Annotated({Entity("d", "Person", (0, 3)): 1.0, Entity("d", "Vehicle", (5, 8)): 1.0}, {})]
    found = [Annotated({Entity("d", "Person", (0, 3)): 1.0}, {})]
    scores = re3d.scores(found, gold)
    assert (scores["entity_macro_f1"], scores["entity_macro_all_types_f1"], scores["entity_recall"]) == (100.0, 50.0, 50.0)


def test_the_same_span_in_another_document_is_another_entity() -> None:
    gold = [Annotated({Entity("d1", "Person", (0, 3)): 1.0}, {}), Annotated({}, {})]
    found = [Annotated({}, {}), Annotated({Entity("d2", "Person", (0, 3)): 1.0}, {})]
    assert re3d.scores(found, gold)["entity_micro_f1"] == 0.0


def test_blanks_at_the_ends_are_no_part_of_an_entity() -> None:
    assert re3d.trimmed("in  Tarn ,", 2, 9) == (4, 8)


def test_an_entity_outside_of_the_text_is_told(tmp_path: Path) -> None:
    broken = DOCUMENT | {"entities": [entity("Port Salem", "Location") | {"end": 4000}]}
    (tmp_path / re3d.FILE).write_text(json.dumps(broken) + "\n")
    with pytest.raises(BadData, match=r"documents\.jsonl, line 1: an entity: 45 to 4000 is no stretch"):
        re3d.run(tmp_path, tmp_path, None)


def test_a_relation_without_a_target_is_told(tmp_path: Path) -> None:
    broken = DOCUMENT | {"relations": [{"type": "Likes", "confidence": 1, "sourceBegin": 0, "sourceEnd": 3}]}
    (tmp_path / re3d.FILE).write_text(json.dumps(broken) + "\n")
    with pytest.raises(BadData, match="a relation has no 'targetBegin'"):
        re3d.run(tmp_path, tmp_path, None)


@given(ENTITIES)
def test_of_the_longest_none_overlap_and_what_is_left_out_overlaps_one(entities: Any) -> None:
    kept = re3d.longest(entities)
    places = sorted(e.place for e in kept)
    assert all(a[1] <= b[0] for a, b in pairwise(places))
    for entity_ in set(entities) - kept:
        assert any(entity_.place[0] < e.place[1] and e.place[0] < entity_.place[1] for e in kept)


@given(ENTITIES)
def test_a_perfect_prediction_scores_100(entities: Any) -> None:
    side = [Annotated(entities, {})]
    scores = re3d.scores(side, side)
    assert scores["entity_micro_f1"] == 100.0
    assert scores["entity_macro_f1"] == (100.0 if entities else 0.0)
