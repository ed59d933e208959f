"""`cairn trend`: how counts move."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from cairn.cli.filters import choosing
from cairn.cli.options import DEFAULT_RECORD, Form, Plot, RecordAt
from cairn.cli.tables import Format

if TYPE_CHECKING:
    from cairn.record import EventFilter


class By(StrEnum):
    """The periods of a trend."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@choosing("order", "limit")
def trend(
    wanted: "EventFilter",
    by: Annotated[By, typer.Option("--by", help="The periods.")] = By.MONTH,
    record: RecordAt = DEFAULT_RECORD, form: Form = Format.TABLE, plot: Plot = None,
) -> None:  # fmt: skip
    """Counts by month or week with intervals, the level against the 4 and 52 weeks before, change points, and whether it is a resurgence."""
    from cairn.analysis import Unit
    from cairn.cli.answer import show
    from cairn.cli.app import out
    from cairn.notebook import asking, views
    from cairn.record import Record

    with Record.open(record, create=False) as held:
        found = asking.trended(held, Unit(by), wanted)
    show(views.trend_table(found), form=form, console=out, empty="no such events in the record", plot=plot)
