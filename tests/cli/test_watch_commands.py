"""`cairn watch`, `cairn runs` and `cairn versions` as a user runs them."""

import json
import os
import signal
import threading
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from benchmarks.watched_site import config_of, served
from cairn.cli import app
from cairn.cli.watch import differences, stopping
from cairn.errors import CairnError
from cairn.pipeline import Pipeline
from cairn.record import Record
from tests.watching.made import MadeReader, pipeline_of


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def code_of(result: Result) -> int:
    return result.exception.exit_code if isinstance(result.exception, CairnError) else result.exit_code


@pytest.fixture(autouse=True)
def made(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that needs no weights."""
    pipeline = pipeline_of(MadeReader())
    monkeypatch.setattr(Pipeline, "default", classmethod(lambda _, **__: pipeline))


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    """A folder with one report, watched."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Gunmen killed 3 traders in an attack near Mosul on Sunday, police said in a statement.")
    (tmp_path / "watch.yaml").write_text("sources: [{name: Drop, folder: in}]\nalerts: [{name: All, feed: all.atom}]\n")
    return tmp_path


def test_a_folder_is_followed_and_its_changes_become_versions(drop: Path) -> None:
    record, config, file = str(drop / "r.sqlite"), str(drop / "watch.yaml"), drop / "in" / "a.txt"
    first = run("watch", config, "--once", "--record", record)
    assert first.exit_code == 0, first.stderr
    assert "run 1: 1 read; events: 1 new" in first.stderr
    assert "nothing was due" in run("watch", config, "--once", "--record", record).stderr
    file.write_text("Gunmen killed 4 traders in an attack near Mosul on Sunday, police said in a statement.\nThe toll has risen.")
    assert "run 3: 1 changed" in run("watch", config, "--once", "--record", record).stderr
    shown = run("versions", str(file), "--record", record)
    assert "+The toll has risen." in shown.stdout
    assert "-Gunmen killed 3 traders" in shown.stdout
    versions = [json.loads(line) for line in run("versions", str(file), "--record", record, "--format", "json").stdout.splitlines()]
    assert [v["version"] for v in versions] == [1, 2]
    assert run("versions", versions[0]["report"][:12], "--record", record).stdout == shown.stdout
    assert code_of(run("versions", "https://example.org/none", "--record", record)) == 4
    runs = [json.loads(line) for line in run("runs", "--record", record, "--format", "json").stdout.splitlines()]
    assert [(r["run"], r["read"], r["changed"]) for r in runs] == [(3, 0, 1), (2, 0, 0), (1, 1, 0)]
    assert "changed" in run("runs", "3", "--record", record).stdout
    assert "Gunmen" not in run("runs", "--record", record).stdout
    assert (drop / "all.atom").exists()


def test_a_file_that_can_not_be_read_makes_the_exit_code_1(drop: Path) -> None:
    (drop / "in" / "b.pdf").write_bytes(b"%PDF-1.4 broken")
    found = run("watch", str(drop / "watch.yaml"), "--once", "--record", str(drop / "r.sqlite"))
    assert found.exit_code == 1
    failed = run("runs", "1", "--failed", "--record", str(drop / "r.sqlite"), "--format", "csv")
    assert "b.pdf" in failed.stdout
    assert "a.txt" not in failed.stdout


def test_a_wrong_configuration_is_a_wrong_setting(drop: Path) -> None:
    (drop / "watch.yaml").write_text("sources: [{name: Drop, folder: in, evry: 3m}]")
    found = run("watch", str(drop / "watch.yaml"), "--once", "--record", str(drop / "r.sqlite"))
    assert code_of(found) == 2
    assert "line 1: sources.0.evry: there is no such key" in str(found.exception)


def test_without_a_record_there_are_no_runs(drop: Path) -> None:
    assert code_of(run("runs", "--record", str(drop / "none.sqlite"))) == 3


def test_pages_are_kept_as_warc_and_read_from_there(drop: Path, pipeline: Pipeline) -> None:
    with served(2) as site:
        (drop / "watch.yaml").write_text(config_of(site))
        run("watch", str(drop / "watch.yaml"), "--once", "--record", str(drop / "r.sqlite"), "--keep-warc", str(drop / "kept"))
        kept = [site.base + page.path for page in site.pages]
    added = run("add", str(drop / "kept"), "--record", str(drop / "again.sqlite"))
    assert added.exit_code == 0, added.stderr
    with Record.open(drop / "again.sqlite") as record:
        assert {head.url for head in record.reports()} == set(kept)


def test_a_warc_file_is_coded_record_by_record(drop: Path, pipeline: Pipeline) -> None:
    with served(2) as site:
        (drop / "watch.yaml").write_text(config_of(site))
        run("watch", str(drop / "watch.yaml"), "--once", "--record", str(drop / "r.sqlite"), "--keep-warc", str(drop / "kept"))
    (file,) = (drop / "kept").iterdir()
    file.write_bytes(file.read_bytes()[:-60])
    found = run("code", str(file))
    assert found.exit_code == 1
    assert f"{file.name}#" in found.stderr.replace("\n", "")
    assert len(found.stdout.splitlines()) == 1


def test_the_first_signal_asks_for_a_stop_and_the_second_ends(capsys: pytest.CaptureFixture[str]) -> None:
    told: list[str] = []
    before = signal.getsignal(signal.SIGINT)
    with stopping(told.append) as stop:
        os.kill(os.getpid(), signal.SIGTERM)
        assert stop.wait(2)
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
            threading.Event().wait(2)
    assert "after the pages in hand" in told[0]
    assert signal.getsignal(signal.SIGINT) is before


def test_differences_are_shown_line_by_line_and_huge_texts_are_not_compared() -> None:
    assert list(differences("a\nb\nc", "a\nB\nc")) == ["...", " a", "-b", "+B", " c"]
    assert list(differences("a\n" * 5_000, "b")) == ["5000 lines became 1; too many to compare"]
