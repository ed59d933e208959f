"""The places that the user imported from a GeoNames dump: one SQLite file, which stands beside the gazetteer of the install."""

import os
import sqlite3
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from cairn.errors import GazetteerError
from cairn.linking.where.geonames import features
from cairn.linking.where.names import VERSION as NAMES_VERSION
from cairn.linking.where.names import sound

SETTING: Final = "CAIRN_GAZETTEER"  # an environment variable: a path, or nothing at all for no imported places
FILE: Final = "geonames.sqlite"
APPLICATION: Final = 0x43_41_47_5A  # SQLite's application id of the store, "CAGZ"
LAYOUT: Final = 1
VERSION: Final = LAYOUT * 1_000 + NAMES_VERSION  # a store whose names were folded otherwise would be searched in vain
LICENCE: Final = "GeoNames (https://www.geonames.org), CC BY 4.0: who publishes places from it names GeoNames"

SCHEMA: Final = """
    CREATE TABLE place (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL, feature TEXT NOT NULL, country TEXT, code TEXT, code2 TEXT,
        latitude INTEGER NOT NULL, longitude INTEGER NOT NULL, population INTEGER NOT NULL);
    CREATE TABLE name (
        key TEXT NOT NULL, place INTEGER NOT NULL, grade INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
    CREATE TABLE heard (sound TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (sound, place)) WITHOUT ROWID;
    CREATE TABLE division (
        country TEXT NOT NULL, code TEXT NOT NULL, code2 TEXT NOT NULL, name TEXT NOT NULL,
        PRIMARY KEY (country, code, code2)) WITHOUT ROWID;
    CREATE TABLE source (
        name TEXT NOT NULL, bytes INTEGER NOT NULL, lines INTEGER NOT NULL, kept INTEGER NOT NULL,
        left_out INTEGER NOT NULL, malformed INTEGER NOT NULL);
    CREATE TABLE meta (made TEXT NOT NULL, places INTEGER NOT NULL, names INTEGER NOT NULL);
"""
_PLACE: Final = "p.id, p.name, p.feature, p.country, p.code, p.code2, p.latitude, p.longitude, p.population"
_BY_KEY: Final = f"SELECT n.grade, {_PLACE} FROM name n JOIN place p ON p.id = n.place WHERE n.key = ?"  # noqa: S608
_BY_SOUND: Final = f"SELECT 4, {_PLACE} FROM heard n JOIN place p ON p.id = n.place WHERE n.sound = ?"  # noqa: S608


class ImportedPlace(NamedTuple):
    """A place of the store as it stands there, with how well the name fits it (see `Candidate.grade`).

    A plain tuple, because one name may be that of thousands. Coordinates are whole hundred-thousandths of a degree.
    """

    grade: int
    id: int
    name: str
    feature: str
    country: str | None
    code: str | None
    code2: str | None
    latitude: int
    longitude: int
    population: int


@dataclass(frozen=True, slots=True)
class Source:
    """One file of an import, and how many of its lines were kept, left out by feature or language, and malformed."""

    name: str
    bytes: int
    lines: int
    kept: int
    left_out: int
    malformed: int


@dataclass(frozen=True, slots=True)
class Contents:
    """What a store holds. `kinds` counts its places by what they are here."""

    path: Path
    bytes: int
    made: str
    places: int
    names: int
    kinds: Mapping[str, int]
    sources: tuple[Source, ...]


class Marks:
    """A set of small whole numbers, a bit each: 13 million GeoNames ids are 1.6 MB."""

    def __init__(self) -> None:
        self._bits = bytearray()

    def add(self, number: int) -> None:
        """Mark a number."""
        missing = (number >> 3) + 1 - len(self._bits)
        if missing > 0:
            self._bits.extend(bytes(missing + 65_536))
        self._bits[number >> 3] |= 1 << (number & 7)

    def __contains__(self, number: int) -> bool:
        place = number >> 3
        return place < len(self._bits) and bool(self._bits[place] >> (number & 7) & 1)


class Imported:
    """Look-up in an imported store; opened when it is first asked, for reading only."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def named(self, key: str) -> list[ImportedPlace]:
        """The places of a folded name."""
        return self._places(_BY_KEY, key)

    def heard(self, key: str) -> list[ImportedPlace]:
        """The places whose name sounds just like a folded one, but is spelled otherwise."""
        return self._places(_BY_SOUND, sound(key))

    @cached_property
    def divisions(self) -> dict[tuple[str | None, str | None, str | None], str]:
        """The names of first-level divisions, by country, code and nothing, and of second-level ones, by both codes."""
        try:
            rows = self._connection.execute("SELECT country, code, code2, name FROM division").fetchall()
        except sqlite3.DatabaseError as error:
            raise self._damaged(error) from error
        return {(country, code, code2): name for country, code, code2, name in rows}

    def contents(self) -> Contents:
        """What the store holds, by its own count at the import."""
        try:
            made, places, names = self._connection.execute("SELECT made, places, names FROM meta").fetchone()
            sources = tuple(Source(*row) for row in self._connection.execute("SELECT * FROM source ORDER BY rowid"))
            counted = self._connection.execute("SELECT feature, count(*) FROM place GROUP BY feature").fetchall()
        except sqlite3.DatabaseError as error:
            raise self._damaged(error) from error
        kinds: dict[str, int] = {}
        for feature, count in counted:
            known = features()[feature]
            kind = known.note or known.kind or feature
            kinds[kind] = kinds.get(kind, 0) + count
        return Contents(self.path, self.path.stat().st_size, made, places, names, dict(sorted(kinds.items(), key=lambda pair: -pair[1])), sources)

    def _places(self, query: str, value: str) -> list[ImportedPlace]:
        try:
            return list(map(ImportedPlace._make, self._connection.execute(query, (value,))))
        except sqlite3.DatabaseError as error:
            raise self._damaged(error) from error

    @cached_property
    def _connection(self) -> sqlite3.Connection:
        if not self.path.is_file():
            raise GazetteerError(
                f"no imported places at {str(self.path)!r}, which {SETTING} or the call names; expected a store that "
                f"`cairn gazetteer import` made: import again, or unset {SETTING}"
            )
        try:
            connection = sqlite3.connect(f"{self.path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
        except sqlite3.DatabaseError as error:
            raise self._damaged(error) from error
        if application != APPLICATION:
            raise GazetteerError(f"{str(self.path)!r} is no store of imported places; expected a file that `cairn gazetteer import` made")
        if version != VERSION:
            raise GazetteerError(
                f"imported places {str(self.path)!r} are of version {version}; expected {VERSION}: run `cairn gazetteer import` again"
            )
        return connection

    def _damaged(self, error: sqlite3.DatabaseError) -> GazetteerError:
        return GazetteerError(f"imported places {str(self.path)!r} are damaged ({error}); run `cairn gazetteer import` again")


def is_store(path: Path) -> bool:
    """Whether a file is a store of imported places, of whatever version: SQLite's header says so."""
    with path.open("rb") as file:
        header = file.read(100)
    return header.startswith(b"SQLite format 3\0") and int.from_bytes(header[68:72], "big") == APPLICATION


def standard_path() -> Path:
    """Where the store stands unless said otherwise: the user's data folder of the operating system."""
    if sys.platform == "win32":
        folder = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        folder = str(Path.home() / "Library" / "Application Support")
    else:
        folder = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(folder) / "cairn" / FILE


def installed() -> Imported | None:
    """The store that is used beside the gazetteer of the install: that of `SETTING`, or one at `standard_path`, or none.

    A setting without a value is none on purpose. One that names no file is not passed over: the first look-up raises.
    """
    said = os.environ.get(SETTING)
    if said is not None:
        return Imported(Path(said)) if said else None
    standard = standard_path()
    return Imported(standard) if standard.is_file() else None
