"""B-cubed on worked examples."""

import pytest

from benchmarks.scores.b_cubed import b_cubed


@pytest.mark.parametrize(
    ("found", "gold", "precision", "recall"),
    [
        ([[1, 2], [3]], [[1, 2], [3]], 100.0, 100.0),
        ([[1, 2, 3]], [[1, 2], [3]], 100 * (2 / 3 + 2 / 3 + 1 / 3) / 3, 100.0),
        ([[1], [2], [3]], [[1, 2], [3]], 100.0, 100 * (1 / 2 + 1 / 2 + 1) / 3),
        # The example of Bagga and Baldwin: gold 1-5, 6-7, 8-12; the last two taken for one, then the first and the last.
        ([range(1, 6), range(6, 13)], [range(1, 6), range(6, 8), range(8, 13)], 100 * (5 + 2 * 2 / 7 + 5 * 5 / 7) / 12, 100.0),
        ([[*range(1, 6), *range(8, 13)], range(6, 8)], [range(1, 6), range(6, 8), range(8, 13)], 100 * (10 / 2 + 2) / 12, 100.0),
        ([], [], 100.0, 100.0),
    ],
)
def test_worked_examples(found: list[list[int]], gold: list[list[int]], precision: float, recall: float) -> None:
    score = b_cubed(found, gold)
    assert score.precision == pytest.approx(precision)
    assert score.recall == pytest.approx(recall)
    assert score.f1 == pytest.approx(2 * precision * recall / (precision + recall))


@pytest.mark.parametrize("found", [[[1]], [[1, 2], [2]], [[1, 2, 3]]])
def test_other_items_or_items_twice_are_a_fault(found: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="same items"):
        b_cubed(found, [[1, 2]])
