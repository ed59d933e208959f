"""A map of millions: events summed by its cells, from the sums of `spots` where these tell of a filter, else from the events by their index of degrees."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, func, literal_column, or_, select

from cairn.model import ReviewState
from cairn.record import tables
from cairn.record.facts import SIZES
from cairn.record.filters import CELLS, conditions
from cairn.record.rollups import EVERY, PAGED, whole_months
from cairn.record.spots import FINE, ROW, fine
from cairn.record.tables import ALL, BY_DEGREE
from cairn.record.wanted import Box, Cells, EventFilter

_OF: Final = tables.events.c
_SPOTS: Final = tables.event_spots
#: The zoom of a web map whose cells are the fine ones. Each step out doubles them, so that they are always 11 pixels wide.
FINEST: Final = 12
#: What the sums can be asked for.
ASKED: Final = ("since", "until", "country", "countries", "type", "types", "review", "main", "main_only", "bbox")
#: Before and after all months that are known; what is not known is "", and ALL comes before digits, too.
_FIRST: Final = "0"
_LAST: Final = "9999-99"
_KEYS: Final[tuple[ColumnElement[Any], ...]] = tuple(literal_column(str(n)) for n in (1, 2, 3))


def answers(wanted: EventFilter) -> bool:
    """Whether the sums tell of a filter: a period has to be of whole months, and then of all types."""
    others = (name for name in EventFilter.__slots__ if name not in ASKED and name not in PAGED)
    dated = wanted.since is not None or wanted.until is not None
    return all(getattr(wanted, name) == getattr(EVERY, name) for name in others) and whole_months(wanted) and not (dated and (wanted.type or wanted.types))


def cells(connection: Connection, wanted: EventFilter, zoom: int) -> Cells:
    """The events that have a point, summed by cells that are 11 pixels wide at a zoom of a web map; see `Cells`."""
    size = 2 ** max(0, FINEST - zoom)
    found: dict[tuple[int, int, str], tuple[int, int]] = {}
    for query in _from_sums(wanted, size) if answers(wanted) else _from_events(connection, wanted, size):
        for east, north, precision, n, killed in connection.execute(query).all():
            before = found.get((east, north, precision), (0, 0))
            found[east, north, precision] = before[0] + int(n), before[1] + int(killed)
    width = size / FINE
    return Cells(
        width, [(east + 0.5) * width - 180 for east, _, _ in found], [min((north + 0.5) * width - 90, 90.0) for _, north, _ in found],
        [precision for _, _, precision in found], [n for n, _ in found.values()], [killed for _, killed in found.values()],
    )  # fmt: skip


def _from_sums(wanted: EventFilter, size: int) -> Iterator[Any]:
    of = _SPOTS.c
    query = select(of.east // size, of.north // size, of.precision, func.sum(of.n), func.sum(of.killed)).group_by(*_KEYS)
    query = query.where(*_named(wanted, size), *_box(wanted.bbox, size, of.east, of.north, of.square))
    if wanted.since is None and wanted.until is None:
        yield query.where(of.first_month == ALL)
        return
    first = f"{wanted.since:%Y-%m}" if wanted.since else _FIRST
    last = f"{wanted.until:%Y-%m}" if wanted.until else _LAST
    yield query.where(of.first_month >= first, of.first_month <= last)  # they begin in the period; others reach into it
    ended = or_(of.last_month >= first, and_(of.last_month == "", of.first_month != ""))
    yield query.where(tables.SEVERAL_MONTHS, of.first_month < first, ended)


def _named(wanted: EventFilter, size: int) -> Iterator[ColumnElement[bool]]:
    of = _SPOTS.c
    dated = wanted.since is not None or wanted.until is not None
    types = (*wanted.types, *((wanted.type,) if wanted.type is not None else ()))
    countries = (*wanted.countries, *((wanted.country,) if wanted.country is not None else ()))
    yield of.type.in_(types or (BY_DEGREE if dated and size >= FINE else ALL,))
    if countries:
        yield of.country.in_(countries)
    yield of.review.in_([str(state) for state in wanted.review]) if wanted.review else of.review != ReviewState.REJECTED.value
    if wanted.main_only or wanted.main is not None:
        yield of.main.is_(True if wanted.main_only else bool(wanted.main))


def _from_events(connection: Connection, wanted: EventFilter, size: int) -> Iterator[Any]:
    east, north = fine(connection)
    sums = (func.count(), func.sum(func.coalesce(_OF.killed_best, _OF.killed_low, 0)))
    query = select(east // size, north // size, _OF.place_precision, *sums).where(_OF.latitude.is_not(None), *conditions(connection, replace(wanted, bbox=None)))
    kinds = [kind * 181 * ROW for kind in range(len(SIZES) + 1)]
    yield query.where(*_box(wanted.bbox, size, east, north, _OF.cell, kinds)).group_by(*_KEYS)


def _box(
    box: Box | None, size: int, east: ColumnElement[int], north: ColumnElement[int], square: ColumnElement[Any], kinds: Sequence[int] = (0,)
) -> Iterator[ColumnElement[bool]]:  # fmt: skip
    """Cells of a size whose south-western corner is in a box, so that each is whole in one tile of a map; by their degrees where these are few."""
    if box is None:
        return
    rows = _range(box.south + 90, box.north + 90, 180, size)
    sides = [(box.west, box.east)] if box.west <= box.east else [(box.west, 180.0), (-180.0, box.east)]
    columns = [_range(west + 180, end + 180, 360, size) for west, end in sides]
    yield north.between(*rows)
    yield or_(*(east.between(*some) for some in columns))
    degrees = [row * ROW + column for row in _degrees(rows) for some in columns for column in _degrees(some)]
    if len(degrees) * len(kinds) <= CELLS:
        yield square.in_([kind + degree for kind in kinds for degree in degrees])


def _range(low: float, high: float, end: int, size: int) -> tuple[int, int]:
    first, beyond = (ceil(degrees * FINE / size) * size for degrees in (low, high))
    return first, end * FINE if high >= end else beyond - 1


def _degrees(some: tuple[int, int]) -> range:
    return range(some[0] // FINE, some[1] // FINE + 1)
