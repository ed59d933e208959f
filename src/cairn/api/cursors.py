"""Where a list goes on: opaque to who asks."""

import base64
import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from cairn.api.errors import Problem


def pack(*values: Any) -> str:
    """Values as a cursor."""
    return base64.urlsafe_b64encode(json.dumps([str(v) if isinstance(v, date) else v for v in values]).encode()).decode().rstrip("=")


def unpack(cursor: str | None, kinds: Sequence[type | tuple[type, ...]]) -> list[Any] | None:
    """The values of a cursor, which must be of these kinds; None without one. Raises Problem for a cursor that is none of ours."""
    if cursor is None:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)))
        if isinstance(values, list) and len(values) == len(kinds) and all(isinstance(v, k) and not isinstance(v, bool) for v, k in zip(values, kinds, strict=True)):
            return values
    except (ValueError, RecursionError):
        pass
    raise Problem(422, "cursor: this is none that the API gave; begin without one")


def offset(cursor: str | None) -> int:
    """Where a cursor that counts items begins."""
    found = unpack(cursor, [int])
    return min(max(0, found[0]), 2**31 - 1) if found else 0


def paged(items: Sequence[Any], cursor: str | None, limit: int) -> tuple[Sequence[Any], str | None]:
    """A part of a whole list, and the cursor of the next."""
    start = offset(cursor)
    part = items[start : start + limit]
    return part, pack(start + limit) if start + limit < len(items) else None
