"""`cairn export FORMAT`: events of the record in the field's formats, each file with its description."""

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from cairn.cli.filters import choosing
from cairn.cli.options import DEFAULT_RECORD, PrivateNames, RecordAt
from cairn.errors import SettingError

if TYPE_CHECKING:
    from cairn.exports import Estimate, Exported
    from cairn.model import Event
    from cairn.publishing.sensitivity import Level
    from cairn.record import EventFilter, Record

#: Processes that read and write events side by side.
_WORKERS = min(4, os.cpu_count() or 1)

FormatName = Annotated[str, typer.Argument(metavar="FORMAT", help="csv, acled, ucdp-ged, polecat, gdelt, plover, geojson, geoparquet, parquet, xlsx, ftm, hxl or csv-evidence.")]
Out = Annotated[Path | None, typer.Option("--out", help="The file; without one a text goes to standard output.", show_default=False)]
Policy = Annotated[str, typer.Option("--estimate", help="Whose rules count casualties: ucdp, acled, gtd or range.")]
Class = Annotated[str | None, typer.Option("--sensitivity", help="low, moderate, high or severe, instead of what follows from the content.", show_default=False)]
Reason = Annotated[str | None, typer.Option("--reason", help="Why, where the class is to be lower.", show_default=False)]
Licence = Annotated[str, typer.Option("--licence", help="The file's licence by its short name, such as CC-BY-4.0.")]
Workers = Annotated[int, typer.Option("--workers", min=1, help="Processes for large files.")]


@choosing("order")
def export(
    form: FormatName, wanted: "EventFilter", record: RecordAt = DEFAULT_RECORD, out: Out = None, estimate: Policy = "ucdp", sensitivity: Class = None,
    reason: Reason = None, licence: Licence = "notspecified", workers: Workers = _WORKERS, *, private_names: PrivateNames = False,
) -> None:  # fmt: skip
    """Write events in a format of the field. A file gets a description beside it: FILE.datapackage.json."""
    from cairn import exports
    from cairn.deriving.filters import described
    from cairn.record import Record

    chosen = exports.format_of(form)
    if out is None and not chosen.text:
        raise SettingError(f"{form} is no text: expected --out FILE{chosen.suffix}")
    request = exports.Request(form, wanted, described(wanted), estimate, private_names, _level(sensitivity), reason, licence, workers)
    with Record.open(record, create=False) as held:
        done = exports.export(held, request, out or exports.standard_output(), estimate=policy(held, estimate))
    _tell(done, form, out)


def _level(name: str | None) -> "Level | None":
    from cairn.publishing.sensitivity import Level

    if name is None:
        return None
    if name not in list(Level):
        raise SettingError(f"--sensitivity {name}: expected one of {', '.join(Level)}")
    return Level(name)


def policy(held: "Record", name: str) -> "Estimate | None":
    """Events with their casualties as a policy counts them, from all figures of their reports; None for what an event holds anyhow."""
    from cairn import codebook
    from cairn.consolidation import POLICIES, estimates
    from cairn.exports import HELD

    if name not in POLICIES:
        raise SettingError(f"--estimate {name}: expected one of {', '.join(POLICIES)}")
    if name == HELD:
        return None
    from cairn.deriving.grades import told_of
    from cairn.model import Casualty, CasualtyGroup

    book = codebook.load()

    def counted(event: "Event") -> "Event":
        found: list[Casualty] = []
        for one in estimates(event, told_of(held, event), book, name):
            whole = one.total
            found += one.groups or ([Casualty(one.outcome, CasualtyGroup.UNKNOWN, whole.low, whole.best, whole.high)] if whole.known else [])
        return replace(event, casualties=tuple(found))

    return counted


def _tell(done: "Exported", form: str, out: Path | None) -> None:
    err = Console(stderr=True, highlight=False, soft_wrap=True)
    tally, sensitivity = done.tally, done.sensitivity
    rows = "" if tally.rows == tally.events else f" in {tally.rows} rows"
    err.print(f"{tally.events} events{rows} as {form}{f' in {out}' if out else ''}; sensitivity {sensitivity.level}: {' and '.join(sensitivity.because)}")
    for why, count in tally.left_out.most_common():
        err.print(f"  {count} left out: {why}")
