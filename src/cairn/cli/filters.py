"""The options of the commands that list events, as one filter."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from cairn.errors import SettingError
from cairn.model import ReviewState, Status, WhenPrecision, WherePrecision
from cairn.record import EVERY_STATE, Box, EventFilter, Order

E = TypeVar("E", bound=StrEnum)
#: What `--review` takes for all states, rejected events too.
ALL = "all"


def wanted(
    *, since: datetime | None, until: datetime | None, country: Sequence[str], kind: Sequence[str], actor: Sequence[str], affiliates: bool, text: str | None,
    main_only: bool, min_confidence: float | None, max_confidence: float | None, status: Sequence[str], place_precision: Sequence[str],
    when_precision: Sequence[str], review: Sequence[str], bbox: str | None, min_killed: int | None, report: Sequence[str], order: str, limit: int | None,
) -> EventFilter:  # fmt: skip
    """The filter. Raises SettingError for a value that there is not."""
    return EventFilter(
        since=_day(since), until=_day(until), countries=tuple(code.upper() for code in country), types=tuple(kind),
        actors=family(actor) if affiliates else tuple(actor), text=text, main_only=main_only, min_confidence=min_confidence,
        max_confidence=max_confidence, status=_each(status, Status, "--status"), place_precision=_each(place_precision, WherePrecision, "--place-precision"),
        when_precision=_each(when_precision, WhenPrecision, "--when-precision"), review=EVERY_STATE if ALL in review else _each(review, ReviewState, "--review"),
        bbox=box(bbox) if bbox else None, min_killed=min_killed, reports=tuple(report), order=_each([order], Order, "--order")[0], limit=limit,
    )  # fmt: skip


def box(text: str) -> Box:
    """A box from "WEST,SOUTH,EAST,NORTH"."""
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


def _each(values: Sequence[str], kind: type[E], option: str) -> tuple[E, ...]:
    wrong = [value for value in values if value not in list(kind)]
    if wrong:
        raise SettingError(f"{option} {wrong[0]}: expected one of {', '.join(kind)}")
    return tuple(kind(value) for value in values)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
