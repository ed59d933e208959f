"""`cairn why EVENT`: why these accounts are one event, and why others are not in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.markup import escape

from cairn import codebook
from cairn.cli.store import told
from cairn.codebook import Codebook
from cairn.consolidation import Block, Score, Told, anchors, score
from cairn.consolidation.cluster import compared as as_compared
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


def why(event: str, *, record: Address, console: Console, links: bool = False) -> None:
    """Print the reasons; with `links` also those for the event's places and actors, for which its reports are read once more."""
    book = codebook.load()
    with Record.open(record, create=False) as held:
        found = held.event(event)
        own = [single(row, book) for row in told(held, held.accounts_of(found.id))]
        others = list(held_apart(held, own, book))
        judged = [j for j in held.judgements() if about(j, own)]
        reports = {report: held.report(report).report() for report in found.reports} if links else {}
    console.print(f"[bold]{escape(found.summary)}[/bold]\n[dim]{found.id} · {len(own)} account{'s' if len(own) != 1 else ''}[/dim]\n")
    for one, other in joins(own, book):
        reasons = compared(one, other, book)
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
    if links:
        from cairn.cli.links import show_links
        from cairn.pipeline import Pipeline

        show_links(found, reports, Pipeline.default(), console)


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


def _rank(reasons: Score) -> tuple[bool, float]:
    """The value; of what a veto parts, what spoke for it before."""
    return reasons.value > float("-inf"), sum(r.weight for r in reasons.reasons if not r.veto)


def about(stored: StoredJudgement, own: Sequence[Single]) -> bool:
    """Whether a judgement is about any of these accounts."""
    places = {anchor for one in own for anchor in anchors(one.told.account)}
    return any(anchor in places for group in stored.judgement.groups for anchor in group)


def _value(reasons: Score) -> str:
    return "apart" if reasons.value == float("-inf") else f"{reasons.value:+.1f}"


def _print(reasons: Score, console: Console) -> None:
    for r in reasons.reasons:
        weight = "veto" if r.veto else f"{r.weight:+.1f}"
        console.print(f"    {weight:>5}  {r.feature}: {escape(r.text)}", highlight=False)
