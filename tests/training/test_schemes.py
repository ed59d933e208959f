"""Sets with annotation schemes of their own, read from small files made here."""

import json
from pathlib import Path
from typing import Any

import pytest

from training.documents import Document
from training.schemes import _templates, awsd, counted, indiapolice, muc4, re3d_scheme, satp


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


STORY = "rebels bombed a bridge and shot the mayor. the rebels of the front fled."


def template(kind: str, **roles: list[list[list[Any]]]) -> dict[str, Any]:
    return {"incident_type": kind, **{role: roles.get(role, []) for role in ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")}}


def filler(*mentions: str) -> list[list[Any]]:
    return [[words, STORY.index(words)] for words in mentions]


@pytest.fixture
def story(tmp_path: Path) -> Document:
    templates = [
        template("bombing", PerpInd=[filler("rebels")], PerpOrg=[filler("front")], Target=[filler("a bridge", "bridge")]),
        template("attack", PerpInd=[filler("rebels")], Victim=[filler("mayor")]),
    ]
    write(tmp_path / "gtt" / "train.jsonl", [{"docid": "d1", "doctext": STORY, "templates": templates}, {"docid": "d2", "doctext": "rain.", "templates": []}])
    slots = ("perp_individual_id", "perp_organization_id", "phys_tgt_id", "hum_tgt_name", "incident_instrument_id")
    described = [{"alts": ["REBELS OF THE FRONT"]}, {"alts": ["MAYOR"], "of": ["THE MAYOR"]}]
    full = {"incident_type": [{"alts": ["ATTACK"]}], "hum_tgt_description": described, **{slot: [] for slot in slots}}
    write(tmp_path / "full" / "train.jsonl", [{"docid": "d1", "templates": [full]}, {"docid": "d2", "templates": []}])
    first, second = muc4(tmp_path)
    assert (second.schemes.reported, second.relevant, second.schemes.spans) == (False, None, ())
    return first


def words(document: Document, place: tuple[int, int] | None) -> str | None:
    return document.text[place[0] : place[1]] if place else None


def test_fillers_are_spans_of_their_roles(story: Document) -> None:
    assert {(label, words(story, place)) for _, label, place in story.schemes.spans} == {
        ("PerpInd", "rebels"), ("PerpOrg", "front"), ("Target", "a bridge"), ("Target", "bridge"), ("Victim", "mayor"),
        ("VictimDescription", "rebels of the front"),
    }  # fmt: skip
    assert story.schemes.reported
    assert story.schemes.complete == {"roles"}


def test_the_same_words_elsewhere_are_unsure(story: Document) -> None:
    text = "rebels shot the mayor. the mayor died."
    schemes = _templates(text, [template("attack", Victim=[[["mayor", 16]]])], [])
    assert schemes.unsure == (("roles", (27, 32)),)


def test_a_filler_has_the_types_of_all_its_templates(story: Document) -> None:
    types = {words(story, place): right for _, place, right in story.schemes.flags}
    assert types["rebels"] == {"bombing", "attack"}
    assert types["mayor"] == {"attack"}


def test_fillers_of_one_entity_and_of_one_incident_are_tied(story: Document) -> None:
    ties = {(label, words(story, a), words(story, b)) for label, a, b in story.schemes.ties}
    assert ("same_entity", "bridge", "a bridge") in ties
    assert ("same_incident", "rebels", "mayor") in ties
    assert ("same_incident", "bridge", "mayor") not in ties


def test_only_sure_entities_of_re3d_and_relations_between_them_are_taken() -> None:
    def entity(kind: str, begin: int, end: int, confidence: float = 1.0) -> dict[str, Any]:
        return {"type": kind, "begin": begin, "end": end, "confidence": confidence}

    def relation(kind: str, source: int, target: int) -> dict[str, Any]:
        return {"type": kind, "sourceBegin": source, "sourceEnd": source + 2, "targetBegin": target, "targetEnd": target + 2, "confidence": 1}

    row = {
        "entities": [entity("Organisation", 0, 2), entity("Location", 5, 7), entity("Vehicle", 9, 11, 0.0)],
        "relations": [relation("CoLocated", 0, 5), relation("CoLocated", 0, 9), relation("Unheard", 0, 5)],
    }
    schemes = re3d_scheme(row)
    assert schemes.spans == (("entities", "Location", (5, 7)), ("entities", "Organisation", (0, 2)))
    assert schemes.ties == (("CoLocated", (0, 2), (5, 7)),)


def test_sentences_stand_where_their_text_does(tmp_path: Path) -> None:
    text = "rain. police fired. rain. police slept."
    write(tmp_path / "docs.jsonl", [{"doc_id": 1, "doc_text": text, "doc_labels": ["FORCE"]}])
    told = [("rain.", []), (" police fired.", ["FORCE", "ANY_ACTION"]), (" rain.", []), (" police slept.", ["FAIL"])]
    write(tmp_path / "sents.jsonl", [{"doc_id": 1, "sent_id": i, "sent_text": t, "sent_labels": labels} for i, (t, labels) in enumerate(told)])
    (document,) = indiapolice(tmp_path)
    assert [(text[a:b], set(labels)) for _, (a, b), labels in document.schemes.stretches] == [(t, set(labels)) for t, labels in told]
    assert document.relevant


def test_a_sentence_that_is_not_in_its_text_is_an_error(tmp_path: Path) -> None:
    write(tmp_path / "docs.jsonl", [{"doc_id": 1, "doc_text": "rain.", "doc_labels": []}])
    write(tmp_path / "sents.jsonl", [{"doc_id": 1, "sent_id": 0, "sent_text": "snow.", "sent_labels": []}])
    with pytest.raises(ValueError, match="sentence 0 of document 1 does not stand in its text"):
        list(indiapolice(tmp_path))


def test_a_report_has_its_columns_kinds_of_attack(tmp_path: Path) -> None:
    (tmp_path / "train.tsv").write_text('A "bomb went off\t0\t1\t0\t0\n', encoding="utf-8")
    (document,) = satp(tmp_path)
    assert document.schemes.stretches == (("attacks", (0, len(document.text)), frozenset({"bombing"})),)


COUNTS = [
    ("2 staff killed and 3 wounded in 2004.", (2, 3, 0), [("2", {"killed"}), ("3", {"wounded"})]),
    ("A nurse was abducted by a gang.", (0, 0, 1), [("A", {"kidnapped"})]),
    ("Driver killed by gunmen.", (1, 0, 0), [(None, {"killed"})]),
    ("One guard and one cook were both wounded by a mine.", (0, 2, 0), [("One", {"wounded"}), ("one", {"wounded"})]),
    ("Two doctors were kidnapped and later shot dead.", (2, 0, 2), [("Two", {"killed", "kidnapped"})]),
    ("Staff were robbed.", (0, 0, 0), []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "coded", "expected"), COUNTS)
def test_the_numbers_that_add_up_to_the_coded_counts_are_found(tmp_path: Path, text: str, coded: tuple[int, int, int], expected: list[Any]) -> None:
    write(tmp_path / "incidents.jsonl", [{"id": "1", "text": text, **dict(zip(("killed", "wounded", "kidnapped"), coded, strict=True))}])
    (document,) = awsd(tmp_path)
    assert [(words(document, place), set(labels)) for _, place, labels in document.schemes.flags] == expected


def test_an_incident_whose_numbers_do_not_add_up_is_left_out(tmp_path: Path) -> None:
    write(tmp_path / "incidents.jsonl", [{"id": "1", "text": "Staff were wounded.", "killed": 0, "wounded": 7, "kidnapped": 0}])
    assert list(awsd(tmp_path)) == []


def test_numbers_and_articles_are_candidates() -> None:
    assert [(place, value) for place, value in counted("A guard and two cooks")] == [((0, 1), 1), ((12, 15), 2)]
