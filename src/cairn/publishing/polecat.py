"""POLECAT's file: 40 columns parted by tabs, missing as "None". Type and mode come from the codebook's crosswalk, the rest of the coding
scheme (quad class, intensity, sectors, contexts) from `data/plover.yaml`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

import yaml

from cairn.codebook import Codebook
from cairn.model import ActorKind, Event, Participant
from cairn.publishing.cells import Cell, Row, number
from cairn.publishing.item import Context, Item, Source
from cairn.publishing.rows import LeftOut, geonames_id, middle, two_sides, unfit
from cairn.publishing.world import by_name, country, named_in

NONE: Final = "None"


@cache
def scheme() -> Mapping[str, Any]:
    """PLOVER's quad classes, scores, sectors, contexts and modes by qualifier."""
    found: Mapping[str, Any] = yaml.safe_load(resources.files("cairn.publishing").joinpath("data/plover.yaml").read_text(encoding="utf-8"))
    return found


@dataclass(frozen=True, slots=True)
class Coded:
    """An event in PLOVER's terms."""

    type: str
    modes: tuple[str, ...]
    quad: str
    intensity: float
    contexts: tuple[str, ...]


def coded(event: Event, book: Codebook) -> Coded | None:
    """The event in PLOVER's terms; None where PLOVER has no such type."""
    row, terms = book.types[event.type], scheme()
    kind = row.crosswalk.plover.type
    if kind is None:
        return None
    told = [terms["qualifiers"][q] for q in event.qualifiers if q in terms["qualifiers"]] if kind == "ASSAULT" else []
    modes = tuple(dict.fromkeys([*([row.crosswalk.plover.mode] if row.crosswalk.plover.mode else []), *told]))
    scores = [terms["modes"].get(kind, {}).get(mode, terms["types"][kind]) for mode in modes] or [terms["types"][kind]]
    context = terms["contexts"].get(row.family.value)
    quad = next(name for name, types in terms["quads"].items() if kind in types)
    return Coded(kind, modes, quad, float(max(scores, key=abs)), (context,) if context else ())


def sector(participant: Participant) -> str | None:
    """PLOVER's sector of an actor."""
    found: str | None = scheme()["sectors"].get(participant.kind.value)
    return found


def home_of(participant: Participant, context: Context) -> str | None:
    """An actor's country, alpha-2, where the registry or its own name tells it."""
    return context.identity(participant).country or named_in(participant.name) or _bracketed(participant.name)


def _bracketed(name: str) -> str | None:
    return by_name().get(name[name.rfind("(") + 1 : -1].lower()) if name.endswith(")") else None


def rows(item: Item, context: Context) -> Sequence[Row] | LeftOut:
    """The row of an event."""
    event = item.event
    if (reason := unfit(event)) is not None:
        return reason
    plover, day = coded(event, context.codebook), middle(event.when)
    if plover is None:
        return LeftOut("PLOVER has no such type")
    if day is None:
        return LeftOut("date not known")
    first, second = two_sides(item)
    where, source = event.where, item.sources[0] if item.sources else Source("")
    place = country(where.country)
    town = where.name if where.precision.value in ("exact", "near") else None
    return [tuple(NONE if cell is None or cell == "" else cell for cell in (
        event.id, day.isoformat(), plover.type, ";".join(plover.modes), number(plover.intensity), plover.quad, ";".join(plover.contexts),
        *_actor(first, context), *_actor(second, context), where.name, town, where.admin2, where.admin1, place.name, number(where.latitude), number(where.longitude),
        geonames_id(where), where.surface, None, source.publisher, source.published.isoformat() if source.published else None, None, None, None,
        source.language, f"Cairn {context.version}".strip(),
    ))]  # fmt: skip


def _actor(side: Sequence[Participant], context: Context) -> tuple[Cell, ...]:
    """Name, country, COW number, first sector, sectors, title, raw name, Wikipedia id."""
    if not side:
        return (None,) * 8
    homes = [country(home_of(p, context)) for p in side]
    sectors = list(dict.fromkeys(s for p in side if (s := sector(p))))
    titles = [p.position for p in side if p.kind is ActorKind.PERSON and p.position]
    return (
        ";".join(p.name for p in side), ";".join(dict.fromkeys(h.iso3 for h in homes if h.iso3)), ";".join(dict.fromkeys(h.cow for h in homes if h.cow)),
        sectors[0] if sectors else None, ";".join(sectors), ";".join(titles), ";".join(p.surface for p in side if p.surface), None,
    )  # fmt: skip
