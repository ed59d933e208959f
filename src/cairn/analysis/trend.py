"""How counts move: an interval for each, the level against the weeks before, change points, and whether it is a resurgence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from cairn.analysis.intervals import rate_interval
from cairn.analysis.level import Level, levels
from cairn.analysis.periods import Unit
from cairn.analysis.segments import Segment, dispersion, segments
from cairn.analysis.series import Counting, Cover, Series, Spans, series
from cairn.model import Period

#: Fewest whole periods in which change points are looked for.
FEWEST = 12
#: A rise counts as a resurgence from this much above the level before.
RISE = 1.5
#: ... and where it began within so many periods before the last whole one.
RECENT = {Unit.DAY: 28, Unit.WEEK: 13, Unit.MONTH: 6, Unit.YEAR: 2}


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a trend. `low` and `high` bound the mean that the count came from; they are None where the record does not
    cover the whole period. `level` is the mean of the segment that the period lies in."""

    counting: Counting
    low: float | None
    high: float | None
    level: float | None


@dataclass(frozen=True, slots=True)
class Change:
    """A change point: the first day of the first period at the new level, and the means before and after."""

    at: date
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Resurgence:
    """Whether activity has come back. `because` states the rule and what it found."""

    flag: bool | None
    because: str


@dataclass(frozen=True, slots=True)
class Trend:
    """A series with what can be said of it. `interval` says which distribution the intervals and change points rest on, `notes` what
    a reader has to know."""

    series: Series
    points: tuple[Point, ...]
    interval: str
    dispersion: float
    levels: tuple[Level, ...]
    changes: tuple[Change, ...]
    resurgence: Resurgence
    notes: tuple[str, ...]


def trend(events: Spans, unit: Unit, published: Iterable[date], *, days: Period = Period(), level: float = 0.95) -> Trend:  # noqa: B008 - frozen
    """The trend of some events. `published` are the days of all reports of the record, whatever they tell of; `level` is the
    intervals' (0.5, 0.8, 0.9, 0.95 or 0.99)."""
    printed = tuple(published)
    found = series(events, unit, printed, days=days)
    return trend_of(found, levels(series(events, Unit.WEEK, printed, days=days).rows), level=level)


def trend_of(found: Series, against: Sequence[Level] = (), *, level: float = 0.95) -> Trend:
    """The trend of a series that is counted already."""
    known = found.known()
    numbers = [row.events for row in known]
    scatter = dispersion(numbers)
    parts = segments(numbers, scatter=scatter) if len(known) >= FEWEST else ()
    heights = {known[n].stretch: part.mean for part in parts for n in range(part.start, part.end)}
    points = tuple(_point(row, heights.get(row.stretch), scatter, level) for row in found.rows)
    changes = tuple(Change(known[b.start].stretch.start, a.mean, b.mean) for a, b in pairwise(parts))
    named = "Poisson" if scatter == 1 else f"negative binomial, variance {scatter:.2f} times the mean"
    return Trend(found, points, f"{level:.0%}, {named}", scatter, tuple(against), changes, resurgence(parts, found.unit), tuple(_notes(found)))


def resurgence(parts: Sequence[Segment], unit: Unit) -> Resurgence:
    """Whether the last change point is a rise to at least RISE times the level before, which itself lay below an earlier level, and
    began within the last RECENT periods."""
    rule = f"a rise to at least {RISE} times the level before, which lay below an earlier one, within the last {RECENT[unit]} {unit}s"
    if not parts:
        return Resurgence(None, f"fewer than {FEWEST} whole {unit}s are covered; the rule is {rule}")
    if len(parts) < 3:
        return Resurgence(flag=False, because=f"{len(parts) - 1} change points: no fall and rise; the rule is {rule}")
    *earlier, low, last = parts
    fell, rose, recent = max(part.mean for part in earlier) > low.mean, last.mean >= RISE * low.mean, parts[-1].end - last.start <= RECENT[unit]
    told = f"{low.mean:.1f} a {unit} after {max(part.mean for part in earlier):.1f}, then {last.mean:.1f} for {last.end - last.start} {unit}s"
    return Resurgence(fell and rose and recent and last.mean > low.mean, f"{told}; the rule is {rule}")


def _point(row: Counting, height: float | None, scatter: float, level: float) -> Point:
    if row.cover is not Cover.WHOLE:
        return Point(row, None, None, None)
    low, high = rate_interval(row.events, dispersion=scatter, level=level)
    return Point(row, low, high, height)


def _notes(found: Series) -> Iterable[str]:
    unit, rows = found.unit, found.rows
    if not rows:
        yield "no event and no report with a known day"
        return
    if found.covered.start == date.max:
        yield "no report of the record has a date of publication: no period is known to be covered"
    elif any(not row.stretch.within(found.covered) for row in rows):
        yield f"the record's reports are of {found.covered.start} to {found.covered.end}: before and after that a count is what reports tell of otherwise, and zero is unknown"
    if found.covered.start != date.max and any(row.stretch.meets(found.asked) and not row.stretch.within(found.asked) for row in rows):
        yield f"a {unit} that reaches beyond the days that were asked for is counted in part, and not compared"
    silent = sum(row.reports == 0 for row in found.known())
    if silent:
        yield f"{silent} of {len(found.known())} covered {unit}s hold no report at all: a zero there may be the silence of the sources"
    loose = sum(row.possible for row in rows)
    if loose:
        yield f"events told only for longer than one {unit} are not counted; they stand as possible in each {unit} that they may lie in"
    if found.undated:
        yield f"{found.undated} events without a known first and last day stand in no {unit}"
    if len(found.known()) < FEWEST:
        yield f"change points are looked for from {FEWEST} covered {unit}s on; there are {len(found.known())}"
