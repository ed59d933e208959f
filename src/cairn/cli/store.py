"""Reports into the record: read what is new, store each report whole, derive the events anew."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from rich.console import Console

from cairn.cli.gather import Failed, Loading, gather
from cairn.consolidation import Told
from cairn.errors import ReportError
from cairn.model import Coded, Event, Report
from cairn.pipeline import Pipeline
from cairn.record import AccountRow, Changes, Record


def store(
    inputs: Sequence[str], *, record: Path, loading: Loading, failed: Failed, console: Console, read: Callable[[Coded], None] = lambda _: None
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
            added += held.add(coded)
            read(coded)
        changes = derive_events(held, pipeline)
        counts = held.counts()
    before = f", {known} known before" if known else ""
    return f"{added} reports read{before}; events: {_told(changes)}; {record} now holds {counts.events} events of {counts.reports} reports"


def derive_events(held: Record, pipeline: Pipeline) -> Changes:
    """Derive the record's events from its accounts."""

    def derive(rows: Sequence[AccountRow]) -> Iterable[tuple[Event, tuple[str, ...]]]:
        return pipeline.consolidate([Told(account, head.published, head.publisher) for account, head in rows])

    return held.derive_events(derive)


def _told(changes: Changes) -> str:
    if not changes:
        return "none changed"
    parts = ((changes.added, "new"), (changes.changed, "changed"), (changes.removed, "gone"))
    return ", ".join(f"{n} {word}" for n, word in parts if n)
