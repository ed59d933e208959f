"""The example notebooks and the commands of the page on the analysis do what they show."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cairn.cli import app
from tests.conftest import ROOT
from tools.run_notebooks import NOTEBOOKS, printed, read, run

COMMANDS = re.findall(r"^ {4}cairn (.+?)(?:\s+#.*)?$", (ROOT / "docs" / "analysis.md").read_text(encoding="utf-8"), re.MULTILINE)


def test_there_are_three_notebooks() -> None:
    assert len(list(NOTEBOOKS.glob("*.ipynb"))) == 3


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
@pytest.mark.filterwarnings("default")
def test_a_notebook_prints_what_stands_in_it(path: Path, examples: Path) -> None:
    for module in ("nbclient", "ipykernel", "pandas", "geopandas", "matplotlib", "networkx"):
        pytest.importorskip(module)
    stored = read(path)
    assert printed(run(path, examples)) == printed(stored), "the notebook prints something else: run `python -m tools.run_notebooks`, and look at the difference"


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_notebook_holds_no_path_of_a_machine(path: Path) -> None:
    assert not re.search(r"/(?:home|root|tmp|work|Users)/", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_page_runs(command: str, examples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("matplotlib", "networkx"):
        pytest.importorskip(module)
    monkeypatch.chdir(examples)
    monkeypatch.setenv("CAIRN_RECORD", "cairn-examples.sqlite")
    result = CliRunner().invoke(app, shlex.split(command))
    assert result.exit_code == 0, result.output
