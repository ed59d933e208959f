import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks import timex
from benchmarks.rows import BadData, Row
from benchmarks.scores.f1 import Tally
from benchmarks.scores.timex import Timex, TimexScore, pairs, timex_score
from cairn.linking.when.timex import Scheme

NEWS = {"docid": "n1", "dct": "2013-03-22", "text": "He left on Thursday after two days.", "timex": [
    {"start": 11, "end": 19, "text": "Thursday", "type": "DATE", "value": "2013-03-21", "attrs": {}},
    {"start": 26, "end": 34, "text": "two days", "type": "DURATION", "value": "P2D", "attrs": {}},
]}  # fmt: skip
OLD = "In 1861 it began. In 1862 it grew. In 1863 it turned. In 1864 it slowed. In 1865 it ended, and in 1866 the former king left."
#: Strict span F1 and value accuracy on the half of WikiWars that the rules were not written with; floors, to be raised only.
FLOORS = {"span_strict_f1": 90.0, "span_relaxed_f1": 95.5, "value_accuracy": 86.5}


def row(values: dict[str, Any]) -> Row:
    return Row(Path("x.jsonl"), 1, values)


def test_right_expressions_score_100_and_are_written_as_the_set_has_them(tmp_path: Path) -> None:
    (tmp_path / "news.jsonl").write_text(json.dumps(NEWS) + "\n")
    scores = timex.run(tmp_path, tmp_path / "out", None)
    keys = ("span_strict_f1", "span_relaxed_f1", "value_accuracy", "type_accuracy")
    assert [scores[f"news.{key}"] for key in keys] == [100.0] * 4
    assert (scores["news.documents"], scores["news.expressions"], scores["news.scheme"]) == (1, 2, "timex3")
    assert json.loads((tmp_path / "out" / "news.jsonl").read_text()) == NEWS


def test_every_file_is_scored_by_its_name_and_histories_are_read_as_timex2(tmp_path: Path) -> None:
    (tmp_path / "news.jsonl").write_text(json.dumps(NEWS) + "\n")
    (tmp_path / "wars.jsonl").write_text(json.dumps({"docid": "w1", "dct": "2009-12-19", "text": OLD, "timex": []}) + "\n")
    scores = timex.run(tmp_path, tmp_path / "out", None)
    assert (scores["news.scheme"], scores["wars.scheme"]) == ("timex3", "timex2")
    found = json.loads((tmp_path / "out" / "wars.jsonl").read_text())["timex"]
    assert [mark["text"] for mark in found] == ["1861", "1862", "1863", "1864", "1865", "1866", "former"]
    assert {mark["type"] for mark in found} == {"DATE"}
    assert "wars.type_accuracy" not in scores


def test_bounds_values_and_types_by_hand() -> None:
    gold = [Timex(0, 5, "DATE", "2013"), Timex(10, 20, "DATE", None), Timex(30, 35, "DATE", "2012")]
    found = [Timex(0, 5, "DATE", "2013"), Timex(12, 20, "TIME", None), Timex(40, 45, "DATE", "2012")]
    assert timex_score(found, gold) == TimexScore(Tally(1, 3, 3), Tally(2, 3, 3), values=2, types=1)


def test_an_expression_is_paired_once_with_the_same_bounds_first() -> None:
    whole, part = Timex(0, 20, None, None), Timex(5, 9, None, None)
    assert pairs([part], [whole, part]) == [(part, part)]
    assert pairs([whole], [part, Timex(10, 12, None, None)]) == [(whole, part)]


@pytest.mark.parametrize("dct", ["2013-03-22", "20130322", "2013-03-22T10:30:00", "2013-03-22 10:30"])
def test_the_day_of_writing_is_read_with_or_without_a_time(dct: str) -> None:
    assert timex.written(row({"dct": dct})) == date(2013, 3, 22)


def test_without_a_day_of_writing_there_is_none() -> None:
    assert timex.written(row({})) is None


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"dct": "March"}, "dct: "),
        ({"timex": [{"start": 1}]}, "an expression has no 'end'"),
        ({}, "an expression has no 'timex'"),
    ],
)
def test_what_is_not_as_expected_is_told_by_file_and_line(values: dict[str, Any], message: str) -> None:
    with pytest.raises(BadData, match=rf"x\.jsonl, line 1: {message}"):
        (timex.written if "dct" in values else timex.gold_of)(row(values))


def test_a_folder_without_a_set_and_an_unknown_half_are_told(tmp_path: Path) -> None:
    with pytest.raises(BadData, match=r"holds no \*\.jsonl"):
        timex.run(tmp_path, tmp_path, None)
    with pytest.raises(BadData, match="expected one of develop, report"):
        timex.of_split([row(NEWS)], "test")


def test_the_halves_are_apart_and_whole() -> None:
    rows = [row({"docid": f"d{n}"}) for n in range(20)]
    halves = [timex.of_split(rows, split) for split in timex.SPLITS]
    assert sorted(r.values["docid"] for half in halves for r in half) == sorted(r.values["docid"] for r in rows)
    assert all(halves)


def test_the_half_of_wikiwars_kept_for_reporting_reaches_its_floors(shared: Path, tmp_path: Path) -> None:
    scores = timex.run(shared / "data" / "timex", tmp_path, "report")
    assert scores["wikiwars.scheme"] == Scheme.TIMEX2
    assert {key: scores[f"wikiwars.{key}"] for key, floor in FLOORS.items() if scores[f"wikiwars.{key}"] < floor} == {}
