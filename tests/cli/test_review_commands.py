"""Reviewing on the command line: one event at a time, or many in a spreadsheet."""

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cairn import codebook
from cairn.cli import app
from cairn.deriving.events import derive_events
from cairn.errors import CairnError, SettingError
from cairn.record import Record
from tests.record.factories import TEXT, coded_of, report_of


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def code_of(result: Result) -> int:
    if isinstance(result.exception, CairnError):
        return result.exception.exit_code
    return SettingError.exit_code if isinstance(result.exception, ValueError) else result.exit_code


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A record of one event of one report."""
    monkeypatch.setenv("CAIRN_RECORD", str(tmp_path / "own.sqlite"))
    monkeypatch.setenv("CAIRN_REVIEWER", "ana")
    with Record.open(tmp_path / "own.sqlite") as record:
        record.add(coded_of(report_of(f"{TEXT} It is the only report.")))
        derive_events(record, codebook.load())
        return record.events()[0].id


def events(*options: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in run("events", "--format", "json", *options).stdout.splitlines()]


def test_a_correction_with_a_quote_is_shown_listed_and_undone(own: str) -> None:
    before = events()
    assert run("review", "correct", own[:6], "--field", "casualties", "--value", "killed side_b 3..5", "--quote", "Abu Ali", "--reason", "counted").exit_code == 0
    (event,) = events("--review", "corrected", "--min-killed", "3")
    assert event["casualties"] == [{"outcome": "killed", "group": "side_b", "low": 3, "best": None, "high": 5, "said_by": None}]
    shown = run("show", own).stdout
    assert "corrected by ana" in shown
    assert "counted" in run("history", own).stdout
    (row,) = [json.loads(line) for line in run("reviews", "--format", "json").stdout.splitlines()]
    assert (row["number"], row["field"], row["new"], row["words"], row["by"]) == (1, "casualties", "killed side_b 3....5", "Abu Ali", "ana")
    assert run("verify").exit_code == 0
    assert run("undo").exit_code == 0
    assert events() == before
    assert json.loads(run("reviews", "--format", "json").stdout)["undone"] == "ana"


def test_knowledge_needs_its_reason_and_is_shown_as_such(own: str) -> None:
    assert code_of(run("review", "correct", own, "--field", "where", "--value", "Mosul | country=IQ")) == 2
    assert run("review", "correct", own, "--field", "where", "--value", "Mosul | country=IQ", "--reason", "I was there").exit_code == 0
    assert "reviewer's knowledge: I was there — ana" in run("show", own).stdout
    assert run("review", "correct", own, "--field", "where", "--reason", "nobody knows").exit_code == 0
    assert events()[0]["where"]["name"] is None  # type: ignore[index]
    assert run("verify").exit_code == 0


def test_rejected_events_are_left_out_unless_asked_for(own: str) -> None:
    assert run("review", "reject", own).exit_code == 0
    assert events() == []
    assert len(events("--review", "all")) == len(events("--review", "rejected")) == 1
    assert run("undo", "--review", "1").exit_code == 0
    assert len(events()) == 1


def test_another_person_signs(own: str) -> None:
    assert run("review", "accept", own).exit_code == 0
    assert code_of(run("review", "sign", own)) == 2
    assert run("review", "sign", own, "--by", "ben").exit_code == 0
    assert [event["reviewed_by"] for event in events("--review", "signed")] == [["ana", "ben"]]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("review", "accept", "ezzz"), 4),
        (("review", "correct", "{}", "--field", "type", "--value", "party", "--reason", "x"), 2),
        (("review", "correct", "{}", "--field", "type", "--value", "attack", "--quote", "no such words"), 2),
        (("review", "correct", "{}", "--field", "type", "--value", "attack", "--span", "here"), 2),
        (("undo", "--review", "9"), 4),
        (("events", "--bbox", "1,2,3"), 2),
        (("events", "--status", "maybe"), 2),
        (("events", "--order", "up"), 2),
        (("reviews", "--event", "ezzz"), 4),
    ],
)
def test_what_can_not_be_done_is_told(own: str, arguments: tuple[str, ...], code: int) -> None:
    assert code_of(run(*(a.format(own) for a in arguments))) == code


def test_filters_are_options(own: str) -> None:
    assert len(events("--bbox", "43,33,44,34", "--country", "iq", "--country", "SY", "--type", "air_drone_strike", "--place-precision", "near", "--when-precision", "day", "--order", "-doubt")) == 1
    assert events("--bbox", "170,33,-170,34") == []
    assert events("--max-confidence", "0") == []
    assert len(events("--actor", "iq-military", "--affiliates", "--limit", "3")) == 1


def test_a_table_is_edited_compared_and_applied(own: str, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    assert run("review", "table", "--out", str(table)).exit_code == 0
    assert table.read_bytes().startswith(b"\xef\xbb\xbf")
    assert run("review", "edited", str(table)).stdout == ""
    rows = [[cell.replace("air_drone_strike", "attack") for cell in row] for row in csv.reader(table.read_text("utf-8-sig").splitlines())]
    with table.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    assert run("review", "edited", str(table)).stdout == f"{own[:8]}  type: air_drone_strike -> attack\n"
    assert json.loads(run("review", "edited", str(table), "--json").stdout)["new"] == "attack"
    assert events()[0]["type"] == "air_drone_strike"
    assert code_of(run("review", "edited", str(table), "--apply")) == 2
    assert run("review", "edited", str(table), "--apply", "--reason", "checked").exit_code == 0
    assert events()[0]["type"] == "attack"
    table.write_text("id,type\nezzz,attack\n")
    assert code_of(run("review", "edited", str(table))) == 1
    table.write_text("nothing")
    assert code_of(run("review", "edited", str(table))) == 2
