"""Lists, maps and counts over millions of events in PostgreSQL: `python -m benchmarks millions --out DIR [--events N]`, ten million by default.

Needs no data: 20,000 made-up events of `benchmarks/synthetic.py`, whose countries, towns, types and actors are as unequal as in the field, are repeated
in the database with other days, precisions and tolls until there are enough. They come into the tables that the API reads without having been derived; no
accounts stand behind them. The database is that of CAIRN_DATABASE_URL, where it is set: an empty one, or one that this benchmark has filled with as many;
else one on a server of its own, which is gone afterwards. The user has to be the server's superuser, because the rows are not checked.

What is asked is what the app asks of the record: a page of events, a tile of the map around some event, counts by month and more, each with several filters
and three times; the quickest of the three counts, as the machine may be busy. Milliseconds by the clock.

    list, counts, tile      the 95th percentile over the questions, with how many these were and the slowest; a tile is events summed by its cells, at a zoom
                            from 2 to 11, of all months, of a year, of one type or of one country
    tile_other              the same with filters that no sums answer: from a day on, and of a type within a year
    points, points_full     each event of a tile of zoom 8 to 11, of those with up to and with more than 20,000
    fill_seconds, size_mb   making the events with their indexes; the database's size
"""

import contextlib
import json
import math
import os
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from sqlalchemy import URL

from benchmarks.synthetic import Happened, world
from cairn.model import Event, Place, Status, WherePrecision
from cairn.record import Address, Box, EventFilter, Group, Order, Record, rollups
from cairn.record.address import connection_arguments
from cairn.record.columns import to_json
from cairn.record.driver import connect
from cairn.record.facts import DEGREE_KM, radius_km
from cairn.record.folding import folded

EVENTS, TEMPLATES, SEED = 10_000_000, 20_000, 11
#: Events that are made in one statement.
PART = 500_000
#: Tables that are filled.
FILLED = ("events", "event_values", "event_actors")
TILES, FULL, ZOOMS = 40, 20_000, (2, 4, 6, 7, 8, 9, 10, 11)
YEAR = EventFilter(since=date(2020, 1, 1), until=date(2020, 12, 31))
SUMMED = (EventFilter(), YEAR, EventFilter(types=("armed_clash",)))
UNSUMMED = (replace(YEAR, since=date(2020, 1, 15)), replace(YEAR, types=("attack",)))


def run(data: Path | None, out: Path, split: str | None, *, events: int = EVENTS) -> dict[str, Any]:
    """The figures, which are written to `out` as well."""
    del data, split
    with _address() as address, Record.open(address) as record:
        found: dict[str, Any] = {"events": events, **_filled(address, events)}
        with record._database.writing() as connection:  # noqa: SLF001 - what the record does whenever it writes events
            begun = time.perf_counter()
            rollups.rebuild(connection)
            found["rollups_seconds"] = round(time.perf_counter() - begun)
        for name, questions in (("list", _lists()), ("counts", _counts()), ("tile", _tiles(SUMMED)), ("tile_other", _tiles(UNSUMMED)), ("points", _points())):
            found |= _asked(record, name, questions)
    (out / "millions.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return {key: value for key, value in found.items() if key != "asked"}


Question = tuple[str, Callable[[Record], int]]


def _asked(record: Record, name: str, questions: Iterator[Question]) -> dict[str, Any]:
    times: dict[str, float] = {}
    full: dict[str, float] = {}
    for asked, question in questions:
        taken, size = [], 0
        for _ in range(3):
            begun = time.perf_counter()
            size = question(record)
            taken.append((time.perf_counter() - begun) * 1000)
        (full if name == "points" and size > FULL else times)[asked] = round(min(taken), 1)
        sys.stderr.write(f"{name} {asked}: {' '.join(f'{ms:.0f}' for ms in taken)} ms, {size:,}\n")
    return {name: _told(times)} | ({f"{name}_full": _told(full)} if full else {})


def _told(times: dict[str, float]) -> dict[str, Any]:
    ordered = sorted(times.values())
    slowest = max(times, key=lambda asked: times[asked])
    return {"p95_ms": ordered[int(0.95 * (len(ordered) - 1) + 0.5)], "median_ms": ordered[len(ordered) // 2], "asked": len(ordered), "slowest": [slowest, times[slowest]]}


def _filters() -> Iterator[EventFilter]:
    """Changes of the filter as the app makes them."""
    yield EventFilter()
    yield from (EventFilter(since=date(year, 1, 1), until=date(year, 12, 31)) for year in range(2014, 2024))
    yield from (EventFilter(countries=(code,)) for code in ("SY", "UA", "AF", "SO", "NE", "VE", "GE", "JO"))
    yield from (EventFilter(types=(kind,)) for kind in ("armed_clash", "air_drone_strike", "arrests", "suicide_bomb"))
    yield from (EventFilter(countries=("SY",), since=date(year, 3, 1), until=date(year, 5, 31)) for year in (2015, 2021))
    yield EventFilter(countries=("ML", "NE", "BF"), types=("attack",), since=date(2019, 1, 1))
    yield EventFilter(main=True)


def _lists() -> Iterator[Question]:
    for wanted in _filters():
        for order in (Order.DAY, Order.LATEST):
            asked = replace(wanted, order=order, limit=50)
            yield _name(asked), lambda record, asked=asked: record.events_page(asked).total  # type: ignore[misc]
    for more in (EventFilter(order=Order.DOUBT), EventFilter(min_confidence=0.8), EventFilter(min_killed=20), EventFilter(actor="sy_1"), EventFilter(place_precision=(WherePrecision.EXACT,))):
        asked = replace(more, limit=50)
        yield _name(asked), lambda record, asked=asked: record.events_page(asked).total  # type: ignore[misc]


def _counts() -> Iterator[Question]:
    for wanted in _filters():
        yield f"month {_name(wanted)}", lambda record, wanted=wanted: len(record.counted(wanted, by=Group.MONTH))  # type: ignore[misc]
    for by in (Group.YEAR, Group.TYPE, Group.COUNTRY):
        yield f"{by}", lambda record, by=by: len(record.counted(EventFilter(), by=by))  # type: ignore[misc]


def _tiles(filters: Sequence[EventFilter]) -> Iterator[Question]:
    """Tiles of a web map around events, so that most are where most happened: each zoom with each filter."""
    towns = [happened.town for happened in _happened(TILES)]
    for n, place in enumerate(towns):
        zoom = ZOOMS[n % len(ZOOMS)]
        country = EventFilter(countries=(place.country or "",))
        for wanted in (*filters, *((country,) if filters is SUMMED else ())):
            asked = replace(wanted, bbox=_tile(place.longitude or 0.0, place.latitude or 0.0, zoom))
            yield f"zoom {zoom} {_name(asked)}", lambda record, asked=asked, zoom=zoom: sum(record.cells(asked, zoom=zoom).n)  # type: ignore[misc]


def _points() -> Iterator[Question]:
    """Tiles whose events are sent one by one."""
    chance = random.Random(SEED)  # noqa: S311 - the same every time
    for n, happened in enumerate(_happened(TILES)):
        place, zoom = happened.town, 8 + n % 4
        wanted = EventFilter(bbox=_tile(place.longitude or 0.0, place.latitude or 0.0, zoom))
        if chance.random() < 0.3:
            wanted = replace(wanted, since=date(2020, 1, 1), until=date(2020, 12, 31))
        yield f"zoom {zoom} {_name(wanted)}", lambda record, wanted=wanted: len(record.points(wanted).id)  # type: ignore[misc]


def _tile(longitude: float, latitude: float, zoom: int) -> Box:
    """The tile of a web map (EPSG:3857) that holds a point."""
    n = 2**zoom
    x = int((longitude + 180) / 360 * n)
    y = int((1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2 * n)
    north, south = (math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * row / n)))) for row in (y, y + 1))
    return Box(x / n * 360 - 180, south, (x + 1) / n * 360 - 180, north)


def _name(wanted: EventFilter) -> str:
    plain = EventFilter()
    parts = {name: value for name in EventFilter.__slots__ if (value := getattr(wanted, name)) != getattr(plain, name) and name != "limit"}
    return " ".join(f"{name}={value}" for name, value in parts.items()) or "all"


@contextlib.contextmanager
def _address() -> Iterator[str]:
    if given := os.environ.get("CAIRN_DATABASE_URL"):
        yield given
        return
    from tests.postgres import server

    with server() as running, running.database() as name:
        yield running.url(name)


def _filled(url: str, events: int) -> dict[str, Any]:
    """Fills the record at an address, where it does not hold so many already."""
    found: dict[str, Any] = {}
    where = Address.of(url).where
    assert isinstance(where, URL)
    connection = connect(**connection_arguments(where))
    connection.autocommit = True
    try:
        cursor = connection.cursor()
        cursor.execute("select count(*) from events")
        if cursor.fetchone()[0] != events:
            begun = time.perf_counter()
            _fill(cursor, events)
            found["fill_seconds"] = round(time.perf_counter() - begun)
        cursor.execute("select pg_database_size(current_database())")
        found["size_mb"] = round(cursor.fetchone()[0] / 1e6)
    finally:
        connection.close()
    return found


def _fill(cursor: Any, events: int) -> None:
    """Empties the tables and fills them in parts, without their indexes, which are made at the end."""
    tables = ", ".join(f"'{table}'" for table in FILLED)
    cursor.execute(f"select indexdef, indexname from pg_indexes where tablename in ({tables}) and indexname like 'ix%'")  # noqa: S608 - names of our own
    indexes = cursor.fetchall()
    cursor.execute("set session_replication_role = replica")
    cursor.execute(f"truncate {', '.join(FILLED)}, event_words, event_accounts, event_months, event_cells, event_spots")
    for _, name in indexes:
        cursor.execute(f"drop index {name}")
    cursor.execute("create temp table template (number int, type text, country text, admin1 text, place text, lat float8, lon float8, lat1 float8, lon1 float8,"
                   " r_exact float8, r_near float8, r_admin2 float8, r_admin1 float8, r_country float8, dead int, head text, tail text, actors jsonb)")  # fmt: skip
    cursor.execute("copy template from stdin", stream=BytesIO("".join(_templates()).encode()))
    cursor.execute("analyze template")
    cursor.execute("select setseed(0.5)")
    for first in range(0, events, PART):
        for statement in STATEMENTS:
            cursor.execute(statement.format(first=first, last=min(first + PART, events) - 1, templates=TEMPLATES, degree=DEGREE_KM))
        sys.stderr.write(f"{min(first + PART, events):,} events\n")
    for definition, name in indexes:
        cursor.execute(definition)
        sys.stderr.write(f"index {name}\n")
    cursor.execute("set session_replication_role = origin")
    cursor.execute("vacuum analyze")


def _happened(number: int, first: int = 0) -> Iterator[Happened]:
    made = world()
    return (Happened.of(made, n, random.Random(f"{SEED} {n}")) for n in range(first, first + number))  # noqa: S311 - the same every time


def _templates() -> Iterator[str]:
    """What the database repeats, in the form of COPY."""
    for n, one in enumerate(_happened(TEMPLATES)):
        town, province = one.town, one.province
        radii = [radius_km(Place(None, town.country, None, None, 0.0, 0.0, precision)) for precision in
                 (WherePrecision.EXACT, WherePrecision.NEAR, WherePrecision.ADMIN2, WherePrecision.ADMIN1, WherePrecision.COUNTRY)]  # fmt: skip
        event = Event("ID", one.type, Status.OCCURRED, main=True, where=town, participants=one.sides, summary=f"{one.type} in {town.name}, {one.dead} dead.", confidence=0.5)
        head, _, tail = to_json(event, Event).partition('"ID"')
        actors = [{"n": n, "role": side.role, "name": side.name, "actor": side.actor, "kind": side.kind, "search": folded(side.name)} for n, side in enumerate(one.sides)]
        row = (n, one.type, town.country, town.admin1, town.name, town.latitude, town.longitude, province.latitude, province.longitude, *radii, one.dead,
               head, tail, json.dumps(actors))  # fmt: skip
        yield "\t".join("\\N" if value is None else str(value).replace("\\", "\\\\") for value in row) + "\n"


#: The rows of a part, made once and put into each table.
STATEMENTS = (
    "drop table if exists made",
    """create temp table made as
    select 'e' || substr(md5(n::text), 1, 15) as id, t.*, drawn.*, random() as confidence, case when dead > 0 then greatest(1, (dead * (random() + 0.5))::int) end as killed,
      case when when_precision <> 'unknown' then day0 end as first,
      case when_precision when 'day' then day0 when 'week' then day0 + 6 when 'month' then day0 + 29 when 'year' then day0 + 364 else case when v < .7 then day0 end end as last,
      case place_precision when 'exact' then lat when 'near' then lat when 'unknown' then null when 'country' then c.lat0 else lat1 end as latitude,
      case place_precision when 'exact' then lon when 'near' then lon when 'unknown' then null when 'country' then c.lon0 else lon1 end as longitude,
      case place_precision when 'exact' then r_exact when 'near' then r_near when 'admin2' then r_admin2 when 'admin1' then r_admin1 when 'country' then r_country end as radius
    from (
      select n, n % {templates} as template, v, date '2014-01-01' + (random() * 3651)::int as day0,
        case when u < .70 then 'day' when u < .80 then 'week' when u < .90 then 'month' when u < .93 then 'year' else 'unknown' end as when_precision,
        case when v < .55 then 'exact' when v < .70 then 'near' when v < .78 then 'admin2' when v < .90 then 'admin1' when v < .95 then 'country' else 'unknown' end as place_precision
      from (select n, random() as u, random() as v from generate_series({first}, {last}) n) numbered
    ) drawn join template t on t.number = drawn.template join (select country, avg(lat1) lat0, avg(lon1) lon0 from template group by 1) c using (country)""",
    """insert into events (id, type, status, main, day, start_date, end_date, days, when_precision, country, admin1, place, place_precision, latitude, longitude,
      radius_km, east_km, cell, killed_low, killed_best, killed_high, confidence, review, priority)
    select id, type, 'occurred', random() < .8, coalesce(first, last), first, last, last - first + 1, when_precision, country, admin1, place, place_precision, latitude, longitude, radius,
      {degree} * cos(radians(latitude)),
      (((radius > 30)::int + (radius > 130)::int + (radius > 520)::int) * 181 + floor(latitude)::int + 90) * 361 + floor(longitude)::int + 180, killed, killed, killed, confidence, 'unreviewed', (1 - confidence) * (1 + log(2, 1 + coalesce(killed, 0))) from made""",
    "insert into event_values (event_id, value) select id, head || '\"' || id || '\"' || tail from made",
    """insert into event_actors (event_id, ordinal, role, name, actor, kind, search, counts)
    select id, (a ->> 'n')::int, a ->> 'role', a ->> 'name', a ->> 'actor', a ->> 'kind', a ->> 'search', true from made, jsonb_array_elements(actors) a""",
)
