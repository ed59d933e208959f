"""Accounts of many reports to events: candidate pairs, scores, clusters.

The result depends on the set of accounts only, not on the order in which they came.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from cairn.codebook import Codebook
from cairn.consolidation.derive import derive
from cairn.consolidation.near import window
from cairn.consolidation.score import SAME_EVENT, score
from cairn.consolidation.told import Told
from cairn.model import Event

_APART = float("-inf")
_ALWAYS = (date.min, date.max)


def consolidate(told: Iterable[Told], codebook: Codebook) -> list[tuple[Event, tuple[str, ...]]]:
    """The events of all accounts, each with the ids of its accounts, in the order of the events' ids.

    An event's id is that of its first account: of the earliest report, then of the smallest account id. So it stays what it
    was while later reports come in. Of an account that comes twice the earlier publication counts.
    """
    rows = list({row.account.id: row for row in sorted(told, key=_order, reverse=True)}.values())[::-1]
    single = [derive(_event_id(row), [row], codebook) for row in rows]
    found = []
    for members in _clusters(single, codebook):
        accounts = [rows[i] for i in members]
        event = single[members[0]] if len(members) == 1 else derive(_event_id(accounts[0]), accounts, codebook)
        found.append((event, tuple(row.account.id for row in accounts)))
    return sorted(found, key=lambda pair: pair[0].id)


def _order(row: Told) -> tuple[date, str, str]:
    return (row.published or date.max, row.account.id, row.publisher or "")


def _event_id(row: Told) -> str:
    return "e" + row.account.id[1:]


def _clusters(events: Sequence[Event], codebook: Codebook) -> list[list[int]]:
    """Clusters by the best pairs first. Two join where their pairs reach the threshold on average and nothing keeps any pair
    apart, so that no chain of weak likenesses ties two events together."""
    scores = {pair: s for pair in pairs(events) if (s := score(events[pair[0]], events[pair[1]], codebook).value) > _APART}
    home = {i: [i] for i in range(len(events))}
    likely = (pair for pair, value in scores.items() if value >= SAME_EVENT)
    for a, b in sorted(likely, key=lambda p: (-scores[p], events[p[0]].id, events[p[1]].id)):
        if home[a] is not home[b] and _average(home[a], home[b], scores) >= SAME_EVENT:
            joined = sorted(home[a] + home[b])
            home |= dict.fromkeys(joined, joined)
    return [members for i, members in home.items() if members[0] == i]


def _average(first: Sequence[int], second: Sequence[int], scores: Mapping[tuple[int, int], float]) -> float:
    between = [scores.get((min(i, j), max(i, j)), _APART) for i in first for j in second]
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
