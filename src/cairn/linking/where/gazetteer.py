"""The gazetteer: which places a name may mean. One SQLite file, made when Cairn is installed, opened for reading only.

Beside it stands what the user imported from a GeoNames dump, where there is such a store; a place of both is one.
"""

import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

from rapidfuzz import fuzz, process

from cairn.errors import GazetteerError
from cairn.linking.where.build import SPELLED_ONE_WAY
from cairn.linking.where.geonames import Feature, features
from cairn.linking.where.imported import Imported, ImportedPlace, Marks, installed
from cairn.linking.where.names import VERSION, bare, core, fold, sound, sounds
from cairn.model import WherePrecision

_Row = tuple[int, str | None, str, str, str | None, str | None, str | None, int, int, int, str | None, int]

@dataclass(slots=True)
class _Spellings:
    """Names of places: as heard, as written without article, the places' numbers."""

    heard: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)

INSTALLED: Final = Path(__file__).with_name("gazetteer.sqlite")
TODAYS: Final = 1  # the worst grade of a candidate that is called just so today
SIMILAR: Final = 86  # of 100, by sound: "makhmour" and "makhmur" agree, "mosul" and "makmur" do not
WRITTEN_ALIKE: Final = 70  # of 100, by letters: keeps "cauvery" from "chowari"
SHORTEST: Final = 4  # letters
KEPT, COUNTRIES_KEPT = 20_000, 128  # names and countries whose places are kept in memory
AT_ONCE: Final = 500  # names of one query

SAME_DEGREES: Final = {"admin2": 0.5, "area": 1.5}  # how far apart two entries of one place may lie, by kind
SAME_DEGREES_ELSE: Final = 0.1  # about 10 km: a camp's or a village's
LOCAL: Final = frozenset({"town", "site"})

_PLACE: Final = "p.id, p.ref, p.name, p.kind, p.country, p.code, d.name, p.latitude, p.longitude, p.population, p.note"
_DIVISION: Final = "LEFT JOIN division d ON d.country = p.country AND d.code = p.code"
_BY_KEY: Final = f"SELECT {_PLACE}, n.grade, n.key FROM name n JOIN place p ON p.id = n.place {_DIVISION} WHERE n.key"  # noqa: S608
_BY_NUMBER: Final = f"SELECT {_PLACE}, 4 FROM place p {_DIVISION} WHERE p.id = ?"  # noqa: S608
_BELOW: Final = f"SELECT {_PLACE}, 0 FROM place p {_DIVISION} WHERE p.id < ?"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean.

    `kind` is country, admin1, admin2, town, area, site or sea. `grade` says how the name fits: 0 its name today, 1 that
    without its article, 2 and 3 the same for another name of it, 4 a similar spelling. `countries` are an area's, `note`
    is a site's kind. Coordinates are WGS 84 degrees.
    """

    id: str
    name: str
    country: str | None
    admin1: str | None
    admin2: str | None
    latitude: float
    longitude: float
    kind: str
    population: int = 0
    grade: int = 0
    countries: tuple[str, ...] = ()
    note: str | None = None
    code: str | None = field(default=None, repr=False)
    extent: WherePrecision | None = None

    @property
    def precision(self) -> WherePrecision:
        """How exactly this place is known where a report names it."""
        if self.extent is not None:
            return self.extent
        if self.kind in {"area", "sea"}:
            return WherePrecision(self.note or "area")
        return _PRECISIONS[self.kind]


_PRECISIONS: Final = {
    "country": WherePrecision.COUNTRY, "admin1": WherePrecision.ADMIN1, "admin2": WherePrecision.ADMIN2,
    "town": WherePrecision.EXACT, "site": WherePrecision.EXACT,
}  # fmt: skip


class Gazetteer:
    """Look-up of places by name. Made by `Gazetteer.open`; safe to use from one thread at a time."""

    def __init__(self, path: Path, *, imported: Imported | None = None) -> None:
        self.path = path
        self.imported = imported
        self._connection: sqlite3.Connection | None = None
        self._named: dict[str, tuple[Candidate, ...]] = {}
        self._spellings = lru_cache(maxsize=COUNTRIES_KEPT)(self._load_spellings)

    @classmethod
    def open(cls, path: Path | None = None, *, store: Path | None = None, alone: bool = False) -> "Gazetteer":
        """The gazetteer at `path`, or the one that came with the install. Its file is first read when it is first asked.

        Beside it stands the store of imported places: the one named, or else the one that `imported.installed` finds; none at
        all where `alone` says so.

        Raises `GazetteerError` where there is no such file, or one of another version.
        """
        chosen = path or INSTALLED
        if not chosen.is_file():
            raise GazetteerError(
                f"gazetteer {str(chosen)!r} is missing; expected the file that the installation makes: "
                "install Cairn again (`pip install .`), or name another gazetteer file"
            )
        if alone:
            return cls(chosen)
        return cls(chosen, imported=Imported(store) if store else installed())

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """All places that bear a name, those that fit best first; exact after folding.

        Articles and words such as "Province" are left aside: "Anbar Province" and "Anbar" find the same.
        """
        if name not in self._named:
            self.prepare([name])
        return self._named[name]

    def prepare(self, names: Iterable[str]) -> None:
        """Look many names up at once, which costs far less than one by one; `candidates` then has them ready."""
        if len(self._named) > KEPT:
            self._named.clear()
        keys = {name: _keys(name) for name in names if name not in self._named}
        found = self._look_up(sorted({key for some in keys.values() for key in some}))
        self._named |= {name: next((fitting for key in some if (fitting := found[key])), ()) for name, some in keys.items()}

    def similar(self, name: str, *, countries: Iterable[str]) -> tuple[Candidate, ...]:
        """Places within some countries (ISO2) whose name is spelled much like `name`, the most similar first.

        None in countries whose names are spelled one way in English, see `build.SPELLED_ONE_WAY`.
        """
        folded = bare(core(fold(name))[0])
        heard = sound(folded)
        if len(heard) < SHORTEST or not heard.isascii():
            return ()
        within = tuple(dict.fromkeys(countries))
        scored: list[tuple[float, int]] = []
        for country in within:
            known = self._spellings(country).get(heard[0], _Spellings())
            hits = process.extract(heard, known.heard, scorer=fuzz.ratio, score_cutoff=SIMILAR, limit=5)
            scored += [(score, known.places[n]) for _, score, n in hits if fuzz.ratio(known.written[n], folded) >= WRITTEN_ALIKE]
        best = dict.fromkeys(place for _, place in sorted(scored, key=lambda hit: -hit[0]))
        shipped = tuple(candidate for place in best for candidate in self._rows(_BY_NUMBER, place))
        if self.imported is None:
            return shipped
        alike = (place for place in self.imported.heard(folded) if place.country in within and place.country not in SPELLED_ONE_WAY)
        return self._joined(shipped, alike)

    def country(self, code: str) -> Candidate | None:
        """The country of an ISO2 code."""
        return self._areas[0].get(code)

    def divisions(self, country: str) -> tuple[Candidate, ...]:
        """The first-level divisions of a country, by its ISO2 code."""
        return self._areas[1].get(country, ())

    @cached_property
    def _areas(self) -> tuple[dict[str, Candidate], dict[str, tuple[Candidate, ...]]]:
        countries: dict[str, Candidate] = {}
        divisions: dict[str, tuple[Candidate, ...]] = {}
        for candidate in self._rows(_BELOW, 0):
            if candidate.kind == "country" and candidate.country:
                countries[candidate.country] = candidate
            elif candidate.kind == "admin1" and candidate.country:
                divisions[candidate.country] = (*divisions.get(candidate.country, ()), candidate)
        return countries, divisions

    def _look_up(self, keys: Sequence[str]) -> dict[str, tuple[Candidate, ...]]:
        found: dict[str, list[_Row]] = {key: [] for key in keys}
        for start in range(0, len(keys), AT_ONCE):
            some = keys[start : start + AT_ONCE]
            for *row, key in self._fetch(f"{_BY_KEY} IN ({','.join('?' * len(some))})", some):
                found[key].append(tuple(row))
        shipped = {key: tuple(sorted(map(_candidate, rows), key=_rank)) for key, rows in found.items()}
        if self.imported is None:
            return shipped
        return {key: tuple(sorted(self._joined(ours, self.imported.named(key)), key=_rank)) for key, ours in shipped.items()}

    def _joined(self, shipped: Sequence[Candidate], imported: Iterable[ImportedPlace]) -> tuple[Candidate, ...]:
        """Candidates of both files, each place once: what came with the install stays as it is, with the better grade."""
        found = {candidate.id: candidate for candidate in shipped}
        ours = [candidate for candidate in shipped if not candidate.id.startswith("geonames:")]
        for place in imported:
            candidate = self._of_install(place) or self._imported(place)
            known = found.get(candidate.id)
            if known is not None:
                grade, second = min(known.grade, candidate.grade), known.admin2 or candidate.admin2
                found[candidate.id] = replace(known, grade=grade, admin2=second)
            elif not any(_is_same(entry, candidate) for entry in ours):
                found[candidate.id] = candidate
        return tuple(found.values())

    def _of_install(self, place: ImportedPlace) -> Candidate | None:
        """The entry that came with the install for an imported place: a town's by its GeoNames id, a division's by its code."""
        if place.feature == "A.ADM1":
            known = next((d for d in self.divisions(place.country or "") if d.code and d.code == place.code), None)
        elif place.id in self._numbers:
            known = next(iter(self._rows(_BY_NUMBER, place.id)), None)
        else:
            return None
        return replace(known, grade=place.grade, admin2=known.admin2 or self._second(place)) if known else None

    def _imported(self, place: ImportedPlace) -> Candidate:
        """A place that the install lacks; its division by the name that the install has for it, so that one has one name."""
        feature = self._features[place.feature]
        kind = str(feature.kind)
        division = self._division_names.get((place.country, place.code)) or self._dumped.get((place.country, place.code, ""))
        return Candidate(
            f"geonames:{place.id}", place.name, place.country, place.name if kind == "admin1" else division,
            place.name if kind == "admin2" else self._second(place), place.latitude / 100_000, place.longitude / 100_000, kind,
            place.population, place.grade, (place.country,) if place.country else (), feature.note, place.code,
            feature.precision if kind == "site" else None,
        )  # fmt: skip

    def _second(self, place: ImportedPlace) -> str | None:
        return self._dumped.get((place.country, place.code, place.code2)) if place.code2 else None

    @cached_property
    def _dumped(self) -> dict[tuple[str | None, str | None, str | None], str]:
        return self.imported.divisions if self.imported else {}

    @cached_property
    def _features(self) -> dict[str, Feature]:
        return features()

    @cached_property
    def _numbers(self) -> Marks:
        """The GeoNames ids of the install's towns: a name may be that of thousands of imported places, few of them known."""
        marks = Marks()
        for (number,) in self._open().execute("SELECT id FROM place WHERE id > 0"):
            marks.add(number)
        return marks

    @cached_property
    def _division_names(self) -> dict[tuple[str | None, str | None], str]:
        return {(country, code): name for country, code, name in self._open().execute("SELECT country, code, name FROM division")}

    def _rows(self, query: str, value: str | int) -> tuple[Candidate, ...]:
        return tuple(sorted(map(_candidate, self._fetch(query, (value,))), key=_rank))

    def _fetch(self, query: str, values: Sequence[str | int]) -> list[Any]:
        try:
            return self._open().execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise GazetteerError(f"gazetteer {str(self.path)!r} is damaged ({error}); install Cairn again") from error

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            address = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
            connection = sqlite3.connect(address, uri=True, check_same_thread=False)
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version != VERSION:
                raise GazetteerError(
                    f"gazetteer {str(self.path)!r} is of version {version}; expected {VERSION}: "
                    "install Cairn again (`pip install .`)"
                )
            self._connection = connection
        return self._connection

    def _load_spellings(self, country: str) -> dict[str, _Spellings]:
        """The names of a country's places, by the first letter that is heard."""
        row = self._open().execute("SELECT names FROM spelling WHERE country = ?", (country,)).fetchone()
        columns: Sequence[str] = zlib.decompress(row[0]).decode().replace("\n", "\t").split("\t") if row else ()
        names = [bare(key) if " " in key else key for key in columns[::2]]
        kept = [pair for pair in dict.fromkeys(zip(names, columns[1::2], strict=True)) if len(pair[0]) >= SHORTEST]
        found: dict[str, _Spellings] = defaultdict(_Spellings)
        for heard, (key, place) in zip(sounds(key for key, _ in kept), kept, strict=True):
            spellings = found[heard[:1]]
            spellings.heard.append(heard)
            spellings.written.append(key)
            spellings.places.append(int(place))
        return dict(found)


def _keys(name: str) -> Sequence[str]:
    """The keys by which a name may be known, the one that fits best first."""
    folded = fold(name)
    if " " not in folded:
        return (folded,)
    inner = core(folded)[0]
    return list(dict.fromkeys((folded, bare(folded), inner, bare(inner), core(bare(folded))[0])))


def _candidate(row: _Row) -> Candidate:
    number, ref, name, kind, country, code, division, latitude, longitude, population, note, grade = row
    spread = (note or "").split() if kind in {"area", "sea"} else []
    is_admin1 = kind == "admin1" or spread[:1] == ["admin1"]
    return Candidate(
        id=ref or f"geonames:{number}", name=name, country=country, kind=kind, population=population, code=code,
        admin1=name if is_admin1 else division, admin2=name if kind == "admin2" or spread[:1] == ["admin2"] else None,
        latitude=latitude / 100_000, longitude=longitude / 100_000, grade=grade,
        countries=tuple(spread[1:]) or ((country,) if country else ()), note=spread[0] if spread else note,
    )  # fmt: skip


def _is_same(entry: Candidate, imported: Candidate) -> bool:
    """Whether an entry of the install that has no GeoNames id is an imported place of the same name."""
    if entry.country != imported.country:
        return False
    if entry.kind != imported.kind and not (entry.kind in {*LOCAL, "area"} and imported.kind in LOCAL):
        return False
    near = SAME_DEGREES.get(entry.kind, SAME_DEGREES_ELSE)
    return abs(entry.latitude - imported.latitude) <= near and abs(entry.longitude - imported.longitude) <= near


def _rank(candidate: Candidate) -> tuple[int, int, str]:
    return candidate.grade, -candidate.population, candidate.id
