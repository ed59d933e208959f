"""Near-duplicate texts: a syndicated report, cut or reworded a little, is one source with its original.

A text is kept as the smallest hashes of its shingles (runs of five words). Of two texts the share of the shorter one's shingles that
stand in the longer one is estimated from them, so that a cut copy is found, too.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from cairn.consolidation.names import folded

#: Words of a shingle; hashes kept of a text; shingles that a text must have before it can be a copy.
WORDS, KEPT, FEWEST = 5, 128, 12
#: Two texts are copies from this share of the shorter one's shingles on.
COPY = 0.6
_DATELINE = re.compile(r"\A[^\n]{0,60}? [-–—]+ ")


@dataclass(frozen=True, slots=True)
class Sketch:
    """The smallest hashes of a text's shingles, and how many shingles it has."""

    hashes: frozenset[int]
    largest: int
    count: int

    def copies(self, other: "Sketch") -> bool:
        """Whether one of two texts has most of the other in it."""
        if min(self.count, other.count) < FEWEST:
            return self.hashes == other.hashes and self.count > 0
        bound = min(self.largest, other.largest)
        mine, theirs = ({h for h in s.hashes if h <= bound} for s in (self, other))
        shorter = min(len(mine), len(theirs))
        return shorter > 0 and len(mine & theirs) >= COPY * shorter


@lru_cache(maxsize=4096)
def sketch(text: str) -> Sketch:
    """The sketch of a text, without its dateline."""
    words = folded_words(_DATELINE.sub("", text, count=1))
    shingles = {crc32(" ".join(words[i : i + WORDS]).encode()) for i in range(max(1, len(words) - WORDS + 1))}
    kept = sorted(shingles)[:KEPT]
    return Sketch(frozenset(kept), kept[-1] if len(shingles) > KEPT else 1 << 32, len(shingles))


def folded_words(text: str) -> list[str]:
    """The words of a text in small ASCII letters."""
    return folded.__wrapped__(text).split()
