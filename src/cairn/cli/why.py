"""`cairn why EVENT`: why these accounts are one event, and why others are not in it."""

from rich.console import Console
from rich.markup import escape

from cairn import codebook
from cairn.consolidation import Score
from cairn.deriving.events import told
from cairn.deriving.reasons import about, compared, held_apart, joins, single
from cairn.record import Address, Record

#: Other events shown that were held apart, the most alike first.
SHOWN = 5


def why(event: str, *, record: Address, console: Console, links: bool = False) -> None:
    """Print the reasons; with `links` also those for the event's places and actors, for which its reports are read once more."""
    book = codebook.load()
    with Record.open(record, create=False) as held:
        found = held.event(event)
        own = [single(row, book) for row in told(held, held.accounts_of(found.id))]
        others = list(held_apart(held, own, book))
        judged = [j for j in held.judgements() if about(j, [one.told.account for one in own])]
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


def _value(reasons: Score) -> str:
    return "apart" if reasons.value == float("-inf") else f"{reasons.value:+.1f}"


def _print(reasons: Score, console: Console) -> None:
    for r in reasons.reasons:
        weight = "veto" if r.veto else f"{r.weight:+.1f}"
        console.print(f"    {weight:>5}  {r.feature}: {escape(r.text)}", highlight=False)
