"""Accounts of many reports to events: likely pairs (`edges.py`), clusters of them (`joining.py`), what each cluster tells (`derive.py`).

The result depends on the set of accounts and on what people decided about them, not on the order in which they came.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from cairn.codebook import Codebook
from cairn.consolidation.decided import reviewed
from cairn.consolidation.derive import derive
from cairn.consolidation.edges import found_edges
from cairn.consolidation.joining import clusters, nodes_of
from cairn.consolidation.judged import bonds
from cairn.consolidation.side import Side
from cairn.consolidation.told import Told
from cairn.model import Decision, Event, Judgement, When, WhenBasis, WhenPrecision

#: Beside the words of a new toll or of mourning a day that lies so little before publication may be that on which they were told.
TOLD_AGAIN = timedelta(days=1)


def consolidate(told: Iterable[Told], codebook: Codebook, judgements: Sequence[Judgement] = (), decisions: Sequence[Decision] = ()) -> list[tuple[Event, tuple[str, ...]]]:
    """The events of all accounts, each with the ids of its accounts, in the order of the events' ids. Reviewers' decisions change the
    values of events, not which accounts are one.

    An event's id is that of its first account: of the earliest report, then of the smallest account id. So it stays what it
    was while later reports come in. Of an account that comes twice the earlier publication counts.
    """
    rows = distinct(told)
    single = {row.account.id: alone(row, codebook) for row in rows}
    return joined(rows, [side(row, single[row.account.id], codebook) for row in rows], single, codebook, judgements, decisions)


def joined(
    rows: Sequence[Told], sides: Sequence[Side], single: Mapping[str, Event], codebook: Codebook,
    judgements: Sequence[Judgement] = (), decisions: Sequence[Decision] = (),
) -> list[tuple[Event, tuple[str, ...]]]:  # fmt: skip
    """The events of distinct accounts that are ready to be compared; `single` are the events that they tell of by themselves."""
    found = []
    for members in clusters(sides, found_edges(sides, codebook), nodes_of([row.account.id for row in rows], bonds(rows, judgements))):
        accounts = [rows[i] for i in members]
        id_ = accounts[0].account.id
        event = single[id_] if len(members) == 1 else derive(event_id(id_), accounts, codebook)
        found.append((event, tuple(row.account.id for row in accounts)))
    return sorted(reviewed(found, rows, codebook, decisions), key=lambda pair: pair[0].id)


def distinct(told: Iterable[Told]) -> list[Told]:
    """The accounts by publication and id, each once: by its earliest publication."""
    found: dict[str, Told] = {}
    for row in sorted(told, key=_order):
        found.setdefault(row.account.id, row)
    return list(found.values())


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


def side(row: Told, event: Event, codebook: Codebook) -> Side:
    """An account, ready to be compared, by the event that it tells of by itself."""
    return Side.of(compared_as(event, row), row.passage, codebook)


def _order(row: Told) -> tuple[date, str, str]:
    return (row.published or date.max, row.account.id, row.publisher or "")


def event_id(account: str) -> str:
    """The id of the event of which this is the first account."""
    return "e" + account[1:]


