"""Filters on columns in memory: the same events as `record.filters` gives."""

from collections.abc import Callable, Collection
from typing import Any, Final

import numpy as np

from cairn.model import ReviewState
from cairn.record.facts import DEGREE_KM
from cairn.record.folding import folded
from cairn.record.narrow.columns import Columns, Mask
from cairn.record.wanted import EVERY_STATE, Box, EventFilter

_WHOLE: Final = 360.0
Matched = Callable[[EventFilter], Collection[str]]
"""The ids of the events that meet a filter, by the database."""


def chosen(columns: Columns, wanted: EventFilter, matched: Matched) -> Mask:
    """Which rows meet a filter, but for the order and the cursor. Words, actors and reports are not in the columns: `matched` is asked for them."""
    found = _named(columns, wanted) & _bounded(columns, wanted) & _days(columns, wanted)
    if wanted.bbox is not None:
        found &= _within(columns, wanted.bbox)
    if wanted.ids:
        found &= _rows(columns, wanted.ids)
    if (rest := _rest(wanted)) is not None:
        found &= _rows(columns, matched(rest))
    return found


def _named(columns: Columns, wanted: EventFilter) -> Mask:
    found = np.ones(len(columns), np.bool_)
    several: dict[str, tuple[Any, ...]] = {
        "country": _with(wanted.countries, wanted.country), "type": _with(wanted.types, wanted.type), "status": wanted.status,
        "place_precision": wanted.place_precision, "when_precision": wanted.when_precision, "review": wanted.review,
    }  # fmt: skip
    for name, values in several.items():
        if values:
            found &= _one_of(columns, name, values)
    return found if wanted.review else found & ~_one_of(columns, "review", (ReviewState.REJECTED,))


def _bounded(columns: Columns, wanted: EventFilter) -> Mask:
    found = np.ones(len(columns), np.bool_)
    main = True if wanted.main_only else wanted.main
    if main is not None:
        found &= columns.main == main
    if wanted.min_confidence is not None:
        found &= columns.numbers["confidence"] >= wanted.min_confidence
    if wanted.max_confidence is not None:
        found &= columns.numbers["confidence"] <= wanted.max_confidence
    if wanted.min_killed is not None:
        found &= columns.killed >= wanted.min_killed
    return found


def _with(values: tuple[str, ...], one: str | None) -> tuple[str, ...]:
    return values if one is None else (*values, one)


def _one_of(columns: Columns, name: str, values: tuple[Any, ...]) -> Mask:
    numbers = columns.words[name].known([str(value) for value in values])
    codes = columns.codes[name]
    found: Mask = codes == numbers[0] if len(numbers) == 1 else np.isin(codes, numbers)
    return found


def _rows(columns: Columns, ids: Collection[str]) -> Mask:
    found = np.zeros(len(columns), np.bool_)
    found[[row for id_ in ids if (row := columns.rows.get(id_)) is not None]] = True
    return found


def _rest(wanted: EventFilter) -> EventFilter | None:
    """What only the database can tell."""
    actors = _with(wanted.actors, wanted.actor)
    text = wanted.text if folded(wanted.text or "").split() else None
    if not (actors or text or wanted.reports):
        return None
    return EventFilter(actors=actors, text=text, reports=wanted.reports, review=EVERY_STATE)


def _days(columns: Columns, wanted: EventFilter) -> Mask:
    start, end = columns.days["start_date"], columns.days["end_date"]
    found = np.ones(len(columns), np.bool_)
    if wanted.since is not None:
        found &= (end >= np.datetime64(wanted.since)) | (np.isnat(end) & ~np.isnat(start))
    if wanted.until is not None:
        found &= (start <= np.datetime64(wanted.until)) | (np.isnat(start) & ~np.isnat(end))
    return found


def _within(columns: Columns, box: Box) -> Mask:
    """As `record.filters` has it: the circle around the point meets the box, measured on the flat. Without a point nothing is within."""
    of = columns.numbers
    width = box.east - box.west + (0 if box.east >= box.west else _WHOLE)
    middle = (box.west + width / 2 + _WHOLE / 2) % _WHOLE - _WHOLE / 2
    aside = np.abs(of["longitude"] - middle)
    around = np.where(aside > _WHOLE / 2, _WHOLE - aside, aside)
    x = (around - width / 2) * of["east_km"]
    y = (np.abs(of["latitude"] - (box.south + box.north) / 2) - (box.north - box.south) / 2) * DEGREE_KM
    reach = of["radius_km"]
    found: Mask = (y <= reach) & (x <= reach) & ((x <= 0) | (y <= 0) | (x * x + y * y <= reach * reach))
    return found
