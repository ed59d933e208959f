"""Events counted by any grouping, with their dead, and beside each number how exactly its events are known."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import NamedTuple

from cairn.analysis.periods import Stretch, Unit
from cairn.codebook import Codebook
from cairn.errors import SettingError
from cairn.model import ActorKind, Count, Event, Outcome, Participant, ReviewState, Role, When, WhenPrecision, WherePrecision

#: The whole toll of one outcome in an event, None where nothing is told.
Whole = Callable[[Event, Outcome], Count | None]
#: Shown for a value that the record does not know.
UNKNOWN = None
_PLACED = (WherePrecision.EXACT, WherePrecision.NEAR)
_Key = tuple[str | None, ...]
Value = date | str | bool | None


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


class Sums(NamedTuple):
    """Numbers of some events that add up. `with_toll` tell a toll, `open_toll` one without an upper bound."""

    events: int = 0
    with_toll: int = 0
    open_toll: int = 0
    killed_low: int = 0
    killed_best: int = 0
    killed_high: int = 0
    placed: int = 0
    dated: int = 0
    reviewed: int = 0

    @classmethod
    def of(cls, event: Event, whole: Whole) -> "Sums":
        """Those of one event."""
        toll = whole(event, Outcome.KILLED) or Count()
        known = (event.where.precision in _PLACED, event.when.precision is WhenPrecision.DAY, event.review is not ReviewState.UNREVIEWED)
        return cls(1, toll.known, toll.known and toll.high is None, *_filled(toll), *known)


@dataclass(frozen=True, slots=True)
class Group:
    """Events that share the values of some fields, by the fields' names."""

    values: Mapping[str, Value]
    sums: Sums


def count(events: Iterable[Event], by: Sequence[str], codebook: Codebook, *, whole: Whole) -> Counted:
    """Events by one or more groupings, rows in order of their keys, the unknown last.

    An event counts under a day, week, month or year only where all its days lie within; else its key there is unknown. Raises
    SettingError for a grouping that is none.
    """
    held = tuple(events)
    return count_groups(groups_of(held, fields_of(by), whole=whole), by, codebook, total=_sum(Sums.of(event, whole) for event in held))


def groups_of(events: Iterable[Event], fields: Sequence[str], *, whole: Whole) -> Iterator[Group]:
    """Events one by one, once for each combination of their values."""
    for event in events:
        sums = Sums.of(event, whole)
        for values in product(*(FIELDS[name](event) for name in fields)):
            yield Group(dict(zip(fields, values, strict=True)), sums)


def count_groups(groups: Iterable[Group], by: Sequence[str], codebook: Codebook, *, total: Sums) -> Counted:
    """The same of events that are counted already by the fields of the groupings, an event once for each of its values; `total` counts each
    event once."""
    fields_of(by)
    keyed: defaultdict[_Key, list[Sums]] = defaultdict(list)
    for group in groups:
        keyed[tuple(key_of(group, name, codebook) for name in by)].append(group.sums)
    rows = (_tally(key, _sum(keyed[key])) for key in sorted(keyed, key=_order))
    return Counted(tuple(by), tuple(rows), _tally((), total), several=bool(set(by) & SEVERAL))


def key_of(group: Group, name: str, codebook: Codebook) -> str | None:
    """The key of a group in a grouping, None where it is unknown."""
    grouping = GROUPINGS[name]
    return grouping.key(codebook, *(group.values[field] for field in grouping.fields))


def fields_of(by: Sequence[str]) -> tuple[str, ...]:
    """The fields that some groupings go by, each once. Raises SettingError for a grouping that is none."""
    unknown = [name for name in by if name not in GROUPINGS]
    if unknown:
        raise SettingError(f"--by {unknown[0]}: expected one of {', '.join(GROUPINGS)}, several parted by commas")
    return tuple(dict.fromkeys(field for name in by for field in GROUPINGS[name].fields))


def tally(key: _Key, events: Sequence[Event], *, whole: Whole) -> Tally:
    """One row."""
    return _tally(key, _sum(Sums.of(event, whole) for event in events))


def _tally(key: _Key, sums: Sums) -> Tally:
    killed = Count(sums.killed_low, sums.killed_best, sums.killed_high) if sums.with_toll else Count()
    shares = (round(part / sums.events, 3) if sums.events else 0.0 for part in (sums.placed, sums.dated, sums.reviewed))
    return Tally(key, sums.events, killed, sums.with_toll, sums.open_toll, *shares)


def _sum(rows: Iterable[Sums]) -> Sums:
    """The columns' sums."""
    return Sums(*map(sum, zip(*rows, strict=True)))


def _filled(toll: Count) -> tuple[int, int, int]:
    """Low, best and high; an open bound counts as the best figure, below as 0 where there is none."""
    best = next((n for n in (toll.best, toll.low) if n is not None), 0)
    return (toll.low if toll.low is not None else best, best, max(best, toll.high) if toll.high is not None else best)


def _order(key: _Key) -> list[tuple[bool, str]]:
    return [(part is None, part or "") for part in key]


def _actors(*roles: Role) -> Callable[[Event], Iterable[Value]]:
    def names(event: Event) -> Iterable[Value]:
        return dict.fromkeys(p.name for p in event.participants if (not roles or p.role in roles) and counts_as_actor(p)) or (UNKNOWN,)

    return names


def counts_as_actor(participant: Participant) -> bool:
    """Whether a participant is counted by name. Persons are not: they are never ranked."""
    return participant.kind is not ActorKind.PERSON


#: What groupings go by: the values of an event, more than one of `SEVERAL`.
FIELDS: Mapping[str, Callable[[Event], Iterable[Value]]] = {
    "start_date": lambda e: (e.when.start,), "end_date": lambda e: (e.when.end,), "type": lambda e: (e.type,), "status": lambda e: (str(e.status),),
    "country": lambda e: (e.where.country,), "admin1": lambda e: (e.where.admin1,), "place": lambda e: (e.where.name,),
    "place_precision": lambda e: (str(e.where.precision),), "when_precision": lambda e: (str(e.when.precision),), "review": lambda e: (str(e.review),),
    "main": lambda e: (e.main,), "actor": _actors(), "side_a": _actors(Role.SIDE_A), "side_b": _actors(Role.SIDE_B), "target": _actors(Role.TARGET, Role.VICTIM),
    "weapon": lambda e: dict.fromkeys(w.kind or w.surface for w in e.weapons) or (UNKNOWN,), "qualifier": lambda e: dict.fromkeys(e.qualifiers) or (UNKNOWN,),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Grouping:
    """What events can be grouped by: the key that the values of some fields give, None where it is unknown."""

    fields: tuple[str, ...]
    key: Callable[..., str | None]


def _plain(field: str) -> Grouping:
    return Grouping((field,), lambda _, value: value)


def _period(unit: Unit) -> Grouping:
    def key(_: Codebook, start: date | None, end: date | None) -> str | None:
        around = Stretch.around(start, unit) if start else None
        return around.label(unit) if around is not None and around.holds(When(start, end)) else UNKNOWN

    return Grouping(("start_date", "end_date"), key)


def _family(codebook: Codebook, kind: str) -> str | None:
    found = codebook.types.get(kind)
    return str(found.family) if found else UNKNOWN


#: What events can be grouped by. The key of a province is "IQ/Al Anbar", as provinces of two countries share names.
GROUPINGS: Mapping[str, Grouping] = {
    "day": _period(Unit.DAY), "week": _period(Unit.WEEK), "month": _period(Unit.MONTH), "year": _period(Unit.YEAR),
    "type": _plain("type"), "family": Grouping(("type",), _family), "status": _plain("status"), "country": _plain("country"),
    "admin1": Grouping(("country", "admin1"), lambda _, country, admin1: f"{country}/{admin1}" if country and admin1 else UNKNOWN), "place": _plain("place"),
    "actor": _plain("actor"), "side_a": _plain("side_a"), "side_b": _plain("side_b"), "target": _plain("target"), "weapon": _plain("weapon"),
    "qualifier": _plain("qualifier"), "place_precision": _plain("place_precision"), "when_precision": _plain("when_precision"), "review": _plain("review"),
    "main": Grouping(("main",), lambda _, main: "main" if main else "background"),
}  # fmt: skip
#: Groupings under which one event can stand several times.
SEVERAL = frozenset({"actor", "side_a", "side_b", "target", "weapon", "qualifier"})
