"""The filters that every list of events shares, from a query to what the record is asked."""

from datetime import date
from typing import Annotated

from fastapi import Depends, Query

from cairn.api.asking import Asker, DeskOf
from cairn.api.desk import Desk
from cairn.api.errors import Problem
from cairn.api.routes.lists import Words, clean
from cairn.model import ReviewState, Status, WhenPrecision, WherePrecision
from cairn.record import Box, EventFilter, Order

LONGEST = 200
Many = Annotated[list[str], Query(max_length=100)]


def wanted(
    desk: DeskOf, _: Asker, since: date | None = None, until: date | None = None,
    bbox: Annotated[str | None, Query(description="west,south,east,north in degrees; west may be greater than east", max_length=LONGEST, examples=["38.7,29,48.6,37.4"])] = None,
    country: Annotated[list[Annotated[str, Query(pattern="^[A-Za-z]{2}$")]], Query(max_length=300)] = [],  # noqa: B006 - FastAPI copies it
    type: Many = [], actor: Words = None, affiliates: bool = False, status: Annotated[list[Status], Query()] = [],  # noqa: A002, B006
    place_precision: Annotated[list[WherePrecision], Query()] = [], when_precision: Annotated[list[WhenPrecision], Query()] = [],  # noqa: B006
    review: Annotated[list[ReviewState], Query()] = [], min_confidence: Annotated[float | None, Query(ge=0, le=1)] = None,  # noqa: B006
    max_confidence: Annotated[float | None, Query(ge=0, le=1)] = None, main: bool | None = None, min_killed: Annotated[int | None, Query(ge=0, le=10_000_000)] = None,
    q: Words = None, report: Annotated[list[str], Query(max_length=100)] = [],  # noqa: B006
    id: Annotated[list[str], Query(max_length=500, description="Only these events.")] = [],  # noqa: A002, B006
    order: Order = Order.DAY,
) -> EventFilter:  # fmt: skip
    """The filter that a query means."""
    if since and until and until < since:
        raise Problem(422, f"until {until} is before since {since}")
    return EventFilter(
        since=since, until=until, bbox=_box(bbox), countries=tuple(c.upper() for c in country), types=tuple(type), actors=_actors(desk, actor, affiliates=affiliates),
        status=tuple(status), place_precision=tuple(place_precision), when_precision=tuple(when_precision), review=tuple(review),
        min_confidence=min_confidence, max_confidence=max_confidence, main=main, min_killed=min_killed, text=clean(q),
        reports=_ids(report), ids=_ids(id), order=order,
    )  # fmt: skip


EventsWanted = Annotated[EventFilter, Depends(wanted)]


def _ids(given: list[str]) -> tuple[str, ...]:
    return tuple(found for one in given if (found := clean(one)))


def _box(given: str | None) -> Box | None:
    if given is None:
        return None
    try:
        west, south, east, north = (float(part) for part in given.split(","))
        return Box(west, south, east, north)
    except ValueError:
        raise Problem(422, f"bbox {given!r}: expected west,south,east,north in degrees, south first, such as 38.7,29,48.6,37.4") from None


def _actors(desk: Desk, asked: str | None, *, affiliates: bool) -> tuple[str, ...]:
    """An actor by id or name, and with its affiliates all that belong to it, at any depth."""
    if not (asked := clean(asked)):
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
