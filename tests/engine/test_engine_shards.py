"""Inputs are cut into shards that are known again, and every report is in exactly one."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from gzip import compress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.engine.plan import Cut, plan
from cairn.engine.shards import Shard, ShardKind, from_line, to_line
from cairn.engine.source import loaded
from cairn.errors import ReportError
from cairn.model import Report
from cairn.reports import Fetcher, ReportMeta

MAX = 1_000_000


def cut(**changes: Any) -> Cut:
    return replace(Cut("r1", MAX, reports=3), **changes)


def shards(*names: str, failures: list[str] | None = None, **changes: Any) -> list[Shard]:
    told = failures if failures is not None else []
    return list(plan(names, cut(**changes), failed=lambda name, error: told.append(f"{name}: {error}")))


def read(found: list[Shard]) -> tuple[list[Report], list[tuple[str, ReportError]]]:
    fetcher = Fetcher(max_bytes=MAX)
    every = [one for shard in found for one in loaded(shard, fetcher=fetcher)]
    return [one.report for one in every if not isinstance(one, tuple)], [one for one in every if isinstance(one, tuple)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for n in range(7):
        (tmp_path / f"{n}.txt").write_text(f"Gunmen killed {n + 2} people in Mosul on Sunday, police said.\n")
    return tmp_path


def test_a_folder_is_cut_by_reports(folder: Path) -> None:
    found = shards(str(folder))
    assert [len(shard.items) for shard in found] == [3, 3, 1]
    reports, failed = read(found)
    assert len({report.id for report in reports}) == 7
    assert not failed


def test_a_shard_is_known_again_until_its_files_change(folder: Path) -> None:
    before = [shard.id for shard in shards(str(folder))]
    assert [shard.id for shard in shards(str(folder))] == before
    (folder / "6.txt").write_text("Something else entirely happened in Basra.\n")
    after = [shard.id for shard in shards(str(folder))]
    assert after[:2] == before[:2]
    assert after[2] != before[2]


@pytest.mark.parametrize("changes", [{"reader": "r2"}, {"meta": ReportMeta(published=date(2024, 1, 1))}, {"max_bytes": 10}])
def test_another_reader_or_setting_is_another_shard(folder: Path, changes: dict[str, Any]) -> None:
    assert not {s.id for s in shards(str(folder))} & {s.id for s in shards(str(folder), **changes)}


def test_a_shard_is_a_line_of_json(folder: Path) -> None:
    for shard in shards(str(folder), meta=ReportMeta(published=date(2024, 1, 1))):
        assert from_line(to_line(shard)) == shard


def lines_file(path: Path, values: Sequence[object]) -> Path:
    path.write_text("".join(json.dumps(value) + "\n" for value in values))
    return path


@pytest.mark.parametrize("size", [1, 17, 100, 163, 10_000])
def test_every_line_is_in_one_shard_wherever_the_file_is_cut(tmp_path: Path, size: int) -> None:
    values = [{"text": f"Report {n}: " + "é" * (n % 5) + " a bomb exploded.", "title": f"T{n}", "published": "2024-02-03"} for n in range(20)]
    path = lines_file(tmp_path / "reports.jsonl", values)
    reports, failed = read(shards(str(path), line_bytes=size))
    assert [report.title for report in reports] == [f"T{n}" for n in range(20)]
    assert {report.published for report in reports} == {date(2024, 2, 3)}
    assert not failed


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 60), min_size=1, max_size=12), st.integers(1, 90))
def test_lines_of_any_length_come_once(tmp_path_factory: pytest.TempPathFactory, lengths: list[int], size: int) -> None:
    path = lines_file(tmp_path_factory.mktemp("lines") / "r.jsonl", [{"text": f"{n} " + "x" * length} for n, length in enumerate(lengths)])
    reports, _ = read(shards(str(path), line_bytes=size))
    assert [int(report.text.split()[0]) for report in reports] == list(range(len(lengths)))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{not json", "not JSON"),
        ("[1]", "holds a list"),
        ('{"body": "x"}', "no text (columns: body)"),
        ('{"text": ""}', "no text"),
        ('{"text": "A bomb.", "published": "yesterday"}', "expected a day as YYYY-MM-DD"),
        ('{"text": "...", "title": "x"}', "no letter"),
    ],
)
def test_a_bad_line_is_told_and_the_rest_is_read(tmp_path: Path, line: str, why: str) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text(f'{line}\n{{"text": "A bomb exploded."}}\n')
    reports, failed = read(shards(str(path)))
    assert len(reports) == 1
    assert [name for name, _ in failed] == [f"{path}@0"]
    assert why in str(failed[0][1])


def test_a_line_over_the_limit_is_not_held(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text('{"text": "' + "x" * 5000 + '"}\n{"text": "A bomb exploded."}\n')
    reports, failed = read(shards(str(path), max_bytes=1000))
    assert len(reports) == 1
    assert "longer than 1,000 bytes" in str(failed[0][1])


def test_parquet_is_cut_by_row_groups(tmp_path: Path) -> None:
    path = tmp_path / "r.parquet"
    texts = [f"Report {n}: a bomb exploded." for n in range(10)]
    published = [date(2024, 1, 1 + n) if n % 2 else None for n in range(10)]
    pq.write_table(pa.table({"text": texts, "published": published, "other": range(10)}), path, row_group_size=2)
    found = shards(str(path))
    assert [(s.kind, s.first, s.last) for s in found] == [(ShardKind.PARQUET, 0, 2), (ShardKind.PARQUET, 2, 4), (ShardKind.PARQUET, 4, 5)]
    reports, failed = read(found)
    assert [report.text.strip() for report in reports] == texts
    assert [report.published for report in reports] == published
    assert reports[4].source == f"{path}#4"
    assert not failed


def test_html_of_a_table_is_read_as_a_page(tmp_path: Path) -> None:
    page = "<html><head><title>Bomb in Mosul</title></head><body><article><p>" + "A bomb exploded in Mosul. " * 20 + "</p></article></body></html>"
    path = lines_file(tmp_path / "r.jsonl", [{"html": page, "url": "https://example.org/a"}])
    reports, _ = read(shards(str(path)))
    assert reports[0].text.startswith("A bomb exploded")
    assert reports[0].url == "https://example.org/a"


@pytest.mark.parametrize("name", ["nothing-here", "nothing.jsonl", "nothing.parquet", "nothing.warc.gz"])
def test_what_is_not_there_is_told(tmp_path: Path, name: str) -> None:
    failures: list[str] = []
    assert shards(str(tmp_path / name), failures=failures) == []
    assert name in failures[0]


def test_a_folder_of_all_kinds(tmp_path: Path, folder: Path) -> None:
    lines_file(tmp_path / "r.jsonl", [{"text": "A bomb exploded."}])
    pq.write_table(pa.table({"text": ["A mine exploded."]}), tmp_path / "p.parquet")
    assert sorted(s.kind.value for s in shards(str(tmp_path))) == ["files", "files", "files", "lines", "parquet"]


def warc(path: Path, pages: list[str], *, gzip: bool = True) -> Path:
    """A WARC file of some pages, each record compressed by itself as a crawl writes it."""
    with path.open("wb") as file:
        for n, page in enumerate(pages):
            body = b"HTTP/1.0 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{n:012}>\r\nWARC-Date: 2024-03-02T00:00:00Z\r\n"
                f"WARC-Target-URI: https://example.org/{n}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
            )
            record = head.encode() + body + b"\r\n\r\n"
            file.write(compress(record) if gzip else record)
    return path


def page_of(n: int) -> str:
    return f"<html><head><title>T{n}</title></head><body><article><p>" + f"Bomb number {n} exploded in Mosul on Friday, police said. " * 12 + "</p></article></body></html>"


@pytest.mark.parametrize("size", [1, 211, 700, 5_000, 1_000_000])
def test_every_page_of_a_warc_is_in_one_shard_wherever_it_is_cut(tmp_path: Path, size: int) -> None:
    path = warc(tmp_path / "crawl.warc.gz", [page_of(n) for n in range(12)])
    step = max(size, path.stat().st_size // 60)
    reports, failed = read(shards(str(path), warc_bytes=step))
    assert [report.url for report in reports] == [f"https://example.org/{n}" for n in range(12)]
    assert not failed


def test_a_warc_that_is_not_compressed_is_one_shard(tmp_path: Path) -> None:
    path = warc(tmp_path / "crawl.warc", [page_of(n) for n in range(3)], gzip=False)
    found = shards(str(path), warc_bytes=100)
    assert len(found) == 1
    assert len(read(found)[0]) == 3


def test_a_broken_record_of_a_warc_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    path = warc(tmp_path / "crawl.warc.gz", [page_of(n) for n in range(6)])
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 20] = b"\0" * 20
    path.write_bytes(bytes(data))
    reports, failed = read(shards(str(path)))
    assert len(reports) == 5
    assert failed
