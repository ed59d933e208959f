"""Reports into the record: read what is new, store each report whole, derive the events anew."""

from collections.abc import Callable, Sequence

from rich.console import Console

from cairn.cli.gather import Failed, Loading, gather
from cairn.deriving.events import derive_events
from cairn.errors import ReportError
from cairn.model import Coded, Report
from cairn.pipeline import Pipeline
from cairn.record import Address, Changes, Record


def store(
    inputs: Sequence[str], *, record: Address, loading: Loading, failed: Failed, console: Console, read: Callable[[Coded], None] = lambda _: None
) -> str:
    """Read the inputs into the record and say what was done. `read` is told of every report as soon as it is stored."""
    pipeline = Pipeline.default()
    known = 0
    added = 0

    with Record.open(record) as held:

        def skip(report: Report) -> bool:
            nonlocal known
            there = held.has(report.id, pipeline.reader.name)
            known += there
            if there:
                held.add_source(report)
            return there

        def note(source: str, error: ReportError) -> None:
            held.add_failure(source, error)
            failed(source, error)

        for coded in gather(inputs, pipeline=pipeline, loading=loading, failed=note, console=console, skip=skip):
            try:
                added += held.add(coded)
            except ReportError as error:
                note(coded.report.source or coded.report.id, error)
                continue
            read(coded)
        changes = derive_events(held, pipeline.codebook)
        counts = held.counts()
    before = f", {known} known before" if known else ""
    return f"{added} reports read{before}; events: {summed(changes)}; {record} now holds {counts.events} events of {counts.reports} reports"


def summed(changes: Changes) -> str:
    """What became of events, in numbers."""
    if not changes:
        return "none changed"
    parts = ((changes.added, "new"), (changes.changed, "changed"), (changes.removed, "gone"))
    return ", ".join(f"{n} {word}" for n, word in parts if n)
