"""The features of a score that compare what happened, who took part and how many it met."""

from functools import cache
from importlib import resources
from itertools import product

import yaml

from cairn.codebook import Codebook, Family
from cairn.consolidation.names import alike, folded, one_person
from cairn.consolidation.participants import own_name
from cairn.consolidation.passage import Passage
from cairn.consolidation.reason import Reason
from cairn.consolidation.total import total
from cairn.consolidation.weights import reason
from cairn.model import ActorKind, Count, Event, Outcome, Participant, Role

#: Two exact tolls further apart than the first factor hardly belong to one event, further than the second not at all; floors
#: and revised tolls may lie as far apart as the second.
CLOSE, FAR = 2.0, 4.0
#: The type that holds what no other does.
OTHER = "other"
#: Tolls so near each other are close whatever the factor. Equal ones from `TELLING` on, and close ones from `LARGE` on, are
#: hardly chance.
SLACK, TELLING, LARGE = 3, 3, 10
_COMPARED = (Outcome.KILLED, Outcome.ABDUCTED, Outcome.ARRESTED, Outcome.INJURED, Outcome.MISSING)
_RECEIVING = (Role.SIDE_B, Role.TARGET, Role.VICTIM)
_CROWDS = (ActorKind.CIVILIANS, ActorKind.PROTESTERS, ActorKind.RIOTERS)


@cache
def alike_types() -> frozenset[frozenset[str]]:
    """The pairs of types that one event may be given, of `alike.yaml`."""
    text = resources.files("cairn.consolidation").joinpath("alike.yaml").read_text(encoding="utf-8")
    return frozenset(frozenset((x, y)) for row in yaml.safe_load(text) for x in row["types"] for y in row["types"] if x != y)


def types(a: Event, b: Event, codebook: Codebook) -> Reason | None:
    """The same type, types that are taken for each other, two kinds of violence, or two events."""
    text = " and ".join(sorted((a.type, b.type)))
    if a.type == b.type:
        return reason("type", "same", f"both {a.type}")
    if frozenset((a.type, b.type)) in alike_types():
        return reason("type", "alike", f"{text} are taken for each other")
    if OTHER in (a.type, b.type):
        return reason("type", "loose", f"{text}, which may be anything")
    violent = codebook.types[a.type].violent and codebook.types[b.type].violent
    return reason("type", "other", text) if violent else Reason("type", 0.0, text, veto=True)


def sides(a: Event, b: Event, codebook: Codebook) -> Reason | None:
    """Named actors in common, whichever side they stand on; forces of one state count for less."""
    del codebook
    first, second = _actors(a), _actors(b)
    shared = sorted(name for name, actor in first.items() if any(_one_actor(actor, other) for other in second.values()))
    if shared:
        return reason("sides", "several" if len(shared) > 1 else "one", f"both name {', '.join(shared)}")
    states = {s for p in first.values() if (s := _state(p))} & {s for p in second.values() if (s := _state(p))}
    if states:
        return reason("sides", "one_state", f"both name forces of {', '.join(sorted(states))}")
    return reason("sides", "none", "no actor in common") if first and second else None


def _actors(event: Event) -> dict[str, Participant]:
    named = (p for p in event.participants if p.role in (Role.SIDE_A, Role.SIDE_B) and own_name(p))
    return {p.name: p for p in named if p.kind not in (*_CROWDS, ActorKind.PERSON)}


def _one_actor(a: Participant, b: Participant) -> bool:
    return a.actor == b.actor if a.actor and b.actor else alike(a.name, b.name)


def _state(participant: Participant) -> str | None:
    """The country code at the end of the registry's id of a state's force ("military_ru")."""
    branch, _, country = (participant.actor or "").rpartition("_")
    return country if participant.kind is ActorKind.STATE_FORCE and branch and len(country) == 2 else None


def opponents(a: Event, b: Event, codebook: Codebook) -> Reason | None:
    """Whom it hit, by kind: soldiers here and civilians there speak against it. Not in battles, whose sides have no order."""
    if Family.BATTLE in (codebook.types[a.type].family, codebook.types[b.type].family):
        return None
    first, second = _hit(a), _hit(b)
    if first and second and not first & second:
        return reason("opponents", "other", f"{' and '.join(sorted(first))} here, {' and '.join(sorted(second))} there")
    return None


def _hit(event: Event) -> set[str]:
    passed = (ActorKind.UNKNOWN, ActorKind.PERSON)
    return {p.kind.value for p in event.participants if p.role in _RECEIVING and p.kind not in passed}


def persons(a: Event, b: Event, codebook: Codebook) -> Reason | None:
    """Persons of one full name in both; or two events, each aimed at a person of another full name."""
    del codebook
    first, second = _persons(a), _persons(b)
    shared = sorted(x.name for x in first if any(one_person(x.name, y.name) for y in second))
    if shared:
        return reason("persons", "shared", f"both name {', '.join(shared)}")
    surnames = sorted(x.name for x, y in product(_persons(a, least=1), _persons(b, least=1)) if one_person(x.name, y.name))
    if surnames:
        return reason("persons", "surname", f"both name {surnames[0]}")
    if all(any(p.role is Role.TARGET for p in found) for found in (first, second)):
        return reason("persons", "other", "each is aimed at another person")
    return None


def _persons(event: Event, *, least: int = 2) -> list[Participant]:
    """The persons with names of so many words or more."""
    return [p for p in event.participants if p.kind is ActorKind.PERSON and own_name(p) and len(folded(p.name).split()) >= least]


def tolls(a: Event, b: Event, x: Passage, y: Passage) -> Reason | None:
    """The whole tolls of the first outcome that both tell of. A toll that a later report tells higher may have grown."""
    for outcome in _COMPARED:
        first, second = total(a.casualties, outcome), total(b.casualties, outcome)
        if first is not None and second is not None and first.known and second.known:
            low, high = sorted((first, second), key=_number)
            later = x if first is high else y
            grew = later.published is not None and all(p.published is not None and p.published <= later.published for p in (x, y)) and x.published != y.published
            return reason("tolls", _toll_level(low, high, grew=grew), f"{_number(first)} and {_number(second)} {outcome}")
    return None


def _toll_level(low: Count, high: Count, *, grew: bool) -> str:
    small, large = _number(low), _number(high)
    if small == large:
        return "equal" if large >= TELLING else "equal_small"
    if _bounds(low)[1] >= _bounds(high)[0]:
        return "compatible" if large <= FAR * small else "open_far"
    if large <= max(CLOSE * small, small + SLACK):
        return "close_large" if small >= LARGE else "close"
    if grew:
        return "grown" if large <= FAR * small else "grown_far"
    return "apart" if large <= FAR * small else "far"


def _number(count: Count) -> int:
    return next((n for n in (count.best, count.low, count.high) if n is not None), 0)


def _bounds(count: Count) -> tuple[float, float]:
    """Within what the number lies; "about n" within a tenth of it."""
    if count.low is None and count.high is None:
        return (0.9 * _number(count), 1.1 * _number(count))
    return (count.low or 0, float("inf") if count.high is None else count.high)
