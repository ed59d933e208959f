from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.scores.f1 import Tally, by_key, macro_f1, micro, of_labels, of_pairs, of_sets, percent, weighted_f1

LABELS = st.lists(st.sampled_from(["clash", "protest", "arrest"]), min_size=1)
SETS = st.frozensets(st.integers(0, 20))


def test_two_of_four_found_are_right_and_two_are_gold() -> None:
    tally = of_sets({1, 2, 3, 4}, {1, 2})
    assert (tally.precision, tally.recall) == (50.0, 100.0)
    assert tally.f1 == pytest.approx(66.667, abs=0.001)


def test_nothing_to_find_and_nothing_found_is_all_right() -> None:
    assert Tally().f1 == Tally().precision == Tally().recall == 100.0


def test_something_found_where_there_is_nothing_is_all_wrong() -> None:
    assert of_sets({1}, set()).f1 == 0.0


def test_more_right_than_found_is_no_tally() -> None:
    with pytest.raises(ValueError, match="expected no more than either"):
        Tally(right=2, found=1, gold=2)


def test_an_item_that_matches_is_used_once() -> None:
    assert of_pairs([1, 1, 5], [1, 2], lambda a, b: abs(a - b) <= 1) == Tally(2, 3, 2)
    assert of_pairs([1, 1], [1], lambda a, b: a == b) == Tally(1, 2, 1)


def test_labels_by_hand() -> None:
    # clash: 2 gold, 1 right of 1 found: F1 2/3. protest: 1 gold, 1 right of 2 found: F1 2/3. arrest: 1 gold, never found: 0.
    tallies = of_labels(["clash", "protest", "protest", "riot"], ["clash", "clash", "protest", "arrest"])
    assert tallies["clash"] == Tally(1, 1, 2)
    assert tallies["protest"] == Tally(1, 2, 1)
    assert macro_f1(tallies) == pytest.approx(100 * (2 / 3 + 2 / 3 + 0) / 3)
    assert weighted_f1(tallies) == pytest.approx(100 * (2 * 2 / 3 + 2 / 3 + 0) / 4)
    assert macro_f1(tallies, among=["protest", "riot"]) == pytest.approx(100 * 2 / 3)


def test_labels_and_items_have_to_be_as_many() -> None:
    with pytest.raises(ValueError, match="1 labels found for 2 items"):
        of_labels(["a"], ["a", "b"])


def test_a_share_of_nothing_is_nothing() -> None:
    assert percent(0, 0) == 0.0


@given(LABELS)
def test_the_gold_labels_score_100(labels: Any) -> None:
    tallies = of_labels(labels, labels)
    assert macro_f1(tallies) == weighted_f1(tallies) == micro(tallies.values()).f1 == 100.0


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1))
def test_the_weighted_score_is_no_more_than_the_best_and_no_less_than_the_worst_label(pairs: Any) -> None:
    tallies = of_labels([a for a, _ in pairs], [b for _, b in pairs])
    scores = [tally.f1 for tally in tallies.values() if tally.gold]
    assert min(scores) - 1e-9 <= weighted_f1(tallies) <= max(scores) + 1e-9


@given(SETS, SETS)
def test_f1_is_symmetric_and_between_precision_and_recall(found: Any, gold: Any) -> None:
    tally = of_sets(found, gold)
    assert tally.f1 == of_sets(gold, found).f1
    assert min(tally.precision, tally.recall) - 1e-9 <= tally.f1 <= max(tally.precision, tally.recall) + 1e-9


@given(SETS, SETS)
def test_the_parts_add_up_to_the_whole(found: Any, gold: Any) -> None:
    parts = by_key(found, gold, lambda n: str(n % 3))
    assert micro(parts.values()) == of_sets(found, gold)
