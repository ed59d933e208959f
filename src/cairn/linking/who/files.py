"""The registry's files, read and checked one by one; every fault is gathered with its path."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from cairn.errors import RegistryError
from cairn.linking.who.bake import LOADER, baked, paths
from cairn.linking.who.schema import GenericFile, GroupFile, PositionFile, PressNameFile, StateFile

REGISTRY = Path(__file__).parent.parent / "registry"
_File = TypeVar("_File", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Faults:
    """The faults found so far, each with its path: "groups/africa.yaml: groups.3.names.0: ..."."""

    found: list[str] = field(default_factory=list)

    def add(self, path: str, message: str) -> None:
        """One more fault."""
        self.found.append(f"{path}: {message}")

    def stop(self) -> None:
        """Raises RegistryError with every fault, where there is one."""
        if self.found:
            listed = "\n  ".join(self.found)
            raise RegistryError(f"the actor registry has {len(self.found)} fault(s); mend them and load again:\n  {listed}")


@dataclass(frozen=True, slots=True)
class Files:
    """The registry's files as rows; `groups` by the file's path below the registry's folder."""

    states: StateFile
    generic: GenericFile
    positions: PositionFile
    groups: dict[str, GroupFile]
    press_names: PressNameFile | None = None


def read_files(folder: Path) -> Files:
    """The files of a registry's folder; raises RegistryError with every fault of every file.

    The plain values come from `registry.json` where `bake` has written one from exactly these files, else from the YAML.
    """
    faults = Faults()
    plain = _plain(folder, faults=faults)
    groups = {path: _rows(plain, path, GroupFile, faults=faults) for path in plain if _holds_groups(path)}
    states = _rows(plain, "states.yaml", StateFile, faults=faults)
    generic = _rows(plain, "generic.yaml", GenericFile, faults=faults)
    positions = _rows(plain, "positions.yaml", PositionFile, faults=faults)
    press = _rows(plain, "press_names.yaml", PressNameFile, faults=faults)
    faults.stop()
    if states is None or generic is None or positions is None:
        raise RegistryError(f"the actor registry in {str(folder)!r} could not be read")
    return Files(states, generic, positions, {path: file for path, file in groups.items() if file is not None}, press)


def _holds_groups(path: str) -> bool:
    return path == "regions.yaml" or path.startswith("groups/")


def read_positions(folder: Path = REGISTRY) -> PositionFile:
    """`positions.yaml` alone; raises RegistryError."""
    faults = Faults()
    path = "positions.yaml"
    file = _rows({path: _parse(folder / path, path, faults=faults)}, path, PositionFile, faults=faults)
    faults.stop()
    if file is None:
        raise RegistryError(f"{path} in {str(folder)!r} could not be read")
    return file


def _plain(folder: Path, *, faults: Faults) -> dict[str, object]:
    try:
        held = baked(folder)
    except OSError:
        held = None  # a missing file is named below, with its path
    return held or {path: _parse(folder / path, path, faults=faults) for path in paths(folder)}


def _parse(file: Path, path: str, *, faults: Faults) -> object:
    try:
        return yaml.load(file.read_bytes(), Loader=LOADER)  # noqa: S506 -- both loaders are safe ones
    except OSError as error:
        faults.add(path, f"can not be read ({error.strerror}); expected a YAML file")
    except yaml.YAMLError as error:
        faults.add(path, f"is no valid YAML: {' '.join(str(error).split())}")
    return None


def _rows(plain: dict[str, object], path: str, shape: type[_File], *, faults: Faults) -> _File | None:
    value = plain.get(path)
    if value is None:
        return None
    try:
        return shape.model_validate(value)
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            where = ".".join(str(part) for part in fault["loc"])
            faults.add(f"{path}: {where}", f"{fault['msg']}; it holds {fault['input']!r:.80}")
    return None
