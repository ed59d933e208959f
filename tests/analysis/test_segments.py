"""Change points."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.analysis.segments import SHORTEST, Segment, dispersion, segments

COUNTS = st.lists(st.integers(0, 40), max_size=60)


def test_a_clear_change_is_found_where_it_is() -> None:
    assert segments([2, 3, 1, 2, 2, 3, 2, 1, 12, 11, 13, 12, 10, 12]) == (Segment(0, 8, 2.0), Segment(8, 14, 70 / 6))


@pytest.mark.parametrize("counts", [[5] * 30, [0] * 30, [0, 0, 1] * 10, [4], [], [1, 9]])
def test_a_flat_or_short_series_has_no_change(counts: list[int]) -> None:
    assert len(segments(counts)) == min(1, len(counts))


def test_one_spike_is_scatter_and_no_level() -> None:
    assert len(segments([2] * 15 + [60] + [2] * 15)) == 1


@given(COUNTS)
@settings(max_examples=60, deadline=None)
def test_segments_cover_the_series_and_hold_its_mean(counts: list[int]) -> None:
    found = segments(counts)
    assert [n for part in found for n in range(part.start, part.end)] == list(range(len(counts)))
    assert all(part.mean == pytest.approx(np.mean(counts[part.start : part.end])) for part in found)
    assert len(found) == 1 or all(part.end - part.start >= SHORTEST for part in found)


@given(st.lists(st.integers(0, 30), min_size=9, max_size=13))
@settings(max_examples=25, deadline=None)
def test_no_other_partition_is_better(counts: list[int]) -> None:
    """Against all partitions, counted out."""
    price = 5.0

    def cost(cuts: tuple[int, ...]) -> float:
        ends = [0, *cuts, len(counts)]
        parts = [counts[a:b] for a, b in pairwise(ends)]
        return sum(-2 * sum(p) * np.log(np.mean(p)) if sum(p) else 0.0 for p in parts) + price * len(cuts)

    every = [c for n in range(4) for c in combinations(range(SHORTEST, len(counts) - SHORTEST + 1), n) if all(b - a >= SHORTEST for a, b in pairwise(c))]
    found = tuple(part.start for part in segments(counts, scatter=1.0, penalty=(price, 0.0))[1:])
    assert cost(found) == pytest.approx(min(map(cost, every)))


def test_a_change_of_level_is_hardly_scatter() -> None:
    draw = np.random.default_rng(1)
    counts = [*draw.poisson(3, 60).tolist(), *draw.poisson(30, 60).tolist()]
    assert dispersion(counts) < 1.6 < np.var(counts) / np.mean(counts)


def test_scatter_is_measured() -> None:
    draw = np.random.default_rng(2)
    assert dispersion(draw.negative_binomial(10 / 2, 1 / 3, 400).tolist()) == pytest.approx(3, rel=0.25)


@pytest.mark.parametrize("counts", [[], [3], [0, 0, 0]])
def test_nothing_scatters_without_counts(counts: list[int]) -> None:
    assert dispersion(counts) == 1.0


def test_flat_series_seldom_show_a_change_and_changed_ones_do() -> None:
    """The rates of `python -m benchmarks trend`, on a few other series."""
    draws = [np.random.default_rng(50_000 + n) for n in range(60)]
    false = sum(len(segments(draw.poisson(5, 60).tolist())) > 1 for draw in draws)
    found = sum(len(segments([*draw.poisson(5, 30).tolist(), *draw.poisson(15, 30).tolist()])) > 1 for draw in draws)
    assert false <= 6
    assert found >= 58
