"""The rule for an event's time, and on which days an event can have happened."""

from collections.abc import Sequence
from datetime import date, timedelta

from cairn.consolidation.told import Row, Settled, values_of
from cairn.model import UNKNOWN_WHEN, When, WhenBasis, WhenPrecision

_FINENESS = list(WhenPrecision)
#: An event of which only the day of publication is known lies at most so many days before it, one of which not even that is told at most so many.
DAYS_BEFORE, LOOKING_BACK = 10, 366
_EARLIEST = date.min + timedelta(days=LOOKING_BACK)


def when(rows: Sequence[Row]) -> Settled[When]:
    """The finest time that a text names; among equally fine ones the one that most reports give, then the surest.

    Where no text names one, publication bounds it, and the earliest publication bounds it best.
    """
    known = [(row, value) for row, value in values_of(rows, When) if value.known]
    named = [(row, value) for row, value in known if value.basis is not WhenBasis.PUBLISHED]
    if named:
        reports = {days: {r.report for r, v in named if _days(v) == days} for days in {_days(v) for _, v in named}}
        best = min(named, key=lambda rv: (_FINENESS.index(rv[1].precision), -len(reports[_days(rv[1])]), -rv[0].claim.score))[1]
    elif known:
        best = min((value for _, value in known), key=lambda v: (v.end or date.max, v.start or date.min))
    else:
        return Settled(UNKNOWN_WHEN, ())
    same = [row for row, value in known if _days(value) == _days(best) and (value.basis is WhenBasis.PUBLISHED) == (not named)]
    return Settled(best, tuple(same))


def window(when: When, published: date | None = None) -> tuple[date, date] | None:
    """The days on which an event can have happened, None where nothing bounds them; by publication alone some before it.

    A report of events without any time is news: it is about the year before its publication. That is no value of an event, only what it is compared with.
    """
    if not when.known:
        return None if published is None else (max(published, _EARLIEST) - timedelta(days=LOOKING_BACK), published)
    start = when.start
    if start is None and when.basis is WhenBasis.PUBLISHED and when.end is not None:
        start = when.end - timedelta(days=DAYS_BEFORE)
    return (start or date.min, when.end or date.max)


def _days(value: When) -> tuple[date | None, date | None]:
    return (value.start, value.end)
