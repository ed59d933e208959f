"""`/actors`, and `/totals`: claimed numbers beside the record's own."""

from typing import Annotated

from fastapi import APIRouter, Query

from cairn.api.actor_list import actor_row, actors
from cairn.api.actor_page import actor_page
from cairn.api.asking import DeskOf, Private
from cairn.api.claimed import claimed, totals_told
from cairn.api.cursors import paged
from cairn.api.freshness import FRESH
from cairn.api.routes.lists import Cursor, Limit
from cairn.api.shapes.actors import ActorPage, ActorRow, TotalTold
from cairn.api.shapes.common import Items
from cairn.model import ActorKind
from cairn.record.folding import folded

router = APIRouter(tags=["actors"])


@router.get("/actors", dependencies=[FRESH])
def actor_list(
    desk: DeskOf, private: Private, q: Annotated[str | None, Query(max_length=200)] = None, kind: Annotated[list[ActorKind], Query()] = [],  # noqa: B006
    limit: Limit = 50, cursor: Cursor = None,
) -> Items[ActorRow]:  # fmt: skip
    """Actors, those of the most events first; persons who hold no office only where their names are asked for."""
    words = folded(q or "").split()
    found = [a for a in actors(desk) if (a.public or private) and (not kind or a.kind in kind) and all(w in folded(a.name) for w in words)]
    part, after = paged(found, cursor, limit)
    return Items(items=[actor_row(desk, a) for a in part], next=after, total=len(found))


@router.get("/actors/{id:path}", dependencies=[FRESH])
def actor(desk: DeskOf, id: str, private: Private) -> ActorPage:  # noqa: A002 - the path's own word
    """One actor by its registry id, or by its name where it has none."""
    return actor_page(desk, id, private=private)


@router.get("/totals", dependencies=[FRESH])
def totals(desk: DeskOf, private: Private, limit: Limit = 50, cursor: Cursor = None) -> Items[TotalTold]:
    """What was claimed in numbers beside the record's own count."""
    found = claimed(desk)
    part, after = paged(found, cursor, limit)
    return Items(items=totals_told(desk, part, private=private), next=after, total=len(found))
