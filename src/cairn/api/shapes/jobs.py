"""Reports that are given, and the jobs that read them."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from cairn.api.shapes.common import Shape
from cairn.record.team import JobState

Line = Annotated[str, Field(max_length=500)]


class NewReports(Shape):
    """What is to be read: addresses of pages, or one text with what is known of it."""

    urls: list[Annotated[str, Field(min_length=1, max_length=2000)]] = Field(default=[], max_length=500)
    text: str | None = None
    title: Line | None = None
    publisher: Line | None = None
    published: date | None = None
    url: Annotated[str, Field(max_length=2000)] | None = None


class JobFailureTold(Shape):
    """A source that gave no report, and why."""

    source: str
    message: str


class JobTold(Shape):
    """A job: how far it is, what it added, what failed."""

    id: str
    who: str
    state: JobState
    done: int
    of: int
    added: int
    known: int
    events: int
    failed: list[JobFailureTold]
    created: datetime
    started: datetime | None
    ended: datetime | None


class JobMade(Shape):
    """The id of the job that was begun."""

    job: str
