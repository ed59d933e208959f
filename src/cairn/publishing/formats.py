"""The formats by the names that a user chooses them by: columns, rows, and how they are written down."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from cairn.publishing import acled, evidence, ftm, gdelt, geojson, plover, polecat, tidy, ucdp_ged
from cairn.publishing.columns import Column, columns
from cairn.publishing.item import Context, Item
from cairn.publishing.rows import LeftOut


class Shape(StrEnum):
    """How rows are written down."""

    CSV = "csv"
    TABS = "tabs"
    LINES = "lines"
    FEATURES = "features"
    ENTITIES = "entities"
    PARQUET = "parquet"
    GEOPARQUET = "geoparquet"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class Format:
    """A format. `rows` gives an event's rows, or why the format can not hold it; `evidence` is whether it asks for what stands behind values,
    `identities` whether for what a registry knows of actors."""

    id: str
    title: str
    shape: Shape
    suffix: str
    media: str
    rows: Callable[[Item, Context], Sequence[Sequence[Any]] | LeftOut]
    method: str
    columns: tuple[Column, ...] = ()
    header: bool = True
    tags: bool = False
    missing: str = ""
    evidence: bool = False
    identities: bool = False

    @property
    def text(self) -> bool:
        """Whether it is text, which may go to standard output."""
        return self.shape not in (Shape.PARQUET, Shape.GEOPARQUET, Shape.SHEET)


_TIDY: Final = columns("tidy").columns
_CSV: Final = "text/csv"
_TABS: Final = "text/tab-separated-values"
_LINES: Final = "application/x-ndjson"
_OWN: Final = "One event a row as the record holds it; unknown is empty."
_NO_EVENTS: Final = "Events that are told as threatened, planned or denied are left out."

FORMATS: Final[Mapping[str, Format]] = MappingProxyType({one.id: one for one in (
    Format("csv", "Events, tidy", Shape.CSV, ".csv", _CSV, tidy.rows, _OWN, _TIDY),
    Format("acled", "Events in ACLED's columns", Shape.CSV, ".csv", _CSV, acled.rows, "Types, precisions and interactions by the codebook's crosswalk; the day is the middle of"
           " a stretch; fatalities are the lowest figure that stands, and 0 where no report gives one, as ACLED writes them: the tag fatalities=unreported tells these"
           f" from a told 0. Violence without a known perpetrator is an unidentified armed group's. {_NO_EVENTS}", columns("acled").columns),
    Format("ucdp-ged", "Lethal events in UCDP GED's columns", Shape.CSV, ".csv", _CSV, ucdp_ged.rows, "Events with a death in at least one estimate, known to a year and a"
           " point; best is the sum of sides and unknown; an open bound is the best figure; a side of which no death is told has 0, as UCDP writes it. UCDP's threshold of 25"
           f" deaths a year is not applied. {_NO_EVENTS}", columns("ucdp_ged").columns, identities=True),
    Format("polecat", "Events in POLECAT's columns", Shape.TABS, ".txt", _TABS, polecat.rows, f"PLOVER's types and modes by the codebook's crosswalk. {_NO_EVENTS}",
           columns("polecat").columns, missing=polecat.NONE, identities=True),
    Format("gdelt", "Events in GDELT 2.0's columns", Shape.TABS, ".tsv", _TABS, gdelt.rows, f"CAMEO's codes by the codebook's crosswalk; no tone. {_NO_EVENTS}",
           columns("gdelt").columns, header=False, identities=True),
    Format("plover", "Events as PLOVER JSON lines", Shape.LINES, ".jsonl", _LINES, plover.rows, f"PLOVER's types and modes by the codebook's crosswalk; an event needs an actor."
           f" {_NO_EVENTS}", evidence=True, identities=True),
    Format("geojson", "Events as GeoJSON features", Shape.FEATURES, ".geojson", "application/geo+json", geojson.rows, _OWN),
    Format("geoparquet", "Events as GeoParquet 1.1", Shape.GEOPARQUET, ".parquet", "application/vnd.apache.parquet", tidy.rows, _OWN, _TIDY),
    Format("parquet", "Events as Parquet", Shape.PARQUET, ".parquet", "application/vnd.apache.parquet", tidy.rows, _OWN, _TIDY),
    Format("xlsx", "Events as a spreadsheet", Shape.SHEET, ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", tidy.rows, _OWN, _TIDY),
    Format("ftm", "Events, actors, places and reports as FollowTheMoney entities", Shape.ENTITIES, ".ftm.json", _LINES, ftm.rows,
           "An event's values are statements with the report and the words behind them.", evidence=True, identities=True),
    Format("hxl", "Events with HXL tags", Shape.CSV, ".csv", _CSV, tidy.rows, f"{_OWN} HXL tags stand in the second row.", _TIDY, tags=True),
    Format("csv-evidence", "The words behind every value", Shape.CSV, ".csv", _CSV, evidence.rows, "One row for each stretch of words behind a value of an event.",
           columns("evidence").columns, evidence=True),
)})  # fmt: skip
