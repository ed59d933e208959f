"""The user's registry: a folder of YAML files that stands over the registry that comes with Cairn.

A row of an id that we have replaces ours; a new id is added; `names` and `codes` add to an entry; and a name that the user gives
to one actor is a name of no other of ours. Every fault is told with its file and line, and none of the folder is used then.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

import yaml
from pydantic import ValidationError

from cairn.linking.who import build, checks
from cairn.linking.who.bake import LOADER
from cairn.linking.who.entry import Entry, Fact, Name
from cairn.linking.who.files import Faults, Files
from cairn.linking.who.names import key
from cairn.linking.who.schema import UserFile

VARIABLE = "CAIRN_REGISTRY"
CACHE = ".registry.json"
Placed = Sequence[tuple[str, Entry]]


@dataclass(frozen=True, slots=True)
class Overlay:
    """The user's files by path, each with the lines on which its parts stand ("groups.0": 12)."""

    files: Mapping[str, UserFile]
    lines: Mapping[str, Mapping[str, int]]

    def at(self, path: str, place: str) -> str:
        """Where a part of a file stands, for a message."""
        line = self.lines.get(path, {}).get(place)
        return f"{path}, line {line}" if line else path


def user_folder() -> Path:
    """Where the user's registry is: CAIRN_REGISTRY, else `cairn/registry` in the folder where the system keeps users' data."""
    set_ = os.environ.get(VARIABLE)
    if set_:
        return Path(set_).expanduser()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "cairn" / "registry"


def read_user(folder: Path) -> Overlay:
    """The files of a user's registry, none where the folder is absent; raises RegistryError with every fault."""
    texts = {str(path): path.read_bytes() for path in sorted(folder.glob("*.yaml"))}
    return parse_user(texts, cache=folder / CACHE)


def parse_user(texts: Mapping[str, bytes], *, cache: Path | None = None) -> Overlay:
    """The user's files from their bytes by path; raises RegistryError with every fault, by file and line.

    The plain values come from `cache` where it was made from exactly these bytes.
    """
    faults = Faults()
    held = _cached(texts, cache)
    files: dict[str, UserFile] = {}
    lines: dict[str, Mapping[str, int]] = {}
    for path, text in texts.items():
        try:
            plain = held[path] if held is not None else yaml.load(text, Loader=LOADER)  # noqa: S506 -- a safe loader
            files[path] = UserFile.model_validate(plain or {})
            lines[path] = MappingProxyType({}) if held is not None else _lines(text)
        except yaml.YAMLError as error:
            faults.add(path, f"is no valid YAML: {' '.join(str(error).split())}")
        except ValidationError as error:
            places = _lines(text)
            for fault in error.errors(include_url=False):
                where = ".".join(str(part) for part in fault["loc"])
                faults.add(f"{path}, line {_line(places, where)}: {where}", f"{fault['msg']}; it holds {fault['input']!r:.80}")
    faults.stop()
    return Overlay(MappingProxyType(files), MappingProxyType(lines))


def remember(folder: Path) -> None:
    """Writes the plain values of a user's registry as one JSON file beside it, which loads faster than the YAML."""
    texts = {str(path): path.read_bytes() for path in sorted(folder.glob("*.yaml"))}
    plain = {path: yaml.load(text, Loader=LOADER) for path, text in texts.items()}  # noqa: S506 -- a safe loader
    held = {"sha256": _digest(texts), "files": plain}
    (folder / CACHE).write_text(json.dumps(held, default=str, ensure_ascii=False), encoding="utf-8")


def over(placed: Placed, overlay: Overlay, files: Files) -> Placed:
    """The registry's entries under the user's; raises RegistryError with every fault of the whole."""
    if not overlay.files:
        return placed
    faults = Faults()
    own = tuple(_own(overlay))
    ids = {entry.id for _, entry in own}
    ours = {entry.id: entry for _, entry in placed}
    added = _added(overlay, {*ids, *ours}, faults=faults)
    taken = _taken((entry for _, entry in own), added)
    joined = [*((path, _without(entry, taken)) for path, entry in placed if entry.id not in ids), *own]
    made = tuple((path, _with(entry, added, overlay, ours.get(entry.id))) for path, entry in joined)
    faults.stop()
    checks.check(made, files, more_sources={path: set(file.sources) for path, file in overlay.files.items()})
    return made


def _own(overlay: Overlay) -> Iterator[tuple[str, Entry]]:
    for path, file in overlay.files.items():
        for number, row in enumerate(file.groups):
            yield f"{overlay.at(path, f'groups.{number}')}: {row.id}", build.group(row)


def _added(overlay: Overlay, known: set[str], *, faults: Faults) -> dict[str, list[Name]]:
    """The names that the user's files add to entries, by id."""
    found: dict[str, list[Name]] = {}
    for path, file in overlay.files.items():
        for what, rows in (("names", file.names), ("codes", file.codes)):
            for actor in rows:
                if actor not in known:
                    faults.add(overlay.at(path, f"{what}.{actor}"), f"{what} for {actor!r}, an id that no entry has")
        for actor, names in file.names.items():
            found.setdefault(actor, []).extend(build.names(names, fact=Fact(file.source, file.checked)))
    return found


def _taken(own: Iterable[Entry], added: Mapping[str, Sequence[Name]]) -> dict[str, set[str]]:
    """The user's names by key, with the ids that have them."""
    found: dict[str, set[str]] = {}
    for actor, names in [*((entry.id, entry.names) for entry in own), *added.items()]:
        for name in names:
            found.setdefault(key(name.text), set()).add(actor)
    return found


def _without(entry: Entry, taken: Mapping[str, set[str]]) -> Entry:
    """An entry of ours without the names that the user gives to others."""
    kept = tuple(name for name in entry.names if entry.id in taken.get(key(name.text), {entry.id}))
    return entry if len(kept) == len(entry.names) else replace(entry, names=kept)


def _with(entry: Entry, added: Mapping[str, Sequence[Name]], overlay: Overlay, ours: Entry | None) -> Entry:
    """An entry with the names and codes that the user adds; one in the place of a state's force stays that force."""
    codes = {**entry.codes}
    for file in overlay.files.values():
        codes |= file.codes.get(entry.id, {})
    held = {name.text for name in entry.names}
    names = (*entry.names, *(name for name in added.get(entry.id, ()) if name.text not in held))
    branch = ours.branch if ours is not None else entry.branch
    return replace(entry, names=names, codes=MappingProxyType(codes), branch=branch)


def _digest(texts: Mapping[str, bytes]) -> str:
    found = hashlib.sha256()
    for path, text in texts.items():
        found.update(path.encode() + b"\0" + text)
    return found.hexdigest()


def _cached(texts: Mapping[str, bytes], cache: Path | None) -> dict[str, object] | None:
    if not texts or cache is None or not cache.is_file():
        return None
    held = json.loads(cache.read_bytes())
    return dict(held["files"]) if held["sha256"] == _digest(texts) else None


def _lines(text: bytes) -> Mapping[str, int]:
    """The line of every part of a YAML text, by its place: "groups.0.names.2"."""
    found: dict[str, int] = {}
    waiting: list[tuple[str, yaml.Node | None]] = [("", yaml.compose(text, Loader=LOADER))]
    while waiting:
        place, node = waiting.pop()
        if node is None:
            continue
        found[place] = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            waiting += [(f"{place}.{name.value}".lstrip("."), value) for name, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += [(f"{place}.{number}".lstrip("."), value) for number, value in enumerate(node.value)]
    return MappingProxyType(found)


def _line(places: Mapping[str, int], where: str) -> int:
    """The line of a place, or of the nearest part around it that is written."""
    while where and where not in places:
        where = where.rpartition(".")[0]
    return places.get(where, 1)
