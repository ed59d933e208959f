"""What the project promises of itself: public names, README commands, documents, no addresses of registries, no machine paths."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def tracked() -> list[Path]:
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip("not a git checkout")
    return [ROOT / line for line in done.stdout.splitlines() if (ROOT / line).is_file()]


def texts() -> list[tuple[Path, str]]:
    endings = {".py", ".md", ".yaml", ".toml", ".txt", ".csv", ".cfg", ""}
    return [(p, p.read_text(encoding="utf-8", errors="replace")) for p in tracked() if p.suffix in endings and p.stat().st_size < 3_000_000]


def test_the_public_names_are_what_they_were() -> None:
    import cairn

    assert set(cairn.__all__) == {"__version__", "code", "open"}


def test_no_file_names_a_package_registry_or_this_machine() -> None:
    registries = re.compile(r"pypi\.org/simple|files\.pythonhosted\.org|registry\.npmjs\.org|deb\.debian\.org|/opt/pypi|/root/|/work/main")
    own = Path(__file__)
    assert [str(p) for p, text in texts() if p != own and registries.search(text)] == []


def test_the_readme_names_only_commands_that_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for task in re.findall(r"make ([a-z]+)", readme):
        assert re.search(rf"^{task}:", makefile, re.MULTILINE), f"make {task} is not in the Makefile"
    import typer.main

    from cairn.cli import app

    commands = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    for command in re.findall(r"^\s*(?:\$ )?(?:\.venv/bin/)?cairn ([a-z]+)", readme, re.MULTILINE):
        assert command in commands, f"cairn {command} is no command"


def test_the_package_links_of_the_documents_lead_somewhere() -> None:
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target} is not there"
