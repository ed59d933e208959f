"""The events of a record derived anew, and its accounts as consolidation asks for them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from cairn import consolidation
from cairn.codebook import Codebook
from cairn.consolidation import Block, Told, assigned, touched
from cairn.model import Account, Decision, Event
from cairn.record import AccountBlock, AccountRow, Accounts, Changes, Record


def derive_in_parts(held: Record, codebook: Codebook, *, most: int, told: Callable[[int], None]) -> Changes:
    """The same for much at once: so many accounts in one transaction, those of the earliest reports first. `told` hears how many are left. What was
    derived stays when it is cut off. The events are those of a single derivation; an event that a later part adds to has that in its history."""
    changes = Changes()
    while True:
        found = derive_events(held, codebook, most=most)
        changes = Changes(changes.added + found.added, changes.changed + found.changed, changes.removed + found.removed)
        told(left := held.pending())
        if not left:
            return changes


def derive_events(held: Record, codebook: Codebook, *, most: int | None = None) -> Changes:
    """Derive the events of what came into the record, or was judged, since the last time; of so many accounts at most."""

    def derive(accounts: Accounts) -> tuple[Iterable[tuple[Event, tuple[str, ...]]], Iterable[AccountBlock]]:
        found = consolidation.update(Neighbours(accounts), codebook, accounts.judgements(), accounts.decisions)
        return found.events, [AccountBlock(account, b.first, b.last, b.country) for account, b in found.blocks.items()]

    return held.derive_events(derive, rules=consolidation.RULES, most=most)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """A record's accounts as consolidation asks for them, each made ready once."""

    accounts: Accounts
    _ready: dict[str, Told] = field(default_factory=dict)

    def pending(self) -> Iterator[Told]:
        """The accounts that have to be consolidated."""
        return map(self._told, self.accounts.pending())

    def near(self, block: Block) -> Iterator[Told]:
        """Consolidated accounts whose block meets this one."""
        ids = self.accounts.near(block.first, block.last, block.country)
        for row in self.accounts.some([id_ for id_ in ids if id_ not in self._ready]):
            self._told(row)
        return map(self._ready.__getitem__, ids)

    def of_reports(self, reports: Iterable[str]) -> Iterator[Told]:
        """All accounts of some reports."""
        return map(self._told, self.accounts.of_reports(reports))

    def _told(self, row: AccountRow) -> Told:
        id_ = row[0].id
        if id_ not in self._ready:
            self._ready[id_] = _told(row, self.accounts.text(row[0].report))
        return self._ready[id_]


def told(held: Record, rows: Iterable[AccountRow]) -> list[Told]:
    """Accounts with what consolidation needs to know of their reports."""
    text = cache(lambda report: held.report(report).text)
    return [_told(row, text(row[0].report)) for row in rows]


def decisions_of(held: Record, event: str, accounts: Sequence[Account]) -> tuple[Decision, ...]:
    """The reviewers' decisions that hold for an event of these accounts, oldest first."""
    about = touched(accounts, held.decisions({account.report for account in accounts}))
    homes: dict[str, list[Account]] = {event: list(accounts)}
    for report in {anchor.report for decision in about for anchor in decision.anchors}:
        for account, _ in held.accounts_of_report(report):
            if (home := held.event_of_account(account.id)) not in (None, event):
                homes.setdefault(home, []).append(account)
    return assigned(homes, about).get(event, ())


def _told(row: AccountRow, text: str) -> Told:
    account, head = row
    return Told.of(account, text, published=head.published, publisher=head.publisher)
