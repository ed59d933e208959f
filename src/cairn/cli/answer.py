"""Tables of the analysis on the terminal, with what has to be known beside them and, where it is asked for, a plot."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console

from cairn.cli.tables import Format, show_rows
from cairn.notebook import Table

err = Console(stderr=True, highlight=False)


def show(found: Table[Any], *, form: Format, console: Console, empty: str, plot: Path | None = None) -> None:
    """Print a table; notes go beside it on the terminal and to standard error in the other formats. The plot is drawn first, so that a
    fault in what was asked for prints nothing else."""
    if plot is not None:
        found.plot(plot)
    columns = found.shown if form is Format.TABLE else found.columns
    show_rows([plain(row) for row in found], columns, form=form, console=console, empty=empty)
    for note in found.notes:
        (console if form is Format.TABLE else err).print(note, style="dim", markup=False)
    if plot is not None:
        err.print(f"plot written to {plot}", markup=False)


def plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row whose days are texts."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}


def listed(text: str) -> Sequence[str]:
    """The parts of a list with commas."""
    return [part.strip() for part in text.split(",") if part.strip()]
