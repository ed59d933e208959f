"""The commands as a user runs them, with their exit codes."""

import hashlib
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cairn.cli import app
from cairn.errors import CairnError
from cairn.pipeline import Pipeline
from tests.conftest import ROOT

EXAMPLES = ROOT / "src" / "cairn" / "examples" / "reports"
BOMB = "MOSUL, March 15 - A suicide bomber killed 12 people at a market in Mosul on Friday, police said."


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, list(arguments), input=stdin)


def code_of(result: Result) -> int:
    return result.exception.exit_code if isinstance(result.exception, CairnError) else result.exit_code


@pytest.fixture(scope="module")
def record(pipeline: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("record") / "examples.sqlite"
    assert run("add", str(EXAMPLES), "--record", str(path)).exit_code == 0
    return path


def test_code_prints_one_json_object_a_report(pipeline: Pipeline, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BOMB)
    result = run("code", str(tmp_path / "a.txt"), "--published", "2024-03-15", "--publisher", "Example Wire")
    found = json.loads(result.stdout)
    assert (found["report"]["published"], found["report"]["publisher"], found["report"]["text"]) == ("2024-03-15", "Example Wire", BOMB)


def test_code_reads_standard_input(pipeline: Pipeline) -> None:
    assert json.loads(run("code", "-", stdin=BOMB).stdout)["report"]["text"] == BOMB


BAD = {
    "empty.txt": b"", "blank.txt": b" \n\t\n", "binary.txt": bytes(range(256)) * 40, "picture.pdf": b"%PDF-1.4 broken", "zip.html": b"PK\x03\x04" + b"\x00" * 200,
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_told_and_the_rest_is_read(pipeline: Pipeline, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(BAD[name])
    (tmp_path / "good.txt").write_text(BOMB)
    result = run("code", str(tmp_path / name), str(tmp_path / "good.txt"))
    assert result.exit_code == 1
    assert name in result.stderr.replace("\n", "")
    assert [json.loads(line)["report"]["text"] for line in result.stdout.splitlines()] == [BOMB]


def test_a_private_address_is_refused(pipeline: Pipeline) -> None:
    result = run("code", "http://127.0.0.1:9/report")
    assert result.exit_code == 1
    assert "127.0.0.1" in result.stderr


def test_a_future_day_of_publication_is_a_wrong_setting(pipeline: Pipeline, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BOMB)
    assert code_of(run("code", str(tmp_path / "a.txt"), "--published", "2999-01-01")) == 2


def test_adding_the_examples_twice_leaves_the_record_byte_for_byte(record: Path) -> None:
    before = hashlib.sha256(record.read_bytes()).hexdigest()
    again = run("add", str(EXAMPLES), "--record", str(record))
    assert again.exit_code == 0
    assert hashlib.sha256(record.read_bytes()).hexdigest() == before


@pytest.mark.parametrize("form", ["table", "json", "csv"])
@pytest.mark.parametrize("command", ["events", "reports", "actors"])
def test_lists_come_in_three_formats(record: Path, command: str, form: str) -> None:
    result = run(command, "--record", str(record), "--format", form)
    assert result.exit_code == 0
    assert result.stdout.strip()


def test_show_prints_the_words_that_say_so(record: Path) -> None:
    events = [json.loads(line) for line in run("events", "--record", str(record), "--format", "json").stdout.splitlines()]
    best = max(events, key=lambda event: len(event["evidence"]))
    shown = run("show", best["id"][:8], "--record", str(record))
    assert shown.exit_code == 0
    assert best["id"] in shown.stdout
    assert best["type"] in shown.stdout


def test_an_id_that_is_not_there_has_its_own_exit_code(record: Path) -> None:
    assert code_of(run("show", "ezzzzzzzz", "--record", str(record))) == 4


def test_no_record_is_told(tmp_path: Path) -> None:
    assert code_of(run("events", "--record", str(tmp_path / "none.sqlite"))) == 3


def test_schema_and_codebook_are_printed() -> None:
    assert json.loads(run("schema").stdout)["title"]
    assert "Air" in run("codebook", "air_drone_strike").stdout
    assert "armed_clash" in run("codebook").stdout


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_show_gives_estimates_by_policy(record: Path, form: str) -> None:
    events = [json.loads(line) for line in run("events", "--record", str(record), "--format", "json").stdout.splitlines()]
    bloody = next(event["id"] for event in events if any(c["outcome"] == "killed" and c["best"] for c in event["casualties"]))
    shown = run("show", bloody, "--record", str(record), "--estimate", "all", "--format", form)
    assert shown.exit_code == 0
    assert all(policy in shown.stdout for policy in ("ucdp", "acled", "gtd", "range"))


def test_an_unknown_policy_is_a_wrong_setting(record: Path) -> None:
    events = run("events", "--record", str(record), "--format", "json").stdout.splitlines()
    assert code_of(run("show", json.loads(events[0])["id"], "--record", str(record), "--estimate", "iraq")) == 2
