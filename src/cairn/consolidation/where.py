"""The rule for an event's place, and what two places have to do with each other."""

from collections.abc import Sequence
from math import asin, cos, radians, sin, sqrt

from cairn.consolidation.names import alike
from cairn.consolidation.told import Row, Settled, values_of
from cairn.model import UNKNOWN_PLACE, Place, WherePrecision

POINTS = (WherePrecision.EXACT, WherePrecision.NEAR)
FINENESS = list(WherePrecision)
EARTH_KM = 6371.0


def where(rows: Sequence[Row]) -> Settled[Place]:
    """The finest place that at least as many reports can agree with as not; then that of most reports, then the surest.

    So one report that names another town does not outvote three, nor does it move the event to their province.
    """
    known = [(row, value) for row, value in values_of(rows, Place) if value.name or value.country]
    if not known:
        return Settled(UNKNOWN_PLACE, ())
    held = [(row, value) for row, value in known if _agreed(value, known)] or known
    best = min(held, key=lambda rv: (FINENESS.index(rv[1].precision), -_reports(rv[1], known), -rv[0].claim.score))[1]
    return Settled(best, tuple(row for row, value in known if same_place(value, best)))


def same_place(a: Place, b: Place) -> bool:
    """Whether two values name one place: by the gazetteer, or, where it knows neither, by names that are spelt alike."""
    if a.gazetteer_id or b.gazetteer_id:
        return a.gazetteer_id == b.gazetteer_id
    if a.country and b.country and a.country != b.country:
        return False
    return a.name == b.name or (a.name is not None and b.name is not None and alike(a.name, b.name))


def fits(a: Place, b: Place) -> bool:
    """Whether one of two places can lie in the other: no two countries, provinces, districts or towns."""
    if same_place(a, b):
        return True
    pairs = ((a.country, b.country), (a.admin1, b.admin1), (a.admin2, b.admin2))
    return all(not x or not y or x == y for x, y in pairs) and not (a.precision in POINTS and b.precision in POINTS)


def kilometres(a: Place, b: Place) -> float | None:
    """Great-circle distance; None where a point is missing."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    p, q = radians(a.latitude), radians(b.latitude)
    h = sin((q - p) / 2) ** 2 + cos(p) * cos(q) * sin(radians(b.longitude - a.longitude) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(h)))


def _agreed(place: Place, known: Sequence[tuple[Row, Place]]) -> bool:
    agree = {row.report for row, other in known if fits(place, other)}
    return len({row.report for row, _ in known} - agree) <= len(agree)


def _reports(place: Place, known: Sequence[tuple[Row, Place]]) -> int:
    return len({row.report for row, other in known if same_place(place, other)})
