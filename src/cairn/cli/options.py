"""Options that several commands share."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cairn.cli.tables import Format

if TYPE_CHECKING:
    from cairn.record import Address, EventFilter
else:
    Address = object  # typer asks for the class of an option while it builds the commands; the real one loads SQLAlchemy


def _address(given: str) -> "Address":
    from cairn.record import Address

    return Address.of(given)


RecordAt = Annotated[
    Address,
    typer.Option("--record", parser=_address, metavar="FILE|URL", help="The record: a file, or postgresql://...", envvar=["CAIRN_DATABASE_URL", "CAIRN_RECORD"]),
]
Form = Annotated[Format, typer.Option("--format", help="How to print.")]
DEFAULT_RECORD: Any = "cairn.sqlite"  # parsed as if it were given

Since = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day.", show_default=False)]
Until = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Last day.", show_default=False)]
Country = Annotated[str | None, typer.Option(help="ISO 3166-1 alpha-2.", show_default=False)]
EventType = Annotated[str | None, typer.Option("--type", help="An event type of the codebook.", show_default=False)]
ActorName = Annotated[str | None, typer.Option("--actor", help="An actor's id or name.", show_default=False)]
Words = Annotated[str | None, typer.Option("--text", help="Words to look for.", show_default=False)]
Background = Annotated[bool, typer.Option("--background/--main", help="With events told as background, or only what reports are about.")]
MinConfidence = Annotated[float | None, typer.Option(min=0, max=1, help="Least confidence.", show_default=False)]
Plot = Annotated[Path | None, typer.Option("--plot", help="Also write a plot: FILE.png or FILE.svg.", metavar="FILE", show_default=False)]


def wanted(
    since: datetime | None = None, until: datetime | None = None, country: str | None = None, kind: str | None = None, actor: str | None = None,
    text: str | None = None, *, background: bool = True, min_confidence: float | None = None,
) -> "EventFilter":  # fmt: skip
    """The filter that the options describe."""
    from cairn.record import EventFilter

    return EventFilter(
        since=since.date() if since else None, until=until.date() if until else None, country=country.upper() if country else None, type=kind,
        actor=actor, text=text, main_only=not background, min_confidence=min_confidence,
    )  # fmt: skip
