"""Filters as conditions on the columns of `events`, answered alike by every database."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select

from cairn.model import ReviewState
from cairn.record import tables
from cairn.record.facts import DEGREE_KM
from cairn.record.folding import folded
from cairn.record.rollups import cells_meeting
from cairn.record.wanted import EVERY_STATE, Box, EventFilter

Condition = ColumnElement[bool]
_WHOLE = 360.0
#: Cells up to which they are asked for one by one; a larger part of the map is gone through.
CELLS = 800


def conditions(connection: Connection, wanted: EventFilter) -> list[Condition]:
    """What an event has to meet, but for the order and the cursor."""
    found, parts = apart(connection, wanted)
    return found if parts == [[]] else [*found, or_(*(and_(*part) for part in parts))]


def apart(connection: Connection, wanted: EventFilter) -> tuple[list[Condition], list[list[Condition]]]:
    """The same in two: what does not concern days, and parts of the time, one of which an event has to be in, by the first known day. An index gives each
    part; no event is in two."""
    of = tables.events.c
    several: dict[Any, tuple[Any, ...]] = {
        of.country: _with(wanted.countries, wanted.country), of.type: _with(wanted.types, wanted.type), of.status: wanted.status,
        of.place_precision: wanted.place_precision, of.when_precision: wanted.when_precision,
        of.review: () if set(wanted.review) == set(EVERY_STATE) else wanted.review,  # all: a condition would only mislead the planner
    }  # fmt: skip
    found: list[Condition] = [_one_of(column, values) for column, values in several.items() if values]
    if not wanted.review:
        found.append(of.review != ReviewState.REJECTED.value)
    found += _bounds(wanted)
    if actors := _with(wanted.actors, wanted.actor):
        found.append(_takes_part(actors))
    if wanted.ids:
        found.append(of.id.in_(wanted.ids))
    if wanted.reports:
        found.append(_told_by(wanted.reports))
    if wanted.bbox is not None:
        found += _within(connection, wanted.bbox)
    return found + _words(wanted.text or ""), _days(wanted)


def _bounds(wanted: EventFilter) -> list[Condition]:
    of = tables.events.c
    found: list[Condition] = []
    main = True if wanted.main_only else wanted.main
    if main is not None:
        found.append(of.main.is_(main))
    if wanted.min_confidence is not None:
        found.append(of.confidence >= wanted.min_confidence)
    if wanted.max_confidence is not None:
        found.append(of.confidence <= wanted.max_confidence)
    if wanted.min_killed is not None:
        found.append(func.coalesce(of.killed_best, of.killed_low, of.killed_high) >= wanted.min_killed)
    return found


def _with(values: tuple[str, ...], one: str | None) -> tuple[str, ...]:
    return values if one is None else (*values, one)


def _one_of(column: ColumnElement[Any], values: tuple[Any, ...]) -> Condition:
    plain = [str(value) for value in values]
    return column == plain[0] if len(plain) == 1 else column.in_(plain)


def _days(wanted: EventFilter) -> list[list[Condition]]:
    """An open end reaches without limit, as in `When.overlaps`; without any known day nothing is said to lie within. What began before the period reaches
    into it, what has no beginning and ended after it may have, and all other events have their first known day in it."""
    of = tables.events.c
    if wanted.since is None and wanted.until is None:
        return [[]]
    within = [of.day.is_not(None)] + ([of.day >= wanted.since] if wanted.since else []) + ([of.day <= wanted.until] if wanted.until else [])
    found = [within]
    if wanted.since is not None:
        reaching = or_(of.end_date >= wanted.since, of.end_date.is_(None))
        near = date.fromordinal(max(1, wanted.since.toordinal() - tables.LONG))
        found[:0] = [[tables.MANY_DAYS, of.day < near, reaching], [tables.SEVERAL_DAYS, of.day >= near, of.day < wanted.since, reaching]]
    if wanted.until is not None:
        found.append([tables.ENDED, of.day > wanted.until])
    return found


def _takes_part(actors: tuple[str, ...]) -> Condition:
    of = tables.event_actors.c
    named = or_(of.actor.in_(actors), of.search.in_([folded(actor) for actor in actors]))
    return tables.events.c.id.in_(select(of.event_id).where(named))


def _told_by(reports: tuple[str, ...]) -> Condition:
    of = tables.event_accounts.c
    query = select(of.event_id).join_from(tables.event_accounts, tables.accounts).where(tables.accounts.c.report_id.in_(reports))
    return tables.events.c.id.in_(query)


def _words(text: str) -> list[Condition]:
    of = tables.event_words.c
    words = folded(text).split()
    if not words:
        return []
    return [tables.events.c.id.in_(select(of.event_id).where(*(of.search.contains(word, autoescape=True) for word in words)))]


def _within(connection: Connection, box: Box) -> list[Condition]:
    """The circle around an event's point meets the box. By their cells an index finds those that come into question."""
    cells = cells_meeting(connection, box)
    return [_meets(box), tables.events.c.cell.in_(cells)] if len(cells) <= CELLS else [_meets(box)]


def _meets(box: Box) -> Condition:
    """The circle around an event's point meets the box, measured on the flat: a degree of longitude is everywhere in the circle as long
    as at its middle. Points beyond the box in one direction only are as far away as that direction says."""
    of = tables.events.c
    width = box.east - box.west + (0 if box.east >= box.west else _WHOLE)
    middle = (box.west + width / 2 + _WHOLE / 2) % _WHOLE - _WHOLE / 2
    aside = func.abs(of.longitude - middle)
    around = case((aside > _WHOLE / 2, _WHOLE - aside), else_=aside)
    x = (around - width / 2) * of.east_km
    y = (func.abs(of.latitude - (box.south + box.north) / 2) - (box.north - box.south) / 2) * DEGREE_KM
    return and_(y <= of.radius_km, x <= of.radius_km, or_(x <= 0, y <= 0, x * x + y * y <= of.radius_km * of.radius_km))
