"""The record of the bundled examples, made once."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from cairn.cli import app
from cairn.pipeline import Pipeline
from tests.conftest import ROOT
from tools.run_notebooks import RECORD


@pytest.fixture(scope="package")
def examples(pipeline: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the record which `cairn demo` makes."""
    folder = tmp_path_factory.mktemp("examples")
    reports = ROOT / "src" / "cairn" / "examples" / "reports"
    assert CliRunner().invoke(app, ["add", str(reports), "--record", str(folder / RECORD)]).exit_code == 0
    return folder
