"""The codebook's files, read and checked against their shapes; every fault is gathered with its path."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from cairn.codebook.event_type import EventType
from cairn.codebook.rows import Row
from cairn.codebook.values import KindRow, PeopleFile, Precisions, QualifierRow, RoleRow, StatusRow, WeaponKind
from cairn.codebook.words import Inflections
from cairn.errors import CodebookError

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is six times as fast; the wheels of PyYAML carry it
_Shape = TypeVar("_Shape")


@dataclass(frozen=True, slots=True)
class TypeFile(Row):
    """`event_types.yaml`."""

    types: tuple[EventType, ...]


@dataclass(frozen=True, slots=True)
class QualifierFile(Row):
    """`qualifiers.yaml`."""

    qualifiers: tuple[QualifierRow, ...]


@dataclass(frozen=True, slots=True)
class RoleFile(Row):
    """`roles.yaml`."""

    roles: tuple[RoleRow, ...]


@dataclass(frozen=True, slots=True)
class StatusFile(Row):
    """`statuses.yaml`."""

    statuses: tuple[StatusRow, ...]


@dataclass(frozen=True, slots=True)
class WeaponFile(Row):
    """`weapons.yaml`."""

    weapons: tuple[WeaponKind, ...]


@dataclass(frozen=True, slots=True)
class KindFile(Row):
    """`actor_kinds.yaml`."""

    kinds: tuple[KindRow, ...]


@dataclass(frozen=True, slots=True)
class Files:
    """All files of a codebook's folder; `digest` is the SHA-256 of their bytes. The files stand in the order of `SHAPES`."""

    digest: str
    types: TypeFile
    qualifiers: QualifierFile
    roles: RoleFile
    statuses: StatusFile
    precisions: Precisions
    weapons: WeaponFile
    people: PeopleFile
    kinds: KindFile
    inflections: Inflections


SHAPES: dict[str, type[Row]] = {
    "event_types.yaml": TypeFile, "qualifiers.yaml": QualifierFile, "roles.yaml": RoleFile, "statuses.yaml": StatusFile,
    "precisions.yaml": Precisions, "weapons.yaml": WeaponFile, "people.yaml": PeopleFile, "actor_kinds.yaml": KindFile,
    "inflections.yaml": Inflections,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Faults:
    """The faults found so far, each with its path: "event_types.yaml: types[3].rank: ..."."""

    folder: Path
    found: list[str] = field(default_factory=list)

    def add(self, path: str, message: str) -> None:
        """One more fault."""
        self.found.append(f"{path}: {message}")

    def stop(self) -> None:
        """Raises CodebookError with every fault, where there is one."""
        if self.found:
            listed = "\n  ".join(self.found)
            raise CodebookError(f"the codebook in {str(self.folder)!r} has {len(self.found)} fault(s); mend them:\n  {listed}")


def read_files(folder: Path, *, faults: Faults) -> Files | None:
    """The files of a codebook's folder; None, with the faults added, where one does not hold."""
    raw = {name: _bytes(folder / name, name, faults=faults) for name in SHAPES}
    rows = {name: _rows(raw[name], name, shape, faults=faults) for name, shape in SHAPES.items()}
    if any(row is None for row in rows.values()):
        return None
    digest = hashlib.sha256(b"".join(name.encode() + b"\0" + (raw[name] or b"") for name in sorted(raw)))
    return Files(digest.hexdigest(), *rows.values())  # type: ignore[arg-type]  # in the order of SHAPES; a test holds it


def _bytes(file: Path, name: str, *, faults: Faults) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError as error:
        faults.add(name, f"can not be read ({error.strerror}); expected a YAML file, begin with a copy of Cairn's own")
        return None


def _rows(raw: bytes | None, name: str, shape: type[_Shape], *, faults: Faults) -> _Shape | None:
    if raw is None:
        return None
    try:
        return TypeAdapter(shape).validate_python(yaml.load(raw, Loader=_LOADER))  # noqa: S506  both loaders are safe ones
    except yaml.YAMLError as error:
        faults.add(name, f"is no valid YAML: {' '.join(str(error).split())}")
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            faults.add(f"{name}: {_path(fault['loc'])}", f"{fault['msg']}; it holds {_shown(fault['input'])}")
    return None


def _path(loc: tuple[int | str, ...]) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc).removeprefix(".") or "the file"


def _shown(value: object) -> str:
    return f"{value!r:.80}"
