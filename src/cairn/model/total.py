"""The whole toll of an event, over all groups, without counting anybody twice."""

from collections.abc import Iterable, Sequence

from cairn.model.count import CasualtyGroup, Count
from cairn.model.event import Casualty, Outcome


def total(casualties: Iterable[Casualty], outcome: Outcome) -> Count | None:
    """How many met an outcome in all, None where nothing is told. Expects one casualty a group, as an event holds them.

    The groups add up (UCDP: best is the sum of side A, side B, civilians and unknown). But the figure for no group in
    particular is their total where it is at least their sum ("26 people, 14 of them soldiers"), and another count of the same
    people where it is at least the largest of them; only a smaller one tells of further people.
    """
    told = [c for c in casualties if c.outcome is outcome]
    if not told:
        return None
    if len(told) == 1 and told[0].group is CasualtyGroup.UNKNOWN:  # as most
        return Count(told[0].low, told[0].best, told[0].high)
    sided = [c for c in told if c.group is not CasualtyGroup.UNKNOWN]
    whole = next((c for c in told if c.group is CasualtyGroup.UNKNOWN), None)
    if whole is not None and is_total(whole, sided):
        return Count(whole.low, whole.best, whole.high)
    counted = sided if whole is None or not is_further(whole, sided) else told
    return _sum(counted)


def is_total(whole: Casualty, parts: Sequence[Casualty]) -> bool:
    """Whether a figure for no group in particular holds the figures for groups: it is at least their sum."""
    return number(whole) >= sum(number(part) for part in parts)


def is_further(whole: Casualty, parts: Sequence[Casualty]) -> bool:
    """Whether a figure for no group in particular tells of people not counted by group: it is smaller than one of those."""
    return number(whole) < max((number(part) for part in parts), default=0)


def counts(casualty: Casualty) -> bool:
    """Whether it holds any number."""
    return any(n is not None for n in (casualty.low, casualty.best, casualty.high))


def number(casualty: Casualty) -> int:
    """One number for a figure: its best, else its lowest, else its highest."""
    return next((n for n in (casualty.best, casualty.low, casualty.high) if n is not None), 0)


def _sum(told: Sequence[Casualty]) -> Count:
    """A bound that one group leaves open stays open above; below, the other groups' numbers still hold."""
    lows = [c.low for c in told if c.low is not None]
    bests = [n for c in told if (n := c.best if c.best is not None else c.low) is not None]
    highs = [c.high for c in told if c.high is not None]
    return Count(sum(lows) if lows else None, sum(bests) if bests else None, sum(highs) if len(highs) == len(told) else None)
