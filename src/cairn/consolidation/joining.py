"""Clusters of accounts by their likely pairs.

Two clusters join where their pairs reach the threshold on average and nothing keeps any pair apart, the best pairs first, so that no chain
of weak likenesses ties two events together. What people decided holds whatever the scores are. Only accounts that likely pairs
connect can join: each component is a piece of work of its own.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cairn.consolidation.edges import Edges
from cairn.consolidation.judged import Bonds
from cairn.consolidation.reason import ROUNDING
from cairn.consolidation.score import SAME_EVENT, between
from cairn.consolidation.side import Side

_APART = float("-inf")
#: Edges for which scores are asked at once: more of them would find other clusters by the time it is their turn.
AHEAD = 1 << 10
#: Scores beyond the likely pairs that are remembered: to ask for one again costs little, to hold them all much.
REMEMBERED = 1 << 19
#: What clusters are made of: accounts by their numbers, those that people held to be one event together, by their first account; and the
#: pairs of nodes, the smaller number first, that people held apart.
Nodes = tuple[Sequence[Sequence[int]], frozenset[tuple[int, int]]]


def nodes_of(accounts: Sequence[str], bound: Bonds) -> Nodes:
    """The nodes of accounts in their order."""
    found: dict[frozenset[str], list[int]] = {}
    for i, account in enumerate(accounts):
        found.setdefault(bound.together(account), []).append(i)
    node = {accounts[i]: n for n, members in enumerate(found.values()) for i in members}
    pairs = ((node[a], node[b]) for a, b in map(sorted, bound.apart) if a in node and b in node)
    return list(found.values()), frozenset((min(a, b), max(a, b)) for a, b in pairs)


def clusters(sides: Sequence[Side], edges: Edges, nodes: Nodes) -> list[list[int]]:
    """The clusters of accounts, each by their numbers."""
    members, parted = nodes
    between_nodes = _node_edges(edges, nodes)
    component = Component(between_nodes, lambda n: sides[members[n][0]].event.id, lambda a, b: _between(sides, members[a], members[b]), parted)
    joined = component.joined(range(len(members)))
    return [sorted(i for node in cluster for i in members[node]) for cluster in joined]


def _node_edges(edges: Edges, nodes: Nodes) -> Edges:
    """The likely pairs of nodes: of several accounts that are one event, the best; none where people held any two apart."""
    members, parted = nodes
    node = {i: n for n, those in enumerate(members) for i in those}
    found: dict[tuple[int, int], float] = {}
    for (i, j), value in edges.items():
        a, b = sorted((node[i], node[j]))
        if a != b and (a, b) not in parted:
            found[a, b] = max(value, found.get((a, b), value))
    return found


def _between(sides: Sequence[Side], first: Sequence[int], second: Sequence[int]) -> float:
    return max(between(sides[i], sides[j]).value for i in first for j in second)


Pair = tuple[int, int]


@dataclass(slots=True)
class Component:
    """Nodes that likely pairs connect, or several such components at once. `score` gives what is asked for beyond the likely pairs; `scores`, if
    there is one, some of it for many pairs at once, for which it is asked ahead."""

    edges: Edges
    event_id: Callable[[int], str]
    score: Callable[[int, int], float]
    parted: frozenset[Pair] = frozenset()
    scores: Callable[[Sequence[Pair]], Mapping[Pair, float]] | None = None
    _asked: dict[Pair, float] = field(default_factory=dict)
    _refused: set[tuple[int, int, int, int]] = field(default_factory=set)

    def joined(self, nodes: Iterable[int]) -> list[list[int]]:
        """The clusters of nodes."""
        edges = self.edges
        home = {node: [node] for node in nodes}
        order = sorted(edges, key=lambda p: (-edges[p], self.event_id(p[0]), self.event_id(p[1])))
        for start in range(0, len(order), AHEAD):
            part = order[start : start + AHEAD]
            self._ask(home, part)
            for a, b in part:
                if home[a] is not home[b] and self._one_event(home[a], home[b]):
                    together = sorted(home[a] + home[b])
                    home |= dict.fromkeys(together, together)
        return [members for first, members in home.items() if members[0] == first]

    def _ask(self, home: Mapping[int, Sequence[int]], part: Sequence[Pair]) -> None:
        """Asks for what the next edges will need, as far as clusters are the same by then."""
        if self.scores is None:
            return
        wanted: set[Pair] = set()
        for a, b in part:
            if home[a] is not home[b] and _state(home[a], home[b]) not in self._refused:
                wanted.update(self._unknown(home[a], home[b]) or ())
        if len(self._asked) > REMEMBERED:
            self._asked.clear()
        if wanted:
            self._asked |= self.scores(sorted(wanted))

    def _one_event(self, first: Sequence[int], second: Sequence[int]) -> bool:
        """Whether two clusters are one. Once refused they are refused until one of them grows."""
        state = _state(first, second)
        if state in self._refused:
            return False
        joined = self._unknown(first, second) is not None and self._reach(first, second)
        if not joined:
            self._refused.add(state)
        return joined

    def _unknown(self, first: Sequence[int], second: Sequence[int]) -> list[Pair] | None:
        """The pairs between two clusters whose scores are not known; None where those that are known keep them apart."""
        unknown, known, total = [], 0, 0.0
        for pair in _across(first, second):
            value = self._known(pair)
            if value is None:
                unknown.append(pair)
            elif value == _APART:
                return None
            else:
                known += 1
                total += value
        if unknown and total < SAME_EVENT * known - ROUNDING:
            return None  # what is not known stays below the threshold
        return unknown

    def _reach(self, first: Sequence[int], second: Sequence[int]) -> bool:
        total = 0.0
        for pair in _across(first, second):
            value = self._value(pair)
            if value == _APART:
                return False
            total += value
        return total >= SAME_EVENT * len(first) * len(second) - ROUNDING

    def _known(self, pair: Pair) -> float | None:
        return _APART if pair in self.parted else self.edges.get(pair, self._asked.get(pair))

    def _value(self, pair: Pair) -> float:
        known = self._known(pair)
        if known is None:
            known = self._asked[pair] = self.score(*pair)
        return known


def _state(first: Sequence[int], second: Sequence[int]) -> tuple[int, int, int, int]:
    """Two clusters as they are: a cluster only ever grows."""
    one, other = (first[0], len(first)), (second[0], len(second))
    return (*one, *other) if one < other else (*other, *one)


def _across(first: Sequence[int], second: Sequence[int]) -> Iterator[Pair]:
    return ((i, j) if i < j else (j, i) for i in first for j in second)
