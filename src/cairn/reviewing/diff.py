"""What was edited in a table of events, against what the record holds now."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from cairn.codebook import Codebook
from cairn.errors import RecordError
from cairn.model import MANY, ClaimField, ClaimValue, Event, Participant
from cairn.reviewing.cells import item_of, read, split
from cairn.reviewing.sheet import Row, mark, rows, shown


@dataclass(frozen=True, slots=True)
class Edit:
    """One correction. `old` is the value that `new` takes the place of; without `old` one is added, without `new` one is taken away or is
    unknown. The texts are how a table shows them."""

    row: int
    event: str
    field: ClaimField
    old: ClaimValue | None
    new: ClaimValue | None
    old_text: str
    new_text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row, or a cell of it, can not be applied; the row's number in the file."""

    row: int
    message: str


@dataclass(frozen=True, slots=True)
class Diff:
    """All that was edited, and what can not be applied."""

    edits: tuple[Edit, ...] = ()
    faults: tuple[Fault, ...] = ()


#: Gives an event by its id; raises NotInRecord.
Events = Callable[[str], Event]


def diff(data: bytes, events: Events, book: Codebook) -> Diff:
    """The edits in a file. A cell that was not edited says nothing, whatever the record holds now; one that was edited while the record
    changed the same field is a fault and no edit. Raises BadSheet."""
    edits: list[Edit] = []
    faults: list[Fault] = []
    found = rows(data)
    ids = Counter(row.event for row in found)
    for row in found:
        if ids[row.event] > 1:
            faults.append(Fault(row.number, f"event {row.event!r} stands in {ids[row.event]} rows; keep one"))
            continue
        try:
            event = events(row.event)
        except RecordError as error:
            faults.append(Fault(row.number, str(error)))
            continue
        for field in row.cells:
            try:
                edits += _edited(row, event, field, book)
            except ValueError as error:
                faults.append(Fault(row.number, f"{field}: {error}"))
    return Diff(tuple(edits), tuple(faults))


def _edited(row: Row, event: Event, field: ClaimField, book: Codebook) -> Iterator[Edit]:
    cell, now = row.cells[field], shown(event, field, private_names=row.names)
    here = mark("; ".join(now))
    if mark(cell) in (here, row.marks.get(field)):
        return iter(())
    if not row.marks:
        raise ValueError("the column as_of is missing or damaged, so that nobody can tell what was edited; export the table again")
    if row.marks[field] != here:
        raise ValueError(f"it was edited to {cell!r}, but the record holds {'; '.join(now)!r} meanwhile; export the table again and look at both")
    return _many(row, event, field, now, book) if field in MANY else _one(row, event, field, now, book)


def _one(row: Row, event: Event, field: ClaimField, now: Sequence[str], book: Codebook) -> Iterator[Edit]:
    new = read(field, row.cells[field], book)
    old: ClaimValue = getattr(event, field.value)
    if new is None and field in (ClaimField.TYPE, ClaimField.STATUS, ClaimField.MAIN):
        raise ValueError("expected a value, it is never unknown")
    text = item_of(new) if new is not None else ""
    if [text] != list(now) and text != "; ".join(now):
        yield Edit(row.number, event.id, field, old, new, "; ".join(now), text)


def _many(row: Row, event: Event, field: ClaimField, now: Sequence[str], book: Codebook) -> Iterator[Edit]:
    """Values that went and values that came; where one of each has the same outcome, role or place in the list, the one became the other."""
    held: dict[str, ClaimValue] = dict(zip(now, getattr(event, field.value), strict=True))
    cells = [_spelt(text) for text in split(row.cells[field])]
    plain = {_spelt(text): text for text in now}
    gone = [text for text in now if _spelt(text) not in cells]
    come = [text for text in cells if text not in plain]
    for text in come:
        value = read(field, text, book)
        fitting = [old for old in gone if _beside(held[old], value)]
        old = fitting[0] if fitting else None
        if old is not None:
            gone.remove(old)
        yield Edit(row.number, event.id, field, held[old] if old is not None else None, value, old or "", item_of(value) if value is not None else "")
    for text in gone:
        yield Edit(row.number, event.id, field, held[text], None, text, "")


def _beside(old: ClaimValue, new: ClaimValue | None) -> bool:
    """Whether a value is likely to have been edited into another: the same outcome, the same role or the same name."""
    if isinstance(old, Participant) and isinstance(new, Participant):
        return old.role is new.role or old.name == new.name
    if isinstance(old, str) or new is None:
        return False
    return getattr(old, "outcome", None) == getattr(new, "outcome", None)


def _spelt(text: str) -> str:
    return " ".join(text.split())
