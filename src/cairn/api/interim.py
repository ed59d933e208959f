"""Until the record answers filters from its columns: the same answers from whole events."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cairn.consolidation import total
from cairn.model import Event, Outcome
from cairn.record import EventFilter as Old
from cairn.record import Record

RADIUS = {"exact": 2.0, "near": 25.0, "admin2": 40.0, "admin1": 100.0, "area": 200.0, "country": 400.0}


@dataclass(frozen=True, slots=True)
class EventFilter:
    since: date | None = None
    until: date | None = None
    bbox: tuple[float, float, float, float] | None = None
    countries: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    place_precision: tuple[str, ...] = ()
    when_precision: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    min_confidence: float | None = None
    max_confidence: float | None = None
    text: str | None = None
    main_only: bool = False
    min_killed: int | None = None
    reports: tuple[str, ...] = ()
    after: tuple[date | None, str] | None = None
    limit: int | None = None
    order: str = "day"


@dataclass(frozen=True, slots=True)
class Page:
    items: tuple[Event, ...]
    next_cursor: Any
    total: int


def day_of(event: Event) -> date | None:
    return event.when.start or event.when.end


def _found(record: Record, f: EventFilter) -> list[Event]:
    rows = record.events(Old(since=f.since, until=f.until, text=f.text, main_only=f.main_only, min_confidence=f.min_confidence))
    def fits(e: Event) -> bool:
        w = e.where
        whole = total(e.casualties, Outcome.KILLED)
        return all((
            not f.countries or w.country in f.countries, not f.types or e.type in f.types,
            not f.actors or any(p.actor in f.actors or p.name in f.actors for p in e.participants),
            not f.status or str(e.status) in f.status, not f.place_precision or str(w.precision) in f.place_precision,
            not f.when_precision or str(e.when.precision) in f.when_precision,
            f.max_confidence is None or e.confidence <= f.max_confidence,
            f.min_killed is None or (whole is not None and (whole.best or whole.low or 0) >= f.min_killed),
            not f.reports or bool(set(f.reports) & set(e.reports)),
            f.bbox is None or (w.latitude is not None and w.longitude is not None and f.bbox[1] <= w.latitude <= f.bbox[3] and _across(f.bbox, w.longitude)),
        ))
    found = [e for e in rows if fits(e)]
    if f.order == "-day":
        found.sort(key=lambda e: (day_of(e) is None, -(day_of(e) or date.min).toordinal(), e.id))
    elif f.order == "-doubt":
        found.sort(key=lambda e: (-(1 - e.confidence), e.id))
    else:
        found.sort(key=lambda e: (day_of(e) is None, day_of(e) or date.max, e.id))
    return found


def _across(box: tuple[float, float, float, float], lon: float) -> bool:
    return box[0] <= lon <= box[2] if box[0] <= box[2] else lon >= box[0] or lon <= box[2]


def events_page(record: Record, f: EventFilter) -> Page:
    found = _found(record, f)
    start = 0
    if f.after:
        start = next((n + 1 for n, e in enumerate(found) if e.id == f.after[1]), len(found))
    part = found[start : start + (f.limit or 50)]
    more = start + len(part) < len(found)
    return Page(tuple(part), (day_of(part[-1]), part[-1].id) if more and part else None, len(found))


def points(record: Record, f: EventFilter) -> dict[str, list[Any]]:
    rows: dict[str, list[Any]] = {n: [] for n in ("id", "lon", "lat", "radius_km", "type", "day", "killed", "confidence", "review")}
    missing = 0
    for e in _found(record, f):
        if e.where.latitude is None:
            missing += 1
            continue
        whole = total(e.casualties, Outcome.KILLED)
        values = (e.id, e.where.longitude, e.where.latitude, RADIUS.get(str(e.where.precision)), e.type, day_of(e), whole and whole.best, e.confidence, "unreviewed")
        for n, v in zip(rows, values, strict=True):
            rows[n].append(v)
    rows["without_point"] = [missing]
    return rows


def counts(record: Record, f: EventFilter, by: str, then_by: str | None) -> list[dict[str, Any]]:
    groups: defaultdict[tuple[Any, Any], list[Event]] = defaultdict(list)
    for e in _found(record, f):
        for one in _keys(e, by):
            for two in _keys(e, then_by) if then_by else [None]:
                groups[one, two].append(e)
    return [_counted(k, v) for k, v in sorted(groups.items(), key=lambda kv: tuple((x is None, str(x)) for x in kv[0]))]


def _counted(key: tuple[Any, Any], rows: Sequence[Event]) -> dict[str, Any]:
    sums: Counter[str] = Counter()
    for e in rows:
        whole = total(e.casualties, Outcome.KILLED)
        for n in ("low", "best", "high"):
            v = getattr(whole, n) if whole else None
            if v is not None:
                sums[n] += v
    return {
        "key": key[0], "then": key[1], "n": len(rows), "killed": {n: sums.get(n) for n in ("low", "best", "high")},
        "placed": sum(str(e.where.precision) in ("exact", "near") for e in rows), "dated": sum(str(e.when.precision) == "day" for e in rows), "reviewed": 0,
    }  # fmt: skip


def _keys(e: Event, by: str) -> list[str | None]:
    day = day_of(e)
    match by:
        case "month": return [day and f"{day:%Y-%m}"]
        case "week": return [day and f"{day:%G-W%V}"]
        case "year": return [day and f"{day:%Y}"]
        case "type": return [e.type]
        case "country": return [e.where.country]
        case "admin1": return [e.where.admin1]
        case "status": return [str(e.status)]
        case "review": return ["unreviewed"]
        case "precision": return [str(e.where.precision)]
        case _: return list(dict.fromkeys(p.name for p in e.participants if p.kind != "person"))
