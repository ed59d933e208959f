"""Counts over time, with what the record can know of each period."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cairn.analysis.periods import Stretch, Unit, stretches
from cairn.model import Event, Period


class Cover(StrEnum):
    """Whether the record can know of a period: `whole` where it lies between the days of the first and the last report, `part`
    where only some of its days do, `none` where none does. No events in a period that is not covered says nothing."""

    WHOLE = "whole"
    PART = "part"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Counting:
    """One period: `events` all of whose days lie in it, `possible` further ones that may, and how many `reports` were published
    then. Zero is zero where the period is covered; without any report it may also be the silence of the sources."""

    stretch: Stretch
    events: int
    possible: int
    reports: int
    cover: Cover


@dataclass(frozen=True, slots=True)
class Series:
    """Counts of all periods between the first and the last, without a hole. `undated` are events whose days are open at an end, that stand in
    no period; `covered` are the days from the first to the last report, `asked` those that were asked for."""

    unit: Unit
    rows: tuple[Counting, ...]
    undated: int
    covered: Period
    asked: Period = Period()  # noqa: RUF009 - frozen

    def known(self) -> tuple[Counting, ...]:
        """The periods that are wholly covered: one run, as coverage has one beginning and one end."""
        return tuple(row for row in self.rows if row.cover is Cover.WHOLE)


Spans = Mapping[tuple[date | None, date | None], int]
"""How many events have the same first and last day on which they can have happened; None is open."""


def spans(events: Iterable[Event]) -> Spans:
    """The days of some events."""
    return Counter((event.when.start, event.when.end) for event in events)


def series(events: Spans, unit: Unit, published: Iterable[date], *, days: Period = Period()) -> Series:  # noqa: B008 - frozen
    """Events by period. `published` are the days of the record's reports, `days` what was asked for.

    The series reaches from the first to the last day on which there is a report or an event, or as far as was asked. A period that
    reaches beyond the days that were asked for is covered in part.
    """
    printed = sorted(published)
    covered = Period(printed[0], printed[-1]) if printed else Period(date.max, date.max)
    placed = {(start, end): number for (start, end), number in events.items() if start and end}
    undated = sum(events.values()) - sum(placed.values())
    seen = Period(max(covered.start or date.min, days.start or date.min), min(covered.end or date.max, days.end or date.max))
    first, last = _reach([*(a for a, _ in placed), *printed[:1]], [*(b for _, b in placed), *printed[-1:]], days)
    if first is None or last is None:
        return Series(unit, (), sum(events.values()), covered, days)
    found = stretches(first, last, unit)
    events_in, possible_in = _placed(placed, found)
    rows = (
        Counting(one, events_in[n], possible_in[n], bisect_right(printed, one.end) - bisect_left(printed, one.start), cover(one, seen))
        for n, one in enumerate(found)
    )
    return Series(unit, tuple(rows), undated, covered, days)


def cover(stretch: Stretch, seen: Period) -> Cover:
    """How far the days that are seen cover a period."""
    if stretch.within(seen):
        return Cover.WHOLE
    return Cover.PART if stretch.meets(seen) else Cover.NONE


def _reach(starts: Sequence[date], ends: Sequence[date], days: Period) -> tuple[date | None, date | None]:
    first, last = days.start or min(starts, default=None), days.end or max(ends, default=None)
    return (None, None) if first is None or last is None or last < first else (first, last)


def _placed(spans: Mapping[tuple[date, date], int], found: Sequence[Stretch]) -> tuple[list[int], list[int]]:
    """For each period the events that lie wholly in it, and those that may lie in it."""
    starts = [one.start for one in found]
    events, possible = [0] * len(found), [0] * len(found)
    for (start, end), number in spans.items():
        first, last = bisect_right(starts, start) - 1, bisect_right(starts, end) - 1
        if first == last and first >= 0 and end <= found[first].end:
            events[first] += number
            continue
        for n in range(max(first, 0), last + 1):
            possible[n] += number * (start <= found[n].end)
    return events, possible
