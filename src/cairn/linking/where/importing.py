"""Make the store of imported places out of a GeoNames dump: one pass over each file, in batches, and a sort by SQLite.

Memory stays bounded, whatever the dump's size: no table is held; which places are kept is a bit each. All is written into a
folder beside the store, and the finished file takes the store's place in one step.
"""

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TextIO

from cairn.errors import GazetteerError
from cairn.linking.where.build import SPELLED_ONE_WAY, is_name
from cairn.linking.where.geonames import DumpedPlace, MalformedLine, Table, features, name_of, opened, place_of, table_of
from cairn.linking.where.imported import APPLICATION, SCHEMA, VERSION, Marks, Source, is_store
from cairn.linking.where.names import bare, core, fold, sounds

#: What an import tells while it goes on: what it does, how many bytes of that are done, and of how many (0: not known).
Progress = Callable[[str, int, int], None]

BATCH: Final = 20_000  # lines
CACHE_KIB: Final = 65_536  # of SQLite, for each of the two files; its sorter takes as much
SHORTEST: Final = 4  # letters that a name has at least to be looked for by sound
ABANDONED_S: Final = 86_400  # a working folder so old was left by an import that was killed
PREFIX: Final = ".importing-"

_STAGING: Final = """
    CREATE TABLE staging.raw (key TEXT NOT NULL, place INTEGER NOT NULL, grade INTEGER NOT NULL);
    CREATE TABLE staging.sound (sound TEXT NOT NULL, place INTEGER NOT NULL);
"""
_SORT: Final = (
    ("sorting names", "INSERT INTO name SELECT key, place, min(grade) FROM staging.raw GROUP BY key, place ORDER BY key, place"),
    ("sorting sounds", "INSERT INTO heard SELECT DISTINCT sound, place FROM staging.sound ORDER BY sound, place"),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import made. `refused` lists the malformed lines, each with file, number and reason; None where there are none."""

    store: Path
    places: int
    names: int
    sources: tuple[Source, ...]
    refused: Path | None
    seconds: float


@dataclass(slots=True)
class _Count:
    lines: int = 0
    kept: int = 0
    left_out: int = 0
    malformed: int = 0


@dataclass(slots=True)
class _Work:
    """An import under way: the store being written, what is kept, and where malformed lines go."""

    connection: sqlite3.Connection
    refused: TextIO
    progress: Progress
    kept: Marks = field(default_factory=Marks)
    respelled: Marks = field(default_factory=Marks)  # places of countries whose names are spelled in several ways


def import_dump(files: Sequence[Path], *, store: Path, progress: Progress = lambda *_: None) -> Outcome:
    """Read the files of a GeoNames dump, in whatever order, into the store, in place of what it held.

    A malformed line is passed over, counted and listed beside the store. Raises `GazetteerError` where a file is none of a dump,
    where none has places, or where the store can not be written; then, and where it is interrupted, the old store stays.
    """
    began = time.monotonic()
    _must_be_a_store(store)
    tables = _sorted_by_table(files)
    with _working_folder(store) as folder:
        unfinished, refused = folder / "store", folder / "refused"
        try:
            sources, counts = _fill(unfinished, tables, refused=refused, staging=folder / "staging", progress=progress)
        except sqlite3.Error as error:
            raise GazetteerError(f"imported places could not be written to {str(store.parent)!r} ({error}); is the disk full?") from error
        if not counts[0]:
            raise GazetteerError(
                f"{', '.join(repr(str(file)) for file in files)}: no line is a place that Cairn keeps; expected a country's file or allCountries.txt"
            )
        listed = refused_beside(store)
        unfinished.replace(store)
        if any(source.malformed for source in sources):
            refused.replace(listed)
        else:
            listed.unlink(missing_ok=True)
    return Outcome(store, *counts, sources, listed if listed.exists() else None, time.monotonic() - began)


def remove(store: Path) -> bool:
    """Delete a store and its list of malformed lines; whether there was one. A file that is no store is left alone."""
    if not store.exists():
        return False
    _must_be_a_store(store)
    store.unlink()
    refused_beside(store).unlink(missing_ok=True)
    return True


def _must_be_a_store(path: Path) -> None:
    """No file of the user's own is overwritten or deleted."""
    if path.is_dir() or (path.is_file() and path.stat().st_size and not is_store(path)):
        raise GazetteerError(
            f"{str(path)!r} is there and is no store of imported places; expected one, or a path where nothing stands: name another store"
        )


def refused_beside(store: Path) -> Path:
    """Where the malformed lines of a store's import are listed."""
    return store.with_name(f"{store.stem}.malformed.txt")


def _sorted_by_table(files: Sequence[Path]) -> list[tuple[Path, Table]]:
    """The files with what they hold, places first: a name is kept only where its place is."""
    tables = [(file, table_of(file)) for file in files]
    if not any(table is Table.PLACES for _, table in tables):
        raise GazetteerError(
            f"{', '.join(repr(str(file)) for file in files) or 'no file'}: no places among the files; "
            "expected a country's file (IQ.zip) or allCountries.zip, with alternateNamesV2.zip beside it if you like"
        )
    return sorted(tables, key=lambda pair: pair[1] is Table.NAMES)


@contextmanager
def _working_folder(store: Path) -> Iterator[Path]:
    """A folder beside the store for unfinished files, gone afterwards; and those that killed imports left are removed."""
    try:
        store.parent.mkdir(parents=True, exist_ok=True)
        for left in store.parent.glob(f"{PREFIX}*"):
            if time.time() - left.stat().st_mtime > ABANDONED_S:
                shutil.rmtree(left, ignore_errors=True)
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=store.parent))
    except OSError as error:
        raise GazetteerError(
            f"imported places can not be written to {str(store.parent)!r} ({error.strerror}); expected a folder that you may write to: name another store"
        ) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fill(
    path: Path, tables: Sequence[tuple[Path, Table]], *, refused: Path, staging: Path, progress: Progress
) -> tuple[tuple[Source, ...], tuple[int, int]]:
    """Write a whole store; its sources, and its numbers of places and names."""
    with closing(sqlite3.connect(path)) as connection, _sorting_in(path.parent, connection), refused.open("w", encoding="utf-8") as listed:
        connection.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -{CACHE_KIB};")
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("ATTACH ? AS staging", (str(staging),))
        connection.executescript("PRAGMA staging.journal_mode = OFF; PRAGMA staging.synchronous = OFF;")
        connection.executescript(SCHEMA + _STAGING)
        work = _Work(connection, listed, progress)
        sources = tuple(_read(file, table, work=work) for file, table in tables)
        for step, statement in _SORT:
            progress(step, 0, 0)
            connection.execute(statement)
        connection.executemany("INSERT INTO source VALUES (?, ?, ?, ?, ?, ?)", ((s.name, s.bytes, s.lines, s.kept, s.left_out, s.malformed) for s in sources))
        (places,) = connection.execute("SELECT count(*) FROM place").fetchone()
        (names,) = connection.execute("SELECT count(*) FROM name").fetchone()
        connection.execute("INSERT INTO meta VALUES (?, ?, ?)", (datetime.now(UTC).isoformat(timespec="seconds"), places, names))
        connection.commit()
        connection.execute("DETACH staging")
    return sources, (places, names)


@contextmanager
def _sorting_in(folder: Path, connection: sqlite3.Connection) -> Iterator[None]:
    """Let SQLite sort on the store's own disk: a world of names may not fit where the system keeps temporary files."""
    quoted = str(folder).replace("'", "''")
    connection.execute(f"PRAGMA temp_store_directory = '{quoted}'")
    try:
        yield
    finally:
        connection.execute("PRAGMA temp_store_directory = ''")  # it holds for the whole process


def _read(file: Path, table: Table, *, work: _Work) -> Source:
    """Read one file into the store, batch by batch."""
    keep = _keep_places if table is Table.PLACES else _keep_names
    count, done = _Count(), 0
    with opened(file) as (lines, size):
        batch: list[bytes] = []
        for line in lines:
            done += len(line)
            batch.append(line)
            if len(batch) == BATCH:
                keep(batch, count, file=file, work=work)
                batch = []
                work.progress(file.name, done, size)
        keep(batch, count, file=file, work=work)
        work.progress(file.name, size, size)
    return Source(file.name, size, count.lines, count.kept, count.left_out, count.malformed)


def _keep_places(lines: Iterable[bytes], count: _Count, *, file: Path, work: _Work) -> None:
    """Keep the places of some lines, the names they have there, and the names of divisions."""
    places: list[DumpedPlace] = []
    known = features()
    for line in _told(lines, count):
        try:
            place = place_of(line)
        except MalformedLine as why:
            _refuse(line, why, count, file=file, work=work)
            continue
        feature = known.get(place.feature)
        if feature is None or feature.kind is None:
            count.left_out += 1
            continue
        count.kept += 1
        work.kept.add(place.id)
        if place.country not in SPELLED_ONE_WAY:
            work.respelled.add(place.id)
        places.append(place)
    work.connection.executemany("INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", map(_row, places))
    divisions = ((p.country, p.admin1, "" if p.feature == "A.ADM1" else p.admin2, p.name) for p in places if _names_division(p))
    work.connection.executemany("INSERT OR REPLACE INTO division VALUES (?, ?, ?, ?)", divisions)
    named = [(name, place.id, 0) for place in places for name in {place.name, place.ascii_name} if name]
    named += [(name, place.id, 2) for place in places for name in place.other_names if is_name(name)]
    _file(named, work=work)


def _keep_names(lines: Iterable[bytes], count: _Count, *, file: Path, work: _Work) -> None:
    """Keep the names of some lines whose places are kept."""
    named: list[tuple[str, int, int]] = []
    for line in _told(lines, count):
        try:
            name = name_of(line)
        except MalformedLine as why:
            _refuse(line, why, count, file=file, work=work)
            continue
        if name is None or name.place not in work.kept or not (name.today or is_name(name.name)):
            count.left_out += 1
            continue
        count.kept += 1
        named.append((name.name, name.place, 0 if name.today else 2))
    _file(named, work=work)


def _told(lines: Iterable[bytes], count: _Count) -> Iterator[bytes]:
    """The lines that are not empty, counted all the same."""
    for line in lines:
        count.lines += 1
        if line.strip():
            yield line


def _refuse(line: bytes, why: MalformedLine, count: _Count, *, file: Path, work: _Work) -> None:
    count.malformed += 1
    work.refused.write(f"{file.name}:{count.lines}: {why}: {line.rstrip().decode(errors='backslashreplace')}\n")


def _row(place: DumpedPlace) -> tuple[object, ...]:
    point = (round(place.latitude * 100_000), round(place.longitude * 100_000))
    return (place.id, place.name, place.feature, place.country, place.admin1, place.admin2, *point, place.population)


def _names_division(place: DumpedPlace) -> bool:
    second = place.feature == "A.ADM2" and place.admin2 is not None
    return bool(place.country and place.admin1) and (place.feature == "A.ADM1" or second)


def _file(named: Iterable[tuple[str, int, int]], *, work: _Work) -> None:
    """File places under folded names, with and without article, and under what most of them sound like."""
    rows: list[tuple[str, int, int]] = []
    spelled: dict[tuple[str, int], None] = {}
    for name, place, grade in named:
        key = fold(name)
        if len(key) < 2 or key.isdigit():
            continue
        rows.append((key, place, grade))
        heard = key
        if " " in key:
            shorter = bare(key)
            if shorter != key:
                rows.append((shorter, place, grade + 1))
            heard = bare(core(key)[0])
        if len(heard) >= SHORTEST and key.isascii() and place in work.respelled:
            spelled[heard, place] = None
    work.connection.executemany("INSERT INTO staging.raw VALUES (?, ?, ?)", rows)
    heard_so = zip(sounds(key for key, _ in spelled), (place for _, place in spelled), strict=True)
    work.connection.executemany("INSERT INTO staging.sound VALUES (?, ?)", (row for row in heard_so if len(row[0]) >= SHORTEST))
