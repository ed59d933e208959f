"""Rules for names of the calendar: dates, months, years, seasons, quarters, feasts, with or without their year."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count as counting

from cairn.linking.when.scene import Caught, Scene, Unresolved
from cairn.linking.when.stretch import Stretch, half, month, months, season, unit_of, years
from cairn.linking.when.words import feasts, named_days
from cairn.model import WhenBasis

Days = tuple[date, date]
TWO_DIGIT_PIVOT = 50  # '49 is 2049 and '50 is 1950 where no publication date says better
LEAP_GAP = 8  # years between two 29 Februaries around 1900 and 2100
MONTHS_A_YEAR = 12
FAR_AHEAD, JUST_BEEN = 300, 31  # days to a day that bears the same date
TWO_DIGITS = 100  # a year below is short for one of a century


def dated(caught: Caught, scene: Scene, of_year: Callable[[int], Days]) -> Stretch:
    """What recurs every year, in the year that the words name, else the latest on or before publication.

    With `scene.future` it is the first that ends on or after publication.
    """
    if caught.text("year"):
        return stated(*of_year(caught.number("year")))
    if caught.text("yy"):
        return stated(*of_year(_century(caught.number("yy"), scene)))
    if caught.text("aboutyear") == "the year":
        return Stretch(*_nearest(scene.at(scene.told_or_now), of_year), anchor=scene.told_or_now)
    if caught.text("aboutyear"):
        year = caught.stretch("aboutyear", scene)
        return year.over(of_year(year.first.year))
    return Stretch(*_nearest(scene, of_year), anchor=scene.now)


def stated(start: date, end: date) -> Stretch:
    """Days that the text names in full."""
    return Stretch(start, end, WhenBasis.STATED)


def on_date(caught: Caught, scene: Scene) -> Stretch:
    """A day of a month, or from `day` to `to` of it; the year may be left out.

    A day of the last weeks has been, even where the tense speaks of what is to come ("will reopen the embassies, as agreed on March 10").
    """
    number, first = caught.month(), caught.number("day")
    last = caught.number("to") if caught.text("to") else first

    def of_year(year: int) -> Days:
        return date(year, number, first), date(year, number, last)

    ahead = dated(caught, scene, of_year)
    if scene.future and ahead.anchor is not None and (ahead.first - ahead.anchor).days > FAR_AHEAD:
        been = dated(caught, replace(scene, future=False), of_year)
        return been if (ahead.anchor - been.last).days < JUST_BEEN else ahead
    return ahead


def in_month(caught: Caught, scene: Scene) -> Stretch:
    """A whole month; the year may be left out."""
    return dated(caught, scene, lambda year: month(year, caught.month()))


def in_year(caught: Caught, scene: Scene) -> Stretch:
    """A whole calendar year, in four digits or two."""
    return dated(caught, scene, years)


def in_season(caught: Caught, scene: Scene) -> Stretch:
    """Three months of a northern season; a winter is named by the year in which it begins."""
    return dated(caught, scene, lambda year: season(caught.text("season"), year))


def in_quarter(caught: Caught, scene: Scene) -> Stretch:
    """A quarter of a calendar year."""
    number = caught.number("q") if caught.text("q") else caught.ordinal() % 5
    return dated(caught, scene, lambda year: months(year, 3 * number - 2, 3))


def in_half_year(caught: Caught, scene: Scene) -> Stretch:
    """The first or second half of a calendar year."""
    part = 0 if caught.text("half") in ("first", "1st") else 1
    return dated(caught, scene, lambda year: half(years(year), part))


def in_decade(caught: Caught, scene: Scene) -> Stretch:
    """Ten years: "the 1990s", "the '90s"."""
    number = caught.number("decade")
    return stated(*years(_century(number, scene) if number < TWO_DIGITS else number, 10))


def in_century(caught: Caught, _: Scene) -> Stretch:
    """A hundred years: the 19th century runs from 1801 to 1900."""
    return stated(*unit_of(date(caught.number("century") * 100, 1, 1), "century"))


def numeric(caught: Caught, _: Scene) -> Stretch:
    """A date in numbers whose order is plain: dotted (day first), or with one number that can be no month."""
    year, first, second = caught.number("year"), caught.number("a"), caught.number("b")
    if caught.text("sep") != "." and first != second and max(first, second) <= MONTHS_A_YEAR:
        raise Unresolved("ambiguous_order")
    day, number = (second, first) if second > MONTHS_A_YEAR else (first, second)
    return stated(date(year, number, day), date(year, number, day))


def iso(caught: Caught, _: Scene) -> Stretch:
    """An ISO 8601 date."""
    day = date(caught.number("year"), caught.number("a"), caught.number("b"))
    return stated(day, day)


def day_of_month(caught: Caught, scene: Scene) -> Stretch:
    """A bare day number: the latest such day on or before publication, if a weekday is named the latest that is one."""
    number = caught.number("day")
    days = [day for day in _walk(scene, 70) if day.day == number]
    named = [day for day in days if caught.text("weekday") and day.weekday() == caught.weekday()]
    day = next(iter(named or days))
    return Stretch(day, day, anchor=scene.now)


def named_day(caught: Caught, scene: Scene) -> Stretch:
    """A day or feast with a name: fixed, movable (by table), or one day of history ("9/11")."""
    words = caught.text("feast")
    named = next(day for day in named_days() if _matches(day.pattern, words))
    if named.kind == "once":
        day = date.fromisoformat(named.value)
        return stated(day, day)
    if named.kind == "yearly":
        number, day_number = (int(part) for part in named.value.split("-"))
        return dated(caught, scene, lambda year: (date(year, number, day_number),) * 2)
    return dated(caught, scene, lambda year: _feast(named.value, year))


def before_common_era(_: Caught, __: Scene) -> Stretch:
    """A year before the common era: the model's dates begin in the year 1."""
    raise Unresolved("before_common_era")


def fiscal_year(_: Caught, __: Scene) -> Stretch:
    """A fiscal year or its quarter: it begins in another month in each country, and the phrase does not say in which."""
    raise Unresolved("calendar_not_stated")


def other_calendar(_: Caught, __: Scene) -> Stretch:
    """A date of a calendar that is not reckoned here: its days depend on a sighting, a country or an era that goes unsaid."""
    raise Unresolved("other_calendar")


def _feast(name: str, year: int) -> Days:
    for first, last in feasts()[name]:
        if first.year == year:
            return first, last
    raise Unresolved("feast_not_in_table")


def _matches(pattern: str, words: str) -> bool:
    return re.fullmatch(pattern, words) is not None


def _century(number: int, scene: Scene) -> int:
    if scene.published is None:
        return number + (2000 if number < TWO_DIGIT_PIVOT else 1900)
    return scene.now.year - (scene.now.year - number) % 100


def _nearest(scene: Scene, of_year: Callable[[int], Days]) -> Days:
    step = 1 if scene.future else -1
    for year in range(scene.now.year - step, scene.now.year + step * LEAP_GAP, step):
        try:
            days = of_year(year)
        except ValueError:  # 29 February in a common year
            continue
        if days[1] >= scene.now if scene.future else days[0] <= scene.now:
            return days
    raise Unresolved("impossible_date")


def _walk(scene: Scene, most: int) -> Iterator[date]:
    step = timedelta(days=1 if scene.future else -1)
    return (scene.now + step * n for n, _ in zip(counting(), range(most), strict=False))
