"""How fast a large record is exported: `python -m benchmarks export --out DIR [--split EVENTS]`.

Needs no data: a record of made-up events (1,000,000, or as many as --split says), each told by a report of its own with a dozen quotes
behind its values, a fifth of them with a person; it is made once and kept in DIR. Then each format is written by `cairn export` in a
process of its own.

    FORMAT_s         from the start of the command to its end
    FORMAT_cpu_s     processor time of all its processes
    FORMAT_peak_mb   the most memory that the largest of its processes held, times the number of processes: an upper bound of the sum
    FORMAT_mb        length of the file
"""

import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from cairn.model import (
    ActorKind,
    Casualty,
    CasualtyGroup,
    Event,
    Evidence,
    Outcome,
    Participant,
    Place,
    Role,
    Status,
    Weapon,
    When,
    WherePrecision,
    text_id,
)
from cairn.record import Record, events, tables

EVENTS = 1_000_000
FORMATS = ("parquet", "acled")
PROCESSES = 2
BATCH = 5_000
READ_AT = datetime(2024, 1, 1, tzinfo=UTC)
TYPES = ("air_drone_strike", "armed_clash", "suicide_bomb", "attack", "remote_explosive_landmine_ied", "abduction_forced_disappearance")
TOWNS = (("Mosul", "IQ", "Nineveh", 36.335, 43.119), ("Gao", "ML", "Gao", 16.272, -0.045), ("Maiduguri", "NG", "Borno", 11.847, 13.16), ("Idlib", "SY", "Idlib", 35.931, 36.634))
GROUPS = (("Islamic State", "islamic_state"), ("Military Forces of Iraq", "iq_military"), ("Boko Haram", "boko_haram"), ("JNIM", "jnim"))
WORDS = "the attackers arrived before dawn on motorcycles and opened fire at the market near the river, a witness said"


def made_up(number: int) -> Event:
    """One event of many, always the same for the same number."""
    roll = random.Random(number)  # noqa: S311 - the same for the same number
    town, country, admin1, latitude, longitude = roll.choice(TOWNS)
    (first, first_id), (second, second_id) = roll.sample(GROUPS, 2)
    report, day = report_id(number), date(2000, 1, 1) + timedelta(days=number % 9000)
    there = [Participant(Role.SIDE_A, first, first_id, ActorKind.REBEL_GROUP, first), Participant(Role.SIDE_B, second, second_id, ActorKind.STATE_FORCE, second)]
    if number % 5 == 0:
        there.append(Participant(Role.VICTIM, person(number), None, ActorKind.PERSON, person(number)))
    dead = roll.randrange(20)
    fields = ("type", "status", "main", "when", "where", "participants[0]", "participants[1]", "casualties[0]", "weapons[0]", "qualifiers[0]", "type", "where")
    evidence = tuple(Evidence(name, 10 * n, 10 * n + 48, WORDS[n : n + 48], "police", report, "embedded-1", 0.87) for n, name in enumerate(fields))
    return Event(
        f"e{number:016x}", roll.choice(TYPES), Status.OCCURRED, main=number % 3 > 0, qualifiers=("raid",), when=When.on(day, "on Friday"),
        where=Place(town, country, admin1, None, latitude + roll.random() / 10, longitude, WherePrecision.EXACT, "1", town), participants=tuple(there),
        casualties=(Casualty(Outcome.KILLED, CasualtyGroup.UNKNOWN, dead, dead, dead + 2, "police"),), weapons=(Weapon("rifles", "small_arms"),),
        summary=f"An attack by {first} against {second} took place on {day} in {town} ({country}).", confidence=0.8, evidence=evidence, reports=(report,),
    )  # fmt: skip


def person(number: int) -> str:
    """A made-up name."""
    return f"Person{number % 997} Family{number % 1009}"


def report_id(number: int) -> str:
    """The id of the report that tells of an event."""
    return text_id(f"Report {number}.")


def filled(path: Path, count: int) -> None:
    """Makes the record, as many events as asked for, without reading anything."""
    with Record.open(path) as record:
        numbers = iter(range(count))
        while batch := list(islice(numbers, BATCH)):
            with record._database.writing() as connection:  # noqa: SLF001 - the record itself derives nothing
                for table, rows in (
                    (tables.reports, _reports(batch)), (tables.accounts, _accounts(batch)), (tables.report_actors, _people(batch)),
                ):  # fmt: skip
                    connection.execute(insert(table), list(rows))
                events._insert(connection, [(made_up(n), (f"a{n:016x}",)) for n in batch])  # noqa: SLF001


def _reports(batch: list[int]) -> Iterator[dict[str, Any]]:
    for n in batch:
        yield {
            "id": report_id(n), "text": f"Report {n}.", "title": "Attack near the river", "publisher": f"Agency {n % 50}", "published": date(2024, 1, 1), "language": "en",
            "url": f"https://agency{n % 50}.example/{n}", "relevant": True, "reader": "embedded-1", "read_at": READ_AT, "source": None, "sha256": None,
        }  # fmt: skip


def _accounts(batch: list[int]) -> Iterator[dict[str, Any]]:
    yield from ({"id": f"a{n:016x}", "report_id": report_id(n), "ordinal": 0, "words": ()} for n in batch)


def _people(batch: list[int]) -> Iterator[dict[str, Any]]:
    for n in batch:
        if n % 5 == 0:
            yield {"report_id": report_id(n), "ordinal": 0, "name": person(n), "actor": None, "kind": "person", "public": n % 10 == 0}


def run(_data: Path | None, out: Path, split: str | None) -> dict[str, Any]:
    """Makes the record where it is not there yet, and writes each format."""
    count = int(split or EVENTS)
    record = out / f"events-{count}.sqlite"
    if not record.exists():
        part = record.with_suffix(".part")
        part.unlink(missing_ok=True)
        filled(part, count)
        part.rename(record)
    scores: dict[str, Any] = {"events": count, "processes": PROCESSES + 1}
    for name in FORMATS:
        scores |= measured(record, name, out / f"events.{name}")
    return scores


def measured(record: Path, name: str, file: Path) -> dict[str, Any]:
    """Time and memory of one export."""
    command = [sys.executable, "-m", "cairn", "export", name, "--record", str(record), "--out", str(file), "--workers", str(PROCESSES)]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, check=True)  # noqa: S603 - our own command
    took, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    rows = json.loads(file.with_name(f"{file.name}.datapackage.json").read_text(encoding="utf-8"))["cairn"]["counts"]["rows"]
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {
        f"{name}_rows": rows, f"{name}_s": round(took, 1), f"{name}_cpu_s": round(cpu, 1), f"{name}_peak_mb": round(after.ru_maxrss / 1024 * (PROCESSES + 1)),
        f"{name}_mb": round(file.stat().st_size / 2**20),
    }  # fmt: skip
