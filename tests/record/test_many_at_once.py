"""Reports that are added together leave the record as if they had come one after the other, on both databases."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import pytest

from cairn.errors import FetchError, RecordError, ReportError
from cairn.model import Coded
from cairn.record import Record, bulk, tables

from .factories import BASE, NOON, account_of, coded_of, report_of

T = TypeVar("T")
HOSTILE = "Tab\there, \\N there, line\nbreak\r and \\. alone, \\ ü 𐐀 ' \" %s :name {}"


def in_parts(values: Iterable[T], size: int) -> list[list[T]]:
    whole = list(values)
    return [whole[start : start + size] for start in range(0, len(whole), size)]


def rows(record: Record) -> dict[str, list[tuple[str, ...]]]:
    with record._database.reading() as connection:
        return {table.name: sorted(tuple(map(repr, row)) for row in connection.execute(table.select())) for table in tables.metadata.sorted_tables}


def one_by_one(record: Record, coded: Sequence[Coded]) -> int:
    changed = 0
    for one in coded:
        try:
            changed += record.add(one)
        except ReportError as error:
            record.add_failure(one.report.source or one.report.id, error)
    return changed


def made(rng: Random, size: int) -> list[Coded]:
    """Few texts and many readings of them: other publications, newer readers, fewer accounts, what no record can keep."""
    def one() -> Coded:
        report = report_of(
            f"{HOSTILE} number {rng.randrange(size // 2)}.", publisher=rng.choice(["Agency", "Agency", "Paper", None]), published=rng.choice([date(2024, 3, 16), None]),
            source=rng.choice(["a.txt", "b.txt", None]), title=rng.choice(["T", "T\tU", "a\0b"] if rng.random() < 0.1 else ["T", ""]),
        )  # fmt: skip
        return coded_of(report, reader=rng.choice(["r1", "r1", "r2"]), accounts=rng.choice([0, 1, 3]))

    return [one() for _ in range(size)]


@pytest.fixture
def reference(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "reference.db", clock=lambda: NOON) as opened:
        yield opened


@pytest.mark.parametrize(("seed", "size"), [(1, 3), (3, 24), (5, 7)])
def test_many_at_once_are_as_one_after_the_other(record: Record, reference: Record, seed: int, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "COPIED", 1 + seed)
    coded = made(Random(seed), 24)
    for held in (record, reference):
        held.add(coded[3] if "\0" not in (coded[3].report.title or "") else coded_of())
        held.add_failure("b.txt", FetchError("no answer"))
    told: list[str] = []
    expected = one_by_one(reference, coded)
    assert sum(record.add_many(part, failed=lambda source, _: told.append(source)) for part in in_parts(coded, size)) == expected
    assert rows(record) == rows(reference)
    assert len(told) == sum("\0" in (one.report.title or "") for one in coded)
    assert sum(record.add_many(part) for part in in_parts(coded, size)) == one_by_one(reference, coded)
    assert rows(record) == rows(reference)


def test_any_text_comes_back_the_same_through_copy(record: Record) -> None:
    texts = [HOSTILE, "\\N", "\\.", "\\\\n", *("".join(map(chr, part)) + "x" for part in in_parts(chain(range(1, 300), range(0x2020, 0x2030)), 40))]
    coded = [coded_of(report_of(f"{text} {n}", title=text, publisher=text, url=text)) for n, text in enumerate(texts)]
    assert record.add_many(coded * 2) == len(coded)
    for one in coded:
        assert record.report(one.report.id).report() == one.report
        assert record.coding(one.report.id) == one.coding
        assert tuple(account for account, _ in record.accounts_of_report(one.report.id)) == one.accounts


def test_a_batch_is_there_whole_or_not_at_all(record: Record) -> None:
    first, second = ([coded_of(report_of(f"{kind} {n}")) for n in range(30)] for kind in ("First", "Second"))
    assert record.add_many(first) == 30
    wrong = replace(second[-1], accounts=(account_of(BASE),))
    with pytest.raises(ValueError, match="its coding or accounts are of"):
        record.add_many([*second[:-1], wrong])
    assert record.counts().reports == 30
    assert record.add_many(second) == 30
    assert record.add_many([]) == 0


def test_what_contradicts_itself_is_told_and_leaves_no_trace(record: Record) -> None:
    coded = [coded_of(report_of(f"Report {n}")) for n in range(30)]
    twice = replace(coded[-1], accounts=coded[-1].accounts * 2)
    with pytest.raises(RecordError, match="contradicts what is there already"):
        record.add_many([*coded[:-1], twice])
    assert record.counts().reports == 0
    assert record.add_many(coded) == 30


def test_rows_are_made_in_one_way(monkeypatch: pytest.MonkeyPatch, record: Record) -> None:
    """One report and many go through the same writer."""
    written: list[str] = []
    whole = bulk.insert_all

    def write(connection: Any, table: Any, of: Any) -> None:
        written.append(table.name)
        whole(connection, table, of)

    monkeypatch.setattr("cairn.record.reports.insert_all", write)
    record.add(coded_of())
    alone = list(written)
    record.add_many([coded_of(report_of("Another."))])
    assert written == alone * 2
