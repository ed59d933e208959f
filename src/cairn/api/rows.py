"""Events as rows."""

from cairn.api.shapes.common import Toll
from cairn.api.shapes.events import CasualtyRow, EventRow, ParticipantRow, WhenRow, WhereRow
from cairn.model import Count, Event, Outcome, total
from cairn.record.facts import radius_km


def event_row(event: Event) -> EventRow:
    """An event in a list."""
    when, where, killed = event.when, event.where, total(event.casualties, Outcome.KILLED)
    return EventRow(
        id=event.id, type=event.type, status=event.status, main=event.main,
        when=WhenRow(start=when.start, end=when.end, precision=when.precision, phrase=when.phrase),
        where=WhereRow(name=where.name, country=where.country, admin1=where.admin1, admin2=where.admin2, latitude=where.latitude, longitude=where.longitude,
                       precision=where.precision, radius_km=radius_km(where)),
        participants=[ParticipantRow(role=p.role, name=p.name, actor=p.actor, kind=p.kind) for p in event.participants],
        casualties=[CasualtyRow(outcome=c.outcome, group=c.group, low=c.low, best=c.best, high=c.high) for c in event.casualties],
        killed=toll(killed), summary=event.summary, confidence=event.confidence, review=event.review, reports=len(event.reports),
    )  # fmt: skip


def toll(count: Count | None) -> Toll | None:
    """A count as the API gives it."""
    return None if count is None else Toll(low=count.low, best=count.best, high=count.high)
