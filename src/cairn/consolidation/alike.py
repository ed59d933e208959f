"""The features of a score that compare what happened, who took part and how many it met."""

from functools import cache
from importlib import resources
from itertools import product

import yaml

from cairn.consolidation.names import alike, one_person
from cairn.consolidation.reason import Reason
from cairn.consolidation.side import COMPARED, Side
from cairn.consolidation.weights import reason
from cairn.model import Count, Role, Status

#: Two exact tolls further apart than the first factor hardly belong to one event, further than the second not at all; floors
#: and revised tolls may lie as far apart as the second.
CLOSE, FAR = 2.0, 4.0
#: The type that holds what no other does.
OTHER = "other"
#: Tolls so near each other are close whatever the factor. Equal ones from `TELLING` on, and close ones from `LARGE` on, are
#: hardly chance.
SLACK, TELLING, LARGE = 3, 3, 10
_HIT = (Role.TARGET, Role.VICTIM)
#: What lies ahead, and what failed.
AHEAD, FAILED = frozenset({Status.PLANNED, Status.THREATENED}), frozenset({Status.ATTEMPTED, Status.FOILED})


@cache
def alike_types() -> frozenset[frozenset[str]]:
    """The pairs of types that one event may be given, of `alike.yaml`."""
    text = resources.files("cairn.consolidation").joinpath("alike.yaml").read_text(encoding="utf-8")
    return frozenset(frozenset((x, y)) for row in yaml.safe_load(text) for x in row["types"] for y in row["types"] if x != y)


def types(a: Side, b: Side) -> Reason | None:
    """The same type, types that are taken for each other, two kinds of violence, or two events."""
    one, other = a.event.type, b.event.type
    if one == other:
        return reason("type", "same", f"both {one}")
    text = " and ".join(sorted((one, other)))
    if frozenset((one, other)) in alike_types():
        return reason("type", "alike", f"{text} are taken for each other")
    if OTHER in (one, other):
        return reason("type", "loose", f"{text}, which may be anything")
    return reason("type", "other", text) if a.violent and b.violent else Reason("type", 0.0, text, veto=True)


def sides(a: Side, b: Side) -> Reason | None:
    """Named actors in common, whichever side they stand on; forces of one state count for less."""
    first, second = a.actors, b.actors
    shared = sorted(name for name, actor in first.items() if any(one_actor(actor.actor, actor.name, other.actor, other.name) for other in second.values()))
    if shared:
        return reason("sides", "several" if len(shared) > 1 else "one", f"both name {', '.join(shared)}")
    if states := a.states & b.states:
        return reason("sides", "one_state", f"both name forces of {', '.join(sorted(states))}")
    return reason("sides", "none", "no actor in common") if first and second else None


def one_actor(actor: str | None, name: str, other: str | None, its_name: str) -> bool:
    """Whether two are one: by the registry's ids, or, where one has none, by names that are spelt alike."""
    return actor == other if actor and other else alike(name, its_name)


def opponents(a: Side, b: Side) -> Reason | None:
    """Whom it hit, by kind: soldiers here and civilians there speak against it. Not in battles, whose sides have no order."""
    if a.battle or b.battle or not a.hit or not b.hit or a.hit & b.hit:
        return None
    return reason("opponents", "other", f"{' and '.join(sorted(a.hit))} here, {' and '.join(sorted(b.hit))} there")


def persons(a: Side, b: Side) -> Reason | None:
    """Persons of one full name in both; or two events, each aimed at a person of another full name."""
    if not a.persons or not b.persons:
        return None
    first, second = a.full, b.full
    shared = sorted(x.name for x in first if any(one_person(x.name, y.name) for y in second))
    if shared:
        return reason("persons", "shared", f"both name {', '.join(shared)}")
    surnames = sorted(x.name for x, y in product(a.persons, b.persons) if one_person(x.name, y.name))
    if surnames:
        return reason("persons", "surname", f"both name {surnames[0]}")
    if all(any(p.role is Role.TARGET for p in found) for found in (first, second)):
        return reason("persons", "other", "each is aimed at another person")
    return None


def one_victim(a: Side, b: Side) -> str | None:
    """A person of one full name at whom both events are aimed, or whom they hit: that happens once a day."""
    first, second = ([p.name for p in side.full if p.role in _HIT] for side in (a, b))
    return next((x for x in sorted(first) if any(one_person(x, y) for y in second)), None)


def tolls(a: Side, b: Side) -> Reason | None:
    """The whole tolls of the first outcome that both tell of. A toll that a later report tells higher may have grown."""
    for outcome, first, second in zip(COMPARED, a.tolls, b.tolls, strict=True):
        if first is not None and second is not None:
            low, high = sorted((first, second), key=number)
            later, earlier = (p.passage.published for p in ((a, b) if first is high else (b, a)))
            grew = later is not None and earlier is not None and earlier < later
            return reason("tolls", _toll_level(low, high, grew=grew), f"{number(first)} and {number(second)} {outcome}")
    return None


def _toll_level(low: Count, high: Count, *, grew: bool) -> str:
    small, large = number(low), number(high)
    if small == large:
        return "equal" if large >= TELLING else "equal_small"
    if bounds(low)[1] >= bounds(high)[0]:
        return "compatible" if large <= FAR * small else "open_far"
    if large <= max(CLOSE * small, small + SLACK):
        return "close_large" if small >= LARGE else "close"
    if grew:
        return "grown" if large <= FAR * small else "grown_far"
    return "apart" if large <= FAR * small else "far"


def number(count: Count) -> int:
    """One number for a toll: its best, else its lowest, else its highest."""
    return next((n for n in (count.best, count.low, count.high) if n is not None), 0)


def bounds(count: Count) -> tuple[float, float]:
    """Within what the number lies; "about n" within a tenth of it."""
    if count.low is None and count.high is None:
        return (0.9 * number(count), 1.1 * number(count))
    return (count.low or 0, float("inf") if count.high is None else count.high)
