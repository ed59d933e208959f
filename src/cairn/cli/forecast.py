"""`cairn forecast`: monthly counts to come, beside the forecast that nothing changes."""

from enum import StrEnum
from typing import Annotated

import typer

from cairn.cli.options import (
    DEFAULT_RECORD,
    Background,
    Country,
    EventType,
    Form,
    MinConfidence,
    Plot,
    RecordAt,
    Since,
    Until,
    wanted,
)
from cairn.cli.tables import Format


class Area(StrEnum):
    """What a forecast is made for."""

    COUNTRY = "country"
    ADMIN1 = "admin1"


def forecast(
    by: Annotated[Area, typer.Option("--by", help="Countries or provinces.")] = Area.COUNTRY,
    months: Annotated[int, typer.Option(help="Months ahead.", min=1, max=12)] = 3,
    record: RecordAt = DEFAULT_RECORD, form: Form = Format.TABLE, since: Since = None, until: Until = None, country: Country = None, kind: EventType = None,
    background: Background = True, min_confidence: MinConfidence = None, plot: Plot = None,
) -> None:  # fmt: skip
    """Forecast how many events the record will hold by month, with intervals, beside the forecast that nothing changes and both their scores in the past."""
    from cairn.cli.answer import show
    from cairn.cli.app import out
    from cairn.notebook import asking, views
    from cairn.record import Record

    asked = wanted(since, until, country, kind, background=background, min_confidence=min_confidence)
    with Record.open(record, create=False) as held:
        found = asking.foreseen(held, asked, by=by, months=months)
    show(views.forecast_table(found), form=form, console=out, empty="no event with a known country in the record", plot=plot)
