"""One row for each stretch of words behind a value: who says what, where it stands, and how sure the reading is."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from cairn.model import Event
from cairn.publishing.cells import Row
from cairn.publishing.item import Context, Item, Source


def rows(item: Item, context: Context) -> Sequence[Row]:  # noqa: ARG001 - every format's
    """The rows of an event."""
    event, sources = item.event, {s.report: s for s in item.sources}
    values: dict[str, str | None] = {}
    found: list[Row] = []
    for one in event.evidence:
        if one.field not in values:
            values[one.field] = _value(event, one.field)
        source = sources.get(one.report or "", Source(one.report or ""))
        found.append((
            event.id, one.field, values[one.field], one.quote, one.said_by, one.start, one.end, one.report, source.publisher, source.published, source.url, one.rule,
            one.confidence,
        ))  # fmt: skip
    return found


def _value(event: Event, path: str) -> str | None:
    """The value at a path such as "casualties[0]", in short; a compound one as JSON."""
    name, bracket, index = path.partition("[")
    value: Any = getattr(event, name, None)
    if bracket and isinstance(value, tuple):
        number = int(index.partition("]")[0]) if index.partition("]")[0].isdigit() else len(value)
        value = value[number] if number < len(value) else None
    if value is None or isinstance(value, str | bool | int | float):
        return None if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    plain = {key: held for key, held in asdict(value).items() if held is not None} if hasattr(value, "__dataclass_fields__") else list(value)
    return json.dumps(plain, ensure_ascii=False, default=str)
