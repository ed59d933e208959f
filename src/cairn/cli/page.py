"""One event as a person wants to read it: its values, and under each what the reports say, word for word."""

from collections.abc import Iterable, Mapping
from datetime import date

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from cairn.cli.tables import day, place, toll
from cairn.model import Event, Evidence, ReviewState, Role

#: Code points of text shown before and after a quote.
AROUND = 60
#: Quotes shown for one value; the rest is counted.
QUOTES = 3
_ROLES = {
    Role.SIDE_A: "side A", Role.SIDE_B: "side B", Role.ASSOCIATED_A: "with side A", Role.ASSOCIATED_B: "with side B", Role.TARGET: "target", Role.VICTIM: "victim",
}  # fmt: skip


def source_label(publisher: str | None, title: str | None, published: date | None) -> str:
    """A report's name on one line: its publisher, failing that the start of its title, and its day."""
    name = publisher or (title or "")[:40]
    return ", ".join(str(part) for part in (name, published) if part)


def show_event(event: Event, texts: Mapping[str, str], sources: Mapping[str, str], console: Console) -> None:
    """Print an event with its evidence. `texts` and `sources` are the reports' texts and short names by id."""
    console.print(f"[bold]{escape(event.summary)}[/bold]")
    console.print(f"[dim]{event.id} · confidence {event.confidence:.2f} · {len(event.reports)} report{'s' if len(event.reports) != 1 else ''}{escape(_reviewed(event))}[/dim]\n")
    for label, value, field in _values(event):
        console.print(f"[bold cyan]{label:<12}[/bold cyan]{escape(value)}")
        for line in _quotes(event, field, texts, sources):
            console.print(Padding(line, (0, 0, 0, 12)))
    console.print()
    for report in event.reports:
        console.print(f"[dim]{report[:8]}  {escape(sources.get(report, ''))}[/dim]")


def _reviewed(event: Event) -> str:
    """How far it was reviewed, and by whom."""
    return "" if event.review is ReviewState.UNREVIEWED else f" · {event.review} by {', '.join(event.reviewed_by)}"


def _values(event: Event) -> Iterable[tuple[str, str, str]]:
    yield "type", event.type, "type"
    yield "status", f"{event.status}{'' if event.main else ', background'}", "status"
    yield "when", f"{day(event.when)} · {event.when.precision}, {event.when.basis}" + (f" by {event.when.rule}" if event.when.rule else ""), "when"
    yield "where", place(event.where), "where"
    for n, qualifier in enumerate(event.qualifiers):
        yield "qualifier", qualifier, f"qualifiers[{n}]"
    for n, part in enumerate(event.participants):
        yield _ROLES[part.role], f"{part.name} · {part.kind}" + ("" if part.actor else ", not in the registry" if part.kind == "unknown" else ""), f"participants[{n}]"
    for n, casualty in enumerate(event.casualties):
        yield "casualties", toll(casualty) + (f", says {casualty.said_by}" if casualty.said_by else ""), f"casualties[{n}]"
    for n, weapon in enumerate(event.weapons):
        yield "weapon", weapon.surface + (f" · {weapon.kind}" if weapon.kind else ""), f"weapons[{n}]"


def _quotes(event: Event, field: str, texts: Mapping[str, str], sources: Mapping[str, str]) -> Iterable[Text]:
    found = [e for e in event.evidence if e.field == field]
    found = list({(e.report, e.start, e.end): e for e in found}.values())
    for evidence in found[:QUOTES]:
        yield quote(evidence, texts.get(evidence.report or "", ""), sources.get(evidence.report or "", ""))
    if len(found) > QUOTES:
        yield Text(f"and {len(found) - QUOTES} more", style="dim")


def quote(evidence: Evidence, text: str, source: str) -> Text:
    """A quote in its surroundings, the words themselves marked, with who says so and in which report; or what a reviewer knows."""
    if evidence.report is None:
        return Text(f"{evidence.rule} — {evidence.said_by}", style="italic")
    before = " ".join(text[max(0, evidence.start - AROUND) : evidence.start].split())
    after = " ".join(text[evidence.end : evidence.end + AROUND].split())
    glue_before = " " if evidence.start and text[evidence.start - 1 : evidence.start].isspace() else ""
    glue_after = " " if text[evidence.end : evidence.end + 1].isspace() else ""
    line = Text("“…", style="dim")
    line.append(before + glue_before, style="dim")
    line.append(" ".join(evidence.quote.split()), style="reset bold")
    line.append(glue_after + after + "…”", style="dim")
    said = f" — {evidence.said_by}" if evidence.said_by else ""
    line.append(f"{said} [{source}]" if source else said, style="dim italic")
    return line
