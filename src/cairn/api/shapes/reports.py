"""Reports and what was read out of them."""

from datetime import date, datetime

from cairn.api.shapes.common import Shape
from cairn.model import Attribution, Event, Organisation, Person, Problem, Relation, Total


class HeadTold(Shape):
    """A report without its text."""

    id: str
    title: str | None
    publisher: str | None
    published: date | None
    language: str | None
    url: str | None
    source: str | None
    sha256: str | None
    relevant: bool
    reader: str | None
    read_at: datetime


class VersionTold(Shape):
    """A further publication of the same text."""

    publisher: str | None
    published: date | None
    url: str | None
    title: str | None
    source: str | None
    read_at: datetime


class MarkTold(Shape):
    """Words of the text that a value of an event points at."""

    start: int
    end: int
    event: str
    field: str


class FailureTold(Shape):
    """What could not be read, and why."""

    source: str
    error: str
    message: str
    failed_at: datetime


class ReportPage(Shape):
    """A report, its text, and what was read out of it."""

    head: HeadTold
    text: str
    events: list[Event]
    marks: list[MarkTold]
    people: list[Person]
    organisations: list[Organisation]
    relations: list[Relation]
    totals: list[Total]
    attributions: list[Attribution]
    problems: list[Problem]
    versions: list[VersionTold]
