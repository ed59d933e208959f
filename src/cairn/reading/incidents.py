"""Role fillers of a report gathered into incidents: one of each type and set of people, things and places that stand together.

Works on the marks of scheme "muc4" (`cairn.reading.schemes`), which are many and of low score; the thresholds here decide.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cairn.model import Mark, Reading
from cairn.reading.fillers import Candidate, Ties, candidates, key_of
from cairn.reading.labels import ROLES

#: What an incident hit: these tell incidents of one type apart.
HIT = frozenset({"Target", "Victim", "VictimDescription"})


@dataclass(frozen=True, slots=True)
class Filler:
    """One entity in one role: its mentions, the surest first, all words of each once."""

    role: str
    mentions: tuple[Mark, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident of one type with its fillers. `score` is that of its surest filler."""

    type: str
    score: float
    fillers: tuple[Filler, ...]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When candidates become fillers and incidents; set on MUC-4's development reports (docs/decisions/0006)."""

    #: A filler is kept from this probability on.
    filler: float = 0.3
    #: Marks of one role name one entity from this tie on.
    same_entity: float = 0.5
    #: An incident has a type from this mean chance of its fillers on, and always its likeliest.
    type: float = 0.3
    #: Fillers of one type stand in one incident from this mean tie on.
    same_incident: float = 0.15
    #: Further mentions of an entity are named from this probability on.
    mention: float = 0.6


def incidents(reading: Reading, thresholds: Thresholds | None = None) -> tuple[Incident, ...]:
    """The incidents of a report, in the order of their first filler."""
    set_to = thresholds or Thresholds()
    ties = Ties.of(reading)
    found = candidates(reading, ties)
    entities = [e for role in ROLES for e in _entities([c for c in found if c.role == role], ties, set_to)]
    return _gathered(entities, ties, set_to)


def _entities(found: Sequence[Candidate], ties: Ties, set_to: Thresholds) -> list[Filler]:
    """The entities of one role, from its candidates with the likeliest first: tied ones are one, whatever their score."""
    groups: list[list[Candidate]] = []
    for one in found:
        home = next((g for g in groups if any(ties.between("same_entity", one.key, other.key) >= set_to.same_entity for other in g)), None)
        if home is not None:
            home.append(one)
        elif one.score >= set_to.filler:
            groups.append([one])
    return [_filler(group, set_to) for group in groups]


def _filler(group: Sequence[Candidate], set_to: Thresholds) -> Filler:
    named = (group[0], *(one for one in group[1:] if one.score >= set_to.mention))
    return Filler(group[0].role, tuple(one.marks[0] for one in named), group[0].score)


def _gathered(entities: Sequence[Filler], ties: Ties, set_to: Thresholds) -> tuple[Incident, ...]:
    by_type: dict[str, list[Filler]] = defaultdict(list)
    for entity in entities:
        chances = dict(entity.mentions[0].kinds)
        likeliest = max(chances, key=lambda name: chances[name])
        for name, chance in chances.items():
            if chance >= set_to.type or name == likeliest:
                by_type[name].append(entity)
    found = [Incident(name, max(f.score for f in group), tuple(group)) for name, fillers in by_type.items() for group in _apart(fillers, ties, set_to)]
    return tuple(sorted(found, key=lambda i: min(m.span.start for f in i.fillers for m in f.mentions)))


def _apart(fillers: Iterable[Filler], ties: Ties, set_to: Thresholds) -> list[list[Filler]]:
    """The fillers of one type in groups, each of one incident: what was hit tells incidents apart, who and with what join them."""
    groups: list[list[Filler]] = []
    rest: list[Filler] = []
    for filler in fillers:
        if filler.role not in HIT:
            rest.append(filler)
            continue
        scores = [(_tied(filler, group, ties), i) for i, group in enumerate(groups)]
        best = max(scores, default=(0.0, -1))
        if best[1] >= 0 and best[0] >= set_to.same_incident:
            groups[best[1]].append(filler)
        else:
            groups.append([filler])
    if not groups:
        return [rest] if rest else []
    hit = [list(group) for group in groups]
    for filler in rest:
        tied = [_tied(filler, group, ties) for group in hit]
        for i in [i for i, score in enumerate(tied) if score >= set_to.same_incident] or [tied.index(max(tied))]:
            groups[i].append(filler)
    return groups


def _tied(filler: Filler, group: Sequence[Filler], ties: Ties) -> float:
    """The mean over a group of the surest tie to a filler; of words that share no window there is none."""
    best = [max(ties.between("same_incident", key_of(a), key_of(b)) for a in filler.mentions for b in other.mentions) for other in group]
    return sum(best) / len(best)
