"""A filter as what a description of an export says of it."""

from dataclasses import MISSING, asdict, fields
from datetime import date
from enum import StrEnum

from cairn.record import EventFilter


def described(filter_: EventFilter) -> dict[str, object]:
    """A filter as plain values, without what it leaves open."""
    defaults = {f.name: f.default for f in fields(filter_) if f.default is not MISSING}
    return {name: _plain(value) for name, value in asdict(filter_).items() if value != defaults.get(name) and name not in ("after", "order", "offset")}


def _plain(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, StrEnum) else value
