"""Accounts of many reports to events: candidate pairs, scores, clusters.

The result depends on the set of accounts and on what people decided about them, not on the order in which they came.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

from cairn.codebook import Codebook
from cairn.consolidation.decided import reviewed
from cairn.consolidation.derive import derive
from cairn.consolidation.judged import Bonds, bonds
from cairn.consolidation.near import window
from cairn.consolidation.score import SAME_EVENT, score
from cairn.consolidation.told import Told
from cairn.model import Decision, Event, Judgement, When, WhenBasis, WhenPrecision

#: Beside the words of a new toll or of mourning a day that lies so little before publication may be that on which they were told.
TOLD_AGAIN = timedelta(days=1)
_APART = float("-inf")
_ALWAYS = (date.min, date.max)

#: Scores of pairs of nodes, the smaller number first. A pair that is missing is apart.
_Scores = Mapping[tuple[int, int], float]


def consolidate(told: Iterable[Told], codebook: Codebook, judgements: Sequence[Judgement] = (), decisions: Sequence[Decision] = ()) -> list[tuple[Event, tuple[str, ...]]]:
    """The events of all accounts, each with the ids of its accounts, in the order of the events' ids. Reviewers' decisions change the
    values of events, not which accounts are one.

    An event's id is that of its first account: of the earliest report, then of the smallest account id. So it stays what it
    was while later reports come in. Of an account that comes twice the earlier publication counts.
    """
    rows = distinct(told)
    single = [alone(row, codebook) for row in rows]
    compared = [compared_as(event, row) for event, row in zip(single, rows, strict=True)]
    found = []
    for members in _clusters(rows, compared, codebook, bonds(rows, judgements)):
        accounts = [rows[i] for i in members]
        event = single[members[0]] if len(members) == 1 else derive(event_id(accounts[0].account.id), accounts, codebook)
        found.append((event, tuple(row.account.id for row in accounts)))
    return sorted(reviewed(found, rows, codebook, decisions), key=lambda pair: pair[0].id)


def distinct(told: Iterable[Told]) -> list[Told]:
    """The accounts by publication and id, each once."""
    return list({row.account.id: row for row in sorted(told, key=_order, reverse=True)}.values())[::-1]


def alone(row: Told, codebook: Codebook) -> Event:
    """The event that an account tells of by itself."""
    return derive(event_id(row.account.id), [row], codebook)


def compared(row: Told, codebook: Codebook) -> Event:
    """The event of one account, as others are compared with it."""
    return compared_as(alone(row, codebook), row)


def compared_as(event: Event, row: Told) -> Event:
    """An account's event as others are compared with it. Beside the words of a new toll a day that is that of publication or the one before
    may be that on which it was told: then publication alone bounds the time."""
    published, start = row.passage.published, event.when.start
    if not row.passage.grown or published is None or start is None or event.when.precision is not WhenPrecision.DAY:
        return event
    if not timedelta() <= published - start <= TOLD_AGAIN:
        return event
    return replace(event, when=When(None, published, WhenPrecision.UNKNOWN, event.when.phrase, WhenBasis.PUBLISHED))


def _order(row: Told) -> tuple[date, str, str]:
    return (row.published or date.max, row.account.id, row.publisher or "")


def event_id(account: str) -> str:
    """The id of the event of which this is the first account."""
    return "e" + account[1:]


def _clusters(rows: Sequence[Told], events: Sequence[Event], codebook: Codebook, bound: Bonds) -> list[list[int]]:
    """Clusters by the best pairs first. Two join where their pairs reach the threshold on average and nothing keeps any pair
    apart, so that no chain of weak likenesses ties two events together. What people decided holds whatever the scores are."""
    number = {row.account.id: i for i, row in enumerate(rows)}
    nodes = _nodes(rows, bound)
    scores = _between_nodes(nodes, rows, events, codebook, {(number[a], number[b]) for a, b in map(sorted, bound.apart) if a in number and b in number})
    home = {i: [i] for i in range(len(nodes))}
    likely = (pair for pair, value in scores.items() if value >= SAME_EVENT)
    for a, b in sorted(likely, key=lambda p: (-scores[p], events[nodes[p[0]][0]].id, events[nodes[p[1]][0]].id)):
        if home[a] is not home[b] and _average(home[a], home[b], scores) >= SAME_EVENT:
            joined = sorted(home[a] + home[b])
            home |= dict.fromkeys(joined, joined)
    return [sorted(i for node in members for i in nodes[node]) for first, members in home.items() if members[0] == first]


def _nodes(rows: Sequence[Told], bound: Bonds) -> list[list[int]]:
    """What clusters are made of: accounts, those that people held to be one event together, by their first account."""
    found: dict[frozenset[str], list[int]] = {}
    for i, row in enumerate(rows):
        found.setdefault(bound.together(row.account.id), []).append(i)
    return list(found.values())


def _between_nodes(nodes: Sequence[Sequence[int]], rows: Sequence[Told], events: Sequence[Event], codebook: Codebook, apart: set[tuple[int, int]]) -> _Scores:
    """The scores between nodes: of several accounts that are one event, the best; none where people held any two apart."""
    node = {i: n for n, members in enumerate(nodes) for i in members}
    parted = {tuple(sorted((node[a], node[b]))) for a, b in apart}
    found: dict[tuple[int, int], float] = {}
    for i, j in pairs(events):
        a, b = sorted((node[i], node[j]))
        if a != b and (a, b) not in parted and (value := score(events[i], events[j], codebook, (rows[i].passage, rows[j].passage)).value) > _APART:
            found[a, b] = max(value, found.get((a, b), _APART))
    return found


def _average(first: Sequence[int], second: Sequence[int], scores: _Scores) -> float:
    between = [scores.get((min(i, j), max(i, j)), _APART) for i, j in product(first, second)]
    return sum(between) / len(between)


def pairs(events: Sequence[Event]) -> Iterator[tuple[int, int]]:
    """Candidate pairs, each once: events whose days and countries can meet. What is unknown meets all.

    Events come by their first possible day; those whose last day has passed are dropped on the way.
    """
    windows = [window(event.when) or _ALWAYS for event in events]
    current: defaultdict[str | None, list[int]] = defaultdict(list)
    for i in sorted(range(len(events)), key=lambda i: (windows[i][0], i)):
        country = events[i].where.country
        for key in list(current) if country is None else {country, None}:
            current[key] = [j for j in current[key] if windows[j][1] >= windows[i][0]]
            yield from ((min(i, j), max(i, j)) for j in current[key])
        current[country].append(i)
