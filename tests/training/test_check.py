"""The checker of the passages, and the passages."""

from pathlib import Path

import pytest

from tests.training.made import PASSAGE
from training.check import PASSAGES, faults, main


@pytest.mark.skipif(not PASSAGES.is_dir(), reason="the passages are not in this checkout")
def test_the_passages_hold_together() -> None:
    assert faults(PASSAGES) == []


def test_a_passage_that_holds_together_has_no_faults(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(PASSAGE, encoding="utf-8")
    assert faults(tmp_path) == []


FAULTS = [
    ('place: ["Mosul"]\n    time', 'place: ["Mosol"]\n    time', "place 'Mosol' does not stand in the text"),
    ('    number: ["five"]', "    number: [5]", "number 5 does not stand in the text"),
    ("    people:", "    persons:", "span kind 'persons' is not one of"),
    ("type: attack\n", "type: atack\n", "event type 'atack' is not one of"),
    ("type: attack\n", "type: [attack]\n", "event type ['attack'] is not one of"),
    ("status: occurred", "status: happened", "status 'happened' is not one of"),
    ("main: true", "main: perhaps", "main is 'perhaps'"),
    ("      main: true\n", "", "event 'killed' lacks main"),
    ("      said_by:", "      by:", "event has the unknown key 'by'"),
    ('also: ["attack"]', 'also: ["attac"]', "event word 'attac' does not stand"),
    ('side_a: ["army"]', 'side_a: ["The army"]', "side_a 'The army' is not among the spans"),
    ("outcome: killed", "outcome: died", "outcome 'died' is not one of"),
    ("group: side_b", "group: soldiers", "group 'soldiers' is not one of"),
    ('who: "men"', 'who: "women"', "who 'women' does not stand"),
    ("type: leads", "type: heads", "relation 'heads' is not one of"),
    ('"five##2", word', '"five##3", word', "total's number 'five##3' does not stand"),
    ("relevant: true", "relevant: false", "is not relevant and has events"),
    ("relevant: true", "relevant: maybe", "relevant is 'maybe'"),
    ("region: test", "regoin: test", "passage has the unknown key 'regoin'"),
    ('"Omar##2"', '"Omar##x"', "subject 'Omar##x' does not stand"),
]


@pytest.mark.parametrize(("right", "wrong", "message"), FAULTS)
def test_a_fault_is_named_with_its_file_and_passage(right: str, wrong: str, message: str, tmp_path: Path) -> None:
    assert right in PASSAGE
    (tmp_path / "a.yaml").write_text(PASSAGE.replace(right, wrong, 1), encoding="utf-8")
    found = faults(tmp_path)
    assert any(fault.startswith("a.yaml t001: ") and message in fault for fault in found), found


def test_an_id_that_is_used_twice_is_a_fault(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(PASSAGE, encoding="utf-8")
    assert faults(tmp_path) == ["t001: 2 passages have this id"]


@pytest.mark.parametrize(("text", "message"), [("- [", "not YAML"), ("a: 1", "expected a list"), ("- 7", "is not a mapping"), ("", "expected a list")])
def test_a_file_that_holds_no_passages_is_a_fault(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    (fault,) = faults(tmp_path)
    assert message in fault


def test_the_command_ends_with_one_where_there_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.yaml").write_text(PASSAGE.replace("main: true", "main: x"), encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["check", str(tmp_path)])
    with pytest.raises(SystemExit, match="1"):
        main()
    assert "1 faults in" in capsys.readouterr().out
