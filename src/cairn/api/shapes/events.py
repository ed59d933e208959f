"""Events, as rows, as columns and as a page."""

from datetime import date, datetime
from typing import Any

from pydantic import Field

from cairn.api.shapes.common import Shape, Toll
from cairn.model import ClaimValue, Event, ReportSpan, Span


class WhenRow(Shape):
    """When, in a row."""

    start: date | None
    end: date | None
    precision: str
    phrase: str | None


class WhereRow(Shape):
    """Where, in a row. `radius_km` is how far from the point the place may lie; null where there is no point."""

    name: str | None
    country: str | None
    admin1: str | None
    admin2: str | None
    latitude: float | None
    longitude: float | None
    precision: str
    radius_km: float | None


class ParticipantRow(Shape):
    """Who, in a row."""

    role: str
    name: str
    actor: str | None
    kind: str


class CasualtyRow(Shape):
    """How many of whom, in a row."""

    outcome: str
    group: str
    low: int | None
    best: int | None
    high: int | None


class EventRow(Shape):
    """An event in a list."""

    id: str
    type: str
    status: str
    main: bool
    when: WhenRow
    where: WhereRow
    participants: list[ParticipantRow]
    casualties: list[CasualtyRow]
    killed: Toll | None
    summary: str
    confidence: float
    review: str
    reports: int


class QueueRow(EventRow):
    """An event that waits for review: how much it weighs, how much is in doubt, and why."""

    weight: float
    doubt: float
    why: list[str]


class Points(Shape):
    """The events that have a point, in columns of equal length; type, precision and country are places in `types`, `precisions`, `countries`."""

    ids: list[str]
    lon: list[float]
    lat: list[float]
    radius_km: list[float]
    type: list[int]
    types: list[str]
    precision: list[int]
    precisions: list[str]
    country: list[int]
    countries: list[str | None]
    day: list[date | None]
    killed: list[int | None]
    confidence: list[float]
    review: list[str]
    main: list[bool]
    truncated: bool
    without_point: int


class Cells(Shape):
    """Events summed by cells of a map, in columns of equal length: the middle of a cell that is `degrees` wide and high, how many events and how many dead.
    Events whose places are not known alike stand apart; precision is a place in `precisions`."""

    degrees: float
    lon: list[float]
    lat: list[float]
    precision: list[int]
    precisions: list[str]
    n: list[int]
    killed: list[int]


class CountRow(Shape):
    """How many events of one kind, and how exactly they are known. `name` is that of an actor. Tolls that are unknown count as none."""

    key: str | None
    name: str | None
    then: str | None
    n: int
    killed: Toll
    placed: int
    dated: int
    reviewed: int


class CountTable(Shape):
    """Counts, and those of the period of equal length before."""

    rows: list[CountRow]
    before: list[CountRow] | None = None


class ClaimTold(Shape):
    """One thing one report says."""

    field: str
    value: ClaimValue
    spans: list[Span]
    said_by: str | None
    score: float
    rule: str


class AccountTold(Shape):
    """What one report says of the event."""

    id: str
    report: str
    words: list[Span]
    claims: list[ClaimTold]


class ReportLabel(Shape):
    """A report by its name."""

    id: str
    title: str | None
    publisher: str | None
    published: date | None
    url: str | None


class Excerpt(Shape):
    """Sentences of a report's text around evidence; the offsets count in the report's text."""

    start: int
    end: int
    text: str


class Differing(Shape):
    """One of several values that are given for one field."""

    value: Any
    said_by: str | None
    report: str
    quote: str


class EstimateTold(Shape):
    """What a policy makes of the figures for one outcome."""

    outcome: str
    total: Toll
    groups: list[CasualtyRow]
    conceded: Toll | None
    reasons: list[str]


class GradeTold(Shape):
    """What stands behind an event."""

    grade: str
    reason: str


class ReasonTold(Shape):
    """One reason for or against two accounts telling of one event; `veto` parts them whatever else is said."""

    feature: str
    weight: float
    text: str
    veto: bool


class NearTold(Shape):
    """Another event that was held apart, and why."""

    id: str
    summary: str
    reasons: list[ReasonTold]


class JoinTold(Shape):
    """Two accounts that were taken for one event, and why."""

    one: str
    other: str
    value: float | None
    reasons: list[ReasonTold]


class ChangeTold(Shape):
    """What became of an event."""

    number: int
    at: datetime
    event: str
    kind: str
    other: str | None
    why: str
    by: str | None
    before: Event | None = None


class DecisionTold(Shape):
    """What a person decided. `kind` is review or judgement."""

    number: int
    kind: str
    what: str
    by: str
    at: datetime
    reason: str | None
    field: str | None = None
    value: Any = None
    replaces: Any = None
    spans: list[ReportSpan] = Field(default=[])
    event: str | None = None
    undone_at: datetime | None = None
    undone_by: str | None = None


class EventPage(Shape):
    """An event with all that speaks for it. `lost` is a type of it that the codebook does not have: estimates, reasons and events held apart are then empty.
    `crowded`: so many others can share its day and country that `near` is left empty; `cairn why` compares it with all."""

    event: Event
    row: EventRow
    accounts: list[AccountTold]
    reports: list[ReportLabel]
    excerpts: dict[str, list[Excerpt]]
    disagreement: dict[str, list[Differing]]
    estimates: dict[str, list[EstimateTold]]
    grade: GradeTold
    history: list[ChangeTold]
    near: list[NearTold]
    why: list[JoinTold]
    redirected_from: list[str]
    decisions: list[DecisionTold]
    lost: str | None = None
    crowded: bool = False


