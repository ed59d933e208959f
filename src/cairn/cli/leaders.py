"""`cairn leaders GROUP`: who led a group, one after the other."""

from typing import Annotated

import typer

from cairn.cli.options import DEFAULT_RECORD, Form, Plot, RecordAt
from cairn.cli.tables import Format

Group = Annotated[str, typer.Argument(help="A group's id or name.", metavar="GROUP")]


def leaders(group: Group, record: RecordAt = DEFAULT_RECORD, form: Form = Format.TABLE, plot: Plot = None) -> None:
    """Who led a group, from when to when and how it ended, what reports say of it, gaps, disputed claims, and the source of each."""
    from cairn.cli.answer import show
    from cairn.cli.app import out
    from cairn.notebook import asking, views
    from cairn.record import Record

    with Record.open(record, create=False) as held:
        found = asking.led(held, group)
    show(views.leaders_table(found), form=form, console=out, empty=f"neither the registry nor a report names a leader of {found.group}", plot=plot)
