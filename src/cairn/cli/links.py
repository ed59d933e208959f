"""`cairn why EVENT --links`: what an event's places and actors were taken for, what else they may mean, and why."""

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console
from rich.markup import escape

from cairn.linking import where
from cairn.model import Actor, Event, Linked, Mention, MentionKind, Report
from cairn.pipeline import Pipeline

#: Candidates for a place, and features of each, that are shown.
CANDIDATES, FEATURES = 3, 5


def show_links(event: Event, reports: Mapping[str, Report], pipeline: Pipeline, console: Console) -> None:
    """Read the event's reports once more and print how the words behind its places and actors were linked."""
    console.print("\n[bold]places and actors[/bold]")
    for id_, report in reports.items():
        given = pipeline.linker.given(report)
        (reading,) = pipeline.reader.read([report], [given])
        linked = pipeline.linker.link(report, reading)
        for mention, lines in _explained(event, linked, pipeline):
            console.print(f"[cyan]{id_[:8]} “{escape(mention.span.quote)}”[/cyan]")
            for line in lines:
                console.print(f"    {escape(line)}", highlight=False)


def _explained(event: Event, linked: Linked, pipeline: Pipeline) -> Iterator[tuple[Mention, list[str]]]:
    """Each mention behind a place or a participant of the event, once for each of its words."""
    behind = [e for e in event.evidence if e.report == linked.report.id and e.field.startswith(("where", "participants"))]
    places = dict(linked.of_kind(MentionKind.PLACE))
    ranked = dict(zip(places, where.explain([m.span for m in places.values()], linked.report.text, gazetteer=pipeline.linker.gazetteer), strict=True))
    seen: set[tuple[MentionKind, str]] = set()
    for i, mention in enumerate(linked.reading.mentions):
        told = any(e.start < mention.span.end and mention.span.start < e.end for e in behind)
        if not told or (mention.kind, mention.span.quote) in seen or not (i in linked.places or i in linked.actors):
            continue
        seen.add((mention.kind, mention.span.quote))
        yield mention, [*_actors(linked.actors.get(i, ())), *(_places(ranked[i]) if i in linked.places else ())]


def _actors(actors: tuple[Actor, ...]) -> Iterator[str]:
    for actor in actors:
        score = f" {actor.score:.2f}" if actor.id else ", not in the registry"
        yield f"{actor.name}{score}: {'; '.join(actor.reasons)}"


def _places(ranked: Sequence[where.Scored]) -> Iterator[str]:
    for one in ranked[:CANDIDATES]:
        largest = sorted(one.reasons.items(), key=lambda pair: -abs(pair[1]))[:FEATURES]
        place = ", ".join(part for part in (one.candidate.name, one.candidate.admin1, one.candidate.country) if part)
        yield f"{place} ({one.candidate.kind}) {one.score:+.1f}: " + ", ".join(f"{name} {value:+.1f}" for name, value in largest)
    if not ranked:
        yield "no gazetteer has a place of this name"
