"""The features of a score that compare time and place."""

from datetime import date, timedelta

from cairn.codebook import Codebook
from cairn.consolidation.reason import Reason
from cairn.consolidation.where import FINENESS, POINTS, kilometres, same_place
from cairn.model import Event, Place, When, WhenBasis, WhenPrecision, WherePrecision

#: An event of which only the day of publication is known lies at most so many days before it.
DAYS_BEFORE = 10
#: News without a date is of the day or the two days before its publication; two reports of it come out within a day.
FRESH = timedelta(days=2)
SAME_NEWS, ONE_WAVE = timedelta(days=1), timedelta(days=3)
#: Two times that meet, by the vaguer one. A month or a year holds many like events and says little.
_MEETING = {
    WhenPrecision.DAY: 2.0, WhenPrecision.DAYS: 1.4, WhenPrecision.WEEK: 1.0, WhenPrecision.MONTH: 0.0,
    WhenPrecision.YEAR: -0.7, WhenPrecision.UNKNOWN: -0.2,
}  # fmt: skip
#: One place in both, by its precision.
_SAME = {
    WherePrecision.EXACT: 1.4, WherePrecision.NEAR: 1.4, WherePrecision.ADMIN2: 1.0, WherePrecision.ADMIN1: 0.8,
    WherePrecision.INTERNATIONAL: 0.6, WherePrecision.AREA: 0.3, WherePrecision.COUNTRY: 0.2, WherePrecision.UNKNOWN: 0.2,
}  # fmt: skip
#: One name in both that no gazetteer knows: a village or a quarter, most often.
_SAME_NAME = 1.0
#: A place in a wider one, by the wider one's precision.
_WITHIN = {WherePrecision.NEAR: 1.0, WherePrecision.ADMIN2: 0.9, WherePrecision.ADMIN1: 0.7, WherePrecision.AREA: -0.4}
#: The country alone, or no place at all, holds every other event of the day.
_COUNTRY_ONLY, _ONE_UNTOLD, _BOTH_UNTOLD = -1.2, -1.2, -0.8
#: Kilometres: a town and a site in it; "near" (UCDP's where_prec 2); a city and its suburb. Further apart are two places. Towns
#: ten kilometres apart are two in a war that hits both on one day (Rafah and Khan Yunis).
HERE_KM, NEAR_KM, FAR_KM = 5.0, 25.0, 60.0


def window(when: When) -> tuple[date, date] | None:
    """The days on which an event can have happened, None where nothing bounds them; by publication alone some before it."""
    if not when.known:
        return None
    start = when.start
    if start is None and when.basis is WhenBasis.PUBLISHED and when.end is not None:
        start = when.end - timedelta(days=DAYS_BEFORE)
    return (start or date.min, when.end or date.max)


def time(a: Event, b: Event, codebook: Codebook) -> Reason | None:
    """How well the times meet; times that do not meet part two events (the unit is type x sides x place x day)."""
    del codebook
    first, second = window(a.when), window(b.when)
    if first is None or second is None:
        return Reason("time", -0.5, "a time is not told")
    if first[0] > second[1] or second[0] > first[1]:
        return Reason("time", 0.0, f"{_days(a.when)} and {_days(b.when)} do not meet", veto=True)
    undated = [e.when for e in (a, b) if e.when.basis is WhenBasis.PUBLISHED]
    if undated:
        return _by_publication(a.when, b.when, undated=len(undated))
    vaguer = max((a.when.precision, b.when.precision), key=list(WhenPrecision).index)
    return Reason("time", _MEETING[vaguer], f"{_days(a.when)} and {_days(b.when)} meet, the vaguer told by the {vaguer}")


def _by_publication(a: When, b: When, *, undated: int) -> Reason:
    """A time that only publication bounds: beside a told one by how fresh the news was, beside its like by the days between."""
    apart = abs((a.end or date.max) - (b.end or date.max))
    if undated == 1:
        told = b if a.basis is WhenBasis.PUBLISHED else a
        return Reason("time", 1.2 if apart <= FRESH else -0.5, f"no day told, published {apart.days} days from {_days(told)}")
    weight = 1.0 if apart <= SAME_NEWS else 0.0 if apart <= ONE_WAVE else -1.0
    return Reason("time", weight, f"no day told, published {apart.days} days apart")


def _days(when: When) -> str:
    return str(when.start) if when.start == when.end else f"{when.start or 'open'}..{when.end or 'open'}"


def place(a: Event, b: Event, codebook: Codebook) -> Reason | None:
    """How well the places meet; two countries, provinces or towns far from each other part two events."""
    del codebook
    x, y = sorted((a.where, b.where), key=lambda p: (p.name or "", p.country or ""))
    if not (_told(x) and _told(y)):
        return Reason("place", _BOTH_UNTOLD if not (_told(x) or _told(y)) else _ONE_UNTOLD, "a place is not told")
    if x.country and y.country and x.country != y.country:
        return Reason("place", 0.0, f"{x.country} and {y.country}", veto=True)
    if same_place(x, y):
        wider = _wider(x, y)
        weight = _SAME_NAME if x.name and wider is WherePrecision.UNKNOWN else _SAME[wider]
        return Reason("place", weight, f"the same place, {x.name or x.country}")
    if x.precision in POINTS and y.precision in POINTS:
        return _between_points(x, y)
    return _between_areas(x, y)


def _told(place: Place) -> bool:
    return bool(place.name or place.country)


def _between_points(x: Place, y: Place) -> Reason:
    km = kilometres(x, y)
    if km is None:
        return Reason("place", -0.8, f"{x.name} and {y.name}, how far apart is not known")
    text = f"{x.name} and {y.name} are {km:.0f} km apart"
    if km > FAR_KM:
        return Reason("place", 0.0, text, veto=True)
    near = km <= NEAR_KM and WherePrecision.NEAR in (x.precision, y.precision)
    return Reason("place", 1.0 if km <= HERE_KM else 0.6 if near else -1.2, text)


def _between_areas(x: Place, y: Place) -> Reason:
    wider = _wider(x, y)
    if x.admin1 and y.admin1 and x.admin1 != y.admin1:
        km = kilometres(x, y)
        return Reason("place", -0.8, f"{x.admin1} and {y.admin1}", veto=km is None or km > FAR_KM)
    if wider in (WherePrecision.ADMIN1, WherePrecision.ADMIN2) and x.admin1 and x.admin1 == y.admin1:
        if wider is WherePrecision.ADMIN2 and x.admin2 and y.admin2 and x.admin2 != y.admin2:
            return Reason("place", -0.8, f"{x.admin2} and {y.admin2}")
        return Reason("place", _WITHIN[wider], f"{x.name} and {y.name}, both in {x.admin1}")
    weight = _WITHIN[wider] if wider is WherePrecision.AREA else _COUNTRY_ONLY
    return Reason("place", weight, f"{x.name or x.country} and {y.name or y.country} have no more than a country in common")


def _wider(x: Place, y: Place) -> WherePrecision:
    return max((x.precision, y.precision), key=FINENESS.index)
