"""Why accounts are one event, and why others are held apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cairn.codebook import Codebook
from cairn.consolidation import Block, Score, Told, anchors, score
from cairn.consolidation.cluster import compared as as_compared
from cairn.deriving.events import told
from cairn.model import Account, Event
from cairn.record import Record, StoredJudgement


@dataclass(frozen=True, slots=True)
class Single:
    """An account with the event that it tells of by itself."""

    told: Told
    event: Event

    @property
    def label(self) -> str:
        """The report and its words."""
        words = next((w.quote for w in self.told.account.words), "")
        return f"{self.told.account.report[:8]} “{words}”"


def single(row: Told, book: Codebook) -> Single:
    """An account by itself."""
    return Single(row, as_compared(row, book))


def joins(own: Sequence[Single], book: Codebook) -> Iterator[tuple[Single, Single]]:
    """Each account after the first with the earlier one that it is most like."""
    for n, one in enumerate(own[1:], start=1):
        yield max(own[:n], key=lambda other: compared(one, other, book).value), one


def compared(one: Single, other: Single, book: Codebook) -> Score:
    """The score of two accounts, with the words behind them."""
    return score(one.event, other.event, book, (one.told.passage, other.told.passage))


def held_apart(held: Record, own: Sequence[Single], book: Codebook) -> Iterator[tuple[Score, Single, str]]:
    """Accounts of other events that can share day and country with this one, the most alike first, each event once."""
    mine = {one.told.account.id for one in own}
    found: dict[str, tuple[Score, Single, str]] = {}
    for one in own:
        block = Block.of(one.event, one.told.passage.published)
        for row in told(held, held.near(block.first, block.last, block.country)):
            if row.account.id in mine:
                continue
            other = single(row, book)
            home, reasons = held.event_of_account(row.account.id), compared(one, other, book)
            if home is not None and (home not in found or _rank(reasons) > _rank(found[home][0])):
                found[home] = (reasons, other, home)
    yield from sorted(found.values(), key=lambda row: (_rank(row[0]), row[2]), reverse=True)


def crowded(held: Record, own: Sequence[Single], *, most: int) -> bool:
    """Whether more than so many other accounts can share day and country with one of these, as with one of which neither is known."""
    blocks = [Block.of(one.event, one.told.passage.published) for one in own]
    return any(held.near_many(block.first, block.last, block.country, most=most) for block in blocks)


def _rank(reasons: Score) -> tuple[bool, float]:
    """The value; of what a veto parts, what spoke for it before."""
    return reasons.value > float("-inf"), sum(r.weight for r in reasons.reasons if not r.veto)


def about(stored: StoredJudgement, own: Sequence[Account]) -> bool:
    """Whether a judgement is about any of these accounts."""
    places = {anchor for account in own for anchor in anchors(account)}
    return any(anchor in places for group in stored.judgement.groups for anchor in group)
