"""GDELT 2.0's event table: 61 columns parted by tabs, without a header. Codes are text; what GDELT measures and Cairn does not, such as
tone, stays empty."""

from calendar import isleap
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import yaml

from cairn.model import Participant, Place
from cairn.publishing.cells import Cell, Row, number
from cairn.publishing.item import Context, Item
from cairn.publishing.polecat import home_of
from cairn.publishing.rows import LeftOut, geonames_id, id_number, middle, two_sides, unfit
from cairn.publishing.world import country

_COUNTRY, _CITY, _STATE = 1, 4, 5
_US = {"exact": 3, "near": 3, "admin2": 2, "admin1": 2}


@cache
def _scheme() -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load(resources.files("cairn.publishing").joinpath("data/cameo.yaml").read_text(encoding="utf-8"))
    return found


def rows(item: Item, context: Context) -> Sequence[Row] | LeftOut:
    """The row of an event."""
    event = item.event
    if (reason := unfit(event)) is not None:
        return reason
    code, day = context.codebook.types[event.type].crosswalk.cameo, middle(event.when)
    if code is None:
        return LeftOut("CAMEO has no such type")
    if day is None:
        return LeftOut("date not known")
    first, second = two_sides(item)
    nowhere: tuple[Cell, ...] = (None,) * 8
    mentions = len([e for e in event.evidence if e.field == "type"]) or len(event.reports)
    return [(
        id_number(event), f"{day:%Y%m%d}", f"{day:%Y%m}", day.year, _fraction(day), *_actor(first, context), *_actor(second, context), int(event.main), code,
        code[:3], code[:2], _quad(code), number(_scheme()["goldstein"].get(code)), mentions, len(item.publishers), len(event.reports), None,
        *nowhere, *nowhere, *_geo(event.where), f"{context.at:%Y%m%d%H%M%S}", next((s.url for s in item.sources if s.url), None),
    )]  # fmt: skip


def _fraction(day: date) -> str:
    """The year with the part of it that has gone by, four digits."""
    return f"{day.year + (day.timetuple().tm_yday - 1) / (366 if isleap(day.year) else 365):.4f}"


def _quad(code: str) -> int:
    return next(int(quad) for quad, (first, last) in _scheme()["quads"].items() if first <= code[:2] <= last)


def _actor(side: Sequence[Participant], context: Context) -> tuple[Cell, ...]:
    """Code, name, country, known group, ethnic, two religions, three types: of these Cairn knows name, country and the first type."""
    if not side:
        return (None,) * 10
    home, kind = country(home_of(side[0], context)).iso3, _scheme()["types"].get(side[0].kind.value, "")
    return (f"{home}{kind}" or None, side[0].name.upper(), home or None, None, None, None, None, kind or None, None, None)


def _geo(where: Place) -> tuple[Cell, ...]:
    """Type, name, FIPS country, two divisions, point, GeoNames id."""
    fine = where.precision.value in ("exact", "near")
    kind = _CITY if fine else _STATE if where.precision.value in ("admin1", "admin2") else _COUNTRY
    if where.country is None and where.name is None:
        return (None,) * 8
    home = country(where.country)
    full = ", ".join(dict.fromkeys(part for part in (where.name if fine else None, where.admin1, home.name) if part))
    return (
        _US.get(where.precision.value, kind) if where.country == "US" else kind, full or where.name, home.fips or None, None, None,
        number(where.latitude), number(where.longitude), geonames_id(where) if fine else None,
    )  # fmt: skip
