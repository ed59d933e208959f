"""Runs the example notebooks on the bundled examples and writes them back with what they print: `python -m tools.run_notebooks`.

A test runs them in the same way and fails where one prints anything else than what stands in it.
"""

import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

NOTEBOOKS = Path(__file__).parent.parent / "docs" / "notebooks"
RECORD = "cairn-examples.sqlite"


def read(notebook: Path) -> Any:
    """A notebook as it stands."""
    nbformat: Any = import_module("nbformat")
    return nbformat.read(notebook, as_version=4)


def run(notebook: Path, folder: Path) -> Any:
    """A notebook as it is after its run in a folder that holds the example record."""
    from nbclient import NotebookClient

    found = read(notebook)
    client = NotebookClient(found, timeout=120, kernel_name="python3", record_timing=False, resources={"metadata": {"path": str(folder)}})
    client.execute()
    found.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}, "language_info": {"name": "python"}}
    return found


def printed(notebook: Any) -> list[list[str]]:
    """What each cell with code prints, as text; pictures are left out, as they differ between versions of the library that draws them."""
    return [[_text(output) for output in cell.outputs if _text(output)] for cell in notebook.cells if cell.cell_type == "code"]


def _text(output: Any) -> str:
    if output.output_type == "stream":
        return str(output.text)
    data = output.get("data", {})
    return "" if "image/png" in data else str(data.get("text/html") or data.get("text/plain") or "")


def main() -> None:
    """The command."""
    write: Any = import_module("nbformat").write
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "cairn", "demo", "--record", RECORD], cwd=folder, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
        for path in sorted(NOTEBOOKS.glob("*.ipynb")):
            write(run(path, Path(folder)), path)
            sys.stdout.write(f"{path.name} written\n")


if __name__ == "__main__":
    main()
