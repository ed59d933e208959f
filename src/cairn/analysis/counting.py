"""Events counted by any grouping, with their dead, and beside each number how exactly its events are known."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from cairn.analysis.periods import Stretch, Unit
from cairn.codebook import Codebook
from cairn.errors import SettingError
from cairn.model import ActorKind, Count, Event, Outcome, Participant, Role, WhenPrecision, WherePrecision

#: The whole toll of one outcome in an event, None where nothing is told.
Whole = Callable[[Event, Outcome], Count | None]
#: Shown for a value that the record does not know.
UNKNOWN = None
_PLACED = (WherePrecision.EXACT, WherePrecision.NEAR)
_Key = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many events fall under one key, and how well they are known.

    `killed` sums the events that tell a toll, `with_toll` of them; an open bound counts as the best figure. `open_toll` counts the
    events without an upper bound: the true sum may lie above. Shares are of `events`, 0 to 1: `placed` those with a named place
    or one within about 25 km of it, `dated` those of a known day, `reviewed` those that a person has looked at.
    """

    key: _Key
    events: int
    killed: Count
    with_toll: int
    open_toll: int
    placed: float
    dated: float
    reviewed: float


@dataclass(frozen=True, slots=True)
class Counted:
    """Tallies by some groupings. `several` says that an event can stand under more than one key, so that rows do not add up;
    `total` counts each event once."""

    by: tuple[str, ...]
    rows: tuple[Tally, ...]
    total: Tally
    several: bool


def count(events: Iterable[Event], by: Sequence[str], codebook: Codebook, *, whole: Whole) -> Counted:
    """Events by one or more groupings, rows in order of their keys, the unknown last.

    An event counts under a day, week, month or year only where all its days lie within; else its key there is unknown. Raises
    SettingError for a grouping that is none.
    """
    unknown = [name for name in by if name not in GROUPINGS]
    if unknown:
        raise SettingError(f"--by {unknown[0]}: expected one of {', '.join(GROUPINGS)}, several parted by commas")
    held = tuple(events)
    groups: defaultdict[_Key, list[Event]] = defaultdict(list)
    for event in held:
        for key in dict.fromkeys(product(*(GROUPINGS[name](event, codebook) for name in by))):
            groups[key].append(event)
    rows = (tally(key, groups[key], whole=whole) for key in sorted(groups, key=_order))
    return Counted(tuple(by), tuple(rows), tally((), held, whole=whole), several=bool(set(by) & SEVERAL))


def tally(key: _Key, events: Sequence[Event], *, whole: Whole) -> Tally:
    """One row."""
    tolls = [toll for event in events if (toll := whole(event, Outcome.KILLED)) is not None]
    n = len(events)
    placed = sum(event.where.precision in _PLACED for event in events)
    dated = sum(event.when.precision is WhenPrecision.DAY for event in events)
    reviewed = sum(review_of(event) not in (None, "unreviewed") for event in events)
    shares = (round(part / n, 3) if n else 0.0 for part in (placed, dated, reviewed))
    return Tally(key, n, _sum(tolls), len(tolls), sum(toll.high is None for toll in tolls), *shares)


def review_of(event: Event) -> str | None:
    """What a person decided about an event; None in a record that keeps no decisions."""
    return getattr(event, "review", None)


def _sum(tolls: Sequence[Count]) -> Count:
    if not tolls:
        return Count()
    rows = [_filled(toll) for toll in tolls]
    return Count(*(sum(row[n] for row in rows) for n in range(3)))


def _filled(toll: Count) -> tuple[int, int, int]:
    """Low, best and high; an open bound counts as the best figure, below as 0 where there is none."""
    best = next((n for n in (toll.best, toll.low) if n is not None), 0)
    return (toll.low if toll.low is not None else best, best, max(best, toll.high) if toll.high is not None else best)


def _order(key: _Key) -> list[tuple[bool, str]]:
    return [(part is None, part or "") for part in key]


_Keys = Callable[[Event, Codebook], Iterable[str | None]]


def _period(unit: Unit) -> _Keys:
    def keys(event: Event, _: Codebook) -> Iterator[str | None]:
        if event.when.start is None:
            yield UNKNOWN
            return
        around = Stretch.around(event.when.start, unit)
        yield around.label(unit) if around.holds(event.when) else UNKNOWN

    return keys


def _one(value: Callable[[Event], str | None]) -> _Keys:
    return lambda event, _: (value(event),)


def _family(event: Event, codebook: Codebook) -> Iterable[str | None]:
    found = codebook.types.get(event.type)
    return (str(found.family) if found else UNKNOWN,)


def _actors(*roles: Role) -> _Keys:
    def keys(event: Event, _: Codebook) -> Iterable[str | None]:
        named = [p.name for p in event.participants if (not roles or p.role in roles) and counts_as_actor(p)]
        return dict.fromkeys(named) or (UNKNOWN,)

    return keys


def counts_as_actor(participant: Participant) -> bool:
    """Whether a participant is counted by name. Persons are not: they are never ranked."""
    return participant.kind is not ActorKind.PERSON


def _admin1(event: Event) -> str | None:
    where = event.where
    return f"{where.country}/{where.admin1}" if where.country and where.admin1 else UNKNOWN


#: What events can be grouped by. The key of a province is "IQ/Al Anbar", as provinces of two countries share names.
GROUPINGS: Mapping[str, _Keys] = {
    "day": _period(Unit.DAY), "week": _period(Unit.WEEK), "month": _period(Unit.MONTH), "year": _period(Unit.YEAR),
    "type": _one(lambda e: e.type), "family": _family, "status": _one(lambda e: str(e.status)),
    "country": _one(lambda e: e.where.country), "admin1": _one(_admin1), "place": _one(lambda e: e.where.name),
    "actor": _actors(), "side_a": _actors(Role.SIDE_A), "side_b": _actors(Role.SIDE_B), "target": _actors(Role.TARGET, Role.VICTIM),
    "weapon": lambda e, _: dict.fromkeys(w.kind or w.surface for w in e.weapons) or (UNKNOWN,), "qualifier": lambda e, _: e.qualifiers or (UNKNOWN,),
    "place_precision": _one(lambda e: str(e.where.precision)), "when_precision": _one(lambda e: str(e.when.precision)),
    "review": _one(review_of), "main": _one(lambda e: "main" if e.main else "background"),
}  # fmt: skip
#: Groupings under which one event can stand several times.
SEVERAL = frozenset({"actor", "side_a", "side_b", "target", "weapon", "qualifier"})
