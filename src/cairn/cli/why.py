"""`cairn why EVENT`: why these accounts are one event, and why others are not in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.markup import escape

from cairn import codebook
from cairn.cli.store import told
from cairn.codebook import Codebook
from cairn.consolidation import Block, Score, Told, anchors, derive, score
from cairn.model import Event
from cairn.record import Address, Record, StoredJudgement

#: Other events shown that were held apart, the most alike first.
SHOWN = 5


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


def why(event: str, *, record: Address, console: Console) -> None:
    """Print the reasons."""
    book = codebook.load()
    with Record.open(record, create=False) as held:
        found = held.event(event)
        own = [single(told(row), book) for row in held.accounts_of(found.id)]
        others = list(_others(held, own, book))
        judged = [j for j in held.judgements() if _about(j, own)]
    console.print(f"[bold]{escape(found.summary)}[/bold]\n[dim]{found.id} · {len(own)} account{'s' if len(own) != 1 else ''}[/dim]\n")
    for one, other in _joins(own, book):
        reasons = score(one.event, other.event, book)
        console.print(f"[cyan]{escape(one.label)}[/cyan] and [cyan]{escape(other.label)}[/cyan]: {_value(reasons)}")
        _print(reasons, console)
    for j in judged:
        undone = f", undone by {j.undone_by}" if j.undone_at else ""
        console.print(f"judgement {j.number}: {j.judgement.verdict} by {escape(j.judgement.by)}{undone}" + (f": {escape(j.judgement.reason)}" if j.judgement.reason else ""))
    if others:
        console.print("\n[bold]held apart[/bold]")
    for reasons, other, home in others[:SHOWN]:
        console.print(f"[cyan]{home[:8]}[/cyan] {escape(other.event.summary)}: {_value(reasons)}")
        _print(reasons, console)


def single(row: Told, book: Codebook) -> Single:
    """An account by itself."""
    return Single(row, derive("e" + row.account.id[1:], [row], book))


def _joins(own: Sequence[Single], book: Codebook) -> Iterator[tuple[Single, Single]]:
    """Each account after the first with the earlier one that it is most like."""
    for n, one in enumerate(own[1:], start=1):
        yield max(own[:n], key=lambda other: score(one.event, other.event, book).value), one


def _others(held: Record, own: Sequence[Single], book: Codebook) -> Iterator[tuple[Score, Single, str]]:
    """Accounts of other events that can share day and country with this one, the most alike first, each event once."""
    mine = {one.told.account.id for one in own}
    found: dict[str, tuple[Score, Single, str]] = {}
    for one in own:
        block = Block.of(one.event)
        for row in map(told, held.near(block.first, block.last, block.country)):
            if row.account.id in mine:
                continue
            other = single(row, book)
            home, reasons = held.event_of_account(row.account.id), score(one.event, other.event, book)
            if home is not None and (home not in found or _rank(reasons) > _rank(found[home][0])):
                found[home] = (reasons, other, home)
    yield from sorted(found.values(), key=lambda row: (_rank(row[0]), row[2]), reverse=True)


def _rank(reasons: Score) -> tuple[bool, float]:
    """The value; of what a veto parts, what spoke for it before."""
    return reasons.value > float("-inf"), sum(r.weight for r in reasons.reasons if not r.veto)


def _about(stored: StoredJudgement, own: Sequence[Single]) -> bool:
    places = {anchor for one in own for anchor in anchors(one.told.account)}
    return any(anchor in places for group in stored.judgement.groups for anchor in group)


def _value(reasons: Score) -> str:
    return "apart" if reasons.value == float("-inf") else f"{reasons.value:+.1f}"


def _print(reasons: Score, console: Console) -> None:
    for r in reasons.reasons:
        weight = "veto" if r.veto else f"{r.weight:+.1f}"
        console.print(f"    {weight:>5}  {r.feature}: {escape(r.text)}", highlight=False)
