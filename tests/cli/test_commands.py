"""The commands as a user runs them, with their exit codes."""

import hashlib
import json
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cairn.cli import app
from cairn.errors import CairnError, UnreadableReport
from cairn.model import Coded
from cairn.pipeline import Pipeline
from cairn.record import Record
from tests.conftest import ROOT
from tests.postgres import Emptied

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


@pytest.fixture
def own(record: Path, tmp_path: Path) -> Path:
    """A record of the examples that a test may change."""
    path = tmp_path / "own.sqlite"
    assert run("backup", str(path), "--record", str(record)).exit_code == 0
    return path


def ids(record: Path) -> list[str]:
    return [json.loads(line)["id"] for line in run("events", "--record", str(record), "--format", "json").stdout.splitlines()]


def test_merging_and_undoing_leaves_the_events_as_they_were(own: Path) -> None:
    before = run("events", "--record", str(own), "--format", "json").stdout
    one, two = ids(own)[:2]
    assert run("merge", one, two, "--record", str(own), "--by", "ana", "--reason", "one attack").exit_code == 0
    assert len(ids(own)) == len(before.splitlines()) - 1
    gone = ({one, two} - set(ids(own))).pop()
    kept = ({one, two} & set(ids(own))).pop()
    assert kept in run("show", gone, "--record", str(own)).stdout
    history = run("history", kept, "--record", str(own), "--format", "json").stdout
    assert '"merged"' in history
    assert "judged same by ana: one attack" in history
    assert "ana" in run("judgements", "--record", str(own)).stdout
    assert "judgement 1: same by ana: one attack" in run("why", kept, "--record", str(own)).stdout
    assert run("undo", "--record", str(own)).exit_code == 0
    assert run("events", "--record", str(own), "--format", "json").stdout == before
    assert run("verify", "--record", str(own)).exit_code == 0


def test_splitting_takes_a_report_out_of_an_event(own: Path) -> None:
    events = [json.loads(line) for line in run("events", "--record", str(own), "--format", "json").stdout.splitlines()]
    several = next(event for event in events if len(event["reports"]) > 1)
    report = several["reports"][-1]
    assert run("split", several["id"], report[:8], "--record", str(own), "--by", "ana").exit_code == 0
    assert len(ids(own)) == len(events) + 1
    assert "held apart" in run("why", several["id"], "--record", str(own)).stdout
    feed = [json.loads(line) for line in run("changes", "--record", str(own), "--format", "json").stdout.splitlines()]
    assert feed[-1]["before"] is None or feed[-1]["change"] in ("changed", "split")
    assert {"split", "changed"} <= {row["change"] for row in feed if "judged different by ana" in row["why"]}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("merge", "{0}", "{0}"), 2), (("split", "{0}", "ffff"), 2), (("undo",), 4), (("undo", "7"), 4), (("why", "ezzz"), 4), (("history", "ezzz"), 4)],
)
def test_what_can_not_be_judged_is_told(own: Path, arguments: tuple[str, ...], code: int) -> None:
    first = ids(own)[0]
    assert code_of(run(*(a.format(first) for a in arguments), "--record", str(own))) == code


def test_verify_names_a_text_that_was_changed_and_a_value_that_does_not_follow(own: Path) -> None:
    with sqlite3.connect(own) as connection:
        connection.execute("UPDATE reports SET text = replace(text, 'a', 'b') WHERE id = (SELECT min(id) FROM reports)")
        connection.execute("""UPDATE event_values SET value = replace(value, '"main":true', '"main":false') WHERE event_id = (SELECT min(id) FROM events WHERE main)""")
    connection.close()
    result = run("verify", "--record", str(own))
    assert result.exit_code == 3
    assert "the text was changed" in result.stdout
    assert "main is False, its accounts give True" in result.stdout
    assert run("derive", "--all", "--record", str(own)).exit_code == 0
    assert "main is False" not in run("verify", "--record", str(own)).stdout


def test_a_backup_becomes_a_record_again_and_overwrites_nothing(own: Path, tmp_path: Path) -> None:
    copy, back = tmp_path / "copy.sqlite", tmp_path / "back.sqlite"
    assert run("backup", str(copy), "--record", str(own)).exit_code == 0
    assert code_of(run("backup", str(copy), "--record", str(own))) == 3
    assert run("restore", str(copy), "--record", str(back)).exit_code == 0
    assert ids(back) == ids(own)
    assert code_of(run("restore", str(copy), "--record", str(back))) == 3
    assert code_of(run("restore", str(tmp_path / "none"), "--record", str(tmp_path / "new.sqlite"))) == 3
    damaged = tmp_path / "damaged.sqlite"
    damaged.write_bytes(copy.read_bytes()[:8192] + bytes(4096) + copy.read_bytes()[12288:])
    assert code_of(run("restore", str(damaged), "--record", str(tmp_path / "new.sqlite"))) == 3
    assert not (tmp_path / "new.sqlite").exists()


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_totals_stand_beside_the_records_own_count(record: Path, form: str) -> None:
    shown = run("totals", "--record", str(record), "--format", form)
    assert shown.exit_code == 0
    assert "153" in shown.stdout


def test_why_says_what_places_and_actors_were_taken_for(record: Path) -> None:
    events = [json.loads(line) for line in run("events", "--record", str(record), "--format", "json").stdout.splitlines()]
    known = next(e for e in events if e["where"]["gazetteer_id"] and any(p["actor"] for p in e["participants"]))
    shown = run("why", known["id"], "--record", str(record), "--links")
    assert shown.exit_code == 0
    assert "is a name of" in shown.stdout or "taken to be" in shown.stdout or "points back at" in shown.stdout
    assert re.search(r"\((?:town|country|admin1|admin2|area|site|sea)\) [+-]\d", shown.stdout)


def test_the_record_may_be_on_a_server(record: Path, migrated: Emptied, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that a command prints of a record on PostgreSQL is what it prints of the same record in a file."""
    migrated.empty()
    lists = [("events",), ("reports",), ("actors",), ("judgements",), ("changes",), ("verify",)]
    before = [run(*command, "--record", str(record)) for command in lists]
    monkeypatch.setenv("CAIRN_DATABASE_URL", migrated.url)
    monkeypatch.setenv("CAIRN_RECORD", str(tmp_path / "not-this-one.sqlite"))
    added = run("add", str(EXAMPLES))
    assert added.exit_code == 0
    assert "postgresql://cairn:***@127.0.0.1" in added.stderr.replace("\n", "")
    for command, was in zip(lists, before, strict=True):
        now = run(*command)
        assert (now.exit_code, without_times(now.stdout)) == (was.exit_code, without_times(was.stdout)), command
    first, second = [json.loads(line)["id"] for line in run("events", "--format", "json").stdout.splitlines()][:2]
    assert run("merge", first, second, "--by", "ana").exit_code == 0
    assert run("show", first).exit_code == run("why", first).exit_code == run("history", first).exit_code == run("undo", "--by", "ana").exit_code == 0
    copy = tmp_path / "copy.sqlite"
    assert run("backup", str(copy)).exit_code == 0
    assert code_of(run("restore", str(copy))) == 3
    assert ids(copy) == ids(record)
    assert run("events", "--record", str(copy)).stdout == run("events").stdout
    assert code_of(run("events", "--record", "mysql://ana:secret@h/cairn")) == 3


def without_times(text: str) -> str:
    return re.sub(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*", "", text)


def test_a_report_that_the_record_refuses_is_told_and_the_rest_is_read(pipeline: Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, path, add = tmp_path / "reports", tmp_path / "record.sqlite", Record.add
    folder.mkdir()
    for name, number in (("a.txt", "12"), ("b.txt", "13")):
        (folder / name).write_text(BOMB.replace("12", number), encoding="utf-8")

    def refused(record: Record, coded: Coded) -> bool:
        if "13 people" in coded.report.text:
            raise UnreadableReport("it holds what no database takes")
        return add(record, coded)

    monkeypatch.setattr(Record, "add", refused)
    result = run("add", str(folder), "--record", str(path), "--published", "2024-03-15")
    assert result.exit_code == 1
    assert len(run("reports", "--record", str(path), "--format", "json").stdout.splitlines()) == 1
    assert "UnreadableReport" in run("reports", "--record", str(path), "--failed", "--format", "csv").stdout


def test_help_loads_no_library_that_only_a_command_needs() -> None:
    heavy = ["sqlalchemy", "pydantic", "numpy", "onnxruntime", "yaml"]
    program = f"import sys, cairn.cli.app; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
