"""Rules around other phrases: parts of a stretch, times of day, nights, ranges, open ends."""

from datetime import date, timedelta

from cairn.linking.when.scene import Caught, Scene, Unresolved
from cairn.linking.when.stretch import WEEK_DAYS, Stretch, half, month, shift, third, week, weekend
from cairn.model import WhenBasis, WhenPrecision

_ONE_DAY = timedelta(days=1)
_NEAR_A_DAY = timedelta(days=2)  # "around 10 March": two days on either side, UCDP's two to six days


def same(caught: Caught, scene: Scene) -> Stretch:
    """A time of day or an empty word around a phrase: the days stay."""
    return caught.stretch("x", scene)


def part_of(caught: Caught, scene: Scene) -> Stretch:
    """Early, mid, late: a third of the stretch; a single day stays whole."""
    found = caught.stretch("x", scene)
    return found.over(third((found.first, found.last), caught.part()))


def half_of(caught: Caught, scene: Scene) -> Stretch:
    """The first or second half of a stretch."""
    found = caught.stretch("x", scene)
    return found.over(half((found.first, found.last), 0 if caught.text("half") in ("first", "1st") else 1))


def earlier_in(caught: Caught, scene: Scene) -> Stretch:
    """Earlier in a stretch that holds its anchor: up to the anchor; else the stretch."""
    found = caught.stretch("x", scene)
    return found.over((found.first, found.anchor)) if found.anchor and found.holds(found.anchor) else found


def later_in(caught: Caught, scene: Scene) -> Stretch:
    """Later in a stretch that holds its anchor: from the anchor on; else the stretch."""
    found = caught.stretch("x", scene)
    return found.over((found.anchor, found.last)) if found.anchor and found.holds(found.anchor) else found


def nth_unit_of(caught: Caught, scene: Scene) -> Stretch:
    """The first, second ... last n days, weeks or months of a stretch, from its own first or last day; hours leave it whole."""
    found, (_, most), (unit, times) = caught.stretch("x", scene), caught.amount(), caught.unit()
    number, steps = caught.ordinal(), most * times
    if unit == "hour":
        return found
    if number < 0:
        start, end = shift(found.last + _ONE_DAY, unit=unit, by=-steps), found.last
    else:
        start = shift(found.first, unit=unit, by=(number - 1) * steps)
        end = shift(start, unit=unit, by=steps) - _ONE_DAY
    if start > found.last:
        raise Unresolved("impossible_date")
    return found.over((max(start, found.first), min(end, found.last)))


def nth_weekend_of(caught: Caught, scene: Scene) -> Stretch:
    """The first, second ... last weekend of a stretch, by its Saturdays."""
    found, number = caught.stretch("x", scene), caught.ordinal()
    first = found.first + timedelta(days=(5 - found.first.weekday()) % WEEK_DAYS)
    last = found.last - timedelta(days=(found.last.weekday() - 5) % WEEK_DAYS)
    saturday = last if number < 0 else first + timedelta(days=(number - 1) * WEEK_DAYS)
    return found.over((saturday, saturday + _ONE_DAY))


def nth_weekday_of(caught: Caught, scene: Scene) -> Stretch:
    """The first, second ... last such weekday of a stretch."""
    found, number, weekday = caught.stretch("x", scene), caught.ordinal(), caught.weekday()
    first = found.first + timedelta(days=(weekday - found.first.weekday()) % WEEK_DAYS)
    last = found.last - timedelta(days=(found.last.weekday() - weekday) % WEEK_DAYS)
    day = last if number < 0 else first + timedelta(days=(number - 1) * WEEK_DAYS)
    return found.over((day, day))


def weekend_of(caught: Caught, scene: Scene) -> Stretch:
    """The weekend of a day: the one it falls in, else the one of its week."""
    found = caught.stretch("x", scene)
    return found.over(weekend(week(found.first)[1]))


def week_of(caught: Caught, scene: Scene) -> Stretch:
    """The week of a day: Monday to Sunday; the week ending on it: the seven days up to it; beginning: from it."""
    found, how = caught.stretch("x", scene), caught.text("how")
    if how.startswith("end"):
        return found.over((found.last - timedelta(days=WEEK_DAYS - 1), found.last))
    if how.startswith(("begin", "start")):
        return found.over((found.first, found.first + timedelta(days=WEEK_DAYS - 1)))
    return found.over(week(found.first))


def beside(caught: Caught, scene: Scene) -> Stretch:
    """The day before or after another ("the eve of", "the day after"), or n units from it."""
    found, side = caught.stretch("x", scene), caught.text("side")
    (_, most), (unit, times) = (caught.amount(), caught.unit()) if caught.text("unit") else ((1, 1), ("day", 1))
    anchor = found.last if side == "after" else found.first
    day = shift(anchor, unit=unit, by=(1 if side == "after" else -1) * most * times)
    return found.over((day, day))


def overnight(caught: Caught, scene: Scene) -> Stretch:
    """A night that spans two days: into publication's day, from the day named, or between the two days named."""
    if not caught.text("x"):
        return Stretch(scene.now - _ONE_DAY, scene.now, anchor=scene.now)
    found = caught.stretch("x", scene)
    if found.first != found.last:
        return found
    off = -_ONE_DAY if caught.text("into") else _ONE_DAY
    return found.over((min(found.first, found.first + off), max(found.first, found.first + off)))


def between(caught: Caught, scene: Scene) -> Stretch:
    """From one stretch to another. The second is read first and bears the basis, the first is the latest before its end."""
    last = caught.stretch("y", scene)
    first = caught.stretch("x", scene.at(last.last))
    if first.first > last.last:
        raise Unresolved("range_runs_backwards")
    return Stretch(first.first, last.last, last.basis, last.anchor)


def short_year_range(caught: Caught, _: Scene) -> Stretch:
    """Two years, the second shortened or not ("2014-16"), whole; a shortened second is of the first's century."""
    first, second = caught.number("year"), caught.number("to")
    last = second if second > first else first // 100 * 100 + second
    if last < first:
        raise Unresolved("range_runs_backwards")
    return Stretch(date(first, 1, 1), date(last, 12, 31), WhenBasis.STATED)


def winter_of_two_years(caught: Caught, _: Scene) -> Stretch:
    """A winter named by both of its years ("the winter of 2022-23")."""
    first = caught.number("year")
    return Stretch(date(first, 12, 1), month(first + 1, 2)[1], WhenBasis.STATED)


def since(caught: Caught, scene: Scene) -> Stretch:
    """From the first day of a stretch up to publication, open where there is none."""
    found = caught.stretch("x", scene)
    if scene.published is None or found.first > scene.published:
        return Stretch(found.first, None, found.basis, found.anchor, found.precision)
    return Stretch(found.first, scene.published, anchor=scene.published)


def after(caught: Caught, scene: Scene) -> Stretch:
    """From the day after a stretch up to publication, open where there is none."""
    found = caught.stretch("x", scene)
    start = found.last + _ONE_DAY
    if scene.published is None or start > scene.published:
        return Stretch(start, None, found.basis, found.anchor, found.precision)
    return Stretch(start, scene.published, anchor=scene.published)


def until(caught: Caught, scene: Scene) -> Stretch:
    """Up to the last day of a stretch; the beginning is open and the precision that of the end. Up to a time of day is on that day."""
    found = caught.stretch("x", scene)
    if caught.inner[-1].strip("()").rpartition("(")[2] == "daypart":
        return found
    return Stretch(None, found.last, found.basis, found.anchor, found.precision)


def before(caught: Caught, scene: Scene) -> Stretch:
    """Up to the day before a stretch; the beginning is open and the precision that of the end."""
    found = caught.stretch("x", scene)
    return Stretch(None, found.first - _ONE_DAY, found.basis, found.anchor, found.precision)


def around(caught: Caught, scene: Scene) -> Stretch:
    """About a day: two days on either side; about anything longer: the stretch."""
    found = caught.stretch("x", scene)
    if found.precision is not WhenPrecision.DAY:
        return found
    return found.over((found.first - _NEAR_A_DAY, found.last + _NEAR_A_DAY))
