"""How good a forecast of counts was: the continuous ranked probability score."""

import numpy as np

from cairn.analysis.intervals import Floats


def crps(chances: Floats, seen: int) -> float:
    """The score of one forecast: the sum over all counts k of (chance of at most k - whether at most k came)²; 0 is best, and of a single
    number it is how far that was off (Gneiting and Raftery 2007).

    `chances` are those of the counts 0, 1, 2, ...; what is missing to 1 is taken to lie above them.

    >>> crps(np.array([0.0, 0.0, 1.0]), 5)
    3.0
    """
    at_most = np.cumsum(chances)
    if seen >= len(at_most):
        at_most = np.concatenate([at_most, np.full(seen - len(at_most) + 1, at_most[-1] if len(at_most) else 0.0)])
    came = np.arange(len(at_most)) >= seen
    return float(((at_most - came) ** 2).sum())


def quantile(chances: Floats, share: float) -> int:
    """The smallest count that comes with at most it with a chance of at least `share`."""
    reached = np.flatnonzero(np.cumsum(chances) >= share - 1e-12)
    return int(reached[0]) if len(reached) else len(chances) - 1
