"""Which accounts can tell of one event at all: those that share a day, and the country where both have one, and whose bound is high enough."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from cairn.consolidation.bound import Bound, Numbers
from cairn.consolidation.traits import Traits

#: So many pairs are taken at once: what is worked out for them stays in the processor's cache.
AT_ONCE = 1 << 15
#: From so many pairs on in the mean a block is worth being looked at by itself.
LARGE = 1 << 11


@dataclass(frozen=True, slots=True)
class Ranges:
    """Candidate pairs: each account of `who` with those of `order` from `low` up to `high`."""

    order: Numbers
    who: Numbers
    low: Numbers
    high: Numbers

    def parts(self, at_once: int = AT_ONCE) -> Iterator["Ranges"]:
        """The same pairs in parts of about so many."""
        reach = np.cumsum(self.high - self.low)
        start = 0
        while start < len(self.who):
            done = reach[start - 1] if start else 0
            end = max(start + 1, int(np.searchsorted(reach, done + at_once, side="right")))
            yield Ranges(self.order, self.who[start:end], self.low[start:end], self.high[start:end])
            start = end

    def pairs(self, at_once: int = AT_ONCE) -> Iterator[tuple[Numbers, Numbers]]:
        """The pairs, so many at once."""
        for part in self.parts(at_once):
            counts = part.high - part.low
            for start in range(0, int(counts.sum()), at_once) if len(counts) == 1 else (0,):
                if len(counts) == 1:
                    low, high = int(part.low[0]) + start, min(int(part.high[0]), int(part.low[0]) + start + at_once)
                    j = self.order[low:high]
                    yield np.full(len(j), part.who[0]), j
                    continue
                i = np.repeat(part.who, counts)
                at = np.arange(len(i)) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(part.low, counts)
                yield i, self.order[at]

    def blocks(self, at_once: int = AT_ONCE) -> list[slice]:
        """Runs of `who` whose stretches end at one place, with no more than so many pairs but for a run of one account."""
        ends = (np.flatnonzero(np.diff(self.high, append=-1)) + 1).tolist()
        found = []
        for start, end in pairwise([0, *ends]):
            step = max(1, at_once // int(self.high[start] - self.low[start:end].min()))
            found += [slice(at, min(at + step, end)) for at in range(start, end, step)]
        return found

    @property
    def count(self) -> int:
        """How many pairs there are."""
        return int((self.high - self.low).sum())


def ranges(traits: Traits) -> Iterator[Ranges]:
    """Candidate pairs, each once: accounts whose days and countries can meet. What is unknown meets all.

    Of two accounts that meet, one begins on a day of the other: sorted by the first day, those that meet an account and begin no
    earlier stand in one stretch; accounts of the same days have theirs in common.
    """
    first, last, country = _days_and_country(traits)
    by_day = np.lexsort((np.arange(len(traits)), last, first))
    nowhere, somewhere = by_day[country[by_day] == 0], by_day[country[by_day] != 0]
    for code in np.unique(country[somewhere]):
        yield _within(somewhere[country[somewhere] == code], first, last)
    yield _within(nowhere, first, last)
    yield from _between(nowhere, somewhere, first, last)


def ranges_between(traits: Traits, here: int) -> Iterator[Ranges]:
    """The candidate pairs of one of the first `here` accounts and one of the others."""
    first, last, country = _days_and_country(traits)
    by_day = np.lexsort((np.arange(len(traits)), last, first))
    mine, other = by_day[by_day < here], by_day[by_day >= here]
    for code in np.unique(country):
        own = mine[country[mine] == code]
        yield from _between(own, other if code == 0 else other[(country[other] == code) | (country[other] == 0)], first, last)


def _days_and_country(traits: Traits) -> tuple[Numbers, Numbers, Numbers]:
    first, last, country = (traits[name].astype(np.int64) for name in ("first", "last", "country"))
    return first, last, country


def _between(one: Numbers, other: Numbers, first: Numbers, last: Numbers) -> Iterator[Ranges]:
    yield _across(one, other, first, last, side="left")
    yield _across(other, one, first, last, side="right")


def _within(order: Numbers, first: Numbers, last: Numbers) -> Ranges:
    high = np.searchsorted(first[order], last[order], side="right")
    low = np.arange(1, len(order) + 1)
    return _some(order, order, low, high)


def _across(order: Numbers, who: Numbers, first: Numbers, last: Numbers, *, side: str) -> Ranges:
    low = np.searchsorted(first[order], first[who], side=side)  # type: ignore[call-overload]
    return _some(order, who, low, np.searchsorted(first[order], last[who], side="right"))


def _some(order: Numbers, who: Numbers, low: Numbers, high: Numbers) -> Ranges:
    keep = high > low
    return Ranges(order, who[keep], low[keep], high[keep])


def likely(bound: Bound, found: Iterable[Ranges], least: float) -> Iterator[tuple[Numbers, Numbers]]:
    """The candidate pairs whose score may reach `least`."""
    for part in found:
        blocks = part.blocks()
        for i, j in _sieved(bound, part, blocks, least) if part.count > LARGE * len(blocks) else part.pairs():
            yield bound.likely(i, j, least)


def _sieved(bound: Bound, part: Ranges, blocks: Iterable[slice], least: float) -> Iterator[tuple[Numbers, Numbers]]:
    """The pairs that come through the sieve: what is looked at lies side by side, which takes a small part of the time."""
    start, end = int(part.low.min()), int(part.high.max())
    side_by_side = bound.arranged(np.concatenate((part.order[start:end], part.who)))
    first, second, held = [], [], 0
    for block in blocks:
        who, low = np.arange(block.start, block.stop), part.low[block]
        x, y = side_by_side.sieved(who + (end - start), int(low.min()) - start, int(part.high[block.start]) - start, least)
        own = y + start >= low[x]
        first.append(part.who[who[x[own]]])
        second.append(part.order[y[own] + start])
        held += len(first[-1])
        if held >= AT_ONCE or block.stop == len(part.who):
            yield np.concatenate(first), np.concatenate(second)
            first, second, held = [], [], 0
