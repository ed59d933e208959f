"""`cairn registry`: export and import from the command line."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cairn.cli.app import app
from cairn.errors import RegistryError

RUN = CliRunner()


def test_export_writes_a_file_and_says_how_many(tmp_path: Path) -> None:
    out = tmp_path / "actors.json"
    done = RUN.invoke(app, ["registry", "export", "--format", "ftm", "--out", str(out), "--registry", str(tmp_path / "none")])
    assert done.exit_code == 0, done.output
    assert any(json.loads(line)["id"] == "islamic_state" for line in out.read_text(encoding="utf-8").splitlines())


def test_export_goes_to_standard_output(tmp_path: Path) -> None:
    done = RUN.invoke(app, ["registry", "export", "--format", "csv"], env={"CAIRN_REGISTRY": str(tmp_path)})
    assert done.stdout.startswith("id,name,kind,countries,start,end,")


def test_import_goes_into_the_users_registry(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("id,name,kind\nred,Red Front,rebel_group\n", encoding="utf-8")
    done = RUN.invoke(app, ["registry", "import", str(file), "--format", "csv"], env={"CAIRN_REGISTRY": str(tmp_path / "mine")})
    assert done.exit_code == 0, done.output
    assert (tmp_path / "mine" / "csv-a.yaml").is_file()


def test_a_fault_ends_the_command(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("id,name,kind\nred,Red Front,rebels\n", encoding="utf-8")
    done = RUN.invoke(app, ["registry", "import", str(file), "--format", "csv", "--registry", str(tmp_path / "mine")])
    assert isinstance(done.exception, RegistryError)
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize("form", ["ucdp", "xml"])
def test_a_format_that_can_not_be_written_is_refused(form: str) -> None:
    assert RUN.invoke(app, ["registry", "export", "--format", form]).exit_code == 2
