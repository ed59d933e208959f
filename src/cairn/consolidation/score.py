"""How well two accounts of different reports fit one event: named features, each with its weight and its reason."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from math import asin, cos, radians, sin, sqrt

from cairn.codebook import Codebook
from cairn.model import (
    ActorKind,
    CasualtyGroup,
    Event,
    Outcome,
    Place,
    Role,
    Status,
    When,
    WhenBasis,
    WhenPrecision,
    WherePrecision,
)

#: Two accounts that reach this score tell of one event. Set by hand on the bundled examples, docs/decisions/0004.
SAME_EVENT = 2.5
#: Places further apart than this, in km, are two places; named towns that are nearer may be one ("Krasnogorsk", "Moscow").
NEAR_KM, FAR_KM = 10.0, 60.0
#: Accounts of unknown day are compared with events up to this many days before their publication.
DAYS_BEFORE = 10
#: Tolls further apart than this factor speak against one event.
TOLL_FACTOR = 4.0


@dataclass(frozen=True, slots=True)
class Reason:
    """One feature's part of a score, in words. `veto` keeps the two apart whatever the rest says."""

    feature: str
    weight: float
    text: str
    veto: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """The sum of all reasons; -inf with a veto."""

    reasons: tuple[Reason, ...]

    @property
    def value(self) -> float:
        """The sum."""
        return float("-inf") if any(r.veto for r in self.reasons) else sum(r.weight for r in self.reasons)


def score(a: Event, b: Event, codebook: Codebook) -> Score:
    """The score of two events, each derived from one account. Symmetric."""
    return Score(tuple(reason for feature in FEATURES for reason in [feature(a, b, codebook)] if reason is not None))


def _report(a: Event, b: Event, codebook: Codebook) -> Reason | None:
    del codebook
    if set(a.reports) & set(b.reports):
        return Reason("report", 0.0, "one report tells them apart", veto=True)
    return None


def _status(a: Event, b: Event, codebook: Codebook) -> Reason | None:
    del codebook
    ahead = {Status.PLANNED, Status.THREATENED}
    if (a.status in ahead) != (b.status in ahead):
        return Reason("status", 0.0, f"{a.status} and {b.status}", veto=True)
    return None


def _time(a: Event, b: Event, codebook: Codebook) -> Reason | None:
    del codebook
    first, second = _bounded(a.when), _bounded(b.when)
    if not (first.known and second.known):
        return None
    if not first.overlaps(second):
        return Reason("time", 0.0, f"{_days(a.when)} and {_days(b.when)} do not meet", veto=True)
    if WhenPrecision.DAY is a.when.precision is b.when.precision:
        return Reason("time", 1.6, f"the same day, {a.when.start}")
    fine = {WhenPrecision.DAY, WhenPrecision.DAYS, WhenPrecision.WEEK, WhenPrecision.UNKNOWN}
    if {a.when.precision, b.when.precision} <= fine:
        return Reason("time", 0.8, f"{_days(a.when)} and {_days(b.when)} meet")
    return Reason("time", 0.3, f"{_days(a.when)} and {_days(b.when)} meet loosely")


def _bounded(when: When) -> When:
    """A time that only publication bounds, with a start some days before."""
    if when.basis is WhenBasis.PUBLISHED and when.end is not None and when.start is None:
        return When(when.end - timedelta(days=DAYS_BEFORE), when.end, when.precision, when.phrase, when.basis, when.rule, when.anchor)
    return when


def _days(when: When) -> str:
    return f"{when.start or 'open'}..{when.end or 'open'}"


def _place(a: Event, b: Event, codebook: Codebook) -> Reason | None:
    del codebook
    x, y = a.where, b.where
    if x.country and y.country and x.country != y.country:
        return Reason("place", 0.0, f"{x.country} and {y.country}", veto=True)
    if x.admin1 and y.admin1 and x.admin1 != y.admin1 and _km(x, y) > FAR_KM:
        return Reason("place", 0.0, f"{x.admin1} and {y.admin1}", veto=True)
    if x.gazetteer_id and x.gazetteer_id == y.gazetteer_id:
        weight = 0.5 if x.precision is WherePrecision.COUNTRY else 1.6
        return Reason("place", weight, f"the same place, {x.name}")
    exact = {WherePrecision.EXACT, WherePrecision.NEAR}
    if x.precision in exact and y.precision in exact:
        km = _km(x, y)
        if km > FAR_KM:
            return Reason("place", 0.0, f"{x.name} and {y.name} are {km:.0f} km apart", veto=True)
        return Reason("place", 1.2 if km <= NEAR_KM else 0.5, f"{x.name} and {y.name} are {km:.0f} km apart")
    if x.admin1 and x.admin1 == y.admin1:
        return Reason("place", 0.9, f"both in {x.admin1}")
    if x.country and x.country == y.country:
        return Reason("place", 0.4, f"both in {x.country}")
    return None


def _km(a: Place, b: Place) -> float:
    """Great-circle distance in km; 0 where a point is missing."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return 0.0
    p, q = radians(a.latitude), radians(b.latitude)
    h = sin((q - p) / 2) ** 2 + cos(p) * cos(q) * sin(radians(b.longitude - a.longitude) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(h))


def _type(a: Event, b: Event, codebook: Codebook) -> Reason | None:
    if a.type == b.type:
        return Reason("type", 0.8, f"both {a.type}")
    violent = codebook.types[a.type].violent and codebook.types[b.type].violent
    if violent:
        return Reason("type", 0.1, f"{a.type} and {b.type}, both violent")
    if codebook.types[a.type].family == codebook.types[b.type].family:
        return Reason("type", 0.2, f"{a.type} and {b.type} are of one family")
    return Reason("type", 0.0, f"{a.type} and {b.type}", veto=True)


def _sides(a: Event, b: Event, codebook: Codebook) -> Reason | None:
    del codebook
    first, second = _actors(a), _actors(b)
    shared = first & second
    if shared:
        return Reason("sides", min(1.0, 0.6 * len(shared)), f"both name {', '.join(sorted(shared))}")
    if first and second:
        return Reason("sides", -0.5, "no actor in common")
    return None


def _actors(event: Event) -> set[str]:
    return {p.name for p in event.participants if p.role in (Role.SIDE_A, Role.SIDE_B) and p.actor and p.kind is not ActorKind.CIVILIANS}


def _persons(a: Event, b: Event, codebook: Codebook) -> Reason | None:
    del codebook
    first, second = ({p.name.lower() for p in e.participants if p.kind is ActorKind.PERSON and " " in p.name} for e in (a, b))
    if first & second:
        return Reason("persons", 1.2, f"both name {', '.join(sorted(first & second))}")
    return None


def _tolls(a: Event, b: Event, codebook: Codebook) -> Reason | None:
    del codebook
    first, second = _killed(a), _killed(b)
    if first is None or second is None:
        return None
    low, high = sorted((first, second))
    if high <= max(TOLL_FACTOR * low, low + 3):
        return Reason("tolls", 0.3 if low != high or low < 3 else 0.8, f"{first} and {second} killed")
    return Reason("tolls", -0.8, f"{first} and {second} killed")


def _killed(event: Event) -> int | None:
    """The whole toll: the figure for no group in particular where there is one, else the sum of the groups."""
    numbers = {c.group: c.best if c.best is not None else c.low for c in event.casualties if c.outcome is Outcome.KILLED}
    known = [n for n in numbers.values() if n is not None]
    return max(numbers.get(CasualtyGroup.UNKNOWN) or 0, sum(known)) if known else None


def _main(a: Event, b: Event, codebook: Codebook) -> Reason | None:
    del codebook
    return Reason("main", 0.3, "both reports are about it") if a.main and b.main else None


Feature = Callable[[Event, Event, Codebook], Reason | None]
FEATURES: tuple[Feature, ...] = (_report, _status, _time, _place, _type, _sides, _persons, _tolls, _main)
