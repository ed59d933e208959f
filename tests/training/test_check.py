"""The checker of the passages, and the passages."""

from pathlib import Path

import pytest

from tests.training.made import PASSAGE
from training.check import OWN, faults, main


@pytest.mark.skipif(not (OWN / "passages").is_dir(), reason="the passages are not in this checkout")
def test_the_passages_and_snippets_hold_together() -> None:
    assert faults(OWN) == []


def put(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def test_a_passage_that_holds_together_has_no_faults(tmp_path: Path) -> None:
    put(tmp_path, "passages/a.yaml", PASSAGE)
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
    put(tmp_path, "passages/a.yaml", PASSAGE.replace(right, wrong, 1))
    found = faults(tmp_path)
    assert any(fault.startswith("a.yaml t001: ") and message in fault for fault in found), found


def test_an_id_that_is_used_twice_is_a_fault(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        put(tmp_path, f"passages/{name}", PASSAGE)
    assert faults(tmp_path) == ["t001: 2 passages have this id"]


@pytest.mark.parametrize(("text", "message"), [("- [", "not YAML"), ("a: 1", "expected a list"), ("- 7", "is not a mapping"), ("", "expected a list")])
def test_a_file_that_holds_no_passages_is_a_fault(text: str, message: str, tmp_path: Path) -> None:
    put(tmp_path, "passages/a.yaml", text)
    (fault,) = faults(tmp_path)
    assert message in fault


def test_the_command_ends_with_one_where_there_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path, "passages/a.yaml", PASSAGE.replace("main: true", "main: x"))
    monkeypatch.setattr("sys.argv", ["check", str(tmp_path)])
    with pytest.raises(SystemExit, match="1"):
        main()
    assert "1 faults in" in capsys.readouterr().out


SNIPPET = """
- {id: s1, type: attack, status: occurred, word: shot, also: [killing], other: [{word: rioted, type: violent_demonstration, status: occurred, main: true}],
   region: africa, text: Gunmen shot a teacher. The killing shocked. Pupils rioted.}
- {id: s2, relevant: false, topic: sport, text: A late shot won the match.}
"""


def test_snippets_that_hold_together_have_no_faults(tmp_path: Path) -> None:
    put(tmp_path, "snippets/a.yaml", SNIPPET)
    assert faults(tmp_path) == []


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [("word: shot", "word: stabbed", "event word 'stabbed' does not stand"), ("[killing]", "[kill]", "event word 'kill' does not stand"),
     ("type: attack", "type: atack", "event type 'atack' is not one of"), ("rioted", "raced", "event word 'raced' does not stand"), ("main: true", "main: yes!", "main is 'yes!', expected true or false"),
     ("topic: sport", "topics: sport", "nothing has the unknown key 'topics'"),
     ("id: s2", "id: s1", "s1: 2 snippets have this id"), ("region: africa", "place: Gao", "snippet has the unknown key 'place'")],
)  # fmt: skip
def test_a_fault_of_a_snippet_is_named(right: str, wrong: str, message: str, tmp_path: Path) -> None:
    put(tmp_path, "snippets/a.yaml", SNIPPET.replace(right, wrong, 1))
    found = faults(tmp_path)
    assert len(found) == 1
    assert message in found[0]
