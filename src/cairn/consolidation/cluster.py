"""Accounts of many reports to events: candidate pairs, scores, clusters.

The result depends on the set of accounts only, not on the order in which they came.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

from cairn.codebook import Codebook
from cairn.consolidation.derive import Told, derive
from cairn.consolidation.score import DAYS_BEFORE, SAME_EVENT, score
from cairn.model import Event

#: Intervals longer than this are compared within their country as a whole and not day by day.
_LONG = timedelta(days=21)


def consolidate(told: Iterable[Told], codebook: Codebook) -> list[tuple[Event, tuple[str, ...]]]:
    """The events of all accounts, each with the ids of its accounts, in the order of the events' ids.

    An event's id is that of its first account: of the earliest report, then of the smallest account id.
    """
    rows = sorted(told, key=_order)
    single = [derive(_event_id(row), [row], codebook) for row in rows]
    clusters = _clusters(single, codebook)
    found = []
    for members in clusters:
        accounts = [rows[i] for i in sorted(members)]
        event = single[members[0]] if len(members) == 1 else derive(_event_id(accounts[0]), accounts, codebook)
        found.append((event, tuple(row.account.id for row in accounts)))
    return sorted(found, key=lambda pair: pair[0].id)


def _order(row: Told) -> tuple[date, str]:
    return (row.published or date.max, row.account.id)


def _event_id(row: Told) -> str:
    return "e" + row.account.id[1:]


def _clusters(events: Sequence[Event], codebook: Codebook) -> list[list[int]]:
    """Clusters by the best pairs first; two clusters join where their pairs reach the threshold on average, so that no
    chain of weak likenesses ties two events together."""
    scores = {pair: score(events[pair[0]], events[pair[1]], codebook).value for pair in pairs(events)}
    home = {i: [i] for i in range(len(events))}
    for a, b in sorted((p for p, s in scores.items() if s >= SAME_EVENT), key=lambda p: (-scores[p], events[p[0]].id, events[p[1]].id)):
        first, second = home[a], home[b]
        if first is second:
            continue
        between = [scores.get((min(i, j), max(i, j)), 0.0) for i in first for j in second]
        if sum(between) / len(between) >= SAME_EVENT:
            joined = sorted(first + second)
            for i in joined:
                home[i] = joined
    return [members for i, members in home.items() if members[0] == i]


def pairs(events: Sequence[Event]) -> Iterator[tuple[int, int]]:
    """Candidate pairs, each once: events whose days and countries can meet. Unknown meets all."""
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for i, event in enumerate(events):
        for key in _keys(event):
            blocks[key].append(i)
    seen: set[tuple[int, int]] = set()
    for members in blocks.values():
        for pair in combinations(sorted(set(members)), 2):
            if pair not in seen and _countries_meet(events[pair[0]], events[pair[1]]):
                seen.add(pair)
                yield pair


def _countries_meet(a: Event, b: Event) -> bool:
    return a.where.country is None or b.where.country is None or a.where.country == b.where.country


def _keys(event: Event) -> Iterator[str]:
    """The days on which an event may have happened; one key of its country where they are many or unknown."""
    start, end = event.when.start, event.when.end
    if start is None and end is not None:
        start = end - timedelta(days=DAYS_BEFORE)
    if start is None or end is None or end - start > _LONG:
        yield f"country:{event.where.country}"
        return
    for offset in range((end - start).days + 1):
        yield f"day:{start + timedelta(days=offset)}"
