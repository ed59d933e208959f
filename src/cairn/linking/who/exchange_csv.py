"""Actors as a plain CSV: a heading, one row an actor, lists in cells.

Items of a cell stand apart by ";", the parts of an item by "|":

    names      name|start|end                                "Islamic State of Iraq|2006-10-15|2013-04-07; Daesh"
    relations  type|id|start|end                             "splinter_of|al_qaeda|2014-02"
    leaders    name|title|start|end|how it ended|alias|...   "Abu Dua|caliph|2010-05-16|2019-10-27|killed|Ibrahim Awad"
    codes      data set|code                                 "ucdp|234; wikidata|Q2429253"

Countries stand apart by ";", a start of "2014" is its first day, an end of "2014" its last. Of the sources the one of the actor is
kept; names, relations and leaders rest on it.
"""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cairn.errors import RegistryError
from cairn.linking.who.exchange import Held, Taken, days, fact
from cairn.linking.who.registry import Registry

COLUMNS = ("id", "name", "kind", "countries", "start", "end", "names", "relations", "leaders", "codes", "source", "checked")
NEEDED = ("id", "name", "kind")
_PARTS = ("name", "title", "start", "end", "ended")


def to_csv(held: Iterable[Held]) -> str:
    """The actors as CSV; raises RegistryError where a value holds a sign that parts items."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_row(one) for one in held)
    return out.getvalue()


def _row(one: Held) -> dict[str, str]:
    entry = one.entry
    return {
        "id": entry.id,
        "name": entry.name,
        "kind": entry.kind.value,
        "countries": "; ".join(entry.countries),
        **days(entry.active),
        "names": _cell([n.text, *_dates(n.period)] for n in entry.names if n.text != entry.name),
        "relations": _cell([t.kind.value, t.object, *_dates(t.period)] for t in entry.ties),
        "leaders": _cell([x.name, x.title or "", *_dates(x.period), x.ended.value, *x.aliases] for x in entry.leaders),
        "codes": _cell([name, code] for name, code in entry.codes.items()),
        "source": one.page(entry.fact) or entry.fact.source,
        "checked": "yes" if entry.fact.checked else "no",
    }


def _dates(period: Any) -> list[str]:
    known = days(period)
    return [known.get("start", ""), known.get("end", "")]


def _cell(items: Iterable[list[str]]) -> str:
    cells = []
    for item in items:
        if any("|" in part or ";" in part for part in item):
            raise RegistryError(f"{item!r} can not be written as CSV: expected no '|' and no ';' in a name; export as ftm")
        cells.append("|".join(item).rstrip("|"))
    return "; ".join(cells)


def from_csv(file: Path, registry: Registry) -> Taken:
    """The actors of a CSV in our columns; `id`, `name` and `kind` are needed. Raises RegistryError where the heading is another."""
    del registry
    with file.open(encoding="utf-8-sig", newline="") as text:
        reader = csv.DictReader(text)
        missing = [column for column in NEEDED if column not in (reader.fieldnames or ())]
        if missing:
            raise RegistryError(f"{file}, line 1: no column {', '.join(missing)}; expected the heading {','.join(COLUMNS)}")
        taken = Taken()
        for row in reader:
            taken.rows.append((reader.line_num, _group({name: (value or "").strip() for name, value in row.items() if name})))
    return taken


def _group(row: dict[str, str]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "name": row["name"],
        "kind": row["kind"],
        "countries": _list(row.get("countries", "")),
        "active": _given({"start": row.get("start"), "end": row.get("end")}),
        **fact(row.get("checked") == "yes"),
        "names": [_given(dict(zip(("name", "start", "end"), parts, strict=False))) for parts in _items(row.get("names"))],
        "relations": [
            _given(dict(zip(("type", "object", "start", "end"), parts, strict=False))) for parts in _items(row.get("relations"))
        ],
        "leaders": [
            _given({**dict(zip(_PARTS, parts, strict=False)), "aliases": parts[len(_PARTS) :]})
            for parts in _items(row.get("leaders"))
        ],
        "codes": {parts[0]: parts[1] if len(parts) > 1 else "" for parts in _items(row.get("codes"))},
    }


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _list(cell: str) -> list[str]:
    return [item.strip() for item in cell.split(";") if item.strip()]


def _items(cell: str | None) -> list[list[str]]:
    return [[part.strip() for part in item.split("|")] for item in _list(cell or "")]
