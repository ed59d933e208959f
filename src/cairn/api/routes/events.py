"""`/events`: lists, columns for the map, counts, and one event whole."""

import json
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from fastapi import APIRouter, Response

from cairn.api.asking import DeskOf, Private
from cairn.api.cursors import pack, unpack
from cairn.api.desk import Desk
from cairn.api.errors import Problem
from cairn.api.event_page import event_page
from cairn.api.filters import EventsWanted
from cairn.api.interim import EventFilter, counts, events_page, points
from cairn.api.routes.lists import Cursor, Limit
from cairn.api.rows import event_row
from cairn.api.shapes.common import Items
from cairn.api.shapes.events import CountRow, CountTable, EventPage, EventRow, Points

router = APIRouter(prefix="/events", tags=["events"])


class By(StrEnum):
    """What events are counted by."""

    MONTH = "month"
    WEEK = "week"
    YEAR = "year"
    TYPE = "type"
    COUNTRY = "country"
    ADMIN1 = "admin1"
    ACTOR = "actor"
    STATUS = "status"
    REVIEW = "review"
    PRECISION = "precision"


@router.get("")
def events(desk: DeskOf, wanted: EventsWanted, private: Private, limit: Limit = 50, cursor: Cursor = None) -> Items[EventRow]:
    """Events, a page at a time."""
    page = events_page(desk.record, _at(wanted, cursor, limit))
    return Items(items=[event_row(e) for e in page.items], next=pack(*page.next_cursor) if page.next_cursor else None, total=page.total)


def _at(wanted: EventFilter, cursor: str | None, limit: int) -> EventFilter:
    from dataclasses import replace

    found = unpack(cursor, [(str, type(None)), str])
    if found is None:
        return replace(wanted, limit=limit)
    try:
        day = date.fromisoformat(found[0]) if found[0] else None
    except ValueError:
        raise Problem(422, "cursor: this is none that the API gave; begin without one") from None
    return replace(wanted, limit=limit, after=(day, found[1]))


@router.get("/points", responses={200: {"model": Points}})
def event_points(desk: DeskOf, wanted: EventsWanted) -> Response:
    """The events that have a point, in columns."""
    return Response(desk.once(("points", wanted), lambda: _points(desk, wanted)), media_type="application/json")


def _points(desk: Desk, wanted: EventFilter) -> bytes:
    rows = points(desk.record, wanted)
    types = sorted(set(rows["type"]))
    place = {name: n for n, name in enumerate(types)}
    told: dict[str, Any] = {
        "ids": rows["id"], "lon": rows["lon"], "lat": rows["lat"], "radius_km": rows["radius_km"], "type": [place[t] for t in rows["type"]], "types": types,
        "day": [d and str(d) for d in rows["day"]], "killed": rows["killed"], "confidence": rows["confidence"], "review": rows["review"], "truncated": False,
        "without_point": rows["without_point"][0],
    }  # fmt: skip
    return json.dumps(told, separators=(",", ":")).encode()


@router.get("/counts")
def event_counts(desk: DeskOf, wanted: EventsWanted, by: By, then_by: By | None = None, compare: bool = False) -> CountTable:
    """How many events, by one thing or two. `compare` adds those of the period of equal length before; it needs both its ends."""
    rows = _counts(desk, wanted, by, then_by)
    return CountTable(rows=rows, before=_counts(desk, earlier(wanted), by, then_by) if compare else None)


def _counts(desk: Desk, wanted: EventFilter, by: By, then_by: By | None) -> list[CountRow]:
    return desk.once(("counts", wanted, by, then_by), lambda: [CountRow.model_validate(r) for r in counts(desk.record, wanted, str(by), then_by and str(then_by))])


def earlier(wanted: EventFilter) -> EventFilter:
    """The same for the days before, as many as were asked for."""
    from dataclasses import replace

    if wanted.since is None or wanted.until is None:
        raise Problem(422, "compare: expected since and until, which say how long the period before is")
    days = (wanted.until - wanted.since).days + 1
    try:
        return replace(wanted, since=wanted.since - timedelta(days), until=wanted.since - timedelta(1))
    except OverflowError:
        raise Problem(422, f"compare: no calendar reaches {days} days before {wanted.since}") from None


@router.get("/{id}")
def event(desk: DeskOf, id: str, private: Private) -> EventPage:  # noqa: A002 - the path's own word
    """One event with all that speaks for it, by its id, an old one, or the beginning of either."""
    return event_page(desk, id.replace("\0", ""))
