"""What a person decides, and what comes of it."""

from typing import Annotated, Any, Literal

from pydantic import Field

from cairn.api.shapes.common import Shape
from cairn.api.shapes.events import EventPage
from cairn.model import Action, ClaimField, Verdict

Id = Annotated[str, Field(min_length=1, max_length=100)]
Why = Annotated[str, Field(max_length=2000)]


class SpanGiven(Shape):
    """Words of a report, by code points."""

    report: Id
    start: Annotated[int, Field(ge=0, le=2**31 - 1)]
    end: Annotated[int, Field(ge=1, le=2**31 - 1)]


class NewReview(Shape):
    """A decision about one event.

    A correction names its field. `value` is as the event holds it: text, true or false, or an object; null is "unknown", or takes away
    what `replaces` names. `replaces` is the value, as the API gave it, that is wrong. Words of a report (`spans`) or a reason say why.
    """

    action: Action
    event: Id
    field: ClaimField | None = None
    value: Any = None
    replaces: Any = None
    spans: list[SpanGiven] = Field(default=[], max_length=50)
    reason: Why | None = None


class ReviewMade(Shape):
    """The decision's number, and the event as it is now."""

    number: int
    event: EventPage


class NewJudgement(Shape):
    """That events are one (`same`), are not (`different`), or that it can not be told; or that some reports of one event tell of another."""

    verdict: Verdict
    events: list[Id] = Field(default=[], max_length=50)
    event: Id | None = None
    reports: list[Id] = Field(default=[], max_length=200)
    reason: Why | None = None


class JudgementMade(Shape):
    """The judgement's number, and the events that its accounts are now."""

    number: int
    events: list[str]


class Undo(Shape):
    """What to take back; without a number one's own last decision of the kind that stands."""

    kind: Literal["review", "judgement"]
    number: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None


class Undone(Shape):
    """The number of what was taken back, and the events that it was about as they are now."""

    undone: int
    events: list[str]


class EditTold(Shape):
    """One cell of a table that was edited."""

    row: int
    event: str
    field: ClaimField
    old: str
    new: str


class FaultTold(Shape):
    """Why a row can not be applied."""

    row: int
    message: str


class TableDiff(Shape):
    """What was edited in a table; `token` applies it, null where nothing was edited."""

    diff: list[EditTold]
    problems: list[FaultTold]
    token: str | None


class TableApply(Shape):
    """The token of a table's edits, and why they are right."""

    token: Id
    reason: Annotated[str, Field(min_length=1, max_length=2000)] = "edited in a table"


class TableApplied(Shape):
    """The numbers of the decisions, and the events that they are about."""

    numbers: list[int]
    events: list[str]
