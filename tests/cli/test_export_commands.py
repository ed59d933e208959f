"""Exports, imports and comparison from the command line."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cairn.cli import app
from cairn.publishing.columns import columns

HEADING = ",".join(columns("acled").names)
ROWS = [
    f'SYR{n},2024-03-{14 + n},2024,1,Political violence,Explosions/Remote violence,Air/drone strike,Military Forces of Syria (2000-),,State forces,Civilians (Syria),'
    f',Civilians,State forces-Civilians,Civilians targeted,760,Middle East,Syria,Idlib,Harim,Sarmin,Sarmin,35.9031,36.7264,1,SOHR,Other,"A strike killed {n} farmers.",{n},,1'
    for n in (1, 2, 3)
]  # fmt: skip
TWICE = ROWS[0].replace("SYR1,", "SYR9,")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), catch_exceptions=True)


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "acled.csv"
    path.write_text("\n".join([HEADING, *ROWS, TWICE]), encoding="utf-8")
    return path


@pytest.fixture
def record(rows: Path, tmp_path: Path) -> str:
    path = str(tmp_path / "record.sqlite")
    done = run("import", str(rows), "--record", path)
    assert done.exit_code == 0, done.output
    assert "4 rows read; events: 4 new" in done.output  # two rows of one set are two events, however alike
    return path


def test_an_imported_set_is_read_once(record: str, rows: Path) -> None:
    assert "0 rows read, 4 known before; events: none changed" in run("import", str(rows), "--record", record).output


def test_an_imported_record_holds_together(record: str) -> None:
    assert run("verify", "--record", record).exit_code == 0


def test_an_export_without_a_file_goes_to_standard_output(record: str) -> None:
    done = run("export", "acled", "--record", record, "--since", "2024-03-16", "--workers", "1")
    found = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["event_date"] for row in found] == ["2024-03-16", "2024-03-17"]
    assert "2 events as acled; sensitivity moderate" in done.stderr


def test_an_export_is_described_beside_it(record: str, tmp_path: Path) -> None:
    out = tmp_path / "events.csv"
    done = run("export", "csv", "--record", record, "--out", str(out), "--country", "sy", "--estimate", "acled", "--licence", "CC-BY-4.0", "--workers", "1")
    assert done.exit_code == 0, done.output
    found = json.loads((tmp_path / "events.csv.datapackage.json").read_text())
    assert (found["cairn"]["filters"], found["cairn"]["casualty_policy"], found["cairn"]["counts"]["events"]) == ({"countries": ["SY"]}, "acled", 4)
    assert found["resources"][0]["hash"].startswith("sha256:")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("export", "pdf"), "format 'pdf' is not known"), (("export", "parquet"), "parquet is no text: expected --out FILE.parquet"),
        (("export", "csv", "--estimate", "mine"), "--estimate mine: expected one of"), (("export", "csv", "--sensitivity", "none"), "expected one of low"),
    ],
)  # fmt: skip
def test_a_wrong_argument_is_told(record: str, arguments: tuple[str, ...], message: str) -> None:
    done = run(*arguments, "--record", record)
    assert done.exit_code != 0
    assert message in str(done.exception)


def test_a_comparison_finds_what_both_hold(record: str, rows: Path, tmp_path: Path) -> None:
    other = str(tmp_path / "other.sqlite")
    theirs = tmp_path / "theirs.csv"
    theirs.write_text(rows.read_text(encoding="utf-8").replace("farmers", "people"), encoding="utf-8")
    assert run("import", str(theirs), "--record", other, "--publisher", "Another set").exit_code == 0
    done = run("compare", str(rows), "--against", other, "--print", "json")
    found = json.loads(done.stdout)
    assert {(row["what"], row["value"]): row["n"] for row in found["summary"]}["events", "in both"] == 4
    assert found["pairs"][0]["file"]["latitude"] == 35.9031
    assert "in both" in run("compare", str(rows), "--against", other).stdout
    assert json.loads(run("compare", str(rows), "--against", record, "--print", "json").stdout)["pairs"] == []


def test_a_row_that_can_not_be_used_is_told_and_the_rest_read(tmp_path: Path) -> None:
    path = tmp_path / "acled.csv"
    path.write_text("\n".join([HEADING, ROWS[0], ROWS[1].replace("2024-03-16", "soon")]), encoding="utf-8")
    done = run("import", str(path), "--record", str(tmp_path / "r.sqlite"))
    assert done.exit_code == 1
    assert "acled.csv:3: event_date 'soon': expected a day" in done.output
    assert "1 rows read" in done.output
