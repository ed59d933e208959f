"""Imports point one way: from the commands down to the model."""

import ast
from pathlib import Path

import pytest

import cairn

ROOT = Path(cairn.__file__).parent

#: What each part may import of the others. A part may always import itself, errors and the model.
ALLOWED: dict[str, set[str]] = {
    "errors": set(),
    "model": set(),
    "codebook": set(),
    "reports": set(),
    "reading": set(),
    "linking": set(),
    "consolidation": {"codebook"},
    "accounts": {"codebook", "consolidation"},
    "analysis": {"codebook"},
    "contract": {"codebook"},
    "pipeline": {"accounts", "codebook", "linking", "reading"},
    "record": set(),
    "deriving": {"analysis", "codebook", "consolidation", "linking", "publishing", "record"},
    "api": {"analysis", "codebook", "consolidation", "contract", "deriving", "exports", "linking", "pipeline", "publishing", "reading", "record", "reports", "reviewing"},
    "cli": {"accounts", "analysis", "api", "codebook", "consolidation", "contract", "deriving", "engine", "exports", "linking", "notebook", "pipeline", "publishing", "reading", "record", "reports", "reviewing", "watching"},
    "publishing": {"codebook"},
    "exports": {"codebook", "linking", "publishing", "record"},
    "reviewing": {"codebook", "record"},
    "engine": {"codebook", "consolidation", "contract", "pipeline", "reading", "record", "reports"},
    "notebook": {"analysis", "codebook", "consolidation", "linking", "publishing", "record"},
    "watching": {"codebook", "consolidation", "contract", "pipeline", "publishing", "record", "reports"},
    "examples": set(),
    "__main__": {"cli"},
    "__init__": {"notebook", "pipeline"},
}
EVERYWHERE = {"errors", "model"}


def part_of(path: Path) -> str:
    relative = path.relative_to(ROOT)
    return relative.parts[0].removesuffix(".py")


def imported_parts(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "cairn":
            parts = node.module.split(".")
            found |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("cairn.")}
    return found - {"__version__"}


def files() -> list[Path]:
    return sorted(ROOT.rglob("*.py"))


def test_every_part_is_named_here() -> None:
    assert {part_of(path) for path in files()} == set(ALLOWED)


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    part = part_of(path)
    found = imported_parts(path) - {part} - (EVERYWHERE if part not in EVERYWHERE else {"errors"} if part == "model" else set())
    assert found <= ALLOWED[part], f"{part} may not import {sorted(found - ALLOWED[part])}"


def test_the_commands_know_the_api_only_to_serve_it() -> None:
    knowing = {path.name for path in (ROOT / "cli").glob("*.py") if "api" in imported_parts(path)}
    assert knowing == {"serve.py"}


def test_the_model_does_no_input_or_output() -> None:
    forbidden = {"os", "pathlib", "sqlite3", "socket", "subprocess", "urllib", "httpx2", "sqlalchemy", "io", "time", "random"}
    for path in (ROOT / "model").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        names |= {node.module.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
        assert not names & forbidden, f"{path.name} imports {sorted(names & forbidden)}"
