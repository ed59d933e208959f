"""Which events of the record a command is about: the options of `cairn events`, for other commands."""

from dataclasses import fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from cairn.record import EventFilter

_DAYS = ["%Y-%m-%d"]
Since = Annotated[datetime | None, typer.Option(formats=_DAYS, help="First day.", show_default=False)]
Until = Annotated[datetime | None, typer.Option(formats=_DAYS, help="Last day.", show_default=False)]
Country = Annotated[list[str] | None, typer.Option(help="ISO 3166-1 alpha-2; several times.", show_default=False)]
Kind = Annotated[list[str] | None, typer.Option("--type", help="An event type of the codebook; several times.", show_default=False)]
ActorName = Annotated[list[str] | None, typer.Option("--actor", help="An actor's id or name; several times.", show_default=False)]
Affiliates = Annotated[bool, typer.Option("--affiliates", help="With all that belong to these actors.")]
Words = Annotated[str | None, typer.Option("--text", help="Words to look for.", show_default=False)]
Background = Annotated[bool, typer.Option("--background/--main", help="With events told as background, or only what reports are about.")]
Least = Annotated[float | None, typer.Option("--min-confidence", min=0, max=1, help="Least confidence.", show_default=False)]
Most = Annotated[float | None, typer.Option("--max-confidence", min=0, max=1, help="Most confidence.", show_default=False)]
StatusName = Annotated[list[str] | None, typer.Option("--status", help="occurred, attempted, foiled, ...; several times.", show_default=False)]
PlacePrecision = Annotated[list[str] | None, typer.Option(help="exact, near, admin2, admin1, ...; several times.", show_default=False)]
WhenPrecision = Annotated[list[str] | None, typer.Option(help="day, days, week, month, ...; several times.", show_default=False)]
Review = Annotated[list[str] | None, typer.Option(help="unreviewed, accepted, corrected, rejected, signed or all; several times.", show_default="all but rejected")]
Bbox = Annotated[str | None, typer.Option(help="WEST,SOUTH,EAST,NORTH in degrees.", show_default=False)]
MinKilled = Annotated[int | None, typer.Option(min=0, help="At least so many dead.", show_default=False)]
ReportId = Annotated[list[str] | None, typer.Option("--report", help="Told by this report, by its whole id; several times.", show_default=False)]
Limit = Annotated[int | None, typer.Option(min=1, help="At most so many.", show_default=False)]
PrivateNames = Annotated[bool, typer.Option("--private-names", help="With the names of persons who hold no office.")]


def described(wanted: "EventFilter") -> dict[str, object]:
    """A filter as plain values, without what it leaves open."""
    found: dict[str, object] = {}
    for one in fields(wanted):
        value = getattr(wanted, one.name)
        if value != one.default:
            found[one.name] = value.isoformat() if isinstance(value, date) else [str(part) for part in value] if isinstance(value, tuple) else value
    if wanted.bbox is not None:
        found["bbox"] = [wanted.bbox.west, wanted.bbox.south, wanted.bbox.east, wanted.bbox.north]
    return found
