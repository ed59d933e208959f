"""Measure `cairn gazetteer import`, and look-up in a store as large as GeoNames: `python -m tools.measure_gazetteer [MILLIONS]`.

The import is measured on a made-up dump of 200,000 places, for its speed and its memory. The store that is searched is made by
SQLite itself: 12 million names unless said otherwise, a third of them shared by many places, the most frequent by 2,000. Both
stand in a temporary folder and are deleted.
"""

import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Final

from cairn.linking.where.gazetteer import Gazetteer
from cairn.linking.where.imported import APPLICATION, SCHEMA, VERSION

COUNTRIES: Final = "AF BD BF BR CD CF CM CN CO DE DZ EG ET FR ID IN IQ IR KE LB LY ML MM MX MZ NE NG PH PK RU SD SN SO SS SY TD TR UA UG US YE".split()
say: Final = print
ONSETS: Final = "b d f g h j k l m n q r s t z sh kh".split()
SYLLABLES: Final = [onset + vowel + coda for onset in ONSETS for vowel in ("a", "i", "o", "u", "ay") for coda in ("", "n", "r", "l", "b")]
ARABIC: Final = "ابتجحخدرسصطعفقكلمنهوي"
DUMPED: Final = 200_000  # places
LOOKUPS: Final = 20_000
IMPORT: Final = """
import sys
from pathlib import Path
from cairn.linking.where.importing import import_dump
outcome = import_dump([Path(path) for path in sys.argv[2:]], store=Path(sys.argv[1]))
print(f"store: {outcome.places:,} places under {outcome.names:,} names")
"""

#: Three names a place: its own, one of a hundred million; one with an article; and, in two of three, one that many share.
STORE: Final = """
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -262144;
    INSERT INTO place
        WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < :places)
        SELECT n, 'Place ' || n, iif(n % 5, 'P.PPL', 'T.MT'), 'IQ', printf('%02d', n % 20), '', abs(random() % 6000000), abs(random() % 18000000), 0 FROM number;
    CREATE TEMP TABLE raw AS
        SELECT 'v' || abs(random() % 100000000) AS key, id AS place, 0 AS grade FROM place
        UNION ALL SELECT 'al v' || abs(random() % 100000000), id, 2 FROM place
        UNION ALL SELECT 's' || CAST(100 * exp(abs(random() % 1000000) / 125000.0) - 100 AS INTEGER), id, 2 FROM place WHERE id % 3;
    INSERT OR IGNORE INTO name SELECT key, place, grade FROM raw ORDER BY key, place;
    INSERT OR IGNORE INTO heard SELECT key, place FROM raw WHERE grade = 0 ORDER BY key, place;
    DROP TABLE raw;
"""


def main(millions: float) -> None:
    """Measure both and tell."""
    with tempfile.TemporaryDirectory(prefix="cairn-gazetteer-") as folder:
        measure_import(Path(folder))
        store = Path(folder) / "large.sqlite"
        names = make_store(store, places=round(millions * 1_000_000 / 2.667))
        say(f"large store: {names:,} names, {store.stat().st_size / 1e6:,.0f} MB")
        measure_look_up(store)


def measure_import(folder: Path) -> None:
    """Import a made-up dump, and tell how long it took, of how much processor time, and the most memory it held."""
    dump, names = folder / "XX.txt", folder / "alternateNamesV2.txt"
    write_dump(dump, names, places=DUMPED)
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", IMPORT, str(folder / "small.sqlite"), str(names), str(dump)], check=True)  # noqa: S603 - this very Python
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    took = time.monotonic() - began
    say(f"import: {took:,.1f} s, {used.ru_utime + used.ru_stime:,.1f} s of one processor, {used.ru_maxrss / 1024:,.0f} MB of memory at most")


def write_dump(dump: Path, names: Path, *, places: int) -> None:
    """Write a places file and its alternate names."""
    chance = random.Random(4)  # noqa: S311 - made-up names
    with dump.open("w", encoding="utf-8") as table, names.open("w", encoding="utf-8") as others:
        for place in range(1, places + 1):
            name = f"{word(chance)} {word(chance)}"
            country, point = chance.choice(COUNTRIES), f"{chance.uniform(-60, 70):.5f}\t{chance.uniform(-180, 180):.5f}"
            kind = chance.choice(("P\tPPL", "P\tPPL", "P\tPPL", "L\tLCTY", "T\tMT", "S\tCH"))
            rest = f"{place % 20:02}\t\t\t\t0\t\t10\tAsia/Baghdad\t2020-01-01"
            table.write(f"{place}\t{name}\t{name}\tAl-{name}\t{point}\t{kind}\t{country}\t\t{rest}\n")
            if place % 4 == 0:
                arabic = "".join(chance.choices(ARABIC, k=7))
                others.write(f"{place}\t{place}\tar\t{arabic}\t\t\t\t\t\t\n{place + places}\t{place}\tlink\thttps://example.org/{place}\t\t\t\t\t\t\n")


def word(chance: random.Random) -> str:
    """A made-up name."""
    return "".join(chance.choices(SYLLABLES, k=chance.choice((2, 2, 3)))).capitalize()


def make_store(path: Path, *, places: int) -> int:
    """Make a large store; its number of names."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION};")
        connection.execute(f"PRAGMA temp_store_directory = '{path.parent}'")
        connection.executescript(SCHEMA + STORE.replace(":places", str(places)))
        connection.commit()
        (names,) = connection.execute("SELECT count(*) FROM name").fetchone()
    return int(names)


def measure_look_up(store: Path) -> None:
    """Look up names as they occur, names that nobody bears, and names by sound."""
    chance = random.Random(4)  # noqa: S311 - a sample
    with closing(sqlite3.connect(store)) as connection:
        (places,) = connection.execute("SELECT max(id) FROM place").fetchone()
        sample = (chance.randrange(places) + 1 for _ in range(LOOKUPS))
        own = [f"v{chance.randrange(100_000_000)}" for _ in range(LOOKUPS // 2)]
        shared = [f"s{int(100 * 2.718281828 ** (chance.random() * 8) - 100)}" for _ in range(LOOKUPS // 2)]
        for number in sample:  # so that the file is read as it is on a machine that uses it: from the system's cache
            connection.execute("SELECT * FROM place WHERE id = ?", (number,)).fetchone()
    for what, asked in (("names of their own", own), ("shared names as often as they occur", shared), ("names that nobody bears", [f"x{name}" for name in own])):
        gazetteer = Gazetteer.open(store=store)
        for name in shared[:50]:
            gazetteer.candidates(name)  # opens the files; what is looked up here is not measured
        tell(what, gazetteer, [name for name in asked if name not in shared[:50]])


def tell(what: str, gazetteer: Gazetteer, asked: list[str]) -> None:
    """Look names up, none of them twice, and print how much processor time that takes and how many places come back."""
    took, found = [], []
    for name in dict.fromkeys(asked):
        began = time.thread_time()  # not the clock: others may use the machine
        candidates = gazetteer.candidates(name)
        took.append((time.thread_time() - began) * 1_000)
        found.append(len(candidates))
    order = sorted(took)
    say(
        f"{what}: {len(took):,} look-ups, median {statistics.median(took):.3f} ms, 99 % {order[int(len(order) * 0.99)]:.2f} ms, "
        f"longest {order[-1]:.1f} ms for {found[took.index(order[-1])]:,} places; {sum(t < 1 for t in took) / len(took):.1%} under 1 ms"
    )


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 12)
