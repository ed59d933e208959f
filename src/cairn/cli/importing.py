"""`cairn import FILE`: rows of ACLED, UCDP GED or a CSV as reports of a data set, so that its events lie beside those of the news."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from cairn.cli.options import DEFAULT_RECORD, RecordAt
from cairn.errors import ReportError

if TYPE_CHECKING:
    from cairn.model import Coded

#: What stands as the reader of a row: which rows are read anew is decided by it.
READER = "dataset-1"
File = Annotated[Path, typer.Argument(metavar="FILE", help="A CSV file of ACLED, UCDP GED, or with the columns of `cairn export csv`.")]
Set = Annotated[str | None, typer.Option("--format", help="acled, ucdp-ged or csv; without it the heading tells.", show_default=False)]
Name = Annotated[str | None, typer.Option("--publisher", help="The set's name, where it is none of the known ones.", show_default=False)]


def import_(file: File, record: RecordAt = DEFAULT_RECORD, form: Set = None, publisher: Name = None) -> None:
    """Read the rows of a data set into the record, each as a report. A row that is there already is not read again."""
    from cairn import codebook
    from cairn.cli.store import summed
    from cairn.deriving.events import derive_events
    from cairn.record import Record

    err, failures, added, known = Console(stderr=True, highlight=False, soft_wrap=True), 0, 0, 0
    book = codebook.load()
    with Record.open(record) as held:
        for source, coded in coded_rows(file, form, publisher):
            if isinstance(coded, ReportError):
                held.add_failure(source, coded)
                err.print(f"{source}: {coded}", style="red", markup=False)
                failures += 1
                continue
            new = held.add(coded)
            added, known = added + new, known + (not new)
        changes = derive_events(held, book)
    err.print(f"{added} rows read{f', {known} known before' if known else ''}; events: {summed(changes)}")
    if failures:
        raise typer.Exit(ReportError.exit_code)


def coded_rows(file: Path, form: str | None = None, publisher: str | None = None) -> "Iterator[tuple[str, Coded | ReportError]]":
    """The rows of a file, coded, each with where it stands; an error where a row can not be used."""
    from cairn import codebook
    from cairn.consolidation import Told, derive, event_id
    from cairn.errors import UnreadableReport
    from cairn.model import Coded, Coding, ReportHead
    from cairn.publishing.datasets import coded_row, dataset_of, read

    if form is not None:
        dataset_of(form)
    dataset, rows = read(file, form)
    book = codebook.load()
    for line, cells in rows:
        source = f"{file.name}:{line}"
        try:
            report, account, problems = coded_row(dataset.take(cells, book), cells, publisher=publisher or dataset.publisher, source=source)
        except ValueError as error:
            yield source, UnreadableReport(f"{error}")
            continue
        event = derive(event_id(account.id), [Told.of(account, report.text, published=report.published, publisher=report.publisher)], book)
        coding = Coding(ReportHead.of(report, relevant=True), (event,), problems=problems, reader=READER)
        yield source, Coded(report, (account,), coding)
