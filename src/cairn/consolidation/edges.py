"""Likely pairs: accounts whose score reaches the threshold, each pair once."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from cairn.codebook import Codebook
from cairn.consolidation.bound import Bound
from cairn.consolidation.meeting import Ranges, likely, ranges, ranges_between, table
from cairn.consolidation.score import SAME_EVENT, reaching
from cairn.consolidation.side import Side

#: Scores of likely pairs, the smaller number first.
Edges = Mapping[tuple[int, int], float]


def found_edges(sides: Sequence[Side], codebook: Codebook) -> Edges:
    """The likely pairs of some accounts, by their numbers."""
    if len(sides) < 2:
        return {}
    traits = table(sides, codebook)
    return edges_within(Bound.of(traits, codebook), ranges(traits), sides.__getitem__)


def edges_to(here: Sequence[Side], there: Sequence[Side], codebook: Codebook) -> list[int]:
    """The numbers of those over there with which one of these makes a likely pair."""
    if not here or not there:
        return []
    sides = [*here, *there]
    traits = table(sides, codebook)
    found = edges_within(Bound.of(traits, codebook), ranges_between(traits, len(here)), sides.__getitem__)
    return sorted({j - len(here) for _, j in found})


def edges_within(bound: Bound, found: Iterable[Ranges], side: Callable[[int], Side]) -> Edges:
    """The likely ones of candidate pairs. Only pairs whose bound is high enough are scored."""
    edges: dict[tuple[int, int], float] = {}
    for first, second, most in likely(bound, found, SAME_EVENT):
        for i, j, value in zip(first.tolist(), second.tolist(), most.tolist(), strict=True):
            reached = reaching(side(i), side(j), value)
            if reached is not None:
                edges[min(i, j), max(i, j)] = reached
    return edges
