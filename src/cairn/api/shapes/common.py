"""Shapes that several resources share."""

from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict

T = TypeVar("T")


class Shape(BaseModel):
    """A value of the API."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ErrorTold(Shape):
    """What went wrong: a code for programs, a message for people."""

    code: str
    message: str
    detail: dict[str, Any] | None = None


class ErrorAnswer(Shape):
    """Every error of the API."""

    error: ErrorTold


class Items(Shape, Generic[T]):
    """A page of a list; `next` is the cursor of the page after it. `total` counts the whole list, up to 100,001."""

    items: list[T]
    next: str | None = None
    total: int


class Toll(Shape):
    """How many, with bounds; null is open or unknown."""

    low: int | None
    best: int | None
    high: int | None
