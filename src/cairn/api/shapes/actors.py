"""Actors: as the record counts them, and as the registry knows them."""

from datetime import date

from cairn.api.shapes.common import Shape
from cairn.api.shapes.events import CountRow, EventRow
from cairn.model import Total


class ActorRow(Shape):
    """An actor in a list. `id` is the registry's, null for one that only the record names."""

    id: str | None
    key: str
    name: str
    kind: str
    country: str | None
    events: int
    reports: int
    first: date | None
    last: date | None


class NameTold(Shape):
    """A name and when it was in use."""

    text: str
    start: date | None
    end: date | None
    source: str
    checked: bool


class KinTold(Shape):
    """A registered actor that another is tied to."""

    id: str
    name: str
    kind: str
    relation: str
    start: date | None
    end: date | None
    source: str
    checked: bool


class RelationTold(Shape):
    """What one actor is to another. `source` is the registry's, or the id of the report that says so, with its words."""

    type: str
    direction: str
    other: str
    other_id: str | None
    start: date | None
    end: date | None
    source: str
    checked: bool
    evidence: str | None = None


class LeaderTold(Shape):
    """Who led, from when to when, and how it ended."""

    person: str
    title: str | None
    start: date | None
    end: date | None
    how_ended: str
    source: str
    checked: bool


class TotalTold(Shape):
    """A claimed number beside the record's own count; `counted` and `gap` are null where the two can not be compared."""

    report: str
    title: str | None
    publisher: str | None
    published: date | None
    claimed: Total
    counted: int | None
    gap: int | None
    events: list[str]
    names: list[str]
    why: list[str]


class ActorPage(Shape):
    """An actor with all that is known of it."""

    actor: ActorRow
    names: list[NameTold]
    parents: list[KinTold]
    children: list[KinTold]
    splinters: list[KinTold]
    affiliates: list[KinTold]
    relations: list[RelationTold]
    leaders: list[LeaderTold]
    by_month: list[CountRow]
    totals: list[TotalTold]
    recent: list[EventRow]
