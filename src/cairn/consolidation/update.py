"""Events kept up to date: what came in is consolidated with its neighbours, everything else is left alone.

The result is the one that `consolidate` gives for all accounts at once: clusters only ever join accounts that a chain of likely
pairs, or of people's verdicts, connects, so all that new accounts can change is what they are connected with.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from cairn.codebook import Codebook
from cairn.consolidation.cluster import compared, consolidate, distinct
from cairn.consolidation.decided import touched
from cairn.consolidation.near import window
from cairn.consolidation.score import SAME_EVENT, score
from cairn.consolidation.told import Told
from cairn.model import Decision, Event, Judgement


@dataclass(frozen=True, slots=True)
class Block:
    """Where an account's event can meet others: the days on which it can have happened, and its country where one is known."""

    first: date
    last: date
    country: str | None

    @classmethod
    def of(cls, event: Event) -> "Block":
        """The block of an event; without a known time it is all days."""
        first, last = window(event.when) or (date.min, date.max)
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
    beside: dict[str, Event] = {}
    fresh = distinct(held.pending())
    while fresh:
        rows |= {row.account.id: row for row in fresh}
        single |= {row.account.id: compared(row, codebook) for row in fresh}
        found: dict[str, Told] = {}
        for row in fresh:
            event = single[row.account.id]
            for other in held.near(Block.of(event)):
                id_ = other.account.id
                if id_ in rows or id_ in found:
                    continue
                beside[id_] = beside[id_] if id_ in beside else compared(other, codebook)
                if score(event, beside[id_], codebook, (row.passage, other.passage)).value >= SAME_EVENT:
                    found[id_] = other
        found |= {other.account.id: other for other in _judged_with(rows.values(), held, judgements) if other.account.id not in rows}
        found |= {other.account.id: other for other in _decided_with(fresh, held, decisions) if other.account.id not in rows}
        fresh = list(found.values())
    events = consolidate(rows.values(), codebook, judgements, decisions({row.account.report for row in rows.values()}))
    return Updated(tuple(events), {account: Block.of(event) for account, event in single.items()})


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
