"""One process, many and a cluster give the same rows; a run that was cut off goes on; nothing comes twice."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from cairn.cli import main
from cairn.engine import Cut, Done, Job, Lost, Output, Summary, engine, planned, run
from cairn.engine.rows import event_row, from_row
from cairn.engine.work import work
from cairn.model import Casualty, CasualtyGroup, Coded, Event, Outcome, Report, Status
from cairn.pipeline import Pipeline

TEXTS = [
    ("2024-03-02", "Gunmen killed two soldiers at a checkpoint near Mosul on Friday, police said."),
    ("2024-03-05", "A suicide bomber killed at least 12 people at a market in Maiduguri on Monday, the army said."),
    ("2024-04-01", "Thousands marched peacefully through Tunis on Sunday to protest against prices."),
    (None, "Al-Shabaab fighters ambushed a convoy near Baidoa and abducted three aid workers."),
    ("2024-04-02", "The bakery on Main Street won a prize for its bread."),
]
CUT = Cut("test-reader", 1_000_000, reports=2)


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "reports.jsonl"
    path.write_text("".join(json.dumps({"text": text, "published": day}) + "\n" for day, text in TEXTS))
    return path


def cut() -> Cut:
    return Cut("test-reader", 1_000_000, line_bytes=200)


def coded(out: Path) -> list[str]:
    return sorted(json.dumps(row, default=str) for path in Output(out).files() for row in pq.read_table(path).to_pylist())


def go(lines: Path, out: Path, name: str = "local", told: Callable[[Done | Lost], None] = lambda _: None) -> Summary:
    todo = planned([str(lines)], out, cut(), failed=lambda *_: pytest.fail("an input failed"))
    return run(todo, Job(str(out)), engine(name, workers=2, scheduler=None), told=told)


@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")  # of dask: a slow disk, a taken port
def test_all_engines_give_the_same_rows(lines: Path, tmp_path: Path) -> None:
    summaries = {name: go(lines, tmp_path / name, name) for name in ("local", "processes", "dask")}
    rows = {name: coded(tmp_path / name) for name in summaries}
    assert len(rows["local"]) == len(TEXTS)
    assert rows["processes"] == rows["local"]
    assert rows["dask"] == rows["local"]
    assert {summary.reports for summary in summaries.values()} == {len(TEXTS)}


@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_ray_gives_the_same_rows(lines: Path, tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="no Ray: pip install ray")
    for name in ("local", "ray"):
        go(lines, tmp_path / name, name)
    assert coded(tmp_path / "ray") == coded(tmp_path / "local")


def test_rows_give_back_what_was_coded(lines: Path, tmp_path: Path) -> None:
    go(lines, tmp_path / "out")
    rows = [row for path in Output(tmp_path / "out").files() for row in pq.read_table(path).to_pylist()]
    found = {one.report.id: one for one in map(from_row, rows)}
    pipeline = Pipeline.default(threads=1)
    for one in pipeline.code([one.report for one in found.values()]):
        assert found[one.report.id] == one


def test_a_figure_for_no_group_that_holds_the_others_counts_nobody_twice() -> None:
    dead = (Casualty(Outcome.KILLED, CasualtyGroup.UNKNOWN, 26, 26, 26), Casualty(Outcome.KILLED, CasualtyGroup.SIDE_B, 14, 14, 14))
    row = event_row(Event("e1", "attack", Status.OCCURRED, main=True, casualties=dead))
    assert (row["killed_low"], row["killed_best"], row["killed_high"]) == (26, 26, 26)


def test_output_lies_by_month(lines: Path, tmp_path: Path) -> None:
    go(lines, tmp_path / "out")
    assert {path.parent.name for path in Output(tmp_path / "out").files()} == {"month=2024-03", "month=2024-04", "month=unknown"}
    assert not (tmp_path / "out" / "work").exists()


def test_a_finished_run_does_nothing_again(lines: Path, tmp_path: Path) -> None:
    go(lines, tmp_path / "out")
    worked: list[Done | Lost] = []
    summary = go(lines, tmp_path / "out", told=worked.append)
    assert worked == []
    assert summary.reports == len(TEXTS)


def test_what_is_half_done_is_done_again_and_comes_once(lines: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    go(lines, out)
    whole = coded(out)
    marker = min((out / "done").glob("*.json"))
    marker.unlink()  # as if the worker was killed between its files and its marker
    assert len(coded(out)) < len(whole)
    worked: list[Done | Lost] = []
    go(lines, out, told=worked.append)
    assert len(worked) == 1
    assert coded(out) == whole


def test_what_the_input_has_no_longer_goes(lines: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    go(lines, out)
    lines.write_text(json.dumps({"text": TEXTS[0][1], "published": TEXTS[0][0]}) + "\n")
    summary = go(lines, out)
    assert summary.reports == 1
    assert len(coded(out)) == 1


def test_a_fault_in_one_report_is_recorded_and_the_others_go_on(lines: Path, tmp_path: Path) -> None:
    whole = Pipeline.default(threads=1)

    class Faulty:
        def code(self, reports: Sequence[Report]) -> Iterator[Coded]:
            if any("Tunis" in report.text for report in reports):
                raise ZeroDivisionError("a fault")
            return whole.code(reports)

    out = tmp_path / "out"
    todo = planned([str(lines)], out, Cut("r", 1_000_000), failed=lambda *_: None)
    done = work(todo.shards[0], Job(str(out)), make=lambda _: Faulty())  # type: ignore[arg-type, return-value]
    assert (done.reports, done.failed) == (len(TEXTS) - 1, 1)
    told = [json.loads(line) for line in (out / "failed" / f"{todo.shards[0].id}.jsonl").read_text().splitlines()]
    assert "ZeroDivisionError: a fault" in told[0]["message"]


def test_a_shard_whose_file_went_is_lost_and_the_others_go_on(lines: Path, tmp_path: Path) -> None:
    other = tmp_path / "gone.jsonl"
    other.write_text(json.dumps({"text": "A bomb exploded in Mosul."}) + "\n")
    out = tmp_path / "out"
    todo = planned([str(other), str(lines)], out, Cut("r", 1_000_000), failed=lambda *_: None)
    other.unlink()
    summary = run(todo, Job(str(out)), engine("local", workers=1, scheduler=None))
    assert [isinstance(one, Lost) for one in summary.lost] == [True]
    assert summary.reports == len(TEXTS)


def test_the_command_and_the_record(lines: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    out, record = str(tmp_path / "out"), str(tmp_path / "r.sqlite")
    for arguments in (["code", str(lines), "--out", out], ["load", out, "--record", record], ["load", out, "--record", record]):
        monkeypatch.setattr("sys.argv", ["cairn", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 0
    told = " ".join(capsys.readouterr().err.split())
    assert "5 reports read, 5 new" in told
    assert "5 reports read, 0 new; events: none changed" in told


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["x.txt", "--engine", "dask"], "--out DIR"),
        (["x.txt", "--engine", "spark", "--out", "o"], "expected one of local, processes, dask, ray"),
        (["x.txt", "--scheduler", "tcp://x:1", "--out", "o"], "only dask and ray have a scheduler"),
        (["-", "--out", "o"], "standard input"),
    ],
)
def test_wrong_arguments(arguments: list[str], why: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["cairn", "code", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert why in " ".join(capsys.readouterr().err.split())


def test_a_dry_run_says_what_it_would_take(lines: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["cairn", "code", str(lines), "--out", str(tmp_path / "o"), "--dry-run"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    told = json.loads(capsys.readouterr().out)
    assert told["reports"] == len(TEXTS)
    assert told["seconds_each"] > 0
    assert not (tmp_path / "o").exists()
