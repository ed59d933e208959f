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
Country = Annotated[list[str] | None, typer.Option(help="ISO 3166-1 alpha-2; may be given several times.", show_default=False)]
EventType = Annotated[list[str] | None, typer.Option("--type", help="An event type of the codebook; several times.", show_default=False)]
ActorName = Annotated[list[str] | None, typer.Option("--actor", help="An actor's id or name; several times.", show_default=False)]
Affiliates = Annotated[bool, typer.Option("--affiliates", help="With all that belong to these actors.")]
Words = Annotated[str | None, typer.Option("--text", help="Words to look for.", show_default=False)]
Background = Annotated[bool, typer.Option("--background/--main", help="With events told as background, or only what reports are about.")]
MinConfidence = Annotated[float | None, typer.Option(min=0, max=1, help="Least confidence.", show_default=False)]
Plot = Annotated[Path | None, typer.Option("--plot", help="Also write a plot: FILE.png or FILE.svg.", metavar="FILE", show_default=False)]


def wanted(
    since: datetime | None = None, until: datetime | None = None, country: list[str] | None = None, kind: list[str] | None = None, actor: list[str] | None = None,
    text: str | None = None, *, affiliates: bool = False, background: bool = True, min_confidence: float | None = None,
) -> "EventFilter":  # fmt: skip
    """The filter that the options describe; what they do not name is as `cairn events` has it."""
    from cairn.cli import filters

    return filters.wanted(
        since=since, until=until, country=country or (), kind=kind or (), actor=actor or (), affiliates=affiliates, text=text, main_only=not background,
        min_confidence=min_confidence, max_confidence=None, status=(), place_precision=(), when_precision=(), review=(), bbox=None, min_killed=None, report=(),
        order="day", limit=None,
    )  # fmt: skip
