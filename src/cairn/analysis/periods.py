"""Days, weeks, months and years: the periods that counts are made by."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Self

from cairn.model import Period, When

WEEK = timedelta(days=7)
DAY = timedelta(days=1)


class Unit(StrEnum):
    """How long a period is. Weeks begin on Monday (ISO 8601)."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """One day, week, month or year: its first and its last day.

    >>> Stretch.around(date(2024, 2, 7), Unit.MONTH)
    Stretch(start=datetime.date(2024, 2, 1), end=datetime.date(2024, 2, 29))
    """

    start: date
    end: date

    @classmethod
    def around(cls, day: date, unit: Unit) -> Self:
        """The period of a unit in which a day lies."""
        start = _first(day, unit)
        return cls(start, _following(start, unit) - DAY)

    def label(self, unit: Unit) -> str:
        """How the period is written: "2024", "2024-02", and days and weeks by their first day, "2024-02-05"."""
        return {Unit.YEAR: f"{self.start:%Y}", Unit.MONTH: f"{self.start:%Y-%m}"}.get(unit, self.start.isoformat())

    def holds(self, when: When) -> bool:
        """Whether all days on which something can have happened lie within."""
        return when.start is not None and when.end is not None and self.start <= when.start and when.end <= self.end

    def within(self, days: Period) -> bool:
        """Whether the whole period lies in an interval; an open end reaches without limit."""
        return (days.start or date.min) <= self.start and self.end <= (days.end or date.max)

    def meets(self, days: Period) -> bool:
        """Whether any day of the period lies in an interval."""
        return (days.start or date.min) <= self.end and self.start <= (days.end or date.max)


def stretches(first: date, last: date, unit: Unit) -> tuple[Stretch, ...]:
    """All periods from that of the first to that of the last day, without a hole."""
    return tuple(Stretch(a, b - DAY) for a, b in pairwise(_starts(first, last, unit)))


def ahead(after: Stretch, unit: Unit, number: int) -> tuple[Stretch, ...]:
    """The periods that follow one."""
    found, start = [], after.end + DAY
    for _ in range(number):
        found.append(Stretch.around(start, unit))
        start = found[-1].end + DAY
    return tuple(found)


def _starts(first: date, last: date, unit: Unit) -> Iterator[date]:
    start = _first(first, unit)
    while start <= last:
        yield start
        start = _following(start, unit)
    yield start


def _first(day: date, unit: Unit) -> date:
    match unit:
        case Unit.DAY:
            return day
        case Unit.WEEK:
            return day - timedelta(days=day.weekday())
        case Unit.MONTH:
            return day.replace(day=1)
        case Unit.YEAR:
            return day.replace(month=1, day=1)


def _following(start: date, unit: Unit) -> date:
    match unit:
        case Unit.DAY:
            return start + DAY
        case Unit.WEEK:
            return start + WEEK
        case Unit.MONTH:
            return date(start.year + start.month // 12, start.month % 12 + 1, 1)
        case Unit.YEAR:
            return date(start.year + 1, 1, 1)
