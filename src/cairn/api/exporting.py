"""Events as files to download, a part at a time, so that the largest list needs no more memory than a page."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from cairn.api.desk import Desk
from cairn.api.names import events_shown
from cairn.cli.tables import FLAT_COLUMNS, as_csv, flat_row
from cairn.contract import to_plain
from cairn.model import Event
from cairn.record import EventFilter

#: Events that are read at once.
PART: Final = 500
Parts = Iterator[Sequence[Event]]


@dataclass(frozen=True, slots=True)
class Form:
    """A form of download: its media type, its file's ending, and how events become text."""

    media: str
    ending: str
    write: Callable[[Parts], Iterator[str]]


def parts(desk: Desk, wanted: EventFilter, *, private: bool) -> Parts:
    """The events, some at a time, as they may be shown."""
    asked: EventFilter | None = replace(wanted, limit=PART)
    while asked is not None:
        page = desk.record.events_page(asked)
        yield events_shown(desk.record, page.items, private=private)
        asked = replace(asked, after=page.next) if page.next else None


def _csv(found: Parts) -> Iterator[str]:
    """One row an event, in the columns of `cairn events --format csv`; what a spreadsheet would run is made harmless."""
    head = True
    for some in found:
        text = as_csv([flat_row(event) for event in some], FLAT_COLUMNS)
        yield text if head else text.split("\r\n", 1)[1]
        head = False


def _jsonl(found: Parts) -> Iterator[str]:
    for some in found:
        yield "".join(json.dumps(to_plain(event), ensure_ascii=False) + "\n" for event in some)


def _geojson(found: Parts) -> Iterator[str]:
    """A feature an event (RFC 7946); an event without a point has the geometry null."""
    yield '{"type":"FeatureCollection","features":['
    first = True
    for some in found:
        features = [json.dumps(_feature(event), ensure_ascii=False, default=str) for event in some]
        if features:
            yield ("" if first else ",") + ",".join(features)
            first = False
    yield "]}\n"


def _feature(event: Event) -> dict[str, Any]:
    where = event.where
    point = None if where.longitude is None or where.latitude is None else {"type": "Point", "coordinates": [round(where.longitude, 6), round(where.latitude, 6)]}
    return {"type": "Feature", "id": event.id, "geometry": point, "properties": flat_row(event)}


FORMS: Final[dict[str, Form]] = {
    "csv": Form("text/csv; charset=utf-8", "csv", _csv),
    "jsonl": Form("application/x-ndjson", "jsonl", _jsonl),
    "geojson": Form("application/geo+json", "geojson", _geojson),
}
"""By the word that asks for them."""
