"""`/search`: the first few of everything, for the box that "/" opens."""

from typing import Annotated

from fastapi import APIRouter, Query

from cairn.api.actor_list import actor_row, actors
from cairn.api.asking import Asker, DeskOf, Private
from cairn.api.freshness import FRESH
from cairn.api.names import events_shown, heads_shown
from cairn.api.report_page import head_told
from cairn.api.rows import event_row
from cairn.api.shapes.actors import ActorRow
from cairn.api.shapes.common import Shape
from cairn.api.shapes.events import EventRow
from cairn.api.shapes.reports import HeadTold
from cairn.record import EventFilter, Order, ReportFilter
from cairn.record.folding import folded

router = APIRouter(tags=["search"])
FEW = 6


class Found(Shape):
    """The first few of everything."""

    events: list[EventRow]
    reports: list[HeadTold]
    actors: list[ActorRow]


@router.get("/search", dependencies=[FRESH])
def search(desk: DeskOf, asker: Asker, private: Private, q: Annotated[str, Query(min_length=1, max_length=200)]) -> Found:
    """Events, reports and actors in which all words stand."""
    text = q.replace("\0", "").strip()
    words = folded(text).split()
    if not words:
        return Found(events=[], reports=[], actors=[])
    named = [a for a in actors(desk) if (a.public or private) and all(w in folded(a.name) for w in words)][:FEW]
    events = desk.overview.page(EventFilter(text=text, order=Order.LATEST, limit=FEW)).items
    heads = desk.record.reports(ReportFilter(text=text, limit=FEW))
    told = heads_shown(desk.record, heads, private=private, whole=asker.local)
    shown = events_shown(desk.record, events, private=private)
    return Found(events=[event_row(e) for e in shown], reports=[head_told(h) for h in told], actors=[actor_row(desk, a) for a in named])
