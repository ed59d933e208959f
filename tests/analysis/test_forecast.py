"""The forecast of monthly counts, and its score."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.analysis import Stretch, Unit, forecast, tried
from cairn.analysis.crps import crps, quantile
from cairn.analysis.forecast import FARTHEST, FEWEST, Filters, no_change
from cairn.analysis.periods import ahead

NEXT = ahead(Stretch.around(date(2024, 12, 1), Unit.MONTH), Unit.MONTH, FARTHEST)


@pytest.mark.parametrize(("chances", "seen", "score"), [([0, 0, 1], 2, 0.0), ([0, 0, 1], 5, 3.0), ([0, 0, 1], 0, 2.0), ([0.5, 0.5], 0, 0.25), ([0.5, 0.5], 1, 0.25)])
def test_the_score_of_a_forecast(chances: list[float], seen: int, score: float) -> None:
    assert crps(np.array(chances), seen) == pytest.approx(score)


@given(st.lists(st.floats(0.01, 1), min_size=2, max_size=30), st.integers(0, 40))
def test_the_score_is_the_expected_error_less_half_the_expected_difference(weights: list[float], seen: int) -> None:
    """The other form of the CRPS (Gneiting and Raftery 2007, equation 21)."""
    chances = np.array(weights) / sum(weights)
    counts = np.arange(len(chances))
    error = (chances * abs(counts - seen)).sum()
    difference = (np.outer(chances, chances) * abs(counts[:, None] - counts)).sum()
    assert crps(chances, seen) == pytest.approx(error - difference / 2)


def test_quantiles() -> None:
    chances = np.array([0.1, 0.2, 0.4, 0.3])
    assert [quantile(chances, share) for share in (0.1, 0.25, 0.5, 0.7, 1.0)] == [0, 1, 2, 2, 3]


@given(st.lists(st.integers(0, 60), min_size=1, max_size=30), st.integers(1, FARTHEST))
@settings(max_examples=40, deadline=None)
def test_the_chances_of_any_series_add_up_to_one(counts: list[int], months: int) -> None:
    filters = Filters(months)
    for seen in counts:
        filters.see(seen)
    chances = filters.chances()
    assert chances.sum() == pytest.approx(1)
    assert (chances >= 0).all()


def test_a_steady_series_is_forecast_near_its_mean_with_the_baseline_beside() -> None:
    counts = np.random.default_rng(90_001).poisson(6, 80).tolist()
    found = forecast(counts, NEXT[:3])
    assert [one.month.label(Unit.MONTH) for one in found] == ["2025-01", "2025-02", "2025-03"]
    for one in found:
        assert 4.5 < one.mean < 7.5
        assert one.most[0] <= one.half[0] <= one.median <= one.half[1] <= one.most[1]
        assert one.no_change == counts[-1]
        assert one.no_change_80[0] <= counts[-1] <= one.no_change_80[1]


def test_intervals_grow_with_the_distance_where_the_level_wanders() -> None:
    draw = np.random.default_rng(90_002)
    counts = draw.poisson(100 * np.exp(np.cumsum(draw.normal(0, 0.2, 120)))).tolist()
    near, *_, far = forecast(counts, NEXT[:6])
    assert far.most[1] - far.most[0] > near.most[1] - near.most[0]


def test_a_series_without_events_is_forecast_as_almost_none_but_not_surely() -> None:
    (found,) = forecast([0] * 60, NEXT[:1])
    assert 0 < found.mean < 0.1 or found.mean == 0.0
    filters = Filters()
    for _ in range(60):
        filters.see(0)
    assert 0 < filters.chances()[1:].sum() < 0.1


def test_what_comes_later_changes_no_earlier_score() -> None:
    counts = np.random.default_rng(90_003).poisson(4, 60).tolist()
    alone, longer = tried(counts), tried([*counts, 500], first=FEWEST)
    assert alone is not None
    assert longer is not None
    assert longer.months == alone.months + 1
    assert longer.no_change == pytest.approx((alone.no_change * alone.months + 500 - counts[-1]) / longer.months, abs=1e-3)


@pytest.mark.parametrize("seed", range(90_010, 90_014))
def test_the_forecast_is_no_worse_than_no_change(seed: int) -> None:
    found = tried(np.random.default_rng(seed).negative_binomial(3, 0.4, 120).tolist())
    assert found is not None
    assert found.forecast <= min(found.no_change, found.no_change_poisson)


def test_too_short_or_too_far_is_refused() -> None:
    with pytest.raises(ValueError, match=f"needs {FEWEST} months"):
        forecast([1] * (FEWEST - 1), NEXT[:1])
    with pytest.raises(ValueError, match=f"at most {FARTHEST}"):
        forecast([1] * FEWEST, [*NEXT, NEXT[0]])
    assert tried([1] * FEWEST) is None


def test_no_change_after_none_is_none() -> None:
    assert no_change(0).tolist() == [1.0]
    assert no_change(7).sum() == pytest.approx(1)
