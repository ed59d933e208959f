"""`cairn trend`: how counts move."""

from enum import StrEnum
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


class By(StrEnum):
    """The periods of a trend."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


def trend(
    by: Annotated[By, typer.Option("--by", help="The periods.")] = By.MONTH,
    record: RecordAt = DEFAULT_RECORD, form: Form = Format.TABLE, since: Since = None, until: Until = None, country: Country = None, kind: EventType = None,
    actor: ActorName = None, text: Words = None, background: Background = True, min_confidence: MinConfidence = None, plot: Plot = None,
) -> None:  # fmt: skip
    """Counts by month or week with intervals, the level against the 4 and 52 weeks before, change points, and whether it is a resurgence."""
    from cairn.analysis import Unit
    from cairn.cli.answer import show
    from cairn.cli.app import out
    from cairn.notebook import asking, views
    from cairn.record import Record

    asked = wanted(since, until, country, kind, actor, text, background=background, min_confidence=min_confidence)
    with Record.open(record, create=False) as held:
        found = asking.trended(held, Unit(by), asked)
    show(views.trend_table(found), form=form, console=out, empty="no such events in the record", plot=plot)
