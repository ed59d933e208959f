"""`/reports`: what was read."""

from dataclasses import replace
from datetime import date
from typing import Literal

from fastapi import APIRouter

from cairn.api.asking import Asker, DeskOf, Private
from cairn.api.cursors import offset, pack, paged
from cairn.api.errors import Problem
from cairn.api.freshness import FRESH
from cairn.api.names import heads_shown, place_shown
from cairn.api.report_page import head_told, report_page
from cairn.api.routes.lists import Cursor, Limit, Words, clean
from cairn.api.shapes.common import Items
from cairn.api.shapes.reports import FailureTold, HeadTold, ReportPage
from cairn.record import Failure, ReportFilter

router = APIRouter(prefix="/reports", tags=["reports"])


@router.get("", dependencies=[FRESH])
def reports(
    desk: DeskOf, asker: Asker, private: Private, q: Words = None, publisher: Words = None, since: date | None = None, until: date | None = None, relevant: bool | None = None,
    order: Literal["day", "-day"] = "day", limit: Limit = 50, cursor: Cursor = None,
) -> Items[HeadTold]:  # fmt: skip
    """Heads of reports by day of publication, with `order=-day` the last first. `since` and `until` are days of publication; `q` are words that must all stand in title or text."""
    if since and until and until < since:
        raise Problem(422, f"until {until} is before since {since}")
    wanted = ReportFilter(since=since, until=until, publisher=clean(publisher), relevant=relevant, text=clean(q), latest=order == "-day")
    start = offset(cursor)
    heads = desk.record.reports(replace(wanted, limit=limit + 1, offset=start))
    told = heads_shown(desk.record, heads[:limit], private=private, whole=asker.local)
    total = desk.once(("reports", wanted), lambda: desk.record.count_reports(wanted))
    return Items(items=[head_told(h) for h in told], next=pack(start + limit) if len(heads) > limit else None, total=total)


@router.get("/failures")
def failures(desk: DeskOf, asker: Asker, limit: Limit = 50, cursor: Cursor = None) -> Items[FailureTold]:
    """What could not be read, and why."""
    found = desk.record.failures()
    part, after = paged(found, cursor, limit)
    return Items(items=[_failure(f, whole=asker.local) for f in part], next=after, total=len(found))


def _failure(found: Failure, *, whole: bool) -> FailureTold:
    source = place_shown(found.source, whole=whole) or ""
    return FailureTold(source=source, error=found.error, message=found.message.replace(found.source, source), failed_at=found.failed_at)


@router.get("/{id}", dependencies=[FRESH])
def report(desk: DeskOf, asker: Asker, id: str, private: Private) -> ReportPage:  # noqa: A002 - the path's own word
    """One report, its text, and what was read out of it."""
    return report_page(desk, clean(id) or "", private=private, whole=asker.local)
