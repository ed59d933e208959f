"""FollowTheMoney entities as JSON lines: events, who takes part, places and reports, each once; an event's values also as statements.

A statement keeps which words of which report stand behind a value (`origin` is the report's id, `original_value` the quote), as
FollowTheMoney and the tools that build on it read them.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from cairn.model import ActorKind, Event, Participant, Place, When
from cairn.publishing.item import Context, Item, Source
from cairn.publishing.rows import UNIDENTIFIED

DATASET: Final = "cairn"
_BODIES: Final = (ActorKind.STATE_FORCE, ActorKind.EXTERNAL_FORCE)
#: Crowds and unnamed people are words of an event and no entities.
_CROWDS: Final = (ActorKind.CIVILIANS, ActorKind.PROTESTERS, ActorKind.RIOTERS)
#: Which field of an event stands behind which property.
_FIELDS: Final = {"startDate": "when", "endDate": "when", "date": "when", "location": "where", "country": "where", "involved": "participants", "name": "type"}
_TYPES: Final = {
    "startDate": "date", "endDate": "date", "date": "date", "country": "country", "involved": "entity", "addressEntity": "entity", "proof": "entity",
    "sourceUrl": "url", "name": "name", "summary": "text", "location": "address",
}  # fmt: skip
Properties = Mapping[str, Sequence[str]]


def rows(item: Item, context: Context) -> Sequence[tuple[str, str]]:
    """The entities of an event, each as its id and its line; one that many events share comes with each of them and is to be written once."""
    return [(entity["id"], json.dumps(entity, ensure_ascii=False)) for entity in _entities(item, context)]


def _entities(item: Item, context: Context) -> Iterator[dict[str, Any]]:
    event = item.event
    actors = {_actor_id(p): p for p in event.participants if _is_entity(p)}
    yield _event(item, tuple(actors), context)
    for id_, participant in actors.items():
        yield _actor(id_, participant, context)
    if event.where.name:
        yield _address(event.where)
    for source in item.sources:
        yield _article(source)


def _is_entity(participant: Participant) -> bool:
    if participant.kind is ActorKind.PERSON:
        return participant.name[:1].isupper()
    return participant.kind not in _CROWDS and not participant.name.startswith(UNIDENTIFIED)


def _event(item: Item, actors: Sequence[str], context: Context) -> dict[str, Any]:
    event = item.event
    properties: dict[str, Sequence[str]] = {
        "name": [context.codebook.types[event.type].name], "summary": [event.summary] if event.summary else [], **_days(event.when),
        "country": [event.where.country.lower()] if event.where.country else [], "location": [event.where.name] if event.where.name else [],
        "addressEntity": [_place_id(event.where)] if event.where.name else [], "involved": list(actors),
        "sourceUrl": [s.url for s in item.sources if s.url], "proof": [_report_id(s.report) for s in item.sources],
    }  # fmt: skip
    kept = {name: list(dict.fromkeys(values)) for name, values in properties.items() if values}
    return _entity(f"cairn-event-{event.id}", "Event", kept) | {"statements": list(_statements(event, kept))}


def _statements(event: Event, properties: Properties) -> Iterator[dict[str, Any]]:
    for prop, values in properties.items():
        behind = [e for e in event.evidence if e.field.partition("[")[0] == _FIELDS.get(prop)]
        for value in values:
            for report, quote in dict.fromkeys((e.report, e.quote) for e in behind) or [(None, None)]:
                entity = f"cairn-event-{event.id}"
                key = "|".join((DATASET, entity, prop, value, report or "", quote or ""))
                yield {
                    "id": hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest(), "entity_id": entity, "canonical_id": entity, "schema": "Event", "prop": prop,
                    "prop_type": _TYPES.get(prop, "string"), "value": value, "dataset": DATASET, "original_value": quote, "origin": report, "external": False,
                }  # fmt: skip


def _days(when: When) -> dict[str, Sequence[str]]:
    start, end = when.start, when.end
    if start is not None and start == end:
        return {"date": [start.isoformat()]}
    return {"startDate": [start.isoformat()] if start else [], "endDate": [end.isoformat()] if end else []}


def _actor(id_: str, participant: Participant, context: Context) -> dict[str, Any]:
    person = participant.kind is ActorKind.PERSON
    schema = "Person" if person else "PublicBody" if participant.kind in _BODIES else "Organization"
    identity = context.identity(participant)
    properties = {
        "name": [participant.name], "country": [identity.country.lower()] if identity.country else [],
        "wikidataId": [identity.codes["wikidata"]] if "wikidata" in identity.codes else [],
        "position" if person else "classification": [participant.position or ""] if person else [participant.kind.value],
    }  # fmt: skip
    return _entity(id_, schema, {name: values for name, values in properties.items() if any(values)})


def _address(where: Place) -> dict[str, Any]:
    full = ", ".join(dict.fromkeys(part for part in (where.name, where.admin2, where.admin1, where.country) if part))
    properties = {
        "full": [full], "city": [where.name or ""] if where.precision.value in ("exact", "near") else [], "state": [where.admin1 or ""],
        "country": [where.country.lower()] if where.country else [], "latitude": [str(where.latitude)] if where.latitude is not None else [],
        "longitude": [str(where.longitude)] if where.longitude is not None else [], "remarks": [f"precision: {where.precision.value}"],
    }  # fmt: skip
    return _entity(_place_id(where), "Address", {name: values for name, values in properties.items() if any(values)})


def _article(source: Source) -> dict[str, Any]:
    properties = {
        "name": [source.title or source.publisher or source.report[:12]], "title": [source.title or ""], "publisher": [source.publisher or ""], "publishedAt": [source.published.isoformat()] if source.published else [],
        "sourceUrl": [source.url or ""], "notes": [f"sha256: {source.report}"],
    }  # fmt: skip
    return _entity(_report_id(source.report), "Article", {name: values for name, values in properties.items() if any(values)})


def _entity(id_: str, schema: str, properties: Properties) -> dict[str, Any]:
    return {"id": id_, "schema": schema, "properties": properties, "datasets": [DATASET]}


def _actor_id(participant: Participant) -> str:
    """FollowTheMoney takes letters, digits, points and hyphens for an id, and drops the value of a property that refers to any other."""
    return f"cairn-actor-{participant.actor.replace('_', '-') if participant.actor else _hashed(participant.name.lower())}"


def _place_id(where: Place) -> str:
    told = "|".join(str(part) for part in (where.gazetteer_id, where.name, where.country, where.admin1, where.latitude, where.longitude, where.precision))
    return f"cairn-place-{_hashed(told)}"


def _report_id(report: str) -> str:
    return f"cairn-report-{report[:32]}"


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:20]
