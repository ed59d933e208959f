"""`/changes`: what became of events, to follow the record from outside."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query

from cairn.api.asking import DeskOf, Private
from cairn.api.event_page import change_told
from cairn.api.freshness import FRESH
from cairn.api.names import changes_shown
from cairn.api.routes.lists import Limit
from cairn.api.shapes.common import Shape
from cairn.api.shapes.events import ChangeTold

router = APIRouter(tags=["changes"])


class ChangeFeed(Shape):
    """Changes, oldest first; `next` is the number to ask on after, null where there is nothing more yet."""

    items: list[ChangeTold]
    next: int | None


@router.get("/changes", dependencies=[FRESH])
def changes(
    desk: DeskOf, private: Private, after: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0, since: datetime | None = None, latest: bool = False, limit: Limit = 50
) -> ChangeFeed:
    """What changed after a number or since a moment (UTC where it names no zone); `latest` gives the last ones of all instead."""
    moment = since.replace(tzinfo=UTC) if since and since.tzinfo is None else since
    found = desk.record.latest_changes(limit) if latest else desk.record.changes(after=after, since=moment, limit=limit + 1)
    part = found[:limit]
    return ChangeFeed(items=[change_told(c, whole=True) for c in changes_shown(desk.record, part, private=private)], next=part[-1].number if len(found) > len(part) else None)
