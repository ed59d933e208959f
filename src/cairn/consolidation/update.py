"""Events kept up to date: what came in is consolidated with its neighbours, everything else is left alone.

The result is the one that `consolidate` gives for all accounts at once: clusters only ever join accounts that a chain of likely
pairs, or of people's verdicts, connects, so all that new accounts can change is what they are connected with.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from cairn.codebook import Codebook
from cairn.consolidation.cluster import alone, distinct, joined, side
from cairn.consolidation.decided import touched
from cairn.consolidation.edges import edges_to
from cairn.consolidation.side import Side
from cairn.consolidation.told import Told
from cairn.consolidation.when import window
from cairn.model import Decision, Event, Judgement


@dataclass(frozen=True, slots=True)
class Block:
    """Where an account's event can meet others: the days on which it can have happened, and its country where one is known."""

    first: date
    last: date
    country: str | None

    @classmethod
    def of(cls, event: Event, published: date | None) -> "Block":
        """The block of the event of one account, whose report came out then; where nothing bounds its time it is all days."""
        first, last = window(event.when, published) or (date.min, date.max)
        return cls(first, last, event.where.country)


#: What reviewers decided about events that some reports tell of.
Decisions = Callable[[Iterable[str]], Sequence[Decision]]


class Neighbourhood(Protocol):
    """What holds the accounts: a record, or a list in a test."""

    def pending(self) -> Iterable[Told]:
        """The accounts that belong to no event yet, and those whose event has to be worked out anew."""

    def near(self, block: Block) -> Iterable[Told]:
        """Accounts, settled ones, whose block meets this one: common days, and the same country where both have one."""

    def of_reports(self, reports: Iterable[str]) -> Iterable[Told]:
        """All accounts of some reports."""


@dataclass(frozen=True, slots=True)
class Updated:
    """The events of all accounts that were worked out anew, and where each of these accounts can meet others."""

    events: tuple[tuple[Event, tuple[str, ...]], ...]
    blocks: Mapping[str, Block]


def update(held: Neighbourhood, codebook: Codebook, judgements: Sequence[Judgement] = (), decisions: Decisions = lambda _: ()) -> Updated:
    """The events of the pending accounts and of all that they are connected with; `decisions` gives what reviewers decided."""
    rows: dict[str, Told] = {}
    single: dict[str, Event] = {}
    sides: dict[str, Side] = {}
    fresh = distinct(held.pending())
    while fresh:
        rows |= {row.account.id: row for row in fresh}
        beside = {other.account.id: other for block in merged(_block(row, single, sides, codebook) for row in fresh) for other in held.near(block)}
        others = [other for id_, other in beside.items() if id_ not in rows]
        for other in others:
            _block(other, single, sides, codebook)
        here, there = ([sides[row.account.id] for row in those] for those in (fresh, others))
        found = {others[n].account.id: others[n] for n in edges_to(here, there, codebook)}
        found |= {other.account.id: other for other in _judged_with(rows.values(), held, judgements) if other.account.id not in rows}
        found |= {other.account.id: other for other in _decided_with(fresh, held, decisions) if other.account.id not in rows}
        fresh = list(found.values())
    every = distinct(rows.values())
    events = joined(every, [sides[row.account.id] for row in every], single, codebook, judgements, decisions({row.account.report for row in every}))
    return Updated(tuple(events), {row.account.id: _held_in(sides[row.account.id]) for row in every})


def _block(row: Told, single: dict[str, Event], sides: dict[str, Side], codebook: Codebook) -> Block:
    """The block of an account, which is made ready once."""
    id_ = row.account.id
    if id_ not in sides:
        single[id_] = alone(row, codebook)
        sides[id_] = side(row, single[id_], codebook)
    return _held_in(sides[id_])


def _held_in(side: Side) -> Block:
    return Block.of(side.event, side.passage.published)


def merged(blocks: Iterable[Block]) -> list[Block]:
    """Blocks that say the same as all of these: those of one country that follow upon each other without a day between, as one."""
    found: list[Block] = []
    for block in sorted(set(blocks), key=lambda b: (b.country or "", b.first)):
        last = found[-1] if found else None
        if last is not None and last.country == block.country and block.first.toordinal() <= last.last.toordinal() + 1:
            found[-1] = Block(last.first, max(last.last, block.last), block.country)
        else:
            found.append(block)
    return found


def _judged_with(rows: Iterable[Told], held: Neighbourhood, judgements: Sequence[Judgement]) -> Iterable[Told]:
    """The accounts of all reports that people judged together with one of these."""
    if not judgements:
        return ()
    here = {row.account.report for row in rows}
    named = [{anchor.report for group in j.groups for anchor in group} for j in judgements]
    return held.of_reports({report for reports in named if reports & here for report in reports})


def _decided_with(rows: Sequence[Told], held: Neighbourhood, decisions: Decisions) -> Iterable[Told]:
    """The accounts of which a reviewer decided together with one of these: only all of them say which event has the decision."""
    about = touched([row.account for row in rows], decisions({row.account.report for row in rows}))
    if not about:
        return ()
    told = held.of_reports({anchor.report for decision in about for anchor in decision.anchors})
    return (row for row in told if touched([row.account], about))
