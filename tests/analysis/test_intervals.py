"""Intervals of counts, against SciPy's distributions."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.analysis.intervals import MANY, below, negative_binomial, rate_interval

stats = pytest.importorskip("scipy.stats")


@pytest.mark.parametrize("number", [0, 1, 2, 7, 50, 300, MANY, MANY + 1, 50_000])
@pytest.mark.parametrize("level", [0.5, 0.8, 0.95, 0.99])
def test_the_poisson_interval_is_the_exact_one(number: int, level: float) -> None:
    tail = (1 - level) / 2
    exact = (stats.chi2.ppf(tail, 2 * number) / 2 if number else 0.0, stats.chi2.ppf(1 - tail, 2 * number + 2) / 2)
    assert rate_interval(number, level=level) == pytest.approx(exact, rel=1e-4)


@given(st.integers(0, 400), st.floats(1.1, 8))
@settings(max_examples=20, deadline=None)
def test_scatter_widens_the_interval(number: int, dispersion: float) -> None:
    low, high = rate_interval(number, dispersion=round(dispersion, 2))
    poisson = rate_interval(number)
    assert low <= poisson[0] <= number <= poisson[1] <= high


@given(st.integers(0, 60), st.floats(0.1, 40), st.floats(1.05, 6))
def test_chances_of_at_most_a_count_are_those_of_the_distribution(number: int, mean: float, dispersion: float) -> None:
    assert below(number, mean) == pytest.approx(stats.poisson.cdf(number, mean), abs=1e-9)
    assert below(number, mean, dispersion) == pytest.approx(stats.nbinom.cdf(number, mean / (dispersion - 1), 1 / dispersion), abs=1e-9)


def test_the_negative_binomial_is_the_distribution() -> None:
    assert np.exp(negative_binomial(np.arange(30), 2.5, 0.3)) == pytest.approx(stats.nbinom.pmf(np.arange(30), 2.5, 0.3))


@pytest.mark.parametrize(("number", "dispersion", "level"), [(-1, 1.0, 0.95), (3, 0.5, 0.95), (3, 1.0, 0.93)])
def test_what_can_not_be_is_refused(number: int, dispersion: float, level: float) -> None:
    with pytest.raises(ValueError, match="expected"):
        rate_interval(number, dispersion=dispersion, level=level)
