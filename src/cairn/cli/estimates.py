"""`cairn show EVENT --estimate POLICY`: an event's casualties as the codebooks would write them down."""

from collections.abc import Sequence

from rich.console import Console

from cairn import codebook
from cairn.cli.tables import ESTIMATE_COLUMNS, Format, estimate_rows, show_rows
from cairn.consolidation import POLICIES, estimates
from cairn.deriving.grades import graded_of, told_of
from cairn.errors import SettingError
from cairn.record import Address, Record


def show_estimates(event: str, policies: Sequence[str], *, record: Address, form: Format, console: Console) -> None:
    """Print the estimates of some policies, or of all."""
    unknown = [policy for policy in policies if policy not in (*POLICIES, "all")]
    if unknown:
        raise SettingError(f"--estimate {unknown[0]}: expected one of {', '.join(POLICIES)}, or all")
    with Record.open(record, create=False) as held:
        found = held.event(event)
        rows = told_of(held, found)
        graded = graded_of(held, found, rows)
    book = codebook.load()
    wanted = POLICIES if "all" in policies else policies
    estimated = estimate_rows(one for policy in wanted for one in estimates(found, rows, book, policy))
    show_rows(estimated, ESTIMATE_COLUMNS, form=form, console=console, empty="no report counts anybody")
    if form is Format.TABLE:
        console.print(f"[dim]{graded.grade}: {graded.reason}[/dim]")
