"""Which events to give, in which order, and the forms in which they are given: pages, points for a map, counts."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from cairn.model import Event, ReviewState, Status, WhenPrecision, WherePrecision
from cairn.record.values import check_days, check_page

#: Events are counted up to so many; a page whose total is more says that there are more.
COUNTED: Final = 100_000
#: All review states, for who wants rejected events too.
EVERY_STATE: Final = tuple(ReviewState)


class Order(StrEnum):
    """How events follow each other; equals by id. An unknown day comes last, whichever way the days run."""

    DAY = "day"
    LATEST = "-day"
    DOUBT = "-doubt"


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the globe in WGS 84 degrees. One whose west is greater than its east crosses the antimeridian."""

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        if not (-180 <= self.west <= 180 and -180 <= self.east <= 180 and -90 <= self.south <= self.north <= 90):
            raise ValueError(f"box {self.west},{self.south},{self.east},{self.north}: expected west, south, east, north in degrees, south <= north")


Cursor = tuple[date | float | None, str]
"""Where a page ended: the day, or the priority in the order `-doubt`, and the id of its last event."""


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events to give.

    `since` and `until` keep an event that may have happened on one of these days; an event without any known day is then
    left out. `bbox` keeps one whose point, or the circle within which it was where its place is less exact, meets the box. `actor` is
    a registry id or a whole name, `actors` are several of which one takes part (an actor and its affiliates); `text` are words that must
    all stand in the event's summary, place, participants or evidence. Case and accents do not count in either. `country` and `type` are
    one more of `countries` and `types`. `min_killed` goes by the best figure of the dead, else the lowest, else the highest. Of fields
    that name several values an empty one keeps all; only rejected events are left out unless `review` asks for them. `after` is where
    the page before ended.
    """

    since: date | None = None
    until: date | None = None
    country: str | None = None
    type: str | None = None
    actor: str | None = None
    text: str | None = None
    main_only: bool = False
    min_confidence: float | None = None
    limit: int | None = None
    offset: int = 0
    bbox: Box | None = None
    countries: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    status: tuple[Status, ...] = ()
    place_precision: tuple[WherePrecision, ...] = ()
    when_precision: tuple[WhenPrecision, ...] = ()
    review: tuple[ReviewState, ...] = ()
    max_confidence: float | None = None
    min_killed: int | None = None
    reports: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    main: bool | None = None
    after: Cursor | None = None
    order: Order = Order.DAY

    def __post_init__(self) -> None:
        check_days(self.since, self.until)
        check_page(self.limit, self.offset)
        for name in ("min_confidence", "max_confidence"):
            if (bound := getattr(self, name)) is not None and not 0 <= bound <= 1:
                raise ValueError(f"{name} {bound}: expected 0 to 1")
        if self.after is not None and isinstance(self.after[0], date) is (self.order is Order.DOUBT) and self.after[0] is not None:
            raise ValueError(f"after {self.after[0]}: not where a page in the order {self.order.value!r} ends")


@dataclass(frozen=True, slots=True)
class Page:
    """Some events, where the next page begins (None after the last), and how many there are in all; COUNTED + 1 means more than
    COUNTED."""

    items: tuple[Event, ...]
    next: Cursor | None
    total: int


@dataclass(frozen=True, slots=True)
class Points:
    """Events for a map, a list for each value, in no particular order. `radius_km` is how far from its point an event may have been, `day` ISO 8601,
    `killed` the best figure of the dead. `without_point` are the events that no place is known of."""

    id: list[str]
    longitude: list[float]
    latitude: list[float]
    radius_km: list[float]
    type: list[str]
    day: list[str | None]
    confidence: list[float]
    killed: list[int | None]
    review: list[str]
    main: list[bool]
    precision: list[str]
    country: list[str | None]
    without_point: int
    truncated: bool


@dataclass(frozen=True, slots=True)
class Cells:
    """Events summed by cells of a map, a list for each value, in no particular order. `degrees` is how wide and high a cell is, `longitude` and `latitude` are
    its middle; events whose places are not known alike (`precision`) stand apart, in cells of the same middle. `killed` is the sum of best figures of the dead."""

    degrees: float
    longitude: list[float]
    latitude: list[float]
    precision: list[str]
    n: list[int]
    killed: list[int]


class Group(StrEnum):
    """What events are counted by. A week is named by its Monday, a first-level division with its country ("IQ/Al Anbar"), an actor by its
    registry id or else its name; an event of several actors counts for each."""

    DAY = "day"
    MONTH = "month"
    WEEK = "week"
    YEAR = "year"
    TYPE = "type"
    COUNTRY = "country"
    ADMIN1 = "admin1"
    ACTOR = "actor"
    STATUS = "status"
    REVIEW = "review"
    PRECISION = "precision"


@dataclass(frozen=True, slots=True)
class CountRow:
    """How many events share a key, or two. The dead are summed over the events with a known toll, an open bound counting as its best
    figure; `placed` are those known to a place or near one, `dated` those known to the day, `reviewed` those somebody looked at."""

    key: str | None
    then: str | None
    n: int
    killed_low: int
    killed_best: int
    killed_high: int
    placed: int
    dated: int
    reviewed: int
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Grouped:
    """How many events share the values of some fields. `with_toll` tell a toll, `open_toll` one without an upper bound; the dead are summed as
    in `CountRow`; so are `placed`, `dated` and `reviewed`."""

    values: tuple[Any, ...]
    events: int
    with_toll: int
    open_toll: int
    killed_low: int
    killed_best: int
    killed_high: int
    placed: int
    dated: int
    reviewed: int
