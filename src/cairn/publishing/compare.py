"""Two lists of events laid beside each other: which are the same, and how far they agree in type, place, day and dead."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import asin, cos, radians, sin, sqrt
from statistics import median
from typing import Any, Final

from cairn.codebook import Codebook
from cairn.model import Count, Event, Outcome, Place, total

#: So many days apart two lists may put one event.
SLACK: Final = timedelta(days=1)
_EARTH_KM: Final = 6371.0
Score = Callable[[Event, Event], float]
"""How well two events fit one, the higher the better."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An event of the one list and that of the other which it is taken for. `km` is between their points, `days` between their first days;
    None where one is not known. `type`, `day` and `dead` are words for how they agree."""

    first: Event
    second: Event
    score: float
    type: str
    place: str
    km: float | None
    day: str
    days: int | None
    dead: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two lists have in common. `only_second` are those of the second list in the days and countries of the first."""

    pairs: tuple[Pair, ...]
    only_first: tuple[Event, ...]
    only_second: tuple[Event, ...]


def compare(first: Sequence[Event], second: Sequence[Event], book: Codebook, score: Score, *, least: float) -> Comparison:
    """Pairs of events that reach the least score, the best first, each event once. Expects the second list cut to what can meet the first."""
    scored = [(score(a, b), a, b) for a, b in _candidates(first, second)]
    taken: set[str] = set()
    pairs: list[Pair] = []
    for value, a, b in sorted((one for one in scored if one[0] >= least), key=lambda one: (-one[0], one[1].id, one[2].id)):
        left, right = f"1{a.id}", f"2{b.id}"
        if left not in taken and right not in taken:
            taken |= {left, right}
            pairs.append(_pair(a, b, value, book))
    pairs.sort(key=lambda pair: (pair.first.when.start or date.max, pair.first.id))
    within = scope(first)
    return Comparison(
        tuple(pairs), tuple(e for e in first if f"1{e.id}" not in taken), tuple(e for e in second if f"2{e.id}" not in taken and within(e))
    )


def scope(events: Sequence[Event]) -> Callable[[Event], bool]:
    """Whether an event lies in the days and countries that a list covers."""
    first = min((day for e in events if (day := e.when.start or e.when.end)), default=None)
    last = max((day for e in events if (day := e.when.end or e.when.start)), default=None)
    countries = {e.where.country for e in events}

    def within(event: Event) -> bool:
        start, end = event.when.start or event.when.end, event.when.end or event.when.start
        if first is None or last is None or start is None or end is None:
            return False
        return start <= last and end >= first and event.where.country in countries

    return within


def _candidates(first: Sequence[Event], second: Sequence[Event]) -> Iterator[tuple[Event, Event]]:
    """Pairs whose days and countries can meet, found by the month."""
    months: defaultdict[tuple[int, int], list[Event]] = defaultdict(list)
    for event in second:
        for month in _months(event):
            months[month].append(event)
    for event in first:
        seen: set[str] = set()
        for other in (other for month in _months(event) for other in months[month]):
            if other.id not in seen and _can_meet(event, other):
                seen.add(other.id)
                yield event, other


def _months(event: Event) -> list[tuple[int, int]]:
    start, end = event.when.start or event.when.end, event.when.end or event.when.start
    if start is None or end is None or start <= date.min + SLACK or end >= date.max - SLACK:
        return []
    start, end = start - SLACK, end + SLACK
    return [divmod(n, 12) for n in range(start.year * 12 + start.month - 1, end.year * 12 + end.month)]


def _can_meet(one: Event, other: Event) -> bool:
    if one.where.country and other.where.country and one.where.country != other.where.country:
        return False
    starts, ends = (one.when.start, other.when.start), (one.when.end, other.when.end)
    after = [start for start in starts if start is not None]
    before = [end for end in ends if end is not None]
    return not after or not before or max(after) <= min(before) + SLACK


def _pair(a: Event, b: Event, score: float, book: Codebook) -> Pair:
    place, km = _place(a.where, b.where)
    day, days = _day(a, b)
    return Pair(a, b, round(score, 2), _type(a, b, book), place, km, day, days, _dead(total(a.casualties, Outcome.KILLED), total(b.casualties, Outcome.KILLED)))


def _type(a: Event, b: Event, book: Codebook) -> str:
    if a.type == b.type:
        return "same"
    return "same family" if book.types[a.type].family is book.types[b.type].family else "other"


def _place(a: Place, b: Place) -> tuple[str, float | None]:
    """Whether both know the place equally well, and how far apart their points are."""
    order = list(type(a.precision))
    first, second = order.index(a.precision), order.index(b.precision)
    word = "as exact" if first == second else "more exact" if first < second else "less exact"
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return word, None
    return word, round(kilometres(a.latitude, a.longitude, b.latitude, b.longitude), 1)


def kilometres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """The distance between two points on the globe."""
    a, b, c, d = map(radians, (latitude, longitude, other_latitude, other_longitude))
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))


def _day(a: Event, b: Event) -> tuple[str, int | None]:
    one, other = a.when, b.when
    if not one.known or not other.known:
        return "not known", None
    starts = one.start or one.end, other.start or other.end
    days = (starts[0] - starts[1]).days if starts[0] and starts[1] else None
    if (one.start, one.end) == (other.start, other.end):
        return "same", days
    return ("overlapping" if one.overlaps(other) else "apart"), days


def _dead(a: Count | None, b: Count | None) -> str:
    """How the first toll lies to the second."""
    one, other = _number(a), _number(b)
    if one is None or other is None or b is None:
        return "not known"
    if one == other:
        return "same"
    low, high = b.low if b.low is not None else other, b.high if b.high is not None else other
    if low <= one <= high:
        return "within bounds"
    return "higher" if one > other else "lower"


def _number(count: Count | None) -> int | None:
    return None if count is None else count.best if count.best is not None else count.low


def summed(found: Comparison) -> list[dict[str, Any]]:
    """The agreement as rows: what, which value, how many pairs, their share; the distances as one row with the median."""
    rows: list[dict[str, Any]] = [
        {"what": "events", "value": "in both", "n": len(found.pairs), "share": None},
        {"what": "events", "value": "only in the file", "n": len(found.only_first), "share": None},
        {"what": "events", "value": "only in the record", "n": len(found.only_second), "share": None},
    ]
    for what in ("type", "day", "dead", "place"):
        counted = Counter(getattr(pair, what) for pair in found.pairs)
        rows += [{"what": what, "value": value, "n": n, "share": round(n / len(found.pairs), 3)} for value, n in counted.most_common()]
    apart = sorted(pair.km for pair in found.pairs if pair.km is not None)
    if apart:
        rows.append({"what": "place", "value": f"points {median(apart):.1f} km apart in the median", "n": len(apart), "share": round(len(apart) / len(found.pairs), 3)})
    return rows


def plain(found: Comparison) -> Mapping[str, Any]:
    """The comparison as plain values: the sums, and every event with its point, for a map."""
    return {
        "summary": summed(found),
        "pairs": [
            {"file": _shown(p.first), "record": _shown(p.second), "score": p.score, "type": p.type, "place": p.place, "km": p.km, "day": p.day, "days": p.days, "dead": p.dead}
            for p in found.pairs
        ],
        "only_file": [_shown(e) for e in found.only_first], "only_record": [_shown(e) for e in found.only_second],
    }  # fmt: skip


def _shown(event: Event) -> dict[str, Any]:
    killed, where, when = total(event.casualties, Outcome.KILLED), event.where, event.when
    return {
        "id": event.id, "type": event.type, "start": when.start and when.start.isoformat(), "end": when.end and when.end.isoformat(), "place": where.name,
        "country": where.country, "precision": where.precision.value, "longitude": where.longitude, "latitude": where.latitude, "killed": _number(killed),
        "summary": event.summary,
    }  # fmt: skip
