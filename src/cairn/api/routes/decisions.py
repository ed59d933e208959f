"""`/reviews`, `/judgements`, `/undo`, `/decisions` and `/queue`: what people decide, and what waits for them."""

from typing import Annotated

from fastapi import APIRouter, Query

from cairn.api import deciding
from cairn.api.asking import AddressOf, Asker, Coder, DeskOf, Private
from cairn.api.cursors import pack, paged
from cairn.api.decided import decision_told, reports_of
from cairn.api.event_page import event_page
from cairn.api.filters import EventsWanted
from cairn.api.freshness import FRESH
from cairn.api.names import events_shown, persons_shown
from cairn.api.queue import as_queue, queue_row
from cairn.api.routes.events import at
from cairn.api.routes.lists import Cursor, Limit, clean
from cairn.api.shapes.common import Items
from cairn.api.shapes.decisions import JudgementMade, NewJudgement, NewReview, ReviewMade, Undo, Undone
from cairn.api.shapes.events import DecisionTold, QueueRow
from cairn.record import StoredJudgement, StoredReview

router = APIRouter(tags=["decisions"])


@router.get("/queue", dependencies=[FRESH])
def queue(desk: DeskOf, wanted: EventsWanted, private: Private, limit: Limit = 50, cursor: Cursor = None) -> Items[QueueRow]:
    """Events that nobody has reviewed, what is least sure and weighs most first; other review states where they are asked for."""
    page = desk.overview.page(at(as_queue(wanted), cursor, limit))
    return Items(items=[queue_row(e) for e in events_shown(desk.record, page.items, private=private)], next=pack(*page.next) if page.next else None, total=page.total)


@router.post("/reviews", status_code=201)
def review(desk: DeskOf, asker: Coder, private: Private, given: NewReview, address: AddressOf) -> ReviewMade:
    """Accepts, rejects, corrects or signs an event; the answer is the event as it is now."""
    number, event = deciding.review(desk, asker, given)
    desk.record.team.note(asker.name, f"review {number}: {given.action}", event, address=address)
    return ReviewMade(number=number, event=event_page(desk, event, private=private))


@router.post("/judgements", status_code=201)
def judge(desk: DeskOf, asker: Coder, given: NewJudgement, address: AddressOf) -> JudgementMade:
    """Merges events, holds them apart, or splits one by its reports."""
    number, events = deciding.judge(desk, asker, given)
    desk.record.team.note(asker.name, f"judgement {number}: {given.verdict}", " ".join(events), address=address)
    return JudgementMade(number=number, events=events)


@router.post("/undo")
def undo(desk: DeskOf, asker: Coder, given: Undo, address: AddressOf) -> Undone:
    """Takes back a decision: one's own last one, or one by its number; another person's needs the role reviewer."""
    number, events = deciding.undo(desk, asker, given)
    desk.record.team.note(asker.name, f"{given.kind} {number} undone", " ".join(events), address=address)
    return Undone(undone=number, events=events)


@router.get("/decisions", dependencies=[FRESH])
def decisions(
    desk: DeskOf, _: Asker, private: Private, event: Annotated[str | None, Query(max_length=100)] = None, by: Annotated[str | None, Query(max_length=100)] = None,
    limit: Limit = 50, cursor: Cursor = None,
) -> Items[DecisionTold]:  # fmt: skip
    """What people decided, newest first; about one event, or by one person."""
    wanted = clean(event)
    reviews = desk.record.reviews(wanted, by=clean(by))
    reports = set(desk.record.event(wanted).reports) if wanted else None
    judgements = [j for j in desk.record.judgements() if (by is None or j.judgement.by == by) and (reports is None or reports & reports_of(j))]
    found: list[StoredReview | StoredJudgement] = sorted([*reviews, *judgements], key=_moment, reverse=True)
    part, after = paged(found, cursor, limit)
    return Items(items=[_told(desk, one, private=private) for one in part], next=after, total=len(found))


def _moment(one: StoredReview | StoredJudgement) -> tuple[object, int]:
    return (one.decision.at if isinstance(one, StoredReview) else one.judgement.at, one.number)


def _told(desk: DeskOf, one: StoredReview | StoredJudgement, *, private: bool) -> DecisionTold:
    return decision_told(one, persons_shown(desk.record, reports_of(one), [], private=private))
