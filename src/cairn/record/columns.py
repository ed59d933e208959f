"""Column types, and how the model's values become JSON and come back."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from types import MappingProxyType
from typing import Any, Final, TypeVar

import msgspec
from pydantic import TypeAdapter
from sqlalchemy import DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator

from cairn.model import Casualty, Claim, ClaimField, ClaimValue, Participant, Place, Status, Weapon, When

T = TypeVar("T")

TEXT: Final = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that sorts by code points on every database; PostgreSQL otherwise sorts by the rules of the language it was set up for."""

CLAIM_TYPES: Final[Mapping[ClaimField, type[ClaimValue]]] = MappingProxyType({
    ClaimField.TYPE: str,
    ClaimField.STATUS: Status,
    ClaimField.MAIN: bool,
    ClaimField.QUALIFIER: str,
    ClaimField.WHEN: When,
    ClaimField.WHERE: Place,
    ClaimField.PARTICIPANT: Participant,
    ClaimField.CASUALTY: Casualty,
    ClaimField.WEAPON: Weapon,
})  # fmt: skip
"""What a claim's value is, by its field: in JSON a status could not be told from a type, nor a place from a weapon."""


@cache
def adapter(shape: Any) -> TypeAdapter[Any]:
    """The reader and writer of one type."""
    return TypeAdapter(shape)


def to_json(value: object, shape: object) -> str:
    """A value as JSON text, always the same text for the same value. Raises PydanticSerializationError for another type."""
    return adapter(shape).dump_json(value, warnings="error").decode()


@cache
def reader(shape: Any) -> Callable[[str], Any]:
    """What makes a value of one type out of the JSON text that `to_json` gave, in less than half of pydantic's time: for what is read by the million.
    It raises msgspec.MsgspecError for any other text."""
    return msgspec.json.Decoder(shape).decode


def claim_json(claim: Claim) -> str:
    """A claim's value as JSON text."""
    return value_json(claim.field, claim.value)


def value_json(field: ClaimField, value: ClaimValue) -> str:
    """A field's value as JSON text."""
    shape: Any = CLAIM_TYPES[field]
    if not isinstance(value, shape):
        raise TypeError(f"claim of {field}: {value!r} is a {type(value).__name__}, expected {shape.__name__}")
    return to_json(value, shape)


def claim_value(field: ClaimField, text: str) -> ClaimValue:
    """A claim's value from its JSON text."""
    shape: Any = CLAIM_TYPES[field]
    value: ClaimValue = reader(shape)(text)
    return value


class Value(TypeDecorator[T]):
    """A value of the model, kept as JSON text.

    Text and not a database's own JSON type: a value is the same text on every database, so that two can be compared without
    reading them.
    """

    impl = TEXT
    cache_ok = True

    def __init__(self, shape: Any) -> None:
        super().__init__()
        self.shape = shape

    def process_bind_param(self, value: T | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """To the database."""
        return None if value is None else to_json(value, self.shape)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> T | None:  # noqa: ARG002 - SQLAlchemy's
        """From the database."""
        return None if value is None else reader(self.shape)(value)

    def process_literal_param(self, value: T | None, dialect: Dialect) -> str:  # noqa: ARG002 - SQLAlchemy's signature
        """Into the text of a statement, as SQLAlchemy prints it."""
        return json.dumps(None if value is None else to_json(value, self.shape))


class Utc(TypeDecorator[datetime]):
    """A moment, kept in UTC; SQLite knows no time zones."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's
        """To the database. Raises ValueError for a moment without a time zone."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"moment {value}: expected a time zone")
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's
        """From the database."""
        return None if value is None else value.replace(tzinfo=UTC)
