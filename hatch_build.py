"""The wheel's build hook: makes the gazetteer and the web app once, for an ordinary and for an editable install alike.

Each is made anew only where it is missing or what it is made from changed, so a second install takes no time. Where the app can not
be built (no Node.js, no network for npm) the install goes on without it, and `cairn serve` says how to build it.
"""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

REGISTRY = "src/cairn/linking/registry/registry.json"
GAZETTEER = "src/cairn/linking/where/gazetteer.sqlite"
APP = "src/cairn/api/static"


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]  # its config's type says nothing here
    """Makes what is not kept in the repository."""

    def dependencies(self) -> list[str]:
        """Node.js from PyPI, where the app has to be built and the system has none."""
        builder = Path(self.root) / "frontend" / "build.py"
        return list(load(builder).requirements()) if builder.is_file() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  hatchling's signature
        """Make gazetteer, registry and app, and put them into the wheel, although git ignores them."""
        make_gazetteer(Path(self.root))
        make_registry(Path(self.root))
        make_app(Path(self.root))
        build_data["artifacts"] += [f"/{GAZETTEER}", f"/{REGISTRY}", f"/{APP}"]


def make_gazetteer(root: Path) -> Path:
    """The gazetteer's file, made if it is missing or not of these tables."""
    linking = root / "src" / "cairn" / "linking"
    names, build = (load(linking / "where" / f"{name}.py") for name in ("names", "build"))
    path = root / GAZETTEER
    if not build.is_current(path, data=linking / "data", version=names.VERSION):
        build.build(path, data=linking / "data", fold=names.fold, bare=names.bare, version=names.VERSION)
    return path


def make_registry(root: Path) -> None:
    """The registry's YAML as one JSON file, which loads in a third of the time; a stale one is made anew and never read."""
    folder = (root / REGISTRY).parent
    load(root / "src" / "cairn" / "linking" / "who" / "bake.py").bake(folder)


def make_app(root: Path) -> None:
    """The web app, where its sources are there and it is missing or stale; a failure is told and is none of the install."""
    script = root / "frontend" / "build.py"
    if not script.is_file():
        return
    builder = load(script)
    try:
        print(builder.build())
    except builder.AppNotBuilt as fault:
        print(f"warning: {fault}", file=sys.stderr)


def load(path: Path) -> ModuleType:
    """A module by its path: the package itself can not be imported before its requirements are installed."""
    spec = importlib.util.spec_from_file_location(f"cairn_build_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path}: no Python module there; expected a builder of the wheel, is the checkout whole?")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    print(make_gazetteer(Path(__file__).parent))
