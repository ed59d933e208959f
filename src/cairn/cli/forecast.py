"""`cairn forecast`: monthly counts to come, beside the forecast that nothing changes."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from cairn.cli.filters import choosing
from cairn.cli.options import DEFAULT_RECORD, Form, Plot, RecordAt
from cairn.cli.tables import Format

if TYPE_CHECKING:
    from cairn.record import EventFilter


class Area(StrEnum):
    """What a forecast is made for."""

    COUNTRY = "country"
    ADMIN1 = "admin1"


@choosing("order", "limit")
def forecast(
    wanted: "EventFilter",
    by: Annotated[Area, typer.Option("--by", help="Countries or provinces.")] = Area.COUNTRY,
    months: Annotated[int, typer.Option(help="Months ahead.", min=1, max=12)] = 3,
    record: RecordAt = DEFAULT_RECORD, form: Form = Format.TABLE, plot: Plot = None,
) -> None:  # fmt: skip
    """Forecast how many events the record will hold by month, with intervals, beside the forecast that nothing changes and both their scores in the past."""
    from cairn.cli.answer import show
    from cairn.cli.app import out
    from cairn.notebook import asking, views
    from cairn.record import Record

    with Record.open(record, create=False) as held:
        found = asking.foreseen(held, wanted, by=by, months=months)
    show(views.forecast_table(found), form=form, console=out, empty="no event with a known country in the record", plot=plot)
