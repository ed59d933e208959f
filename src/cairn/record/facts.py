"""The columns that filters, lists, maps and counts answer from, worked out of an event."""

from collections.abc import Mapping
from csv import DictReader
from functools import cache
from importlib import resources
from math import cos, floor, log2, radians
from typing import Final

from sqlalchemy import Connection, bindparam, select, update

from cairn.model import Event, Outcome, Place, ReviewState, WherePrecision, total
from cairn.record import tables

#: Kilometres in a degree of latitude.
DEGREE_KM: Final = 111.2
#: How far from its point a place may reach, in kilometres, where the country's own measure is not known or plays no part. `near` is what the codebook says.
REACH_KM: Final[Mapping[WherePrecision, float]] = {
    WherePrecision.EXACT: 0, WherePrecision.NEAR: 25, WherePrecision.ADMIN2: 30, WherePrecision.ADMIN1: 100, WherePrecision.AREA: 250,
    WherePrecision.COUNTRY: 300, WherePrecision.INTERNATIONAL: 250, WherePrecision.UNKNOWN: 300,
}  # fmt: skip
#: Kilometres of radius at which the next kind of cell begins.
SIZES: Final = (30, 130, 520)
#: What an event that reports only recall as background weighs beside one that a report is about.
BACKGROUND: Final = 0.5
#: Events of which so many are read at once.
PART: Final = 1000


def facts(event: Event) -> dict[str, object]:
    """An event's row of the table `events`."""
    when, where = event.when, event.where
    killed = total(event.casualties, Outcome.KILLED)
    return {
        "id": event.id, "type": event.type, "status": event.status.value, "main": event.main, "day": when.start or when.end, "start_date": when.start,
        "end_date": when.end, "days": (when.end - when.start).days + 1 if when.start and when.end else None, "when_precision": when.precision.value, "country": where.country, "admin1": where.admin1, "place": where.name,
        "place_precision": where.precision.value, "latitude": where.latitude, "longitude": where.longitude, "radius_km": radius_km(where),
        "east_km": None if where.latitude is None else DEGREE_KM * cos(radians(where.latitude)), "cell": cell(where),
        "killed_low": killed and killed.low, "killed_best": killed and killed.best, "killed_high": killed and killed.high,
        "confidence": event.confidence, "review": event.review.value, "priority": priority(event),
    }  # fmt: skip


def radius_km(where: Place) -> float | None:
    """How far from its point an event can have been: the radius of a circle as large as the country, or as its divisions are on
    average. None without a point."""
    if where.latitude is None:
        return None
    measured = _radii().get(where.country or "", {}).get(where.precision)
    return measured if measured is not None else REACH_KM[where.precision]


def cell(where: Place) -> int | None:
    """The cell of the map that an event's point is in, a degree wide and high. Points that say how far the event may have been from them
    about as exactly have cells of their own, so that those of exact points are small. None without a point."""
    radius = radius_km(where)
    if radius is None or where.latitude is None or where.longitude is None:
        return None
    size = sum(radius > step for step in SIZES)
    return (size * 181 + floor(where.latitude) + 90) * 361 + floor(where.longitude) + 180


def doubt(event: Event) -> float:
    """How unsure an event is, 0 to 1."""
    return round(1 - event.confidence, 6)


def weight(event: Event) -> float:
    """How much hangs on an event: 1, and 1 more each time its dead double; half where reports only recall it."""
    killed = total(event.casualties, Outcome.KILLED)
    dead = next((n for n in (killed.best, killed.low, killed.high) if n is not None), 0) if killed else 0
    return round((1 + log2(1 + dead)) * (1 if event.main else BACKGROUND), 6)


def priority(event: Event) -> float:
    """The place in the queue for review, the highest first: doubt times weight; 0 for what somebody has reviewed."""
    return round(doubt(event) * weight(event), 6) if event.review is ReviewState.UNREVIEWED else 0.0


def refill(connection: Connection) -> None:
    """Works the columns out anew for all events."""
    values = tables.event_values.c
    names = [c.name for c in tables.events.c if c.name != "id"]
    change = update(tables.events).where(tables.events.c.id == bindparam("of")).values({name: bindparam(f"new_{name}") for name in names})
    last = ""
    while rows := connection.execute(select(values.event_id, values.value).where(values.event_id > last).order_by(values.event_id).limit(PART)).all():
        last = rows[-1].event_id
        found = [facts(row.value) for row in rows]
        connection.execute(change, [{"of": row["id"]} | {f"new_{name}": row[name] for name in names} for row in found])


@cache
def _radii() -> Mapping[str, Mapping[WherePrecision, float]]:
    """By country: radii of circles as large as it (GeoNames' areas), and as one of its divisions by the gazetteer."""
    text = resources.files("cairn.record").joinpath("radii.csv").read_text(encoding="utf-8")
    columns = {WherePrecision.COUNTRY: "country_km", WherePrecision.ADMIN1: "admin1_km", WherePrecision.ADMIN2: "admin2_km"}
    return {
        row["country"]: {precision: float(row[name]) for precision, name in columns.items() if row[name]} for row in DictReader(text.splitlines())
    }  # fmt: skip
