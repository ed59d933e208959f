"""Likely pairs: accounts whose score reaches the threshold, each pair once."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np

from cairn.codebook import Codebook
from cairn.consolidation.bound import Bound, Floats, Numbers
from cairn.consolidation.exact import Exact
from cairn.consolidation.held import Gathered, Part
from cairn.consolidation.meeting import Ranges, likely, ranges, ranges_between
from cairn.consolidation.score import SAME_EVENT, between
from cairn.consolidation.side import Side
from cairn.consolidation.traits import Traits, rows

#: Scores of likely pairs, the smaller number first.
Edges = Mapping[tuple[int, int], float]
#: Pairs that are scored at once.
PORTION = 1 << 13


def found_edges(sides: Sequence[Side], codebook: Codebook) -> Edges:
    """The likely pairs of some accounts, by their numbers."""
    if len(sides) < 2:
        return {}
    exact, traits = ready(sides, codebook)
    return as_edges(*edges_within(exact, ranges(traits), sides.__getitem__))


def edges_to(here: Sequence[Side], there: Sequence[Side], codebook: Codebook) -> list[int]:
    """The numbers of those over there with which one of these makes a likely pair."""
    if not here or not there:
        return []
    sides = [*here, *there]
    exact, traits = ready(sides, codebook)
    _, others, _ = edges_within(exact, ranges_between(traits, len(here)), sides.__getitem__)
    return sorted({j - len(here) for j in others.tolist()})


def ready(sides: Sequence[Side], codebook: Codebook) -> tuple[Exact, Traits]:
    """The scores between accounts, and their traits."""
    gathered, traits = Gathered(), rows(sides, codebook)
    gathered.add(Part.of(sides))
    held = gathered.held()
    traits["mention"] = held.mentions()
    return Exact(Bound.of(traits, codebook), held), traits


def as_edges(first: Numbers, second: Numbers, values: Floats) -> Edges:
    """Pairs and their scores as edges."""
    return dict(zip(zip(first.tolist(), second.tolist(), strict=True), values.tolist(), strict=True))


def edges_within(exact: Exact, found: Iterable[Ranges], side: Callable[[int], Side]) -> tuple[Numbers, Numbers, Floats]:
    """The likely ones of candidate pairs, the smaller number first, and their scores. Accounts are asked for only where numbers do not tell."""
    first, second, values = [np.empty(0, np.int64)], [np.empty(0, np.int64)], [np.empty(0)]
    for i, j in _gathered(likely(exact.bound, found, SAME_EVENT)):
        a, b, value, sure = exact.scores(i, j, SAME_EVENT)
        for n in np.flatnonzero(~sure).tolist():
            value[n] = between(side(int(a[n])), side(int(b[n]))).value
        reached = value >= SAME_EVENT
        first.append(np.minimum(a, b)[reached])
        second.append(np.maximum(a, b)[reached])
        values.append(value[reached])
    return np.concatenate(first), np.concatenate(second), np.concatenate(values)


def _gathered(found: Iterable[tuple[Numbers, Numbers]]) -> Iterator[tuple[Numbers, Numbers]]:
    """Pairs in larger portions: of a thousand candidates few are likely."""
    waiting: list[tuple[Numbers, Numbers]] = []
    for pairs in found:
        waiting.append(pairs)
        if sum(len(i) for i, _ in waiting) >= PORTION:
            yield _together(waiting)
            waiting.clear()
    if waiting:
        yield _together(waiting)


def _together(waiting: Sequence[tuple[Numbers, Numbers]]) -> tuple[Numbers, Numbers]:
    return np.concatenate([i for i, _ in waiting]), np.concatenate([j for _, j in waiting])
