"""Which events of the record a command is about: the same options everywhere."""

from datetime import datetime
from typing import Annotated

import typer

from cairn.record import EventFilter

_DAY = "%Y-%m-%d"
Since = Annotated[datetime | None, typer.Option(formats=[_DAY], help="First day.", show_default=False)]
Until = Annotated[datetime | None, typer.Option(formats=[_DAY], help="Last day.", show_default=False)]
Country = Annotated[str | None, typer.Option(help="ISO 3166-1 alpha-2.", show_default=False)]
Kind = Annotated[str | None, typer.Option("--type", help="An event type of the codebook.", show_default=False)]
ActorName = Annotated[str | None, typer.Option("--actor", help="An actor's id or name.", show_default=False)]
Words = Annotated[str | None, typer.Option("--text", help="Words to look for.", show_default=False)]
Background = Annotated[bool, typer.Option("--background/--main", help="With events told as background, or only what reports are about.")]
Confidence = Annotated[float | None, typer.Option("--min-confidence", min=0, max=1, help="Least confidence.", show_default=False)]
PrivateNames = Annotated[bool, typer.Option("--private-names", help="With the names of persons who hold no office.")]


def wanted(
    since: datetime | None = None, until: datetime | None = None, country: str | None = None, kind: str | None = None, actor: str | None = None,
    text: str | None = None, min_confidence: float | None = None, *, background: bool = True,
) -> EventFilter:  # fmt: skip
    """The filter that the options mean. Raises ValueError for days the wrong way round."""
    return EventFilter(
        since=since.date() if since else None, until=until.date() if until else None, country=country.upper() if country else None, type=kind,
        actor=actor, text=text, main_only=not background, min_confidence=min_confidence,
    )  # fmt: skip


def described(filter_: EventFilter) -> dict[str, object]:
    """A filter as plain values, without what it leaves open."""
    plain = {
        "since": filter_.since and filter_.since.isoformat(), "until": filter_.until and filter_.until.isoformat(), "country": filter_.country, "type": filter_.type,
        "actor": filter_.actor, "text": filter_.text, "main_only": filter_.main_only or None, "min_confidence": filter_.min_confidence,
    }  # fmt: skip
    return {name: value for name, value in plain.items() if value is not None}
