"""Which events a command is about: the same options everywhere, as one filter."""

import inspect
from collections.abc import Callable, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from cairn.errors import SettingError

if TYPE_CHECKING:
    from cairn.record import Box, EventFilter

E = TypeVar("E", bound=StrEnum)
#: What `--review` takes for all states, rejected events too.
ALL = "all"
_DAY = "%Y-%m-%d"
Many = list[str] | None


def _options(  # the parameters are what matters: their names, help and defaults
    *,
    since: Annotated[datetime | None, typer.Option(formats=[_DAY], help="First day.", show_default=False)] = None,
    until: Annotated[datetime | None, typer.Option(formats=[_DAY], help="Last day.", show_default=False)] = None,
    country: Annotated[Many, typer.Option(help="ISO 3166-1 alpha-2; may be given several times.", show_default=False)] = None,
    kind: Annotated[Many, typer.Option("--type", help="An event type of the codebook; several times.", show_default=False)] = None,
    actor: Annotated[Many, typer.Option(help="An actor's id or name; several times.", show_default=False)] = None,
    affiliates: Annotated[bool, typer.Option("--affiliates", help="With all that belong to these actors.")] = False,
    text: Annotated[str | None, typer.Option(help="Words to look for.", show_default=False)] = None,
    background: Annotated[bool, typer.Option("--background/--main", help="With events told as background, or only what reports are about.")] = True,
    min_confidence: Annotated[float | None, typer.Option(min=0, max=1, help="Least confidence.", show_default=False)] = None,
    max_confidence: Annotated[float | None, typer.Option(min=0, max=1, help="Most confidence.", show_default=False)] = None,
    status: Annotated[Many, typer.Option(help="occurred, attempted, foiled, threatened, planned, denied; several times.", show_default=False)] = None,
    place_precision: Annotated[Many, typer.Option(help="exact, near, admin2, admin1, ...; several times.", show_default=False)] = None,
    when_precision: Annotated[Many, typer.Option(help="day, days, week, month, ...; several times.", show_default=False)] = None,
    review: Annotated[
        Many, typer.Option(help="unreviewed, accepted, corrected, rejected, signed or all; several times.", show_default="all but rejected")
    ] = None,
    bbox: Annotated[str | None, typer.Option(help="WEST,SOUTH,EAST,NORTH in degrees.", show_default=False)] = None,
    min_killed: Annotated[int | None, typer.Option(min=0, help="At least so many dead.", show_default=False)] = None,
    report: Annotated[Many, typer.Option(help="Told by this report, by its whole id; several times.", show_default=False)] = None,
    order: Annotated[str, typer.Option(help="day, -day (latest first) or -doubt (the queue for review).")] = "day",
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many.", show_default=False)] = None,
) -> None:
    """Nothing: the options as typer reads them."""


OPTIONS = inspect.signature(_options).parameters


def choosing(*without: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Gives a command the options that choose events, but for some, and hands it their filter as `wanted`. An option of the command's
    own by the same name stays the command's."""

    def decorated(command: Callable[..., None]) -> Callable[..., None]:
        own = inspect.signature(command).parameters
        added = {name: option for name, option in OPTIONS.items() if name not in own and name not in without}

        def run(**given: Any) -> None:
            chosen = {name: given.pop(name) for name in added}
            command(wanted=wanted(**chosen), **given)

        parameters = [p.replace(kind=p.KEYWORD_ONLY) for name, p in own.items() if name != "wanted"]
        run.__signature__ = inspect.Signature([*parameters, *added.values()])  # type: ignore[attr-defined]
        run.__annotations__ = {p.name: p.annotation for p in (*parameters, *added.values())}
        run.__name__, run.__doc__, run.__module__ = command.__name__, command.__doc__, command.__module__
        return run

    return decorated


def wanted(
    *, since: datetime | None = None, until: datetime | None = None, country: Many = None, kind: Many = None, actor: Many = None, affiliates: bool = False,
    text: str | None = None, background: bool = True, min_confidence: float | None = None, max_confidence: float | None = None, status: Many = None,
    place_precision: Many = None, when_precision: Many = None, review: Many = None, bbox: str | None = None, min_killed: int | None = None,
    report: Many = None, order: str = "day", limit: int | None = None,
) -> "EventFilter":  # fmt: skip
    """The filter. Raises SettingError for a value that there is not."""
    from cairn.model import ReviewState, Status, WhenPrecision, WherePrecision
    from cairn.record import EVERY_STATE, EventFilter, Order

    states = review or ()
    actors = tuple(actor or ())
    return EventFilter(
        since=_day(since), until=_day(until), countries=tuple(code.upper() for code in country or ()), types=tuple(kind or ()),
        actors=family(actors) if affiliates else actors, text=text, main_only=not background, min_confidence=min_confidence, max_confidence=max_confidence,
        status=_each(status, Status, "--status"), place_precision=_each(place_precision, WherePrecision, "--place-precision"),
        when_precision=_each(when_precision, WhenPrecision, "--when-precision"), review=EVERY_STATE if ALL in states else _each(states, ReviewState, "--review"),
        bbox=box(bbox) if bbox else None, min_killed=min_killed, reports=tuple(report or ()), order=_each([order], Order, "--order")[0], limit=limit,
    )  # fmt: skip


def box(text: str) -> "Box":
    """A box from "WEST,SOUTH,EAST,NORTH"."""
    from cairn.record import Box

    try:
        west, south, east, north = map(float, text.split(","))
        return Box(west, south, east, north)
    except ValueError as error:
        raise SettingError(f"--bbox {text}: expected WEST,SOUTH,EAST,NORTH in degrees, such as 40,30,46,35; a west greater than the east crosses the antimeridian") from error


def family(actors: Sequence[str]) -> tuple[str, ...]:
    """Actors by id or name, with the ids of all that belong to them by the registry."""
    from cairn.linking.who import Registry

    registry = Registry.load()
    found = {entry.id for entry in registry.entries.values() if entry.id in actors or entry.name.casefold() in {name.casefold() for name in actors}}
    return tuple(dict.fromkeys([*actors, *sorted(found | {entry.id for id_ in found for entry in registry.affiliates(id_)})]))


def _each(values: Sequence[str] | None, kind: type[E], option: str) -> tuple[E, ...]:
    wrong = [value for value in values or () if value not in list(kind)]
    if wrong:
        raise SettingError(f"{option} {wrong[0]}: expected one of {', '.join(kind)}")
    return tuple(kind(value) for value in values or ())


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
