"""Names that are found by how they are spelled."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from rapidfuzz import fuzz, process


class Spellings:
    """Names in the order in which they were given; a look-up passes over those that are too short or too long to be near."""

    def __init__(self, names: Iterable[str]) -> None:
        self._places = {name: place for place, name in enumerate(names)}
        self._names = sorted(self._places, key=len)
        self._lengths = [len(name) for name in self._names]

    def near(self, name: str, *, floor: float, limit: int) -> list[tuple[str, float]]:
        """The names whose likeness to one reaches `floor`, of 100, with the likeness: no more than `limit`, the nearest first."""
        share = floor / (200 - floor)  # of two names that are so near, the shorter is at least this share of the longer
        start, end = bisect_left(self._lengths, len(name) * share - 1), bisect_right(self._lengths, len(name) / share + 1)
        found = process.extract(name, self._names[start:end], scorer=fuzz.ratio, score_cutoff=floor, limit=None)
        return sorted(((one, score) for one, score, _ in found), key=lambda hit: (-hit[1], self._places[hit[0]]))[:limit]
