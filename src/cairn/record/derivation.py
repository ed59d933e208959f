"""Events from accounts: what the record hands to whoever derives them, and takes back."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection, delete, insert, select

from cairn.model import Decision, Event, Judgement
from cairn.record import events, judgements, pending, reviews, tables
from cairn.record.accounts import some_accounts
from cairn.record.values import AccountBlock, AccountRow, Changes

#: Under which key `meta` holds the rules that the events were derived by.
RULES = "rules"


@dataclass(frozen=True, slots=True)
class Accounts:
    """The record's accounts for one derivation: those that wait for it, and those that these can meet. Each is read once."""

    connection: Connection
    _rows: dict[str, AccountRow] = field(default_factory=dict)
    _texts: dict[str, str] = field(default_factory=dict)

    def pending(self) -> Iterator[AccountRow]:
        """The accounts that have to be consolidated."""
        return pending.rows(self.connection)

    def near(self, first: date, last: date, country: str | None) -> Iterator[AccountRow]:
        """Consolidated accounts whose block shares a day with this one, and the country where both have one."""
        ids = pending.near(self.connection, first, last, country)
        self._rows.update((row[0].id, row) for row in some_accounts(self.connection, [id_ for id_ in ids if id_ not in self._rows]))
        return map(self._rows.__getitem__, ids)

    def of_reports(self, reports: Iterable[str]) -> Iterator[AccountRow]:
        """All accounts of some reports."""
        of = tables.accounts.c
        for report in sorted(reports):
            query = select(of.id).where(of.report_id == report).order_by(of.ordinal)
            yield from some_accounts(self.connection, self.connection.scalars(query).all())

    def text(self, report: str) -> str:
        """The text of a report."""
        if report not in self._texts:
            self._texts[report] = self.connection.execute(select(tables.reports.c.text).where(tables.reports.c.id == report)).scalar_one()
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


def run(connection: Connection, derive: Derive, *, rules: str, at: datetime) -> Changes:
    """Derives the events of what is pending; by other rules than those of before, all events."""
    known = connection.execute(select(tables.meta.c.value).where(tables.meta.c.key == RULES)).scalar()
    if known != rules:
        if known is not None:
            pending.mark_all(connection, why=f"the rules changed from {known} to {rules}", by=f"rules {rules}")
        connection.execute(delete(tables.meta).where(tables.meta.c.key == RULES))
        connection.execute(insert(tables.meta), {"key": RULES, "value": rules})
    if not pending.reasons(connection) and not pending.left_events(connection):
        return Changes()
    pairs, blocks = derive(Accounts(connection))
    settled = tuple(blocks)
    changes = events.replace(connection, pairs, scope={block.account for block in settled}, at=at)
    pending.settle(connection, settled)
    return changes
