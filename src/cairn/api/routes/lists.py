"""What the queries of all lists have in common."""

from typing import Annotated

from fastapi import Query

Limit = Annotated[int, Query(ge=1, le=500, description="How many at most.")]
Cursor = Annotated[str | None, Query(max_length=500, description="`next` of the page before.")]
Words = Annotated[str | None, Query(max_length=200)]


def clean(text: str | None) -> str | None:
    """Text without U+0000, which no database can look for; None for none."""
    return text.replace("\0", "").strip() or None if text else None
