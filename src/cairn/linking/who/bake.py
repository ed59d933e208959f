"""The registry's YAML as one JSON file beside it, which loads in a fifth of the time. Needs PyYAML alone, for a build hook."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import yaml

BAKED = "registry.json"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is six times as fast; PyYAML's wheels carry it
_SINGLE = ("states.yaml", "generic.yaml", "positions.yaml", "regions.yaml", "press_names.yaml")
_OPTIONAL = ("regions.yaml", "press_names.yaml")


def paths(folder: Path) -> Iterator[str]:
    """The registry's files, as paths below its folder."""
    yield from (name for name in _SINGLE if name not in _OPTIONAL or (folder / name).is_file())
    yield from (f"groups/{file.name}" for file in sorted((folder / "groups").glob("*.yaml")))


def digest(folder: Path) -> str:
    """The SHA-256 of all files with their paths: a baked file counts only where it was made from exactly these."""
    found = hashlib.sha256()
    for path in paths(folder):
        found.update(path.encode() + b"\0" + (folder / path).read_bytes())
    return found.hexdigest()


def bake(folder: Path) -> Path:
    """Writes `registry.json` into the registry's folder; raises yaml.YAMLError or OSError where a file can not be read."""
    plain = {path: yaml.load((folder / path).read_bytes(), Loader=LOADER) for path in paths(folder)}  # noqa: S506 -- a safe loader
    target = folder / BAKED
    held = {"sha256": digest(folder), "files": plain}
    target.write_text(json.dumps(held, default=str, ensure_ascii=False), encoding="utf-8")
    return target


def baked(folder: Path) -> dict[str, object] | None:
    """The plain values by path, None where there is no baked file or the YAML has changed since."""
    file = folder / BAKED
    if not file.is_file():
        return None
    held = json.loads(file.read_bytes())
    return dict(held["files"]) if held["sha256"] == digest(folder) else None
