"""What processes do to a record in tests: write as `cairn add`, `cairn derive` and `cairn merge` do, read, and say what they have done."""

import time
from dataclasses import replace
from datetime import date, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from cairn import codebook
from cairn.deriving.events import derive_events
from cairn.model import Anchor, ClaimField, Coded, Verdict, When
from cairn.record import Address, Record

from .factories import READER, TEXT, coded_of, report_of

BOOK = codebook.load()
#: Every so many steps there is a derivation and a judgement.
JUDGED = 3


def coded(name: str, number: int) -> Coded:
    """A report of a strike on a day of its own, whose quotes all stand where they say."""
    made = coded_of(report_of(f"{TEXT} Report {number} of {name}."))
    (account,) = made.accounts
    when = When.on(date(2020, 1, 1) + timedelta(days=number * 7), "Friday")
    claims = tuple(replace(claim, value=when) if claim.field is ClaimField.WHEN else claim for claim in account.claims)
    return replace(made, accounts=(replace(account, claims=claims),))


def together(address: Address, name: str, seconds: float, done: Connection) -> None:
    """A writer: adds reports of its own and reports that others add too, and derives. Tells how many were new to the record."""
    own = both = 0
    with Record.open(address) as record:
        end = time.monotonic() + seconds
        while own == 0 or time.monotonic() < end:
            assert record.add(coded(name, own))
            both += record.add(coded("all", own))
            own += 1
            if own % JUDGED == 0:
                derive_events(record, BOOK)
                record.judge(Verdict.UNSURE, _groups(name, own - 1), by=name)
        derive_events(record, BOOK)
    done.send((own, both))
    done.close()


def look(address: Address, seconds: float, done: Connection) -> None:
    """A reader: every look sees whole reports only, and never fewer than before."""
    looks, before = 0, -1
    with Record.open(address) as record:
        end = time.monotonic() + seconds
        while looks == 0 or time.monotonic() < end:
            counts = record.counts()
            assert counts.claims == 9 * counts.reports, counts
            assert counts.reports >= before
            before = counts.reports
            record.events()
            record.changes(limit=5)
            looks += 1
    done.send((looks, before))


def in_steps(address: Address, log: Path, until: int) -> None:
    """Adds, derives and judges in `until` steps; a step that the record shows as done is not done again. What is done stands in
    `log`, a line each."""

    def note(line: str) -> None:
        with log.open("a") as file:
            file.write(line + "\n")

    with Record.open(address) as record:
        note("ready")
        for n in range(until):
            report = coded("steps", n)
            if not record.has(report.report.id, READER):
                assert record.add(report)
                note(f"report {report.report.id}")
            if n % JUDGED == JUDGED - 1 and str(n) not in {j.judgement.reason for j in record.judgements()}:
                derive_events(record, BOOK)
                record.judge(Verdict.SAME, _groups("steps", n), by="tester", reason=str(n))
                note(f"judgement {n}")
        derive_events(record, BOOK)


def _groups(name: str, number: int) -> list[list[Anchor]]:
    return [[Anchor(coded(name, n).report.id, 0, 3)] for n in (number - 1, number)]
