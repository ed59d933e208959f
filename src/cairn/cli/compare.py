"""`cairn compare FILE`: how far a data set and the record agree on what happened."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from cairn.cli.importing import File, Set, coded_rows
from cairn.cli.options import DEFAULT_RECORD, address_of
from cairn.cli.tables import Format, show_rows
from cairn.errors import ReportError

if TYPE_CHECKING:
    from cairn.model import Event

Against = Annotated[
    Any,
    typer.Option("--against", "--record", parser=address_of, metavar="FILE|URL", help="The record.", envvar=["CAIRN_DATABASE_URL", "CAIRN_RECORD"]),
]
Form = Annotated[Format, typer.Option("--print", help="table and csv: how far they agree; json: also every event, with its point.")]


def compare(file: File, against: Against = DEFAULT_RECORD, form: Set = None, show: Form = Format.TABLE) -> None:
    """Lay the events of a data set beside those of the record: which are in both, and how they agree in type, place, day and dead."""
    from cairn import codebook
    from cairn.consolidation import score
    from cairn.consolidation.score import SAME_EVENT
    from cairn.deriving.names import events_without_names
    from cairn.publishing import compare as comparing
    from cairn.record import EventFilter, Record

    err, book = Console(stderr=True, highlight=False, soft_wrap=True), codebook.load()
    rows: list[Event] = []
    failed = 0
    for source, coded in coded_rows(file, form):
        if isinstance(coded, ReportError):
            err.print(f"{source}: {coded}", style="red", markup=False)
            failed += 1
        else:
            rows += coded.coding.events
    days = [day for e in rows for day in (e.when.start, e.when.end) if day is not None]
    with Record.open(against, create=False) as held:
        wanted = EventFilter(since=min(days), until=max(days)) if days else EventFilter()
        own, reports = {rule for e in rows for rule in _rules(e)}, {report for e in rows for report in e.reports}
        there = [e for e in held.events(wanted) if not (_rules(e) <= own or reports.issuperset(e.reports))]
        there = list(events_without_names(held, there))
    found = comparing.compare(rows, there, book, lambda a, b: score(a, b, book).value, least=SAME_EVENT)
    if show is Format.JSON:
        print(json.dumps(comparing.plain(found), ensure_ascii=False))  # noqa: T201 - the command's output
    else:
        show_rows(comparing.summed(found), ("what", "value", "n", "share"), form=show, console=Console(highlight=False), empty="nothing to compare")
    if failed:
        raise typer.Exit(ReportError.exit_code)


def _rules(event: "Event") -> set[str]:
    """What made the claims of an event's type: a data set or a reader."""
    return {e.rule for e in event.evidence if e.field == "type" and e.rule}
