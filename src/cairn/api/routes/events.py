"""`/events`: lists, columns for the map, counts, and one event whole."""

import shutil
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain, islice
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import FileResponse, StreamingResponse
from starlette.background import BackgroundTask

from cairn.api.asking import AddressOf, Asker, DeskOf, Private
from cairn.api.counting import count_rows
from cairn.api.cursors import pack, unpack
from cairn.api.errors import Problem
from cairn.api.event_page import event_page
from cairn.api.exporting import DEFAULT, Format, is_text, media, suffix, whole, written
from cairn.api.filters import EventsWanted
from cairn.api.freshness import FRESH
from cairn.api.names import events_shown
from cairn.api.points import cells_as_json
from cairn.api.routes.lists import Cursor, Limit, clean
from cairn.api.rows import event_row
from cairn.api.shapes.common import Items
from cairn.api.shapes.events import Cells, CountRow, CountTable, EventPage, EventRow, Points
from cairn.record import EventFilter, Group, Order

router = APIRouter(prefix="/events", tags=["events"])


@router.get("", dependencies=[FRESH])
def events(desk: DeskOf, wanted: EventsWanted, private: Private, limit: Limit = 50, cursor: Cursor = None) -> Items[EventRow]:
    """Events, a page at a time."""
    page = desk.overview.page(at(wanted, cursor, limit))
    return Items(items=[event_row(e) for e in events_shown(desk.record, page.items, private=private)], next=pack(*page.next) if page.next else None, total=page.total)


def at(wanted: EventFilter, cursor: str | None, limit: int) -> EventFilter:
    """The filter of the page that a cursor means."""
    key: type | tuple[type, ...] = (int, float, type(None)) if wanted.order is Order.DOUBT else (str, type(None))
    found = unpack(cursor, [key, str])
    if found is None:
        return replace(wanted, limit=limit)
    try:
        first = date.fromisoformat(found[0]) if isinstance(found[0], str) else found[0]
    except ValueError:
        raise Problem(422, "cursor: this is none that the API gave; begin without one") from None
    return replace(wanted, limit=limit, after=(first, clean(found[1]) or ""))


@router.get("/points", responses={200: {"model": Points}}, dependencies=[FRESH])
def event_points(desk: DeskOf, wanted: EventsWanted, response: Response) -> Response:
    """The events that have a point, in columns."""
    return Response(desk.overview.points(wanted), media_type="application/json", headers=dict(response.headers))


@router.get("/cells", responses={200: {"model": Cells}}, dependencies=[FRESH])
def event_cells(desk: DeskOf, wanted: EventsWanted, zoom: Annotated[int, Query(ge=0, le=24)], response: Response) -> Response:
    """The events that have a point, summed by cells that are 11 pixels wide at a zoom of a web map: for maps of more events than can be sent one by one. With
    the box of a tile each cell is whole in one tile: that of its south-western corner."""
    found: bytes = desk.once(("cells", wanted, zoom), lambda: cells_as_json(desk.record.cells(wanted, zoom=zoom)))
    return Response(found, media_type="application/json", headers=dict(response.headers))


@router.get("/counts", dependencies=[FRESH])
def event_counts(desk: DeskOf, wanted: EventsWanted, private: Private, by: Group, then_by: Group | None = None, compare: bool = False) -> CountTable:
    """How many events, by one thing or two. `compare` adds those of the period of equal length before; it needs both its ends."""
    def counted(asked: EventFilter) -> list[CountRow]:
        return desk.once(("counts", asked, by, then_by, private), lambda: count_rows(desk, asked, by=by, then_by=then_by, private=private))

    return CountTable(rows=counted(wanted), before=counted(earlier(wanted)) if compare else None)


def earlier(wanted: EventFilter) -> EventFilter:
    """The same for the days before, as many as were asked for."""
    if wanted.since is None or wanted.until is None:
        raise Problem(422, "compare: expected since and until, which say how long the period before is")
    days = (wanted.until - wanted.since).days + 1
    try:
        return replace(wanted, since=wanted.since - timedelta(days), until=wanted.since - timedelta(1))
    except OverflowError:
        raise Problem(422, f"compare: no calendar reaches {days} days before {wanted.since}") from None


@router.get("/export", response_class=StreamingResponse, responses={200: {"content": {media(name.value): {} for name in Format}}})
def export(
    desk: DeskOf, asker: Asker, wanted: EventsWanted, private: Private, address: AddressOf, format: Format = DEFAULT, limit: Annotated[int | None, Query(ge=1)] = None  # noqa: A002
) -> Response:  # fmt: skip
    """All events of a filter as a file: `jsonl` are Cairn's own events, the others the formats of `cairn export`."""
    if not asker.local:
        desk.record.team.note(asker.name, f"exported {format}" + (" with names of private persons" if private else ""), address=address)
    wanted = replace(wanted, limit=limit)
    name = f"cairn-events-{date.today():%Y-%m-%d}{suffix(format)}"  # noqa: DTZ011 - a calendar day
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if is_text(format):
        pieces = written(desk, format, wanted, private=private)
        begun = list(islice(pieces, 1))  # what can not be written at all is told as an error, not as a file that ends too early
        return StreamingResponse(chain(begun, pieces), media_type=media(format), headers=headers)
    path = whole(desk, format, wanted, private=private)
    return FileResponse(path, media_type=media(format), headers=headers, background=BackgroundTask(shutil.rmtree, path.parent, ignore_errors=True))


@router.get("/{id}", dependencies=[FRESH])
def event(desk: DeskOf, id: str, private: Private) -> EventPage:  # noqa: A002 - the path's own word
    """One event with all that speaks for it, by its id, an old one, or the beginning of either."""
    return event_page(desk, clean(id) or "", private=private)
