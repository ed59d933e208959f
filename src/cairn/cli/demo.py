"""The first look: the bundled example reports, read into a record of their own."""

from importlib import resources
from pathlib import Path

from rich.console import Console

from cairn.cli.gather import Loading
from cairn.cli.page import show_event, source_label
from cairn.cli.store import store
from cairn.cli.tables import EVENT_COLUMNS, Format, event_row, show_rows
from cairn.errors import ReportError
from cairn.model import Coded, Event
from cairn.record import Address, EventFilter, Record
from cairn.reports import MAX_BYTES, NO_META, Fetcher


def run(record: Path, *, out: Console, err: Console) -> None:
    """Read the examples, print the events, one of them with its evidence, and what to try next."""

    def failed(source: str, error: ReportError) -> None:
        err.print(f"{source}: {error}", style="red", markup=False)

    def read(coded: Coded) -> None:
        first = next((e for e in coded.coding.events if e.main), None)
        what = first.summary if first else "no event of the codebook"
        out.print(f"{coded.report.publisher or '?'}: {what}", style="dim", markup=False)

    with resources.as_file(resources.files("cairn.examples").joinpath("reports")) as folder:
        done = store([str(folder)], record=Address(record), loading=Loading(NO_META, Fetcher(), MAX_BYTES), failed=failed, console=err, read=read)
    with Record.open(record, create=False) as held:
        found = held.events(EventFilter())
        best = max(found, key=_telling)
        texts = {i: held.report(i).text for i in best.reports}
        heads = {i: held.report(i).head for i in best.reports}
    main = [e for e in found if e.main]
    out.print("\n[bold]What the reports are about[/bold]\n")
    show_rows([event_row(e) for e in main], EVENT_COLUMNS, form=Format.TABLE, console=out, empty="no events")
    background = len(found) - len(main)
    out.print(f"\n[dim]and {background} told as background: cairn events --record {record}[/dim]\n\n[bold]One of them, with the words that say so[/bold]\n")
    show_event(best, texts, {i: source_label(h.publisher, h.title, h.published) for i, h in heads.items()}, out)
    out.print(f"\n{done}")
    out.print(
        "\nTry next:\n"
        f"  .venv/bin/cairn show {best.id[:8]} --record {record} --format json\n"
        f"  .venv/bin/cairn events --record {record} --format csv\n"
        f"  .venv/bin/cairn actors --record {record}\n"
        "  .venv/bin/cairn code REPORT.html            a report of your own, as JSON\n"
        "  .venv/bin/cairn add FOLDER --record my.sqlite\n"
        "\nAll of it in the browser:\n"
        f"  .venv/bin/cairn serve {record} --open",
        highlight=False,
        markup=False,
    )


def _telling(event: Event) -> tuple[int, int, float]:
    """The event to show: the one of most reports, then of most values."""
    return (len(event.reports), len(event.participants) + len(event.casualties), event.confidence)
