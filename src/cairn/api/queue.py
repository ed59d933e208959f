"""The queue for review: what is least sure and weighs most comes first."""

from collections.abc import Iterator
from dataclasses import replace

from cairn.api.rows import event_row
from cairn.api.shapes.events import QueueRow
from cairn.model import Event, Outcome, ReviewState, WhenBasis, WhenPrecision, WherePrecision, total
from cairn.record import EventFilter, Order, doubt, weight

#: Below this an event's confidence is named as a reason of its own.
LOW = 0.6


def as_queue(wanted: EventFilter) -> EventFilter:
    """A filter in the order of the queue; without review states those that nobody has reviewed."""
    return replace(wanted, order=Order.DOUBT, review=wanted.review or (ReviewState.UNREVIEWED,))


def queue_row(event: Event) -> QueueRow:
    """An event in the queue."""
    return QueueRow(**dict(event_row(event)), weight=weight(event), doubt=doubt(event), why=list(_why(event)))


def _why(event: Event) -> Iterator[str]:
    """What makes it worth a look, in words."""
    killed = total(event.casualties, Outcome.KILLED)
    dead = next((n for n in (killed.best, killed.low, killed.high) if n is not None), None) if killed else None
    if dead:
        yield f"{dead} killed"
    if event.confidence < LOW:
        yield f"confidence {100 * event.confidence:.0f} %"
    if event.when.precision is WhenPrecision.UNKNOWN or event.when.basis is WhenBasis.PUBLISHED:
        yield "no day is told"
    elif event.when.precision is not WhenPrecision.DAY:
        yield f"known to the {event.when.precision}" if event.when.precision is not WhenPrecision.DAYS else "several days are possible"
    if event.where.latitude is None:
        yield "no point on the map"
    elif event.where.precision not in (WherePrecision.EXACT, WherePrecision.NEAR):
        yield f"placed by {event.where.precision} only"
    if len(event.reports) > 1:
        yield f"{len(event.reports)} reports"
    if not event.main:
        yield "told as background"
