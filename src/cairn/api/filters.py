"""The filters that every list of events shares, from a query to what the record is asked."""

import math
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from fastapi import Depends, Query

from cairn.api.asking import Asker, DeskOf
from cairn.api.desk import Desk
from cairn.api.errors import Problem
from cairn.api.interim import EventFilter
from cairn.model import Status, WhenPrecision, WherePrecision

LONGEST = 200
Words = Annotated[str | None, Query(max_length=LONGEST)]
Many = Annotated[list[str], Query(max_length=100)]


class Order(StrEnum):
    """The order of a list of events: by day, latest first, or what is least sure and heaviest first."""

    DAY = "day"
    LATEST = "-day"
    DOUBT = "-doubt"


class Review(StrEnum):
    """What people made of an event."""

    UNREVIEWED = "unreviewed"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The events that are asked for."""

    filter: EventFilter


def wanted(
    desk: DeskOf, asker: Asker, since: date | None = None, until: date | None = None,
    bbox: Annotated[str | None, Query(description="west,south,east,north in degrees; west may be greater than east", max_length=LONGEST, examples=["38.7,29,48.6,37.4"])] = None,
    country: Annotated[list[Annotated[str, Query(pattern="^[A-Za-z]{2}$")]], Query(max_length=300)] = [],  # noqa: B006 - FastAPI copies it
    type: Many = [], actor: Words = None, affiliates: bool = False, status: Annotated[list[Status], Query()] = [],  # noqa: A002, B006
    place_precision: Annotated[list[WherePrecision], Query()] = [], when_precision: Annotated[list[WhenPrecision], Query()] = [],  # noqa: B006
    review: Annotated[list[Review], Query()] = [], min_confidence: Annotated[float | None, Query(ge=0, le=1)] = None,  # noqa: B006
    max_confidence: Annotated[float | None, Query(ge=0, le=1)] = None, main: bool | None = None, min_killed: Annotated[int | None, Query(ge=0, le=10_000_000)] = None,
    q: Words = None, order: Order = Order.DAY,
) -> EventFilter:  # fmt: skip
    """The filter that a query means."""
    if since and until and until < since:
        raise Problem(422, f"until {until} is before since {since}")
    return EventFilter(
        since=since, until=until, bbox=_box(bbox), countries=tuple(c.upper() for c in country), types=tuple(type), actors=_actors(desk, actor, affiliates=affiliates),
        status=tuple(map(str, status)), place_precision=tuple(map(str, place_precision)), when_precision=tuple(map(str, when_precision)), review=tuple(map(str, review)),
        min_confidence=min_confidence, max_confidence=max_confidence, main_only=main is True, min_killed=min_killed, text=_clean(q), order=str(order),
    )  # fmt: skip


EventsWanted = Annotated[EventFilter, Depends(wanted)]


def _box(given: str | None) -> tuple[float, float, float, float] | None:
    if given is None:
        return None
    try:
        west, south, east, north = (float(part) for part in given.split(","))
    except ValueError:
        raise Problem(422, f"bbox {given!r}: expected west,south,east,north in degrees, such as 38.7,29,48.6,37.4") from None
    sound = all(map(math.isfinite, (west, south, east, north))) and -180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90
    if not sound:
        raise Problem(422, f"bbox {given!r}: expected longitudes of -180 to 180 and latitudes of -90 to 90, the southern one first")
    return west, south, east, north


def _actors(desk: Desk, asked: str | None, *, affiliates: bool) -> tuple[str, ...]:
    """An actor by id or name, and with its affiliates all that belong to it, at any depth."""
    if not (asked := _clean(asked)):
        return ()
    if not affiliates:
        return (asked,)
    registry = desk.registry
    entry = registry.actor(asked) or registry.named(asked)
    found, left = [entry.id if entry else asked], [entry.id] if entry else []
    while left:
        below = [e.id for e in registry.affiliates(left.pop()) if e.id not in found]
        found += below
        left += below
    return tuple(dict.fromkeys((asked, *found)))


def _clean(text: str | None) -> str | None:
    """Text without U+0000, which no database can look for."""
    return text.replace("\0", "").strip() or None if text else None
