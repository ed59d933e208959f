from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.scores.example_f1 import example_score, label_tallies
from benchmarks.scores.f1 import Tally

LABELS = st.lists(st.frozensets(st.sampled_from(["KILL", "ARREST", "FORCE"])), min_size=1)


def test_the_mean_is_over_items_and_not_over_labels() -> None:
    # 2/3 for one of two labels, 1 for both, 0 for a label too many; the item without any label on both sides is no item.
    found = [{"KILL"}, {"KILL", "FORCE"}, {"ARREST"}, set()]
    gold = [{"KILL", "FORCE"}, {"KILL", "FORCE"}, set(), set()]
    score = example_score(found, gold)
    assert score.f1 == pytest.approx(100 * (2 / 3 + 1 + 0) / 3)
    assert score.precision == pytest.approx(100 * (1 + 1 + 0) / 3)
    assert score.recall == pytest.approx(100 * (1 / 2 + 1) / 2)


def test_labels_are_tallied_over_all_items() -> None:
    tallies = label_tallies([{"KILL"}, {"KILL"}], [{"KILL"}, {"FORCE"}], ["KILL", "FORCE"])
    assert tallies == {"KILL": Tally(1, 2, 1), "FORCE": Tally(0, 0, 1)}


@given(LABELS)
def test_the_gold_labels_score_100_where_there_are_any(labels: Any) -> None:
    assert example_score(labels, labels).f1 == (100.0 if any(labels) else 0.0)


@given(LABELS)
def test_items_without_labels_change_nothing(labels: Any) -> None:
    gold = [frozenset({"KILL"}) for _ in labels]
    nothing: list[frozenset[str]] = [frozenset()] * 3
    assert example_score([*labels, *nothing], [*gold, *nothing]) == example_score(labels, gold)
