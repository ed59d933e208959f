"""The features of a score that compare time and place."""

from dataclasses import replace
from datetime import date, timedelta

from cairn.consolidation.reason import Reason
from cairn.consolidation.side import Side
from cairn.consolidation.weights import reason
from cairn.consolidation.where import FINENESS, POINTS, kilometres, same_place
from cairn.model import Place, When, WhenBasis, WhenPrecision, WherePrecision

#: News without a date is of the day or the two days before its publication; two reports of it come out within a day.
FRESH = timedelta(days=2)
SAME_NEWS, ONE_WAVE = timedelta(days=1), timedelta(days=3)
#: Kilometres: a town and a site in it; "near" (UCDP's where_prec 2); a city and its suburb. Further apart are two places. Towns
#: ten kilometres apart are two in a war that hits both on one day (Rafah and Khan Yunis).
HERE_KM, NEAR_KM, FAR_KM = 5.0, 25.0, 60.0
_VAGUENESS = {precision: n for n, precision in enumerate(WhenPrecision)}


def time(a: Side, b: Side) -> Reason | None:
    """How well the times meet; times that do not meet part two events (the unit is type x sides x place x day)."""
    first, second, one, other = a.window, b.window, a.event.when, b.event.when
    if first is not None and second is not None and (first[0] > second[1] or second[0] > first[1]):
        return Reason("time", 0.0, f"{_span(a)} and {_span(b)} do not meet", veto=True)
    if not (one.known and other.known):
        return reason("time", "untold", "a time is not told")
    undated = [when for when in (one, other) if when.basis is WhenBasis.PUBLISHED]
    if undated:
        return _by_publication(one, other, undated=len(undated))
    vaguer = max((one.precision, other.precision), key=_VAGUENESS.__getitem__)
    return reason("time", str(vaguer), f"{_days(one)} and {_days(other)} meet, the vaguer told by the {vaguer}")


def _by_publication(a: When, b: When, *, undated: int) -> Reason:
    """A time that only publication bounds: beside a told one by how fresh the news was, beside its like by the days between."""
    apart = abs((a.end or date.max) - (b.end or date.max))
    if undated == 1:
        told = b if a.basis is WhenBasis.PUBLISHED else a
        return reason("time", "fresh" if apart <= FRESH else "stale", f"no day told, published {apart.days} days from {_days(told)}")
    level = "same_news" if apart <= SAME_NEWS else "one_wave" if apart <= ONE_WAVE else "apart"
    return reason("time", level, f"no day told, published {apart.days} days apart")


def _span(side: Side) -> str:
    if side.event.when.known or side.window is None:
        return _days(side.event.when)
    return f"no time told in {side.window[1]}"


def _days(when: When) -> str:
    return str(when.start) if when.start == when.end else f"{when.start or 'open'}..{when.end or 'open'}"


def place(a: Side, b: Side) -> Reason | None:
    """How well the places meet; two countries, provinces or towns far from each other part two events."""
    x, y = sorted((a.event.where, b.event.where), key=lambda p: (p.name or "", p.country or ""))
    if not (_told(x) and _told(y)):
        return reason("place", "both_untold" if not (_told(x) or _told(y)) else "one_untold", "a place is not told")
    if x.country and y.country and x.country != y.country:
        return Reason("place", 0.0, f"{x.country} and {y.country}", veto=True)
    if same_place(x, y):
        wider = _wider(x, y)
        level = "same_name" if x.name and wider is WherePrecision.UNKNOWN else f"same_{wider}"
        return reason("place", level, f"the same place, {x.name or x.country}")
    if x.precision in POINTS and y.precision in POINTS:
        return _between_points(x, y)
    return _between_areas(x, y)


def _told(place: Place) -> bool:
    return bool(place.name or place.country)


def _between_points(x: Place, y: Place) -> Reason:
    km = kilometres(x, y)
    if km is None:
        return reason("place", "distance_unknown", f"{x.name} and {y.name}, how far apart is not known")
    text = f"{x.name} and {y.name} are {km:.0f} km apart"
    if km > FAR_KM:
        return Reason("place", 0.0, text, veto=True, level="far")
    near = km <= NEAR_KM and WherePrecision.NEAR in (x.precision, y.precision)
    return reason("place", "here" if km <= HERE_KM else "near" if near else "apart", text)


def _between_areas(x: Place, y: Place) -> Reason:
    wider = _wider(x, y)
    if x.admin1 and y.admin1 and x.admin1 != y.admin1:
        km = kilometres(x, y)
        found = reason("place", "two_provinces", f"{x.admin1} and {y.admin1}")
        return replace(found, weight=0.0, veto=True, level="far") if km is None or km > FAR_KM else found
    if wider in (WherePrecision.ADMIN1, WherePrecision.ADMIN2) and x.admin1 and x.admin1 == y.admin1:
        if wider is WherePrecision.ADMIN2 and x.admin2 and y.admin2 and x.admin2 != y.admin2:
            return reason("place", "two_districts", f"{x.admin2} and {y.admin2}")
        return reason("place", f"in_{wider}", f"{x.name} and {y.name}, both in {x.admin1}")
    level = "in_area" if wider is WherePrecision.AREA else "country_only"
    return reason("place", level, f"{x.name or x.country} and {y.name or y.country} have no more than a country in common")


def _wider(x: Place, y: Place) -> WherePrecision:
    return max((x.precision, y.precision), key=FINENESS.index)
