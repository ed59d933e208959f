"""`cairn count`: events by any grouping, with their dead, and how exactly they are known."""

from typing import Annotated

import typer

from cairn.cli.options import (
    DEFAULT_RECORD,
    ActorName,
    Background,
    Country,
    EventType,
    Form,
    MinConfidence,
    Plot,
    RecordAt,
    Since,
    Until,
    Words,
    wanted,
)
from cairn.cli.tables import Format
from cairn.errors import SettingError

ALL = "all"


def count(
    by: Annotated[str, typer.Option("--by", help="Groupings, parted by commas: month, type, country, admin1, actor, side_a, status, ...")] = "type",
    record: RecordAt = DEFAULT_RECORD, form: Form = Format.TABLE, since: Since = None, until: Until = None, country: Country = None, kind: EventType = None,
    actor: ActorName = None, text: Words = None, background: Background = True, min_confidence: MinConfidence = None,
    status: Annotated[str, typer.Option(help="Only events of a status (occurred, attempted, foiled, ...), or all.")] = "occurred", plot: Plot = None,
) -> None:  # fmt: skip
    """Count events by any grouping, with the sums of the dead and the shares that are known exactly and reviewed."""
    from cairn.cli.answer import listed, show
    from cairn.cli.app import out
    from cairn.model import Status
    from cairn.notebook import asking, views
    from cairn.record import Record

    if status not in (ALL, *Status):
        raise SettingError(f"--status {status}: expected {', '.join(Status)} or {ALL}")
    asked = wanted(since, until, country, kind, actor, text, background=background, min_confidence=min_confidence)
    with Record.open(record, create=False) as held:
        found = asking.counted(held, listed(by), asked, status=None if status == ALL else Status(status))
    show(views.counts_table(found), form=form, console=out, empty="no such events in the record", plot=plot)
