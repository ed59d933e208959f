"""Claimed numbers beside the record's own count."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from cairn.analysis import Reconciled
from cairn.api.desk import Desk
from cairn.api.names import persons_shown
from cairn.api.shapes.actors import TotalTold
from cairn.deriving.totals import Counting
from cairn.model import Event, Period, Total, WhenPrecision
from cairn.publishing.masking import mask
from cairn.publishing.privacy import shown
from cairn.record import EventFilter, StoredHead

Claimed = tuple[Total, StoredHead]
#: Events that a page counts over at most for one claim; the command line counts over all.
MOST: Final = 20_000
TOO_MANY: Final = f"more than {MOST:,} events can fall within it, which a page does not count; `cairn totals` does"


def claimed(desk: Desk, actors: Collection[str] | None = None) -> Sequence[Claimed]:
    """What was claimed in numbers, by day of publication; with names only what is claimed of these actors."""
    found = desk.once("claimed", desk.record.totals)
    return found if actors is None else [(total, head) for total, head in found if total.actor in actors]


def totals_told(desk: Desk, asked: Sequence[Claimed], *, private: bool) -> list[TotalTold]:
    """Claims as the API tells them, each beside the count."""
    return [_told(desk, total, head, desk.once(("total", total, head.id), lambda t=total: _counted(desk, t)), private=private) for total, head in asked]  # type: ignore[misc]


def _told(desk: Desk, total: Total, head: StoredHead, found: Reconciled, *, private: bool) -> TotalTold:
    persons = persons_shown(desk.record, [head.id], [], private=private)
    return TotalTold(
        report=head.id, title=head.title and mask(head.title, persons), publisher=head.publisher, published=head.published, claimed=shown(total, persons),
        counted=found.counted, gap=found.gap, events=list(found.events), names=list(found.names), why=[mask(because, persons) for because in found.because],
    )  # fmt: skip


def _counted(desk: Desk, total: Total) -> Reconciled:
    counting = desk.once("counting", lambda: Counting.of(desk.record.reports(), desk.registry, desk.codebook))
    events = _events(desk, total.period)
    return Reconciled(total, None, None, because=(TOO_MANY,)) if events is None else counting.reconciled(total, events)


def _events(desk: Desk, period: Period) -> Sequence[Event] | None:
    """The events that can have happened within a period; None where they are too many."""
    wanted = EventFilter(since=period.start, until=period.end, limit=MOST)
    asked = [wanted] if period == Period() else [wanted, replace(wanted, since=None, until=None, when_precision=(WhenPrecision.UNKNOWN,))]
    found: dict[str, Event] = {}
    for one in asked:
        page = desk.record.events_page(one)
        if page.next is not None:
            return None
        found |= {event.id: event for event in page.items}
    return list(found.values())
