"""Events from accounts: what the record hands to whoever derives them, and takes back."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection, delete, insert, select

from cairn.model import Decision, Event, Judgement
from cairn.record import events, judgements, pending, reviews, tables
from cairn.record.accounts import parts, some_accounts, texts
from cairn.record.values import AccountBlock, AccountRow, Changes

#: Under which key `meta` holds the rules that the events were derived by.
RULES = "rules"


@dataclass(frozen=True, slots=True)
class Accounts:
    """The record's accounts for one derivation: those that wait for it, at most so many, and those that these can meet. They come in batches, with
    the texts of their reports at hand."""

    connection: Connection
    most: int | None = None
    _texts: dict[str, str] = field(default_factory=dict)

    def pending(self) -> Iterator[AccountRow]:
        """The accounts that have to be consolidated."""
        return self.some(pending.ids(self.connection, self.most))

    def near(self, first: date, last: date, country: str | None) -> Sequence[str]:
        """The ids of consolidated accounts whose block shares a day with this one, and the country where both have one."""
        return pending.near(self.connection, first, last, country)

    def some(self, ids: Sequence[str]) -> Iterator[AccountRow]:
        """Accounts by their ids, in that order."""
        for part in parts(ids):
            rows = tuple(some_accounts(self.connection, part))
            self._texts.clear()
            self._texts.update(texts(self.connection, sorted({account.report for account, _ in rows})))
            yield from rows

    def of_reports(self, reports: Iterable[str]) -> Iterator[AccountRow]:
        """All accounts of some reports."""
        of = tables.accounts.c
        for part in parts(sorted(reports)):
            query = select(of.id).where(of.report_id.in_(part)).order_by(of.report_id, of.ordinal)
            yield from self.some(self.connection.scalars(query).all())

    def text(self, report: str) -> str:
        """The text of a report."""
        if report not in self._texts:
            self._texts.update(texts(self.connection, [report]))
        return self._texts[report]

    def judgements(self) -> tuple[Judgement, ...]:
        """What people decided, as far as it stands."""
        return judgements.standing(self.connection)

    def decisions(self, reports: Iterable[str]) -> tuple[Decision, ...]:
        """What reviewers decided about events that some reports tell of, as far as it stands."""
        return reviews.standing(self.connection, reports)


Derived = tuple[Iterable[tuple[Event, tuple[str, ...]]], Iterable[AccountBlock]]
Derive = Callable[[Accounts], Derived]
"""Events, each with the ids of the accounts it rests on, and a block for each account that was consolidated: all pending ones, and
those that share an event with any. The record itself derives nothing."""


def run(connection: Connection, derive: Derive, *, rules: str, at: datetime, most: int | None = None) -> Changes:
    """Derives the events of what is pending, of so many accounts at most; by other rules than those of before, all events become pending."""
    known = connection.execute(select(tables.meta.c.value).where(tables.meta.c.key == RULES)).scalar()
    if known != rules:
        if known is not None:
            pending.mark_all(connection, why=f"the rules changed from {known} to {rules}", by=f"rules {rules}")
        connection.execute(delete(tables.meta).where(tables.meta.c.key == RULES))
        connection.execute(insert(tables.meta), {"key": RULES, "value": rules})
    if not pending.left(connection) and not pending.left_events(connection):
        return Changes()
    pairs, blocks = derive(Accounts(connection, most))
    settled = tuple(blocks)
    changes = events.replace(connection, pairs, scope={block.account for block in settled}, at=at)
    pending.settle(connection, settled)
    return changes
