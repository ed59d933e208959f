"""The accounts behind an event, and the grade that they earn it."""

from collections.abc import Sequence

from cairn.consolidation import Graded, Told, event_id, grade
from cairn.deriving.events import told
from cairn.model import Event
from cairn.record import Record


def told_of(held: Record, event: Event) -> list[Told]:
    """The accounts that an event rests on."""
    return told(held, held.accounts_of(event.id))


def graded_of(held: Record, event: Event, rows: Sequence[Told]) -> Graded:
    """The grade of an event, from what its reports attribute to whom."""
    about = {event_id(row.account.id) for row in rows}
    said = [one for report in event.reports for one in held.coding(report).attributions if one.about in about]
    return grade(event, rows, said)
