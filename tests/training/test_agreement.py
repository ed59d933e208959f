"""How far two readings of one passage agree."""

from collections import Counter
from pathlib import Path

import pytest

from training.agreement import Agreement, compare, kappa, measure, table

TEXT = "Gunmen killed two soldiers near Gao on Friday. The attack followed a raid in Mopti."
FIRST = {
    "id": "x", "text": TEXT, "relevant": True,
    "events": [
        {"word": "killed", "also": ["attack"], "type": "armed_clash", "status": "occurred", "main": True, "side_a": ["Gunmen"], "side_b": ["soldiers"],
         "place": ["Gao"], "casualties": [{"outcome": "killed", "number": "two", "group": "side_b"}]},
        {"word": "raid", "type": "attack", "status": "occurred", "main": False, "place": ["Mopti"]},
    ],
}  # fmt: skip
SECOND = {
    "id": "x", "relevant": True,
    "events": [{"word": "attack", "type": "attack", "status": "occurred", "main": True, "side_a": ["Gunmen"], "place": ["Gao", "Mopti"],
                "casualties": [{"outcome": "killed", "number": "two soldiers"}, {"outcome": "killed"}]}],
}  # fmt: skip


@pytest.fixture
def agreement() -> Agreement:
    found = Agreement()
    compare(FIRST, SECOND, found)
    return found


def test_events_that_share_a_word_are_paired(agreement: Agreement) -> None:
    counts = agreement.items["event"]
    assert (counts.first, counts.second, counts.shared) == (2, 1, 1)
    assert counts.f1 == pytest.approx(66.7, abs=0.1)


def test_choices_are_compared_in_pairs(agreement: Agreement) -> None:
    assert agreement.choices["type"] == {("armed_clash", "attack"): 1}
    assert agreement.choices["relevant"] == {("True", "True"): 1}


def test_phrases_that_share_a_word_of_the_text_are_the_same(agreement: Agreement) -> None:
    assert (agreement.items["side_a"].f1, agreement.items["side_b"].f1, agreement.items["killed"].f1) == (100, 0, 100)
    assert (agreement.items["place"].first, agreement.items["place"].second, agreement.items["place"].shared) == (1, 2, 1)


def test_the_same_reading_agrees_in_everything() -> None:
    found = Agreement()
    compare(FIRST, FIRST, found)
    assert all(counts.f1 == 100 for counts in found.items.values())
    assert all(kappa(choices) == 1 for choices in found.choices.values())


def test_kappa_is_what_is_left_beyond_chance() -> None:
    assert kappa(Counter({("a", "a"): 1, ("a", "b"): 1, ("b", "a"): 1, ("b", "b"): 1})) == 0


def test_folders_are_compared_by_id(tmp_path: Path) -> None:
    for name, row in (("first", FIRST), ("second", SECOND)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.yaml").write_text(f"[{row!r}]".replace("True", "true").replace("False", "false"), encoding="utf-8")
    found = measure(tmp_path / "first", tmp_path / "second")
    assert found.passages == 1
    assert "| event | 2 | 1 | F1 66.7 | |" in table(found)
