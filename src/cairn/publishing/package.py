"""The description that goes beside every file: a data package descriptor (frictionless), with what Cairn did under `cairn`."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cairn.publishing.formats import Format, Shape
from cairn.publishing.item import Context
from cairn.publishing.sensitivity import Sensitivity
from cairn.publishing.tally import Tally

#: Where places come from, whose licences ask to be named.
SOURCES = (
    {"title": "GeoNames, CC BY 4.0", "path": "https://www.geonames.org/"}, {"title": "geoBoundaries, CC BY 4.0", "path": "https://www.geoboundaries.org/"},
    {"title": "Natural Earth, public domain", "path": "https://www.naturalearthdata.com/"},
)  # fmt: skip
_FORMATS = {Shape.CSV: "csv", Shape.TABS: "csv", Shape.LINES: "ndjson", Shape.ENTITIES: "ndjson", Shape.FEATURES: "geojson", Shape.SHEET: "xlsx"}


@dataclass(frozen=True, slots=True)
class File:
    """A written file: its name without a folder, its SHA-256 and its length in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Told:
    """What a person chose: filters by name, the policy of casualties, the licence, private names."""

    filters: Mapping[str, object]
    policy: str
    licence: str
    private_names: bool


def descriptor(form: Format, file: File, tally: Tally, sensitivity: Sensitivity, told: Told, context: Context) -> dict[str, Any]:
    """The descriptor as plain values. The licence is the user's to choose; "notspecified" says that nobody has."""
    resource: dict[str, Any] = {
        "name": "events", "title": form.title, "path": file.name, "format": _FORMATS.get(form.shape, "parquet"), "mediatype": form.media,
        "hash": f"sha256:{file.sha256}", "bytes": file.size,
    }  # fmt: skip
    if form.text:
        resource["encoding"] = "utf-8"
    if form.columns:
        resource["schema"] = {"fields": [_field(form, column.name, column.type, column.description) for column in form.columns], "missingValues": list(dict.fromkeys(("", form.missing)))}
    if (dialect := _dialect(form)) is not None:
        resource["dialect"] = dialect
    return {
        "profile": "data-package", "name": f"cairn-{form.id}", "title": form.title, "created": f"{context.at:%Y-%m-%dT%H:%M:%SZ}",
        "licenses": [{"name": told.licence}], "sources": [dict(source) for source in SOURCES], "resources": [resource],
        "cairn": {
            "version": context.version, "codebook": context.codebook.digest, "filters": dict(told.filters), "casualty_policy": told.policy, "private_names": told.private_names,
            "method": form.method, "counts": {
                "events": tally.events, "rows": tally.rows, "left_out": dict(sorted(tally.left_out.items())), "first_day": tally.first and tally.first.isoformat(),
                "last_day": tally.last and tally.last.isoformat(), "reports_per_event": round(tally.reports / tally.events, 2) if tally.events else None,
                "private_persons_not_named": tally.hidden,
            },
            "precision": {"place": _shares(tally.place, tally.events), "date": _shares(tally.when, tally.events)},
            "sensitivity": {
                "class": sensitivity.level.value, "follows": sensitivity.follows.value, "because": list(sensitivity.because), "reason": sensitivity.reason,
                "advice": sensitivity.advice, "after": "OCHA Data Responsibility Guidelines",
            },
            "limits": "Made by a program from news reports: it holds what was reported and not what is true. Read the evidence before you cite a row.",
        },
    }  # fmt: skip


def _field(form: Format, name: str, kind: str, description: str) -> dict[str, str]:
    found = {"name": name, "type": kind if form.shape is not Shape.SHEET or kind != "boolean" else "any"}
    return found | ({"description": description} if description else {})


def _dialect(form: Format) -> dict[str, Any] | None:
    if form.shape is Shape.TABS:
        return {"delimiter": "\t", "header": form.header, "csv": {"delimiter": "\t", "quoting": 3}}
    return {"commentRows": [2]} if form.tags else None


def _shares(counted: Counter[str], whole: int) -> dict[str, float]:
    return {name: round(count / whole, 4) for name, count in sorted(counted.items())} if whole else {}
