"""The JSON contract of `cairn code`: one object a report, and its JSON Schema."""

import json
from typing import Any

from pydantic import TypeAdapter

from cairn.codebook import Codebook
from cairn.model import Coding, Event

_ADAPTER: TypeAdapter[Coding] = TypeAdapter(Coding)
_EVENT: TypeAdapter[Event] = TypeAdapter(Event)


def to_json(coding: Coding) -> str:
    """One line of JSON."""
    return _ADAPTER.dump_json(coding).decode()


def to_values(coding: Coding) -> dict[str, Any]:
    """The same as plain dictionaries, lists and strings."""
    values: dict[str, Any] = _ADAPTER.dump_python(coding, mode="json")
    return values


def to_plain(event: Event) -> dict[str, Any]:
    """One event as plain dictionaries, lists and strings, as it stands in `events`."""
    values: dict[str, Any] = _EVENT.dump_python(event, mode="json")
    return values


def from_json(line: str) -> Coding:
    """The coding of one line of JSON; raises pydantic.ValidationError."""
    return _ADAPTER.validate_json(line)


def schema(codebook: Codebook) -> dict[str, Any]:
    """The JSON Schema of one line, with the codebook's event types and qualifiers as the values that are allowed."""
    found = _ADAPTER.json_schema(mode="serialization")
    event = found["$defs"]["Event"]["properties"]
    event["type"]["enum"] = sorted(codebook.types)
    event["qualifiers"]["items"]["enum"] = sorted(codebook.qualifiers)
    found["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    found["title"] = "cairn code: one report"
    return found


def schema_text(codebook: Codebook) -> str:
    """The schema as indented JSON."""
    return json.dumps(schema(codebook), indent=2, sort_keys=True)
