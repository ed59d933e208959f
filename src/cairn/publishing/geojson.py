"""GeoJSON (RFC 7946): a feature an event, its point where one is known, the tidy cells as its properties. An area's point stands for the
area: `place_precision` says so, and no feature has a point more exact than its source."""

import json
from collections.abc import Sequence

from cairn.publishing import tidy
from cairn.publishing.item import Context, Item

#: Digits after the point, as RFC 7946 advises: about 10 cm.
_DIGITS = 6
BEGIN, BETWEEN, END = '{"type":"FeatureCollection","features":[\n', ",\n", "\n]}\n"


def rows(item: Item, context: Context) -> Sequence[tuple[str]]:
    """The feature of an event."""
    (cells,) = tidy.rows(item, context)
    where = item.event.where
    point = None
    if where.latitude is not None and where.longitude is not None:
        point = {"type": "Point", "coordinates": [round(where.longitude, _DIGITS), round(where.latitude, _DIGITS)]}
    properties = {name: tidy.iso(cell) for name, cell in zip(tidy.COLUMNS, cells, strict=True) if name not in ("id", "latitude", "longitude")}
    feature = {"type": "Feature", "id": item.event.id, "geometry": point, "properties": properties}
    return [(json.dumps(feature, ensure_ascii=False, separators=(",", ":")),)]
