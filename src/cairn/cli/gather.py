"""From what the user names to coded reports: sources are loaded, coded in batches and handed on; what fails is told and the
rest goes on."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from cairn.errors import ReportError
from cairn.model import Coded, Report
from cairn.pipeline import BATCH, Pipeline, at_rest, with_notes
from cairn.reports import Fetcher, Loaded, ReportMeta, expand, load_all

#: Sources that are loaded together: some batches, so that the pipeline can read one ahead.
AT_ONCE = 4 * BATCH

Failed = Callable[[str, ReportError], None]
Skip = Callable[[Report], bool]


@dataclass(frozen=True, slots=True)
class Loading:
    """How sources are loaded."""

    meta: ReportMeta
    fetcher: Fetcher
    max_bytes: int


class Unusable(ReportError):
    """A named input that gives no report."""


def gather(
    inputs: Sequence[str], *, pipeline: Pipeline, loading: Loading, failed: Failed, console: Console, skip: Skip = lambda _: False
) -> Iterator[Coded]:
    """The inputs, coded, in their order. `failed` is told of every source that gives no report, `skip` leaves reports out
    that need no reading. A progress bar stands on the console while it is a terminal."""
    sources = list(expand(inputs, on_problem=lambda p: None if p.skipped else failed(p.source, Unusable(p.message))))
    with Progress(
        TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("[dim]{task.description}"),
        console=console, transient=True, disable=not console.is_terminal,
    ) as progress:  # fmt: skip
        task = progress.add_task("", total=len(sources))

        def loaded() -> Iterator[Loaded]:
            for source in sources:
                progress.update(task, description=source.name)
                yield from load_all(source, fetcher=loading.fetcher, meta=loading.meta, max_bytes=loading.max_bytes, failed=failed)
                progress.advance(task)

        coming = loaded()
        while batch := list(islice(coming, AT_ONCE)):
            fresh = [one for one in batch if not skip(one.report)]
            unique = list({one.report.id: one for one in reversed(fresh)}.values())[::-1]
            notes = {one.report.id: one.notes for one in fresh}
            for coded in pipeline.code([one.report for one in unique]):
                at_rest()
                yield with_notes(coded, notes[coded.report.id])
