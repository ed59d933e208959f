"""Which accounts can tell of one event at all: those that share a day, and the country where both have one, and whose bound is high enough."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from cairn.consolidation.bound import Bound, Numbers
from cairn.consolidation.traits import Traits

#: So many pairs are taken at once: what is worked out for them stays in the processor's cache.
AT_ONCE = 1 << 15


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

    @property
    def count(self) -> int:
        """How many pairs there are."""
        return int((self.high - self.low).sum())


def ranges(traits: Traits) -> Iterator[Ranges]:
    """Candidate pairs, each once: accounts whose days and countries can meet. What is unknown meets all.

    Of two accounts that meet, one begins on a day of the other: sorted by the first day, those that meet an account and begin no
    earlier stand in one stretch.
    """
    first, last, country = _days_and_country(traits)
    by_day = np.lexsort((np.arange(len(traits)), first))
    nowhere, somewhere = by_day[country[by_day] == 0], by_day[country[by_day] != 0]
    for code in np.unique(country[somewhere]):
        yield _within(somewhere[country[somewhere] == code], first, last)
    yield _within(nowhere, first, last)
    yield from _between(nowhere, somewhere, first, last)


def ranges_between(traits: Traits, here: int) -> Iterator[Ranges]:
    """The candidate pairs of one of the first `here` accounts and one of the others."""
    first, last, country = _days_and_country(traits)
    by_day = np.lexsort((np.arange(len(traits)), first))
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
        for i, j in part.pairs():
            yield bound.likely(i, j, least)
