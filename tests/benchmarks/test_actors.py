"""The benchmark of actors: what counts as right, wrong and open, and that bad rows are told."""

import json
from pathlib import Path

import pytest

from benchmarks import actors
from benchmarks.rows import BadData

FORMS = Path(actors.__file__).parent / "actors_forms"
RIGHT, WRONG = 90.0, 3.0  # the bars of the project, in per cent


@pytest.mark.parametrize(
    ("expected", "accepted", "found", "verdict"),
    [
        ("hamas", None, ["hamas"], "right"),
        ("hamas", None, ["pij"], "wrong"),
        ("hamas", None, [], "open"),
        (["hamas", "pij"], None, ["hamas", "pij"], "right"),
        (["hamas", "pij"], None, ["hamas"], "open"),
        (["hamas", "pij"], None, ["hamas", "fatah"], "wrong"),
        (None, None, [], "right"),
        (None, None, ["hamas"], "wrong"),
        ("hamas", "pij", ["pij"], "right"),
    ],
)
def test_a_verdict(tmp_path: Path, expected: object, accepted: object, found: list[str], verdict: str) -> None:
    row = {"id": "1", "surface": "it", "expected": expected} | ({"accepted": accepted} if accepted else {})
    (tmp_path / "a.jsonl").write_text(json.dumps(row), encoding="utf-8")
    (form,) = actors.forms(tmp_path / "a.jsonl")
    assert form.judge(frozenset(found)) == verdict


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"surface": "x"}, "line 1: has no 'expected'"),
        ({"surface": "", "expected": None}, "line 1: surface"),
        ({"surface": "x", "expected": 3}, "line 1: expected is 3"),
        ({"surface": "x", "expected": None, "published": "May"}, "line 1: published is 'May'"),
        ({"surface": "x", "expected": None, "countries": "SY"}, "line 1: countries is 'SY'"),
    ],
)
def test_a_bad_row_is_told(tmp_path: Path, row: dict[str, object], told: str) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(BadData, match=told):
        actors.forms(tmp_path / "a.jsonl")


def test_json_lines_are_scored_and_written(tmp_path: Path) -> None:
    rows = [
        {"id": "1", "surface": "ISIS", "published": "2015-01-01", "countries": ["IQ"], "expected": "islamic_state"},
        {"id": "2", "surface": "its fighters", "sentence": "Hamas said its fighters held soldiers of Israel.", "expected": "hamas"},
        {"id": "3", "surface": "the Zebra Brigades", "countries": ["IQ"], "expected": None},
        {"id": "4", "surface": "ISIS", "expected": "no_such_id"},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    scores = actors.run(tmp_path, tmp_path / "out", None)
    assert (scores["right"], scores["wrong_links"], scores["forms"], scores["unknown_ids"]) == (75.0, 25.0, 4, ["no_such_id"])
    assert [json.loads(line)["verdict"] for line in (tmp_path / "out" / "a.jsonl").read_text(encoding="utf-8").splitlines()] == ["right", "right", "right", "wrong"]


def test_a_row_is_in_one_half() -> None:
    halves = [actors.half(str(number)) for number in range(200)]
    assert set(halves) == {"a", "b"}


def test_the_bars_hold_on_the_half_that_nothing_was_tuned_on(tmp_path: Path) -> None:
    scores = actors.run(FORMS, tmp_path, "b")
    assert scores["right"] >= RIGHT
    assert scores["wrong_links"] <= WRONG


def test_an_unknown_half_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="expected one of the halves"):
        actors.run(FORMS, tmp_path, "c")
