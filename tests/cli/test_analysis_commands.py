"""The commands of the analysis as a user runs them."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cairn.cli import app
from cairn.errors import CairnError
from cairn.model import ActorKind, Participant, Role
from cairn.record import Record
from tests.analysis.made_events import ARMY, IS, event
from tests.record.factories import coded_of, report_of, settle

VICTIM = Participant(Role.VICTIM, "Jane Example", None, ActorKind.PERSON)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of 36 months with one clash each, and one in the last month's week."""
    path = tmp_path_factory.mktemp("analysis") / "made.db"
    with Record.open(path) as held:
        pairs = []
        for n in range(37):
            day = date(2021 + n // 12, n % 12 + 1, 14)
            coded = coded_of(report_of(f"A report of month {n}, long enough to be one.", published=day, source=f"{n}.txt"))
            held.add(coded)
            pairs.append((event(n, day=day, who=(IS, ARMY, VICTIM), reports=(coded.report.id,)), (coded.accounts[0].id,)))
        settle(held, pairs)
    return path


def run(*arguments: str, record: Path) -> Result:
    return CliRunner().invoke(app, [*arguments, "--record", str(record)])


def code_of(result: Result) -> int:
    return result.exception.exit_code if isinstance(result.exception, CairnError) else result.exit_code


COMMANDS = [
    ("count", "--by", "year,type"), ("trend",), ("trend", "--by", "week", "--country", "iq"), ("leaders", "Islamic State"), ("network",), ("network", "islamic_state", "--hops", "2"),
    ("autonomy", "Islamic State"), ("forecast", "--months", "2"), ("forecast", "--by", "admin1"),
]  # fmt: skip


@pytest.mark.parametrize("form", ["table", "csv", "json"])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_each_command_prints_each_format_and_no_private_name(record: Path, command: tuple[str, ...], form: str) -> None:
    result = run(*command, "--format", form, record=record)
    assert result.exit_code == 0, result.output
    assert "Jane" not in result.output
    assert result.stdout.strip() or command[0] == "autonomy", "only the affiliates of this record did nothing"
    if form == "json":
        assert all(isinstance(json.loads(line), dict) for line in result.stdout.splitlines())
    if form == "csv":
        assert len({len(row) for row in csv.reader(io.StringIO(result.stdout))}) == 1


def test_count_sums_by_groupings_of_ones_own(record: Path) -> None:
    rows = [json.loads(line) for line in run("count", "--by", "year", "--since", "2022-01-01", "--format", "json", record=record).stdout.splitlines()]
    assert [(row["year"], row["events"], row["dated"]) for row in rows] == [("2022", 12, 1.0), ("2023", 12, 1.0), ("2024", 1, 1.0)]


def test_count_of_another_status_or_of_all(record: Path) -> None:
    assert "no such events in the record" in run("count", "--status", "foiled", record=record).stdout
    assert run("count", "--status", "all", "--format", "json", record=record).stdout == run("count", "--format", "json", record=record).stdout


def test_notes_do_not_get_into_what_a_program_reads(record: Path) -> None:
    result = run("trend", "--format", "csv", record=record)
    assert "change points" not in result.stdout
    assert "change points: none" in result.stderr


@pytest.mark.parametrize("command", [("count",), ("trend",), ("leaders", "Islamic State"), ("network",), ("forecast",)], ids=" ".join)
def test_a_plot_is_written(record: Path, command: tuple[str, ...], tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    pytest.importorskip("networkx")
    file = tmp_path / "plot.svg"
    assert run(*command, "--plot", str(file), record=record).exit_code == 0
    assert file.stat().st_size > 1000


def test_a_network_is_written_to_a_file(record: Path, tmp_path: Path) -> None:
    networkx = pytest.importorskip("networkx")
    for form in ("graphml", "json", "csv"):
        assert run("network", "--format", form, "--out", str(tmp_path / form), record=record).exit_code == 0
    assert networkx.read_graphml(tmp_path / "graphml").has_edge("islamic_state", "mil_iq")
    assert {"nodes", "edges"} <= set(json.loads((tmp_path / "json").read_text()))
    assert (tmp_path / "csv").read_text().startswith("subject,kind,object")
    assert run("network", "--format", "graphml", record=record).stdout.startswith("<graphml")


@pytest.mark.parametrize(
    ("command", "code", "told"),
    [
        (("count", "--by", "colour"), 2, "--by colour: expected one of day, week, month"), (("count", "--status", "maybe"), 2, "--status maybe: expected occurred"),
        (("count", "--plot", "a.pdf"), 2, "--plot a.pdf: expected a file that ends in .png or .svg"), (("leaders", "Talibann"), 4, "no group 'Talibann'"),
        (("autonomy", "Talibann"), 4, "no group 'Talibann' in the registry"), (("network", "Talibann"), 4, "no group 'Talibann'"),
        (("trend", "--since", "2024-02-01", "--until", "2024-01-01"), 2, "until 2024-01-01 is before since 2024-02-01"), (("forecast", "--by", "actor"), 2, ""),
        (("forecast", "--months", "13"), 2, ""), (("network", "--format", "json", "--out", "absent/n.json"), 2, "--out absent/n.json: can not be written"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_exit_code(record: Path, command: tuple[str, ...], code: int, told: str) -> None:
    result = run(*command, record=record)
    assert (2 if isinstance(result.exception, ValueError) else code_of(result)) == code
    assert told in str(result.exception)


def test_an_empty_record_has_nothing_to_tell(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    Record.open(path).close()
    for command in (("count",), ("trend",), ("network",), ("forecast",)):
        result = run(*command, record=path)
        assert (result.exit_code, result.stdout.split("\n")[0][:2]) == (0, "no"), command


def test_a_record_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert code_of(run("trend", record=tmp_path / "absent.db")) == 3
