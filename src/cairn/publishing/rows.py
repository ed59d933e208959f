"""What several formats say in the same way: the field's numbers for ids, middles of stretches, the two sides as ACLED and UCDP write them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from cairn.model import Event, Participant, Place, Role, Status, When, WhenBasis
from cairn.publishing.cells import Row
from cairn.publishing.item import Item

#: Hexadecimal digits of an event's id that a number holds, so that a spreadsheet keeps all of them (2**53).
DIGITS: Final = 13
#: What is told as not having happened, or not yet, is no event for any of the field's data sets.
_NO_EVENT: Final = (Status.THREATENED, Status.PLANNED, Status.DENIED)
#: How the id of a place begins in the gazetteer that comes from GeoNames.
_GEONAMES: Final = "geonames:"
#: How the name of a group begins that no report knows by its own.
UNIDENTIFIED: Final = "Unidentified"
_SIDES: Final = ((Role.SIDE_A, Role.ASSOCIATED_A), (Role.SIDE_B, Role.TARGET, Role.VICTIM, Role.ASSOCIATED_B))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Why a format can not hold an event."""

    why: str


Rows = Sequence[Row] | LeftOut


def id_number(event: Event) -> int:
    """The beginning of an event's id as a number; `hex` of it is what `cairn show` takes after the "e".

    >>> hex(int("0123456789abc", 16))
    '0x123456789abc'
    """
    digits = event.id[1 : 1 + DIGITS]
    try:
        return int(digits, 16)
    except ValueError:
        return int(event.id.encode().hex()[:DIGITS], 16)


def geonames_id(where: Place) -> str | None:
    """A place's number in GeoNames; None for a place that is only in other lists.

    >>> geonames_id(Place("Mosul", gazetteer_id="geonames:99072")), geonames_id(Place("Kuriga", gazetteer_id="cairn:kuriga"))
    ('99072', None)
    """
    number = (where.gazetteer_id or "").removeprefix(_GEONAMES)
    return number if number.isdigit() else None


def unfit(event: Event) -> LeftOut | None:
    """Why no data set of the field would hold an event: it did not happen."""
    return LeftOut(f"{event.status.value}, not occurred") if event.status in _NO_EVENT else None


def middle(when: When) -> date | None:
    """The day that stands for a stretch: its middle, of two days the first (ACLED). None where an end is open."""
    if when.basis is WhenBasis.PUBLISHED or when.start is None or when.end is None:
        return None
    if when.start == when.end:
        return when.start
    return when.start + timedelta(days=(when.end - when.start).days // 2)


def two_sides(item: Item) -> tuple[tuple[Participant, ...], tuple[Participant, ...]]:
    """Who acts, and who is fought or hit, those that name the side first and an unidentified group after all known; an event that names
    nobody who acts keeps its first side empty."""
    sides: dict[Role, list[Participant]] = {}
    for one in item.event.participants:
        sides.setdefault(one.role, []).append(one)
    first, second = _SIDES
    return _each_once([p for role in first if role in sides for p in sides[role]]), _each_once([p for role in second if role in sides for p in sides[role]])


def _each_once(participants: Sequence[Participant]) -> tuple[Participant, ...]:
    if len(participants) < 2:
        return tuple(participants)
    found: dict[str, Participant] = {}
    for one in participants:
        found.setdefault(one.name, one)
    return tuple(sorted(found.values(), key=lambda one: one.name.startswith(UNIDENTIFIED)))
