"""The events of a folder of coded reports are those that a record derives from it; what is there already is not made again."""

import json
from collections.abc import Sequence
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from rich.console import Console

from cairn.cli import main
from cairn.cli.engine import load
from cairn.contract import to_plain
from cairn.engine import Cut, Job, Output, engine, planned, run
from cairn.engine.events import Consolidated, consolidate, finished
from cairn.engine.months import Months
from cairn.engine.told import Folder
from cairn.errors import SettingError
from cairn.model import Coded
from cairn.record import Address, Record

BOMB = "A suicide bomber killed at least 12 people at a market in Maiduguri on Monday, the army said."
#: One text by several publishers and on several days of one month, the latest first; and one of a month before all others.
AGAIN = [
    ("2024-03-12", "Paper", BOMB), ("2024-03-05", "Agency", BOMB), ("2024-03-05", "Bureau", BOMB), (None, "Blog", BOMB), ("2024-04-01", "Late", BOMB),
    ("2024-02-27", None, "Gunmen killed two soldiers at a checkpoint near Mosul on Friday, police said."),
]  # fmt: skip


def code(inputs: Sequence[Path], out: Path, **cut: Any) -> None:
    todo = planned([str(one) for one in inputs], out, Cut("test-reader", 1_000_000, **cut), failed=lambda *_: None)
    assert not run(todo, Job(str(out)), engine("local", workers=1, scheduler=None)).lost


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example reports and a text that came again and again, coded, in several shards."""
    folder = tmp_path_factory.mktemp("coded")
    lines = folder / "again.jsonl"
    lines.write_text("".join(json.dumps({"text": text, "published": day, "publisher": who}) + "\n" for day, who, text in AGAIN))
    with resources.as_file(resources.files("cairn.examples") / "reports") as examples:
        code([examples, lines], folder / "out", reports=5, line_bytes=250)
    return folder / "out"


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two shards of little."""
    folder = tmp_path_factory.mktemp("few")
    lines = folder / "few.jsonl"
    lines.write_text("".join(json.dumps({"text": text, "published": day}) + "\n" for day, _, text in AGAIN[-2:]))
    code([lines], folder / "out", line_bytes=100)
    return folder / "out"


@pytest.fixture(scope="module")
def steps() -> list[tuple[str, int, int | None]]:
    """What was told of the steps to the events."""
    return []


@pytest.fixture(scope="module")
def whole(coded: Path, steps: list[tuple[str, int, int | None]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The events of the coded reports, in a folder of their own."""
    out = tmp_path_factory.mktemp("whole")
    assert consolidate(coded, out, processes=1, progress=lambda *one: steps.append(one))[1]
    return out


@pytest.fixture(scope="module")
def loaded(coded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    record = tmp_path_factory.mktemp("record") / "r.sqlite"
    assert command("load", str(coded), "--record", str(record)) == 0
    return record


def command(*arguments: str) -> int:
    with pytest.MonkeyPatch.context() as patched, pytest.raises(SystemExit) as ended:
        patched.setattr("sys.argv", ["cairn", *arguments])
        main()
    assert isinstance(ended.value.code, int)
    return ended.value.code


def rows(out: Path) -> list[dict[str, Any]]:
    return [row for path in sorted((out / "events").glob("month=*/part.parquet")) for row in pq.ParquetFile(path).read().to_pylist()]


def test_the_events_are_those_that_a_record_derives(whole: Path, loaded: Path) -> None:
    done = finished(whole)
    assert done is not None
    with Record.open(loaded, create=False) as record:
        events = {event.id: to_plain(event) for event in record.events()}
        accounts = {id_: sorted(account.id for account, _ in record.accounts_of(id_)) for id_ in events}
        reports = record.counts().reports
    found = rows(whole)
    assert len(events) > 10
    assert {row["id"]: json.loads(row["event"]) for row in found} == events
    assert {row["id"]: sorted(row["accounts"]) for row in found} == accounts
    assert (done.events, done.reports, done.accounts) == (len(events), reports, sum(map(len, accounts.values())))
    for row in found:
        event = events[row["id"]]
        assert row["reports"] == event["reports"]
        assert (row["type"], row["country"], row["summary"]) == (event["type"], event["where"]["country"], event["summary"])


def test_several_processes_and_other_parts_give_the_same(coded: Path, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cairn.engine.told.PART", 6)
    consolidate(coded, tmp_path, processes=2)
    assert rows(tmp_path) == rows(whole)


def test_a_text_counts_by_its_earliest_publication(coded: Path, loaded: Path) -> None:
    told = Folder.of(list(Output(coded).files()), coded)
    first: dict[str, Coded] = {}
    for _, part in told.coded():
        for one in part:
            first.setdefault(one.report.id, one)
    report = next(one.report for one in first.values() if one.report.text.strip() == BOMB)
    assert (report.published, report.publisher) == (date(2024, 3, 5), "Agency")
    accounts = [row for part in told.parts() for row in part() if row.account.report == report.id]
    assert {(row.published, row.publisher) for row in accounts} == {(date(2024, 3, 5), "Agency")}
    assert len({row.account.id for row in accounts}) == len(accounts)
    with Record.open(loaded, create=False) as record:
        stored = record.report(report.id)
    assert stored.head.published == date(2024, 3, 5)
    assert sorted(str(other.publisher) for other in stored.others) == ["Blog", "Bureau", "Late", "Paper"]


def test_events_lie_by_the_month_of_their_first_day(whole: Path) -> None:
    for path in (whole / "events").glob("month=*/part.parquet"):
        for row in pq.ParquetFile(path).read().to_pylist():
            day = row["start"] or row["end"]
            assert path.parent.name == (f"month={day:%Y-%m}" if day else "month=unknown")
    assert sorted(path.name for path in whole.iterdir()) == ["events"]


def test_a_second_run_does_nothing_until_shards_come_or_go(few: Path, tmp_path: Path) -> None:
    copied = tmp_path / "in"
    (copied / "done").mkdir(parents=True)
    (copied / "reports").symlink_to(few / "reports")
    markers = sorted((few / "done").glob("*.json"))
    for marker in markers[1:]:
        (copied / "done" / marker.name).write_bytes(marker.read_bytes())
    first, fresh = consolidate(copied, copied, processes=1)
    assert fresh
    (copied / "events" / "month=unknown").mkdir(exist_ok=True)
    (copied / "events" / "kept").touch()
    (copied / "events.part").mkdir()  # as a killed run leaves it
    assert consolidate(copied, copied, processes=1) == (first, False)
    assert (copied / "events" / "kept").exists()
    (copied / "done" / markers[0].name).write_bytes(markers[0].read_bytes())
    second, fresh = consolidate(copied, copied, processes=1)
    assert fresh
    assert second.shards == tuple(sorted(path.stem for path in markers))
    assert finished(copied) == second
    assert not (copied / "events" / "kept").exists()
    assert not (copied / "events.part").exists()


def test_other_rules_or_a_broken_marker_make_them_anew(few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    consolidate(few, tmp_path, processes=1)
    marker = tmp_path / "events" / "_done.json"
    monkeypatch.setattr("cairn.engine.events.RULES", "other")
    assert consolidate(few, tmp_path, processes=1)[1]
    marker.write_text("{")
    assert finished(tmp_path) is None
    assert consolidate(few, tmp_path, processes=1)[1]


def test_a_run_that_fails_leaves_the_events_of_before(few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, _ = consolidate(few, tmp_path, processes=1)
    kept = rows(tmp_path)

    def fails(*_: object) -> dict[str, Any]:
        raise OSError("the disk is full")

    monkeypatch.setattr("cairn.engine.events.RULES", "other")
    monkeypatch.setattr("cairn.engine.events.to_row", fails)
    with pytest.raises(OSError, match="disk is full"):
        consolidate(few, tmp_path, processes=1)
    assert finished(tmp_path) == before
    assert rows(tmp_path) == kept


def test_steps_are_told(coded: Path, whole: Path, steps: list[tuple[str, int, int | None]]) -> None:
    assert (whole / "events").is_dir()
    parts = len(Folder.of(list(Output(coded).files()), coded).parts())
    assert [one for one in steps if one[0] == "prepare"] == [("prepare", n, parts) for n in range(1, parts + 1)]
    assert list(dict.fromkeys(step for step, _, _ in steps)) == ["prepare", "pair", "join", "derive"]


def test_the_command(few: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for there in (False, True):
        assert command("consolidate", str(few), "--out", str(tmp_path), "--workers", "1") == 0
        told = " ".join(capsys.readouterr().err.split())
        assert "events of" in told
        assert ("which were there already" in told) is there


def test_without_a_finished_shard_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SettingError, match="no finished shard"):
        consolidate(tmp_path, tmp_path, processes=1)
    assert command("consolidate", str(tmp_path / "none")) == 2
    assert "expected a folder that `cairn code --out` wrote" in " ".join(capsys.readouterr().err.split())
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("most", [1, 3, 100])
def test_rows_of_any_month_in_any_order_are_written_once(tmp_path: Path, most: int) -> None:
    given = [(f"m{n * 7 % 5}", {"n": n}) for n in range(40)]
    with Months(tmp_path, pa.schema([("n", pa.int32())]), most=most) as months:
        for month, row in given:
            months.add(month, row)
        files = months.finish()
    found = {(month, row["n"]) for month, path in files.items() for row in pq.ParquetFile(path).read().to_pylist()}
    assert found == {(month, row["n"]) for month, row in given}
    assert sum(pq.ParquetFile(path).metadata.num_rows for path in files.values()) == 40


def test_the_marker_says_what_it_rests_on(coded: Path, whole: Path) -> None:
    values = json.loads((whole / "events" / "_done.json").read_text())
    assert values["shards"] == sorted(Output(coded).done())
    assert finished(whole) == Consolidated(tuple(values["shards"]), values["rules"], values["reports"], values["accounts"], values["events"])


@pytest.mark.parametrize("most", [1, 7])
def test_a_load_in_parts_gives_the_events_of_one_derivation(coded: Path, tmp_path: Path, most: int) -> None:
    told: list[dict[str, tuple[str, ...]]] = []
    for name, some in (("whole", 10_000), ("parts", most)):
        load(coded, Address(tmp_path / f"{name}.sqlite"), failed=lambda *_: pytest.fail("a report failed"), console=Console(quiet=True), most=some)
        with Record.open(tmp_path / f"{name}.sqlite") as record:
            assert record.pending() == 0
            assert record.faults() == ()
            told.append({json.dumps(to_plain(event), sort_keys=True): tuple(row[0].id for row in record.accounts_of(event.id)) for event in record.events()})
    assert len(told[0]) > 10
    assert told[0] == told[1]
