"""Aid Worker Security Database (Humanitarian Outcomes): what a narrative of one or two sentences says of killed, wounded and
kidnapped aid workers, of the means and of the place.

A count is right where it is exactly the coded one: over all incidents, and over those where the coded one is above 0. How
marks become counts says `counts.py`, how events become means `means.py`. Country and place are those of the event with the
best place: main before background, then the surest; where no event has a place, the finest place that was resolved in the
text. Latitude and longitude of the database are often those of a district, so that `place_50km` asks for 50 km only; an
incident for which Cairn gives no point is missed. `--split 2019-2021` keeps to incidents of these years.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

from benchmarks.counts import counts
from benchmarks.means import UNKNOWN, means_of, seen
from benchmarks.reading import Read, pipeline, through
from benchmarks.rows import BadData, Row, folder_of, json_lines, write_json_lines
from benchmarks.scores.f1 import Tally, macro_f1, of_labels, percent, rounded, shown_by_label
from cairn.codebook import Codebook
from cairn.model import Place, Report, WherePrecision
from cairn.reading.labels import COUNTED

FILE = "incidents.jsonl"
SCHEME = "awsd"
#: How near a place has to be, in km.
NEAR = 50.0
EARTH = 6371.0
_FINENESS = tuple(WherePrecision)

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident as it is coded, or as Cairn reads it; None is not known."""

    counts: dict[str, int]
    means: str
    country: str | None
    point: Point | None


def run(data: Path | None, out: Path, split: str | None) -> dict[str, Any]:
    """The scores on `incidents.jsonl`. Incidents without a narrative are left out and counted."""
    every = json_lines(folder_of(data, "awsd", FILE) / FILE)
    rows = [row for row in of_years(every, split) if str(row.values.get("text") or "").strip()]
    if not rows:
        raise BadData(f"{data}: no incident of the years {split} has a text")
    gold = [of_row(row) for row in rows]
    using = pipeline(SCHEME)
    reports = [Report.of(row.text("text")) for row in rows]
    found = [of_reading(read, using.codebook) for read in through(using, reports, what="awsd")]
    write_json_lines(out / FILE, (predicted(row, own) for row, own in zip(rows, found, strict=True)))
    return scores(found, gold) | {"incidents": len(rows), "left_out": len(every) - len(rows)}


def of_years(rows: Sequence[Row], split: str | None) -> list[Row]:
    """The incidents of some years: "2019-2021", "2020"; all without a split."""
    if split is None:
        return list(rows)
    years = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", split)
    if years is None:
        raise BadData(f"--split {split!r}: expected a year or two of them, such as 2019-2021")
    first, last = int(years[1]), int(years[2] or years[1])
    return [row for row in rows if first <= row.whole("year") <= last]


def of_row(row: Row) -> Incident:
    """An incident as it is coded. A means that the database has taken up since is kept: it counts as one that is never found."""
    means = str(row.values.get("means") or "").strip() or UNKNOWN
    with row.reading("the place"):
        lat, lon = (row.values.get(key) for key in ("lat", "lon"))
        point = (float(str(lat)), float(str(lon))) if lat not in (None, "") and lon not in (None, "") else None
    return Incident({outcome: row.whole(outcome) for outcome in COUNTED}, means, row.values.get("country_code") or None, point)


def of_reading(read: Read, codebook: Codebook) -> Incident:
    """An incident as Cairn reads it."""
    place = place_of(read)
    point = (place.latitude, place.longitude) if place and place.latitude is not None and place.longitude is not None else None
    numbers = counts(read.reading, read.linked.report.text)
    return Incident(numbers, means_of(seen(read, codebook), numbers), country_of(read, place), point)


def place_of(read: Read) -> Place | None:
    """The place of the incident."""
    events = sorted(read.coded.coding.events, key=lambda e: (not e.main, -e.confidence))
    told = [e.where for e in events if e.where.latitude is not None]
    if told:
        return told[0]
    resolved = [place for place in read.linked.places.values() if place.latitude is not None]
    return min(resolved, key=lambda place: _FINENESS.index(place.precision), default=None)


def country_of(read: Read, place: Place | None) -> str | None:
    """The country of the place, else the one that most places of the text lie in."""
    if place and place.country:
        return place.country
    named = Counter(p.country for p in read.linked.places.values() if p.country)
    return named.most_common(1)[0][0] if named else None


def scores(found: Sequence[Incident], gold: Sequence[Incident]) -> dict[str, Any]:
    """The set's scores, the issue's keys first; all in per cent."""
    pairs = list(zip(found, gold, strict=True))
    means = of_labels([a.means for a in found], [b.means for b in gold])
    coded = [(a, b) for a, b in pairs if b.country]
    placed = [(a.point, b.point) for a, b in pairs if b.point]
    answered = [(a, b) for a, b in coded if a.country]
    result: dict[str, Any] = {}
    for outcome in COUNTED:
        result |= exact(outcome, [(a.counts[outcome], b.counts[outcome]) for a, b in pairs])
    return result | {
        "means_f1": rounded(macro_f1(means)),
        "country": percent(sum(a.country == b.country for a, b in coded), len(coded)),
        "place_50km": percent(sum(near(a, b) for a, b in placed), len(placed)),
        "country_answered": percent(len(answered), len(coded)),
        "country_right_of_answered": percent(sum(a.country == b.country for a, b in answered), len(answered)),
        "place_answered": percent(sum(a is not None for a, _ in placed), len(placed)),
        "means_accuracy": percent(sum(a.means == b.means for a, b in pairs), len(pairs)),
        "means": shown_by_label(means),
    }


def exact(outcome: str, pairs: Iterable[tuple[int, int]]) -> dict[str, Any]:
    """How many counts of one outcome are exact, and how well it is seen that there is anybody to count."""
    pairs = list(pairs)
    positive = [(a, b) for a, b in pairs if b > 0]
    anybody = Tally(sum(a > 0 for a, _ in positive), sum(a > 0 for a, _ in pairs), len(positive))
    return {
        f"{outcome}_all": percent(sum(a == b for a, b in pairs), len(pairs)),
        f"{outcome}_positive": percent(sum(a == b for a, b in positive), len(positive)),
        f"{outcome}_anybody": anybody.shown(),
    }


def near(found: Point | None, gold: Point) -> bool:
    """Whether a point lies within `NEAR` km of the coded one."""
    return found is not None and kilometres(found, gold) <= NEAR


def kilometres(a: Point, b: Point) -> float:
    """The great-circle distance of two points of latitude and longitude in degrees.

    >>> round(kilometres((0.0, 0.0), (0.0, 1.0)))
    111
    """
    (lat_a, lon_a), (lat_b, lon_b) = (tuple(map(radians, point)) for point in (a, b))
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH * asin(sqrt(min(1.0, half)))


def predicted(row: Row, found: Incident) -> dict[str, Any]:
    """An incident in the set's own form, without its text."""
    lat, lon = found.point or (None, None)
    return {
        "id": row.values.get("id"),
        **found.counts,
        "means": found.means,
        "country_code": found.country or "",
        "lat": lat,
        "lon": lon,
    }
