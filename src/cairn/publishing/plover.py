"""PLOVER events as JSON lines: one event a line, with the fields that the draft manual names."""

import json
from collections.abc import Sequence
from typing import Any

from cairn.model import Outcome, Participant, Place, Role, WherePrecision, total
from cairn.publishing.item import Context, Item
from cairn.publishing.polecat import coded, home_of, sector
from cairn.publishing.rows import LeftOut, geonames_id, middle, two_sides, unfit
from cairn.publishing.world import country

#: PLOVER's resolution of a place, 5 within a city to 1 a country.
_RESOLUTION = {WherePrecision.EXACT: 4, WherePrecision.NEAR: 4, WherePrecision.ADMIN2: 3, WherePrecision.ADMIN1: 2, WherePrecision.COUNTRY: 1}
_SIZE = {Outcome.KILLED: "dead", Outcome.INJURED: "injured", Outcome.ARRESTED: "arrested"}


def rows(item: Item, context: Context) -> Sequence[tuple[str]] | LeftOut:
    """The line of an event."""
    event = item.event
    if (reason := unfit(event)) is not None:
        return reason
    plover, day = coded(event, context.codebook), middle(event.when)
    if plover is None:
        return LeftOut("PLOVER has no such type")
    if day is None:
        return LeftOut("date not known")
    first, second = two_sides(item)
    if not first:
        return LeftOut("no actor, which PLOVER requires")
    source = item.sources[0] if item.sources else None
    word = next((e for e in event.evidence if e.field == "type"), None)
    size = {name: whole.best for outcome, name in _SIZE.items() if (whole := total(event.casualties, outcome)) is not None and whole.best is not None}
    found: dict[str, Any] = {
        "id": event.id, "date": day.isoformat(), "enddate": event.when.end and event.when.end != day and event.when.end.isoformat(),
        "actor": [_entity(p, context) for p in first], "recipient": [_entity(p, context) for p in second], "event": plover.type, "event_loc": _place(event.where),
        "event_text": word and word.quote, "quad_code": plover.quad, "event_scale": plover.intensity, "mode": list(plover.modes), "context": list(plover.contexts),
        "text": event.summary, "text_info": word and {"start": word.start, "end": word.end},
        "cite_info": source and {
            "url": source.url, "title": source.title, "language": source.language, "publication": source.publisher, "citation": source.report,
            "coder": f"Cairn {context.version}".strip(),
        }, "size": size, "coder": f"Cairn {context.version}".strip(), "coded_date": f"{context.at:%Y-%m-%d}", "coded_time": f"{context.at:%H:%M:%S}",
    }  # fmt: skip
    return [(json.dumps(_filled(found), ensure_ascii=False),)]


def _entity(participant: Participant, context: Context) -> dict[str, Any]:
    home = country(home_of(participant, context)).iso3
    person = participant.role in Role and participant.position
    return {
        "code": "".join(filter(None, (home, sector(participant)))), "sector": sector(participant), "entity_text": participant.surface, "identifier_text": participant.name,
        "identifier_id": context.identity(participant).codes.get("wikidata"), "office": person or None,
    }  # fmt: skip


def _place(where: Place) -> dict[str, Any]:
    home, fine = country(where.country), where.precision in (WherePrecision.EXACT, WherePrecision.NEAR)
    return {
        "extracted_place": where.surface, "resolved_place": where.name, "geonameid": geonames_id(where), "lat": where.latitude, "lon": where.longitude,
        "city": where.name if fine else None, "district": where.admin2, "province": where.admin1, "country": home.name, "country_code": home.iso3,
        "resolution": _RESOLUTION.get(where.precision),
    }  # fmt: skip


def _filled(value: Any) -> Any:
    """Without what is unknown."""
    if isinstance(value, dict):
        return {name: _filled(held) for name, held in value.items() if held not in (None, "", False, [], {})}
    return [_filled(held) for held in value] if isinstance(value, list) else value
