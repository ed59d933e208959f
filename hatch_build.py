"""The wheel's build hook: makes the gazetteer once, for an ordinary and for an editable install alike.

The file is made anew only where it is missing or its tables changed, so a second install takes no time.
"""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

REGISTRY = "src/cairn/linking/registry/registry.json"
GAZETTEER = "src/cairn/linking/where/gazetteer.sqlite"


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]  # its config's type says nothing here
    """Makes what is not kept in the repository."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  hatchling's signature
        """Make the gazetteer and put it into the wheel, although git ignores it."""
        make_gazetteer(Path(self.root))
        make_registry(Path(self.root))
        build_data["artifacts"] += [f"/{GAZETTEER}", f"/{REGISTRY}"]


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


def load(path: Path) -> ModuleType:
    """A module by its path: the package itself can not be imported before its requirements are installed."""
    spec = importlib.util.spec_from_file_location(f"cairn_build_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path}: no Python module there; expected the gazetteer's builder, is the checkout whole?")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    print(make_gazetteer(Path(__file__).parent))
