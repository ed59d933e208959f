"""The lines of a GeoNames dump as values: a country's file or `allCountries.txt`, and `alternateNamesV2.txt`; zipped or not.

The columns are those of https://download.geonames.org/export/dump/readme.txt. Lines are parted at line feeds alone, because
names hold other characters that Python takes for the end of a line.
"""

import csv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import IO, Final

from cairn.errors import GazetteerError
from cairn.model import WherePrecision

FEATURES: Final = Path(__file__).parent.parent / "data" / "geonames_features.csv"
PLACE_COLUMNS: Final = 19
NAME_COLUMNS: Final = (10, 8)  # alternateNamesV2.txt, and the older alternateNames.txt
BESIDE: Final = frozenset({"readme.txt", "iso-languagecodes.txt"})  # what GeoNames' archives hold beside the table
#: What stands in the language column of a name that is none: codes of airports, posts and other lists, links.
NO_LANGUAGES: Final = frozenset("link wkdt post iata icao faac unlc tcid phon abbr".split())
NOWHERE: Final = frozenset({"", "00"})  # first-level codes of places that lie in no division


class Table(StrEnum):
    """What a file of the dump holds."""

    PLACES = "places"
    NAMES = "names"


class MalformedLine(ValueError):
    """A line that is none of the dump; the message says why."""


@dataclass(frozen=True, slots=True)
class Feature:
    """What a GeoNames feature code is here. A feature without `kind` is left out."""

    kind: str | None
    note: str | None
    precision: WherePrecision | None


@dataclass(frozen=True, slots=True)
class DumpedPlace:
    """One line of a places file. `feature` is class and code, such as "P.PPLA"; `other_names` are its names without language."""

    id: int
    name: str
    ascii_name: str
    other_names: tuple[str, ...]
    latitude: float
    longitude: float
    feature: str
    country: str | None
    admin1: str | None
    admin2: str | None
    population: int


@dataclass(frozen=True, slots=True)
class DumpedName:
    """One line of the alternate names. `today` is true of the name that GeoNames prefers in English."""

    place: int
    name: str
    today: bool


@cache
def features() -> dict[str, Feature]:
    """Every feature code that Cairn decides on, kept or left out; a code that is not here is left out too."""
    with FEATURES.open(encoding="utf-8", newline="") as file:
        return {
            row["feature"]: Feature(row["kind"] or None, row["note"] or None, WherePrecision(row["precision"]) if row["precision"] else None)
            for row in csv.DictReader(file)
        }


def place_of(line: bytes) -> DumpedPlace:
    """A line of a places file. Raises `MalformedLine`."""
    cells = _cells(line)
    if len(cells) != PLACE_COLUMNS:
        raise MalformedLine(f"{len(cells)} columns, expected {PLACE_COLUMNS}")
    if not cells[1].strip():
        raise MalformedLine("no name")
    return DumpedPlace(
        id=_whole(cells[0], "geonameid"), name=cells[1], ascii_name=cells[2], other_names=tuple(cells[3].split(",")) if cells[3] else (),
        latitude=_degrees(cells[4], 90.0, "latitude"), longitude=_degrees(cells[5], 180.0, "longitude"),
        feature=f"{cells[6]}.{cells[7]}", country=cells[8] or None,
        admin1=None if cells[10] in NOWHERE else cells[10], admin2=cells[11] or None,
        population=_whole(cells[14], "population") if cells[14] else 0,
    )  # fmt: skip


def name_of(line: bytes) -> DumpedName | None:
    """A line of the alternate names, or None where it is a code or a link and no name. Raises `MalformedLine`."""
    cells = _cells(line)
    if len(cells) not in NAME_COLUMNS:
        raise MalformedLine(f"{len(cells)} columns, expected {NAME_COLUMNS[0]} or {NAME_COLUMNS[1]}")
    _whole(cells[0], "alternateNameId")
    place, name = _whole(cells[1], "geonameid"), cells[3].strip()
    if not name:
        raise MalformedLine("no name")
    if cells[2] in NO_LANGUAGES:
        return None
    return DumpedName(place, name, today=cells[2] == "en" and cells[4] == "1" and cells[6] != "1" and cells[7] != "1")


def table_of(path: Path) -> Table:
    """Which table a file holds, by the columns of its first line.

    Raises `GazetteerError` where it is missing, empty, or no file of the dump.
    """
    with opened(path) as (file, _):
        first = next((line for line in file if line.strip()), None)
    if first is None:
        raise GazetteerError(f"{str(path)!r} is empty; expected a GeoNames dump: fetch it again")
    columns = first.count(b"\t") + 1
    if columns == PLACE_COLUMNS:
        return Table.PLACES
    if columns in NAME_COLUMNS:
        return Table.NAMES
    raise GazetteerError(
        f"{str(path)!r} is no GeoNames dump: its first line {first[:40].decode(errors='replace')!r} has {columns} columns parted by tabs; "
        f"expected {PLACE_COLUMNS} (a country's file or allCountries.txt) or {NAME_COLUMNS[0]} (alternateNamesV2.txt)"
    )


@contextmanager
def opened(path: Path) -> Iterator[tuple[IO[bytes], int]]:
    """The bytes of a dump's table, out of its archive where it is zipped, and how many there are."""
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                inside = _table_inside(archive, path)
                with archive.open(inside) as file:
                    yield file, inside.file_size
        else:
            with path.open("rb") as file:
                yield file, path.stat().st_size
    except zipfile.BadZipFile as error:
        raise GazetteerError(f"archive {str(path)!r} is damaged ({error}); fetch it again") from error
    except OSError as error:
        raise GazetteerError(
            f"{str(path)!r} can not be read ({error.strerror}); expected a file of a GeoNames dump, such as IQ.zip or allCountries.txt"
        ) from error


def _table_inside(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    texts = [inside for inside in archive.infolist() if inside.filename.endswith(".txt") and inside.filename.lower() not in BESIDE]
    if len(texts) != 1:
        raise GazetteerError(
            f"archive {str(path)!r} holds {len(texts)} tables ({', '.join(text.filename for text in texts[:5]) or 'no .txt'}); "
            "expected one: unpack it and name the table"
        )
    return texts[0]


def _cells(line: bytes) -> list[str]:
    try:
        return line.rstrip(b"\r\n").decode().split("\t")
    except UnicodeDecodeError as error:
        raise MalformedLine(f"not UTF-8 ({error.reason} at byte {error.start})") from error


def _whole(cell: str, name: str) -> int:
    if not (cell.isascii() and cell.isdigit()):
        raise MalformedLine(f"{name} {cell[:20]!r} is no whole number")
    return int(cell)


def _degrees(cell: str, end: float, name: str) -> float:
    try:
        degrees = float(cell)
    except ValueError:
        raise MalformedLine(f"{name} {cell[:20]!r} is no number") from None
    if not -end <= degrees <= end:
        raise MalformedLine(f"{name} {degrees} is not within {end:g} degrees of 0")
    return degrees
