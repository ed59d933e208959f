"""Intervals for counts, without tables: exact for Poisson and for the negative binomial distribution."""

import math
from collections.abc import Callable
from functools import lru_cache
from itertools import count as numbers

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
#: Above so many events the normal approximation of Byar is as good as the exact interval (the bounds differ by less than 0.01 %).
MANY = 2000
_STEPS = 80
NORMAL = {0.5: 0.6744897501960817, 0.8: 1.2815515655446004, 0.9: 1.6448536269514722, 0.95: 1.959963984540054, 0.99: 2.5758293035489004}
"""Two-sided standard normal quantiles."""


@lru_cache(maxsize=1 << 16)
def rate_interval(number: int, *, dispersion: float = 1.0, level: float = 0.95) -> tuple[float, float]:
    """The means under which a count is not surprising: those for which neither tail from the count on has less than half of
    1 - `level`.

    With a `dispersion` of 1 that is the exact Poisson interval (Garwood 1936); above 1 the count is negative binomial with a
    variance of `dispersion` times the mean. `level` is one of NORMAL.

    >>> tuple(round(bound, 3) for bound in rate_interval(3))
    (0.619, 8.767)
    """
    if level not in NORMAL:
        raise ValueError(f"level {level}: expected one of {', '.join(map(str, NORMAL))}")
    if number < 0 or dispersion < 1:
        raise ValueError(f"count {number} with dispersion {dispersion}: expected a count of 0 or more and a dispersion of 1 or more")
    tail = (1 - level) / 2
    if number > MANY:
        return _wide(number, math.sqrt(dispersion) * NORMAL[level])
    # The tail from the count on, not beyond it, so that a count of 0 has no lower bound but 0.
    low = 0.0 if number == 0 else _solve(lambda mean: 1 - below(number - 1, mean, dispersion) < tail, number + 1.0)
    return low, _solve(lambda mean: below(number, mean, dispersion) > tail, number + 1.0)


def _wide(number: int, z: float) -> tuple[float, float]:
    """Byar's approximation (Breslow and Day 1987)."""
    low, high = number, number + 1
    return low * (1 - 1 / (9 * low) - z / (3 * math.sqrt(low))) ** 3, high * (1 - 1 / (9 * high) + z / (3 * math.sqrt(high))) ** 3


def _solve(too_small: Callable[[float], bool], start: float) -> float:
    """The mean up to which something holds, found by halving."""
    high = next(start * 2.0**n for n in numbers() if not too_small(start * 2.0**n))
    low = 0.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if too_small(middle) else (low, middle)
    return (low + high) / 2


def below(number: int, mean: float, dispersion: float = 1.0) -> float:
    """The probability of a count of at most `number`."""
    if mean <= 0:
        return 1.0
    return float(min(1.0, np.exp(log_chances(np.arange(number + 1), mean, dispersion)).sum()))


def log_chances(counts: npt.NDArray[np.int64], mean: float, dispersion: float = 1.0) -> Floats:
    """The logarithm of the probability of each count."""
    if dispersion <= 1 + 1e-9:
        chances: Floats = counts * math.log(mean) - mean - log_factorials(int(counts.max(initial=0)))[counts]
        return chances
    return negative_binomial(counts, mean / (dispersion - 1), 1 / dispersion)


def negative_binomial(counts: npt.NDArray[np.int64], size: float, chance: float) -> Floats:
    """The logarithm of the probability of each count where `size` successes of chance `chance` are waited for; the mean is
    size (1 - chance) / chance."""
    top = int(counts.max(initial=0))
    # log of size (size + 1) ... (size + k - 1) / k!, for all k at once: no gamma function is needed.
    steps = np.log(size + np.arange(top)) - np.log(np.arange(1, top + 1))
    rising = np.concatenate([[0.0], np.cumsum(steps)])
    found: Floats = rising[counts] + size * math.log(chance) + counts * math.log1p(-chance)
    return found


def log_factorials(top: int) -> Floats:
    """Log 0!, log 1!, ... up to log top!."""
    return np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, top + 1)))])
