"""Rules for what is counted from an anchor: yesterday, last Friday, two weeks ago, the previous day, the past 24 hours."""

from datetime import date, timedelta
from typing import Final

from cairn.linking.when.scene import FEW, Caught, Scene, Unresolved
from cairn.linking.when.stretch import (
    SATURDAY,
    Stretch,
    coming_weekday,
    latest_weekday,
    month,
    season,
    shift,
    unit_of,
    week,
    weekend,
)

DAYS_OFF: Final = {
    "the day before yesterday": -2, "yesterday": -1, "last night": -1, "last evening": -1, "today": 0, "tonight": 0,
    "this morning": 0, "this afternoon": 0, "this evening": 0, "tomorrow": 1, "the day after tomorrow": 2,
}  # fmt: skip
_ONE_DAY = timedelta(days=1)
_HOURS_A_DAY = 24
_YEARS: Final = {"decade": 10, "century": 100}
_HALVES: Final = {"year": ("month", 6), "decade": ("year", 5), "century": ("year", 50)}


def day_off(caught: Caught, scene: Scene) -> Stretch:
    """A day named by its distance from publication."""
    day = scene.now + timedelta(days=DAYS_OFF[caught.text("off")])
    return Stretch(day, day, anchor=scene.now)


def on_weekday(caught: Caught, scene: Scene) -> Stretch:
    """A bare weekday: the latest on or before publication; with `scene.future` the first on or after."""
    find = coming_weekday if scene.future else latest_weekday
    day = find(caught.weekday(), scene.now)
    return Stretch(day, day, anchor=scene.now)


def which_weekday(caught: Caught, scene: Scene) -> Stretch:
    """Last: before publication; next: after it; this: in its week; previous and following: from the text's own last date."""
    weekday, which = caught.weekday(), _which(caught)
    if which == "this":
        day = week(scene.now)[0] + timedelta(days=weekday)
        return Stretch(day, day, anchor=scene.now)
    anchor = scene.now if which in ("last", "next") else scene.told_or_now
    if which in ("last", "previous"):
        day = latest_weekday(weekday, anchor - _ONE_DAY)
    elif which == "that":
        day = latest_weekday(weekday, anchor)
    else:
        day = coming_weekday(weekday, anchor + _ONE_DAY)
    return Stretch(day, day, anchor=anchor)


def weekday_of_week(caught: Caught, scene: Scene) -> Stretch:
    """A weekday of a week that is named: "Tuesday last week"."""
    found = caught.stretch("aboutweek", scene)
    day = found.first + timedelta(days=caught.weekday())
    return found.over((day, day))


def which_unit(caught: Caught, scene: Scene) -> Stretch:
    """A calendar unit before, at or after its anchor: last week, this month, the following year.

    Last, this and next count from publication, previous, following and that from the text's own last date. A unit is
    given whole, also where publication falls in it.
    """
    which, (unit, _) = _which(caught), caught.unit()
    anchor = _anchor(which, scene)
    off = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(which, 0)
    return Stretch(*unit_of(shift(anchor, unit=unit, by=off), unit), anchor=anchor)


def before_last(caught: Caught, scene: Scene) -> Stretch:
    """The unit before the last one: "the week before last"."""
    unit = caught.text("unit")
    if unit == "weekend":
        return Stretch(*weekend(week(scene.now)[0] - timedelta(days=7)), anchor=scene.now)
    return Stretch(*unit_of(shift(scene.now, unit=unit, by=-2), unit), anchor=scene.now)


def recurring(_: Caught, __: Scene) -> Stretch:
    """What comes back every week or day is no one day."""
    raise Unresolved("recurring")


def the_unit(caught: Caught, scene: Scene) -> Stretch:
    """The week, the month, the year: the calendar unit that holds the text's own last date, else publication."""
    return Stretch(*unit_of(scene.told_or_now, caught.unit()[0]), anchor=scene.told_or_now)


def which_weekend(caught: Caught, scene: Scene) -> Stretch:
    """The weekend and this weekend: the latest begun by publication, in the future the coming; last: before its week."""
    which, anchor = _which(caught), _anchor(_which(caught), scene)
    monday = week(anchor)[0]
    if which in ("last", "previous"):
        days = weekend(monday)
    elif which in ("next", "following") or (scene.future and anchor.weekday() < SATURDAY):
        saturday = coming_weekday(SATURDAY, anchor)
        days = (saturday, saturday + _ONE_DAY)
    else:
        days = weekend(anchor)
    return Stretch(*days, anchor=anchor)


def which_month(caught: Caught, scene: Scene) -> Stretch:
    """Last March: the latest before the month of publication; this: of its year; next: the first after its month."""
    which, number = _which(caught), caught.month()
    anchor = _anchor(which, scene)
    year = anchor.year
    if which in ("last", "previous"):
        year -= number >= anchor.month
    elif which in ("next", "following"):
        year += number <= anchor.month
    return Stretch(*month(year, number), anchor=anchor)


def which_season(caught: Caught, scene: Scene) -> Stretch:
    """Last summer: the latest that is over; this: the year's own; next: the first that has not begun."""
    which, name = _which(caught), caught.text("season")
    anchor = _anchor(which, scene)
    choices = [season(name, anchor.year + off) for off in (-2, -1, 0, 1)]
    if which in ("last", "previous"):
        days = next(days for days in reversed(choices) if days[1] < anchor)
    elif which in ("next", "following"):
        days = next(days for days in choices if days[0] > anchor)
    else:
        days = next((days for days in choices if days[0] <= anchor <= days[1]), season(name, anchor.year))
    return Stretch(*days, anchor=anchor)


def ago(caught: Caught, scene: Scene) -> Stretch:
    """Units before publication: the calendar unit that holds the day; "more than" the unit's length that ends there."""
    return _moved(caught, scene.now, sign=-1)


def earlier(caught: Caught, scene: Scene) -> Stretch:
    """Units before the text's own last date, else before publication."""
    return _moved(caught, scene.told_or_now, sign=-1)


def later(caught: Caught, scene: Scene) -> Stretch:
    """Units after the text's own last date; never counted from publication, which no report can look beyond."""
    return _moved(caught, scene.told, sign=1)


def ahead(caught: Caught, scene: Scene) -> Stretch:
    """Units after publication ("in two days", only of what is to come; else the words name a duration)."""
    if not scene.future and not caught.text("sure"):
        raise Unresolved("duration")
    return _moved(caught, scene.now, sign=1)


def next_day(caught: Caught, scene: Scene) -> Stretch:
    """The day before, of or after the text's own last date."""
    before = caught.text("side") in ("previous", "preceding", "before", "earlier")
    anchor = scene.told_or_now if before else scene.told
    off = -1 if before else 0 if caught.text("same") else 1
    day = anchor + timedelta(days=off)
    return Stretch(day, day, anchor=anchor)


def rolling(caught: Caught, scene: Scene) -> Stretch:
    """The past n units, publication's day included: 24 hours reach into the day before, a week is seven days."""
    (_, most), (unit, times) = caught.amount(), caught.unit()
    if unit == "hour":
        start = scene.now - timedelta(days=-(-most * times // _HOURS_A_DAY))
    else:
        start = shift(scene.now, unit=unit, by=-most * times) + _ONE_DAY
    return Stretch(min(start, scene.now), scene.now, anchor=scene.now)


def recent(caught: Caught, scene: Scene) -> Stretch:
    """Recent days, weeks, months: the last six of the unit, publication's day included."""
    unit, times = caught.unit()
    if unit == "hour":
        return Stretch(scene.now, scene.now, anchor=scene.now)
    return Stretch(shift(scene.now, unit=unit, by=-FEW[1] * times) + _ONE_DAY, scene.now, anchor=scene.now)


def coming(caught: Caught, scene: Scene) -> Stretch:
    """The next n units after publication, or after the text's own last date where it has one."""
    (_, most), (unit, times) = caught.amount(), caught.unit()
    anchor = scene.told_or_now
    return Stretch(anchor, shift(anchor, unit="day" if unit == "hour" else unit, by=most * times), anchor=anchor)


def duration(_: Caught, __: Scene) -> Stretch:
    """A length of time that says not when."""
    raise Unresolved("duration")


def vague(_: Caught, __: Scene) -> Stretch:
    """A word that bounds nothing: now, recently, at the time."""
    raise Unresolved("vague")


def part_of_day(_: Caught, scene: Scene) -> Stretch:
    """A time of day without its day: that of the text's own last date."""
    return Stretch(scene.told, scene.told, anchor=scene.told)


def _steps(caught: Caught) -> tuple[str, int, int]:
    """The unit to count in, fewest and most steps: half a year is six months, a decade ten years, twenty hours no day."""
    (low, high), (unit, times) = caught.amount(), caught.unit()
    if caught.text("n").startswith("half"):
        unit, times = _HALVES.get(unit, (unit, 0))
    elif caught.text("plus"):
        half, times = _HALVES.get(unit, (unit, 1))
        return half, (2 * low + 1) * times, (2 * high + 1) * times
    if unit == "hour":
        return "day", low * times // _HOURS_A_DAY, high * times // _HOURS_A_DAY
    if unit in _YEARS:
        return "year", low * times * _YEARS[unit], high * times * _YEARS[unit]
    return unit, low * times, high * times


def _moved(caught: Caught, anchor: date, *, sign: int) -> Stretch:
    unit, low, high = _steps(caught)
    near, far = (shift(anchor, unit=unit, by=sign * steps) for steps in (low, high))
    hedge = caught.text("hedge")
    if "more than" in hedge or "over" in hedge:
        near, far = shift(near, unit=unit, by=sign), near
    elif "less than" in hedge or "under" in hedge:
        far = anchor
    elif low == high:
        return Stretch(*unit_of(near, unit), anchor=anchor)
    return Stretch(min(near, far), max(near, far), anchor=anchor)


def _which(caught: Caught) -> str:
    """The relation that the slot `which` means: last, this, next, previous, following or that."""
    words = caught.text("which").split()
    if words[:2] == ["the", "next"]:
        return "following"
    for name in ("previous", "following", "that", "coming", "current", "last", "next", "same"):
        if name in words:
            return {"coming": "next", "current": "this", "same": "that"}.get(name, name)
    return "last" if "past" in words else "this"


def _anchor(which: str, scene: Scene) -> date:
    if which in ("last", "next", "this"):
        return scene.now
    return scene.told if which in ("that", "following") else scene.told_or_now
