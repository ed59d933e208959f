"""`cairn show EVENT --estimate POLICY`: an event's casualties as the codebooks would write them down."""

from collections.abc import Sequence

from rich.console import Console

from cairn import codebook
from cairn.cli.store import told
from cairn.cli.tables import ESTIMATE_COLUMNS, Format, estimate_rows, show_rows
from cairn.consolidation import POLICIES, Graded, Told, estimates, event_id, grade
from cairn.errors import SettingError
from cairn.model import Event
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


def told_of(held: Record, event: Event) -> list[Told]:
    """The accounts that an event rests on."""
    return told(held, held.accounts_of(event.id))


def graded_of(held: Record, event: Event, rows: Sequence[Told]) -> Graded:
    """The grade of an event, from what its reports attribute to whom."""
    about = {event_id(row.account.id) for row in rows}
    said = [one for report in event.reports for one in held.coding(report).attributions if one.about in about]
    return grade(event, rows, said)
