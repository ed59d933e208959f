"""Stretches of days, and the arithmetic of the calendar: months, seasons, thirds, weeks. Pure functions, no words."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from cairn.model import WhenBasis, WhenPrecision

MONDAY, SATURDAY, SUNDAY = 0, 5, 6
WEEK_DAYS: Final = 7
SEASONS: Final = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The first month of each northern season, the sense in which agencies use the words; winter runs into the next year."""

_PARTS: Final = 3  # early, middle, late
_DAY_UNITS: Final = {"hour": 1, "day": 24, "week": 24 * WEEK_DAYS}
_LONGEST: Final = ((1, WhenPrecision.DAY), (6, WhenPrecision.DAYS), (7, WhenPrecision.WEEK), (31, WhenPrecision.MONTH))
"""UCDP's `date_prec`: 1 a day, 2 two to six days, 3 a week, 4 eight to thirty days or a month, 5 more than a month."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from `start` to `end`, both included, None where open; what they rest on and were counted from.

    `fine` is the precision where it is not that of the length: an open stretch is as precise as its known end.
    """

    start: date | None
    end: date | None
    basis: WhenBasis = WhenBasis.RESOLVED
    anchor: date | None = None
    fine: WhenPrecision | None = None

    def __post_init__(self) -> None:
        if self.start is None and self.end is None:
            raise ValueError("stretch: both ends are open, expected at least one day")
        if self.start and self.end and self.end < self.start:
            raise ValueError(f"stretch: end {self.end} is before start {self.start}")

    @property
    def first(self) -> date:
        """The first known day."""
        return self.start or self.last

    @property
    def last(self) -> date:
        """The last known day."""
        return self.end or self.first

    @property
    def precision(self) -> WhenPrecision:
        """The precision, on UCDP's scale, that follows from the length."""
        length = (self.last - self.first).days + 1
        return self.fine or next((name for most, name in _LONGEST if length <= most), WhenPrecision.YEAR)

    def over(self, days: tuple[date, date]) -> "Stretch":
        """Other days that rest on the same."""
        return replace(self, start=days[0], end=days[1], fine=None)

    def holds(self, day: date) -> bool:
        """Whether a day lies between the known ends."""
        return self.first <= day <= self.last


def month(year: int, number: int) -> tuple[date, date]:
    """First and last day of a month; `number` may run past 12 or below 1 into other years."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def months(year: int, first: int, count: int) -> tuple[date, date]:
    """First and last day of `count` months on end."""
    return month(year, first)[0], month(year, first + count - 1)[1]


def years(first: int, count: int = 1) -> tuple[date, date]:
    """First and last day of `count` calendar years on end."""
    return date(first, 1, 1), date(first + count - 1, 12, 31)


def season(name: str, year: int) -> tuple[date, date]:
    """The three months of a season that begins in `year`."""
    return months(year, SEASONS[name], 3)


def week(day: date) -> tuple[date, date]:
    """Monday to Sunday of the week that holds a day."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=WEEK_DAYS - 1)


def shift(day: date, *, unit: str, by: int) -> date:
    """A day some units later (or earlier); a day that its month lacks becomes the month's last, hours make whole days."""
    if unit in _DAY_UNITS:
        return day + timedelta(hours=by * _DAY_UNITS[unit])
    first, last = month(day.year, day.month + by * {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit])
    return first.replace(day=min(day.day, last.day))


def unit_of(day: date, unit: str) -> tuple[date, date]:
    """The calendar day, week, month, year, decade or century that holds a day."""
    match unit:
        case "day":
            return day, day
        case "week":
            return week(day)
        case "month":
            return month(day.year, day.month)
        case "decade":
            return years(day.year // 10 * 10, 10)
        case "century":
            return years((day.year - 1) // 100 * 100 + 1, 100)
    return years(day.year)


def weekend(day: date) -> tuple[date, date]:
    """Saturday and Sunday of the latest weekend that begins on or before a day."""
    saturday = latest_weekday(SATURDAY, day)
    return saturday, saturday + timedelta(days=1)


def latest_weekday(weekday: int, day: date) -> date:
    """The latest such weekday on or before a day; Monday is 0."""
    return day - timedelta(days=(day.weekday() - weekday) % WEEK_DAYS)


def coming_weekday(weekday: int, day: date) -> date:
    """The first such weekday on or after a day; Monday is 0."""
    return day + timedelta(days=(weekday - day.weekday()) % WEEK_DAYS)


def third(days: tuple[date, date], part: int) -> tuple[date, date]:
    """The first (0), middle (1) or last (2) third of a stretch; of a single day the day itself.

    A month falls into days 1-10, 11-20 and the rest, a week into Monday to Wednesday, Wednesday to Friday and Thursday to
    Sunday, a year into four months each, a decade into whole years; anything else into three parts of whole days.
    """
    first, last = days
    whole_years, whole_months = last.year - first.year + 1, (last.year - first.year) * 12 + last.month - first.month + 1
    if whole_years >= _PARTS and days == years(first.year, whole_years):
        begin, end = (whole_years * n // _PARTS for n in (part, part + 1))
        return years(first.year + begin, end - begin)
    if whole_months >= _PARTS and days == months(first.year, first.month, whole_months):
        begin, end = (whole_months * n // _PARTS for n in (part, part + 1))
        return months(first.year, first.month + begin, end - begin)
    if days == month(first.year, first.month):
        return first + timedelta(days=10 * part), (first + timedelta(days=10 * part + 9), last)[part == _PARTS - 1]
    if days == week(first):
        begin, end = ((0, 2), (2, 4), (3, 6))[part]
        return first + timedelta(days=begin), first + timedelta(days=end)
    length = (last - first).days + 1
    begin, end = (length * n // _PARTS for n in (part, part + 1))
    return first + timedelta(days=begin), first + timedelta(days=max(end - 1, begin))


def half(days: tuple[date, date], part: int) -> tuple[date, date]:
    """The first (0) or second (1) half: of a year six months, of a month days 1-15 and the rest."""
    first, last = days
    if days == years(first.year):
        return months(first.year, 1 + 6 * part, 6)
    middle = first + timedelta(days=((last - first).days - 1) // 2)
    if days == month(first.year, first.month):
        middle = first.replace(day=15)
    return (first, max(middle, first)) if part == 0 else (min(middle + timedelta(days=1), last), last)
