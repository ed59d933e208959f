"""Cells of the map hold the events that lie in them, whether sums answer or the events themselves."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from math import floor
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.model import ReviewState
from cairn.record import Box, EventFilter, Record, cells
from cairn.record.spots import FINE

from .factories import coded_of, settle
from .test_filters import made as placed
from .test_rollups import EVENTS, MONTHS, PROPERTY, dated, dead

MANY = [*EVENTS, *(replace(dated(n, Random(n)), id=f"f{n:03}", where=placed(n + 500, Random(n + 500)).where) for n in range(60))]
BOXES = st.sampled_from([None, Box(-180, -90, 180, 90), Box(-20, -20, 20, 20), Box(179, -30, -179, 30), Box(-180, -90, 0, 0), Box(0, 0, 0, 0), Box(179.5, -20, 180, 20)])


@pytest.fixture
def filled(record: Record) -> Record:
    record.add(coded_of())
    settle(record, [(event, ()) for event in MANY])
    return record


def expected(record: Record, wanted: EventFilter, zoom: int) -> tuple[Counter[tuple[float, float, str]], Counter[tuple[float, float, str]]]:
    """The same from whole events: how many, and how many dead."""
    size, many, killed = 2 ** max(0, 12 - zoom), Counter[tuple[float, float, str]](), Counter[tuple[float, float, str]]()
    for event in record.events(replace(wanted, bbox=None)):
        where = event.where
        if where.latitude is None or where.longitude is None:
            continue
        east, north = floor((where.longitude + 180.0) * FINE), floor((where.latitude + 90.0) * FINE)
        if wanted.bbox is None or holds(wanted.bbox, east // size * size / FINE - 180, north // size * size / FINE - 90):
            key = ((east // size + 0.5) * size / FINE - 180, min((north // size + 0.5) * size / FINE - 90, 90), where.precision.value)
            many[key] += 1
            killed[key] += dead(event)
    return many, killed


def holds(box: Box, longitude: float, latitude: float) -> bool:
    """Whether a cell's corner is in a box without its upper sides, but where the globe ends."""
    sides = [(box.west, box.east)] if box.west <= box.east else [(box.west, 180.0), (-180.0, box.east)]
    return any(west <= longitude < east or (east == 180 and longitude >= west) for west, east in sides) and (box.south <= latitude < box.north or (box.north == 90 and latitude >= box.south))


@given(since=st.none() | MONTHS, until=st.none() | MONTHS, countries=st.sets(st.sampled_from(["IQ", "SY"])), types=st.sets(st.sampled_from(["attack", "arrests"])),
       states=st.sets(st.sampled_from(ReviewState)), main=st.none() | st.booleans(), day=st.integers(0, 1), box=BOXES, zoom=st.integers(0, 14))  # fmt: skip
@PROPERTY
def test_cells_hold_the_events_that_lie_in_them(
    filled: Record, since: date | None, until: date | None, countries: set[str], types: set[str], states: set[ReviewState], main: bool | None, day: int, box: Box | None, zoom: int
) -> None:
    until = until and until - timedelta(1 + day)
    if since and until and until < since:
        return
    wanted = EventFilter(since=since, until=until, countries=tuple(countries), types=tuple(types), review=tuple(states), main=main, bbox=box)
    found = filled.cells(wanted, zoom=zoom)
    keys = list(zip(found.longitude, found.latitude, found.precision, strict=True))
    many, killed = expected(filled, wanted, zoom)
    assert len(keys) == len(set(keys))
    assert (dict(zip(keys, found.n, strict=True)), +Counter(dict(zip(keys, found.killed, strict=True)))) == (many, +killed)


def test_tiles_add_up(filled: Record) -> None:
    sides = [-180, -90, 0, 90, 180]
    tiles = [Box(west, south, east, north) for west, east in pairwise(sides) for south, north in ((-90, 0), (0, 90))]
    assert sum(sum(filled.cells(EventFilter(bbox=tile), zoom=4).n) for tile in tiles) == sum(filled.cells(zoom=0).n) > 0


@pytest.mark.parametrize(
    ("wanted", "known"),
    [
        (EventFilter(), True), (EventFilter(types=("attack",)), True), (EventFilter(since=date(2024, 1, 1), until=date(2024, 2, 29)), True),
        (EventFilter(since=date(2024, 1, 2)), False), (EventFilter(since=date(2024, 1, 1), type="attack"), False), (EventFilter(text="market"), False),
        (EventFilter(min_killed=1), False), (EventFilter(bbox=Box(0, 0, 1, 1), country="IQ", main_only=True), True),
    ],
)  # fmt: skip
def test_sums_answer_months_or_types(wanted: EventFilter, known: bool) -> None:
    assert cells.answers(wanted) is known
