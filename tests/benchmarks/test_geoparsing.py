import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import geoparsing
from benchmarks.geoparsing import Document, Parsed, Toponym
from benchmarks.rows import BadData, Row
from cairn import codebook
from cairn.linking import Linker
from cairn.model import Mention, MentionKind, Place, Span
from cairn.pipeline import Pipeline
from tests.benchmarks.made_readings import MadeReader, reading_of

TEXT = "Shells fell on Aleppo and Idlib, Russian officials said."
ALEPPO, IDLIB, RUSSIAN = (Span.of(TEXT, TEXT.index(w), TEXT.index(w) + len(w)) for w in ("Aleppo", "Idlib", "Russian"))


def row(toponyms: Any, **changes: Any) -> Any:
    return Row(Path("set.jsonl"), 2, {"docid": "7", "text": TEXT, "toponyms": toponyms} | changes)


def given(span: Span, lat: Any = None, lon: Any = None, **more: Any) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.quote, "lat": lat, "lon": lon} | more


def at(lat: Any, lon: Any) -> Any:
    return Place(name="x", latitude=lat, longitude=lon)


def document(*toponyms: Toponym) -> Document:
    return Document("7", TEXT, toponyms)


def test_a_row_is_read_as_it_is_annotated() -> None:
    read = geoparsing.of_row(row([given(IDLIB, 35.9, 36.6), given(ALEPPO)]))
    assert read == document(Toponym(ALEPPO, None), Toponym(IDLIB, (35.9, 36.6)))


def test_of_typed_toponyms_only_literal_ones_are_scored() -> None:
    rows = [given(ALEPPO, 36, 37, type="Literal"), given(RUSSIAN, 60, 100, type="Non_Literal_Modifier"), given(IDLIB, type="Non_Toponym")]
    assert geoparsing.of_row(row(rows)) == document(Toponym(ALEPPO, (36.0, 37.0)), Toponym(RUSSIAN, (60.0, 100.0), scored=False))


def test_a_span_outside_the_text_is_left_out() -> None:
    assert geoparsing.of_row(row([{"start": -9, "end": -3, "text": "x", "lat": 1, "lon": 1}])).toponyms == ()


@pytest.mark.parametrize(
    ("toponyms", "message"), [([{"end": 3}], "a toponym has no 'start'"), ([given(ALEPPO, "north", 3)], "a toponym: could not")]
)
def test_a_row_that_can_not_be_read_is_named(toponyms: Any, message: str) -> None:
    with pytest.raises(BadData, match=f"set.jsonl, line 2: {message}"):
        geoparsing.of_row(row(toponyms))


def test_scores_by_hand() -> None:
    gold = document(Toponym(ALEPPO, (36.2, 37.2)), Toponym(IDLIB, (35.9, 36.6)), Toponym(RUSSIAN, (60.0, 100.0), scored=False))
    parsed = Parsed(
        found=((ALEPPO, at(36.2, 37.2)), (RUSSIAN, at(60.0, 100.0))),
        given=(at(36.2, 37.2), at(0.0, 0.0), at(60.0, 100.0)),
        held=(True, True, True),
    )
    scores = geoparsing.scores([gold], [parsed])
    assert (scores["end_to_end_161km"], scores["gold_toponyms_161km"]) == (0.5, 50.0)
    assert (scores["recognition_precision"], scores["recognition_recall"]) == (100.0, 50.0)
    assert (scores["mean_error_km"], scores["toponyms"], scores["toponyms_held"]) == (0.0, 2, 2)


def test_what_the_gazetteer_does_not_hold_is_no_fault_of_resolution() -> None:
    parsed = Parsed((), (Place(name="x"),), (False,))
    scores = geoparsing.scores([document(Toponym(ALEPPO, (36.2, 37.2)))], [parsed])
    assert (scores["toponyms_held"], scores["gold_toponyms_161km"], scores["mean_error_km"]) == (0, 0.0, None)


@pytest.mark.parametrize(("error", "right"), [(None, False), (0.0, True), (161.0, True), (161.1, False)])
def test_161_km_is_near(error: float | None, right: bool) -> None:
    assert geoparsing.near(error) is right


def test_the_span_that_shares_most_is_taken_and_of_two_alike_the_shorter() -> None:
    whole = Span.of(TEXT, ALEPPO.start, IDLIB.end)
    found = [(whole, at(1, 1)), (ALEPPO, at(2, 2)), (Span.of(TEXT, ALEPPO.start, ALEPPO.start + 2), at(3, 3))]
    best = geoparsing.best_overlap(ALEPPO, found)
    assert best is not None
    assert best.latitude == 2
    assert geoparsing.best_overlap(RUSSIAN, found) is None


def test_the_two_halves_share_no_document_and_leave_none_out() -> None:
    documents = [Document(str(i), "x", ()) for i in range(200)]
    halves = [{d.id for d in documents if geoparsing.in_split(d, "lgl", half)} for half in ("tuning", "kept")]
    assert not halves[0] & halves[1]
    assert len(halves[0] | halves[1]) == 200
    assert 0 < sum(geoparsing.in_split(d, "lgl", "unread") for d in documents) < 60
    assert all(geoparsing.in_split(d, "geowebnews", "unread") for d in documents)
    with pytest.raises(BadData, match="--split 'dev': expected one of tuning, kept, unread"):
        geoparsing.in_split(documents[0], "lgl", "dev")


def test_the_command_reads_every_set_and_writes_it_in_its_own_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = MadeReader(lambda text: reading_of(text, mentions=[Mention(MentionKind.PLACE, IDLIB, 0.9)]))
    monkeypatch.setattr(geoparsing, "pipeline", lambda: Pipeline(made, Linker(), codebook.load()))
    for name in ("one", "two"):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(row([given(ALEPPO, 36.2, 37.2), given(IDLIB, 35.9, 36.6)]).values) + "\n")
    scores = geoparsing.run(tmp_path, tmp_path / "out", None)
    assert (scores["one.end_to_end_161km"], scores["two.gold_toponyms_161km"]) == (1.0, 100.0)
    written = json.loads((tmp_path / "out" / "one.jsonl").read_text())
    assert written["docid"] == "7"
    assert "Idlib" in [t["text"] for t in written["toponyms"]]


def test_a_folder_without_sets_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadData, match=r"has no \*\.jsonl"):
        geoparsing.run(tmp_path, tmp_path / "out", None)
