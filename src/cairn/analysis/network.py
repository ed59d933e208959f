"""Who belongs to whom, who split from whom, who is allied with whom and who fights whom, over time.

Three kinds of edges, kept apart by their origin: the registry's facts with their pages, what reports say with their words, and what follows
from the record's events with the events.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cairn.analysis.sources import Origin, Source
from cairn.codebook import Codebook
from cairn.model import ActorKind, Event, Participant, Period, Relation, RelationKind, Role, Status

#: The registry's id of an actor's name on a day, None where it has none.
IdOf = Callable[[str], str | None]
#: Relations between groups; those of persons make no edge.
OF_GROUPS = frozenset({RelationKind.AFFILIATE_OF, RelationKind.PART_OF, RelationKind.SPLINTER_OF, RelationKind.ALLIED_WITH, RelationKind.FIGHTS})
#: Edges that mean the same both ways.
MUTUAL = frozenset({"allied_with", "fights", "fought"})
EVENTS = "events"
UNARMED = frozenset({ActorKind.CIVILIANS, ActorKind.PROTESTERS})


class Doing(StrEnum):
    """What an edge that follows from events says. `fought`: the two stood on opposite sides; `attacked`: the one acted against the other as a
    target or victim, or one of the sides was unarmed; `fought_beside`: the one was associated with the other's side."""

    FOUGHT = "fought"
    ATTACKED = "attacked"
    BESIDE = "fought_beside"


@dataclass(frozen=True, slots=True)
class Node:
    """An actor, by the registry's id, or by its name where it has none."""

    key: str
    name: str
    kind: ActorKind
    registered: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """What one actor is to another. `origin` is registry, report or events; `number` counts reports or events, `start` and `end` are
    the outermost days known. For a report's relation without a date they are the days of publication."""

    kind: str
    subject: str
    object: str
    origin: str
    start: date | None = None
    end: date | None = None
    number: int = 1
    sources: tuple[Source, ...] = ()
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Network:
    """Actors and what ties them. `days` is what was asked for."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    days: Period


def between(events: Iterable[Event], codebook: Codebook) -> tuple[tuple[Edge, ...], tuple[Node, ...]]:
    """The edges that follow from violent events that occurred, and their actors. Persons are in none."""
    groups: defaultdict[tuple[str, str, str], list[Event]] = defaultdict(list)
    nodes: dict[str, Node] = {}
    for event in events:
        if event.status is not Status.OCCURRED or event.type not in codebook.types or not codebook.types[event.type].violent:
            continue
        for kind, one, other in dict.fromkeys(_pairs(event)):
            nodes |= {node_of(p).key: node_of(p) for p in (one, other)}
            groups[kind, *ends(kind, node_of(one).key, node_of(other).key)].append(event)
    return tuple(_edge(key, held) for key, held in groups.items()), tuple(nodes.values())


def node_of(participant: Participant) -> Node:
    """The actor of a participant."""
    return Node(participant.actor or participant.name, participant.name, participant.kind, participant.actor is not None)


def told(relations: Iterable[tuple[Relation, Source]], *, id_of: IdOf) -> tuple[Edge, ...]:
    """What reports say of groups, the same of several reports as one edge."""
    groups: defaultdict[tuple[str, str, str], list[tuple[Relation, Source]]] = defaultdict(list)
    for relation, source in relations:
        if relation.type in OF_GROUPS:
            pair = ends(str(relation.type), id_of(relation.subject) or relation.subject, id_of(relation.object) or relation.object)
            groups[str(relation.type), *pair].append((relation, source))
    return tuple(_said(key, held) for key, held in groups.items() if key[1] != key[2])


def ends(kind: str, one: str, other: str) -> tuple[str, str]:
    """The two ends of an edge; of one that means the same both ways in a fixed order."""
    return (other, one) if kind in MUTUAL and other < one else (one, other)


def network(edges: Iterable[Edge], nodes: Iterable[Node], *, days: Period = Period(), around: str | None = None, hops: int = 1) -> Network:  # noqa: B008 - frozen
    """The network of some edges within some days; `around` keeps what is at most `hops` edges away from one actor, by key.

    An edge of the registry stands only where one of its actors is met in the record, or in the neighbourhood that was asked for. An edge
    without any known day is kept whatever the days. `nodes` may hold more actors than there are edges for.
    """
    kept = [edge for edge in edges if _meets(edge, days)]
    if around is None:
        met = {end for edge in kept if edge.origin != Origin.REGISTRY for end in (edge.subject, edge.object)}
        kept = [edge for edge in kept if edge.origin != Origin.REGISTRY or {edge.subject, edge.object} & met]
    else:
        near = _near(kept, around, hops)
        kept = [edge for edge in kept if edge.subject in near and edge.object in near]
    known = {node.key: node for node in nodes}
    keys = sorted({end for edge in kept for end in (edge.subject, edge.object)})
    found = (known.get(key) or Node(key, key, ActorKind.UNKNOWN, registered=False) for key in keys)
    return Network(tuple(found), tuple(sorted(kept, key=lambda e: (e.origin, e.kind, e.subject, e.object, e.start or date.min))), days)


def _pairs(event: Event) -> Iterator[tuple[str, Participant, Participant]]:
    side = _groups(event, Role.SIDE_A)
    for one in side:
        yield from ((_between(one, other), one, other) for other in _groups(event, Role.SIDE_B) if other.name != one.name)
        yield from ((Doing.ATTACKED, one, other) for other in _groups(event, Role.TARGET, Role.VICTIM) if other.name != one.name)
    for helper, of in ((Role.ASSOCIATED_A, Role.SIDE_A), (Role.ASSOCIATED_B, Role.SIDE_B)):
        yield from ((Doing.BESIDE, one, other) for one in _groups(event, helper) for other in _groups(event, of) if other.name != one.name)


def _between(one: Participant, other: Participant) -> Doing:
    """Opposite sides fight; where one of them is unarmed, the one attacks the other."""
    return Doing.ATTACKED if {one.kind, other.kind} & UNARMED else Doing.FOUGHT


def _groups(event: Event, *roles: Role) -> Sequence[Participant]:
    return [p for p in event.participants if p.role in roles and p.kind is not ActorKind.PERSON]


def _edge(key: tuple[str, str, str], held: Sequence[Event]) -> Edge:
    starts = [day for event in held if (day := event.when.start or event.when.end)]
    finishes = [day for event in held if (day := event.when.end or event.when.start)]
    ids = tuple(dict.fromkeys(event.id for event in held))
    return Edge(*key, EVENTS, min(starts, default=None), max(finishes, default=None), len(ids), events=ids)


def _said(key: tuple[str, str, str], held: Sequence[tuple[Relation, Source]]) -> Edge:
    starts = [day for relation, source in held if (day := relation.start or source.published)]
    finishes = [day for relation, source in held if (day := relation.end or source.published)]
    reports = {source.report for _, source in held}
    return Edge(*key, Origin.REPORT, min(starts, default=None), max(finishes, default=None), len(reports), tuple(source for _, source in held))


def _meets(edge: Edge, days: Period) -> bool:
    return (edge.start or date.min) <= (days.end or date.max) and (days.start or date.min) <= (edge.end or date.max)


def _near(edges: Sequence[Edge], around: str, hops: int) -> set[str]:
    near = {around}
    for _ in range(hops):
        near |= {end for edge in edges if edge.subject in near or edge.object in near for end in (edge.subject, edge.object)}
    return near
